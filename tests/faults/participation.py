"""`python -m tests.faults.participation`: members talk while the gateway is cut, loses sessions, and the bot is killed.

At the end what is counted is exactly what was said. Exit code 1 when it is not.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from local_discord import Fault
from local_discord.faults import HISTORY
from local_discord.gateway.connection import Connection
from tests.faults.crew import WORKERS, played
from tests.faults.nursery import Nursery, StuckError
from tests.faults.orders import PlannedStudy
from tests.faults.report import Found, say_broken
from tests.faults.stage import Stage, stage
from tests.faults.talk import Talk
from tests.faults.verdict import Tally

CUTS = 25
"""Cuts in one episode."""
A_DAY = 8
"""Cuts between one day's posts and the next."""
PEOPLE = 12
PASSAGES = 200
PAUSE = timedelta(seconds=800)
"""Longer than any pause of the bot before a new session."""
LONGEST_TRY = timedelta(seconds=3700)
"""Longer than any pause of the bot before a thread is tried again."""
LONGEST = 0.2
"""Real seconds that pass at most between a cut and the next."""
ENDS = {"resumed": 0.6, "lost": 0.8, "killed": 1.0}
"""How a cut ends, and up to which chance: with the same session, with a new one, or with a new process."""


@dataclass(frozen=True, slots=True)
class Episode:
    """Some cuts in one world."""

    seed: int
    number: int
    cuts: int
    mutant: str = ""


@dataclass(frozen=True, slots=True)
class Lived:
    """What an episode came to: how its cuts ended, what was said, and what had to be counted."""

    episode: Episode
    tally: Tally
    ends: Counter[str] = field(default_factory=Counter[str])
    messages: int = 0
    parts: int = 0
    log: str = ""


async def live_through(nursery: Nursery, episode: Episode) -> Lived:
    """Play an episode."""
    chance = random.Random(f"{episode.seed}/{episode.number}")
    async with stage(nursery, passages=PASSAGES, mutant=episode.mutant) as world:
        talk, tally, ends = Talk(world, chance), Tally(rounds=episode.cuts), Counter[str]()
        try:
            await world.start(_studies(world, talk))
            for number in range(episode.cuts):
                if number % A_DAY == 0:
                    await _next_day(world, talk)
                await talk.some(6)
                ends[await _cut(world, talk, chance)] += 1
                await asyncio.sleep(chance.random() * LONGEST)  # a random moment: nothing is waited for
            await _all_read(world, talk)
            tally.add(talk.judge())
            if tally.broken:
                world.remarks.append(talk.remark())
        except (StuckError, TimeoutError):
            tally.stuck = 1
        return Lived(episode, tally, ends, talk.messages, len(talk.truth), world.log if tally.broken else "")


def _studies(world: Stage, talk: Talk) -> list[PlannedStudy]:
    """Two studies in each of two servers, one of them in a forum."""
    studies: list[PlannedStudy] = []
    for number in range(2):
        guild = world.add_guild(f"Readers {number}")
        talk.people_of(guild, PEOPLE)
        channels = guild.add_text_channel("daily"), guild.add_forum_channel("forum")
        studies += [PlannedStudy(guild.id, each.id, "07:00", forum=each is channels[1]) for each in channels]
    return studies


async def _next_day(world: Stage, talk: Talk) -> None:
    """Let the bot post in all studies, and members press and answer."""
    world.server.faults.active.clear()
    await _whole(world)
    world.move((world.ledger.next_claim_at() or world.now) - world.now + timedelta(seconds=40))
    assert world.life is not None
    if (await world.settle(await world.life.word())).kind != "rest":
        raise StuckError("a day's posts")
    talk.learn_posts()
    await talk.take_part()
    seed = int(world.now.timestamp())
    world.server.faults.add(Fault.fails_before(503, HISTORY).when(times=None, probability=0.4, seed=seed))


async def _cut(world: Stage, talk: Talk, chance: random.Random) -> str:
    """Cut the gateway, or kill the bot, and let people talk meanwhile; how it ended."""
    drawn = chance.random()
    end = next(end for end, up_to in ENDS.items() if drawn < up_to)
    cut = set[Connection]()
    if end == "killed":
        await world.kill()
    else:
        cut.update(world.server.gateway.of())
        world.server.faults.refuse_resumes(int(end == "lost"))
        world.server.faults.cut_gateway()
    await (talk.much() if chance.random() < 0.1 else talk.some(6))
    if end == "killed":
        await world.begin()
    while not cut.isdisjoint(world.server.gateway.connections):  # noqa: ASYNC110 # the world has no event for its sockets
        await asyncio.sleep(0)
    if chance.random() < 0.5:
        await _whole(world)
    return end


async def _whole(world: Stage) -> None:
    """Wait until the bot has a session again, and has heard all of it."""
    gateway, turns = world.server.gateway, 0
    async with asyncio.timeout(30):
        while not gateway.of():
            turns += 1
            if turns % 10 == 0:
                world.move(PAUSE)  # the bot may wait before a new session, by the clock
            await asyncio.sleep(0.02)
        await gateway.delivered()


async def _all_read(world: Stage, talk: Talk) -> None:
    """Let the bot read what it still has to, and start it once more, so that nothing is counted twice."""
    world.server.faults.active.clear()
    for _ in range(2):
        await _whole(world)
        world.move(LONGEST_TRY)
        await world.kill()
        await world.start()
    await _whole(world)
    with suppress(TimeoutError):
        await asyncio.wait_for(_nothing_lost(talk), 5)


async def _nothing_lost(talk: Talk) -> None:
    """Wait until all is counted."""
    while talk.judge().lost:  # noqa: ASYNC110 # the bot is another process, and does not tell what it counts
        await asyncio.sleep(0.1)


def episodes(cuts: int, seed: int, mutant: str = "") -> list[Episode]:
    """So many cuts, in episodes."""
    whole, rest = divmod(cuts, CUTS)
    sizes = [CUTS] * whole + ([rest] if rest else [])
    return [Episode(seed, number, size, mutant) for number, size in enumerate(sizes)]


def found_in(asked: list[Episode], workers: int = WORKERS) -> Iterator[Found]:
    """The verdict on each episode, as they end."""
    return map(_found, played(live_through, asked, workers))


def _found(each: Lived) -> Found:
    of = each.episode
    replay = f"python -m tests.faults.participation --seed {of.seed} --only-round {of.number} --cuts {of.cuts}"
    return Found(each.tally, f"episode {of.number} with {of.cuts} cuts", replay, each.log)


def main() -> int:
    """Run the cuts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.participation", description=__doc__)
    parser.add_argument("--cuts", type=int, default=50, help="cuts in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only-round", type=int, metavar="EPISODE", help="play this episode alone")
    parser.add_argument("--json", action="store_true")
    asked, begun = parser.parse_args(), time.monotonic()
    chosen = episodes(asked.cuts, asked.seed)
    if asked.only_round is not None:
        chosen = [Episode(asked.seed, asked.only_round, min(asked.cuts, CUTS))]
    total = Lived(chosen[0], Tally())
    for each in played(live_through, chosen):
        total = replace(total, messages=total.messages + each.messages, parts=total.parts + each.parts)
        total.tally.add(each.tally)
        total.ends.update(each.ends)
        say_broken(_found(each))
    _tell(total, asked.seed, round(time.monotonic() - begun, 1), as_json=asked.json)
    return int(bool(total.tally.broken) or not total.tally.rounds)


def _tell(total: Lived, seed: int, seconds: float, *, as_json: bool) -> None:
    tally, ends = total.tally, {end: total.ends[end] for end in ENDS}
    figures = {"cuts": tally.rounds, **ends, "messages": total.messages, "parts": total.parts}
    promises = {name: getattr(tally, name) for name in ("lost", "double", "wrong", "stuck")}
    if as_json:
        named = {"name": "participation", **figures, **promises, "seed": seed, "seconds": seconds}
        print(json.dumps(named), flush=True)  # noqa: T201 # its output
        return
    how = ", ".join(f"{number} {end}" for end, number in ends.items())
    print(  # noqa: T201 # its output
        f"participation: {tally.rounds} cuts ({how}), {total.messages} messages, {total.parts} parts, in {seconds:g} s "
        f"(seed {seed})\n  broken promises: {', '.join(f'{number} {name}' for name, number in promises.items())}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
