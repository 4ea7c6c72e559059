"""`python -m tests.faults.kill`: kill -9 at random moments around posts and notices, in a storm, for days.

The kills come in episodes, each with a world of its own. Exit code 1 when a promise was broken.
"""

import argparse
import asyncio
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.deliveries.delivery import NONCE_TRUST
from local_discord import Permission
from tests import postgres
from tests.faults.crew import WORKERS, played
from tests.faults.memory import SERVER, server_if
from tests.faults.nursery import Nursery, StuckError, Word
from tests.faults.orders import PlannedStudy
from tests.faults.outcomes import STEPS
from tests.faults.report import Found, tell
from tests.faults.stage import Stage, stage
from tests.faults.storm import SLOWEST, SlowPipeline, Storm
from tests.faults.verdict import Due, Tally, judge, judge_notices, overslept

KILLS = 20
"""Kills in one episode."""
PASSAGES = 200
LONGEST = 0.3
"""The bot is killed within so many real seconds after slots have come due, or after its start."""
STEPS_SHARE = 0.25
"""How often the clock of the machine steps there and back while the bot has nothing to do."""
TIMES = (("07:00", "07:00", False), ("07:01", "12:30", True), ("18:00", "07:00", False))
"""Of each guild: the times of its two studies, and whether the second one's channel is a forum."""


@dataclass(frozen=True, slots=True)
class Episode:
    """Some kills in one world."""

    seed: int
    number: int
    kills: int
    mutant: str = ""
    asleep: bool = False
    """Whether the bot's machine is put to sleep and woken, instead of being killed and started."""
    failing: bool = False
    """Whether the database's server crashes and comes back instead."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What an episode came to."""

    episode: Episode
    tally: Tally
    log: str


async def live_through(nursery: Nursery, episode: Episode) -> Lived:
    """Play an episode."""
    chance = random.Random(f"{episode.seed}/{episode.number}")
    async with stage(nursery, passages=PASSAGES, pipeline=SlowPipeline, mutant=episode.mutant) as world:
        storm = Storm(world.server.faults, chance)
        world.server.faults = world.server.rest.faults = storm
        tally = Tally()
        try:
            studies = _studies(world)
            word = await world.start(studies)
            first = world.ledger.first_slots()
            days = await _days(world, chance, episode, tally, word)
            storm.calm = True
            world.server.gateway.release()
            if (await world.settle(days.word)).kind == "rest":
                _judge(world, studies, first, days, tally)
            else:
                tally.stuck = 1
        except StuckError:
            tally.stuck = 1
        return Lived(episode, tally, world.log if tally.broken else "")


@dataclass(slots=True)
class Days:
    """What has been: the last word of the bot, and the moments at which it had nothing left to do."""

    word: Word
    awake: list[datetime]


def _studies(world: Stage) -> list[PlannedStudy]:
    studies: list[PlannedStudy] = []
    for number, (first, second, forum) in enumerate(TIMES):
        guild = world.add_guild(f"Readers {number}")
        text, hosts = guild.add_text_channel("daily"), guild.add_text_channel("hosts")
        other = guild.add_forum_channel("forum") if forum else guild.add_news_channel("other")
        if not forum:  # so that there is something to tell hosts each day
            text.set_overwrite(world.roles[guild.id], deny=Permission.CREATE_PUBLIC_THREADS)
        studies.append(PlannedStudy(guild.id, text.id, first, host_channel_id=None if forum else hosts.id))
        studies.append(PlannedStudy(guild.id, other.id, second, forum=forum, pin=not forum, publish=not forum))
    return studies


async def _days(world: Stage, chance: random.Random, episode: Episode, tally: Tally, word: Word) -> Days:
    """Days in which the bot is killed so many times."""
    days = Days(word, [])
    while tally.rounds < episode.kills:
        if chance.random() < 0.4:
            days.word = await world.settle(days.word)
            if days.word.kind != "rest":
                raise StuckError(days.word.kind)
            days.awake.append(world.now)
            if chance.random() < STEPS_SHARE:
                days.word = await _there_and_back(world, chance)
        world.move(
            (world.ledger.next_claim_at() or world.now) - world.now + timedelta(seconds=chance.choice((0, 1, 40)))
        )
        while True:
            _echoes(world, chance)
            await asyncio.sleep(chance.random() * LONGEST)  # a random moment: nothing is waited for
            await (_failing if episode.failing else _asleep if episode.asleep else _killed)(world, chance, tally)
            if tally.rounds == episode.kills or chance.random() < 0.6:
                break
            if not episode.asleep and not episode.failing:
                await world.begin()
        days.word = await (world.life.word() if world.life else world.start())
    return days


async def _killed(world: Stage, chance: random.Random, tally: Tally) -> None:
    """Kill the bot, and let time pass without it."""
    await world.kill()
    _count(world, tally, away := _away(chance))
    world.move(away)


async def _asleep(world: Stage, chance: random.Random, tally: Tally) -> None:
    """Put the bot's machine to sleep, and wake it after some time; Discord carries out meanwhile what has been sent."""
    assert world.life is not None
    world.life.stop()
    await asyncio.sleep(2 * SLOWEST)
    _count(world, tally, away := _away(chance))
    world.move(away)
    world.life.wake()


async def _failing(world: Stage, chance: random.Random, tally: Tally) -> None:
    """Have the server of the bot's database crash, and be there again after a moment."""
    await asyncio.to_thread(postgres.fail, os.environ[SERVER])
    _count(world, tally, away := _away(chance))
    world.move(away)


def _count(world: Stage, tally: Tally, away: timedelta) -> None:
    tally.rounds += 1
    if world.ledger.unsettled(world.now):
        tally.recoveries += 1
        tally.after_window += away > NONCE_TRUST


async def _there_and_back(world: Stage, chance: random.Random) -> Word:
    """Set the clock of the bot's machine wrong and right again, while it has nothing to do."""
    word = Word("end")
    for wall in (chance.choice(tuple(STEPS.values())).total_seconds(), 0.0):
        world.set_wall(wall)
        if world.life is None or (word := await world.life.word()).kind != "rest":
            raise StuckError("a clock that was set")
    return word


def _echoes(world: Stage, chance: random.Random) -> None:
    """Keep the gateway's echoes back half the time: they would prove what an answer that was lost did not tell."""
    world.server.gateway.release()
    if chance.random() < 0.5:
        world.server.gateway.held = []


def _away(chance: random.Random) -> timedelta:
    """How long the bot is away: half the time less than Discord remembers a nonce, seldom for most of a day."""
    kind = chance.random()
    if kind < 0.5:
        return timedelta(seconds=chance.uniform(0, 59))
    if kind < 0.9:
        return timedelta(seconds=chance.uniform(61, 1200))
    return timedelta(hours=chance.uniform(1, 8))


def _judge(world: Stage, studies: list[PlannedStudy], first: dict[int, datetime], days: Days, tally: Tally) -> None:
    """Every slot from the first to now has to have come to one end, and every notice to be told."""
    hosts = {study.channel_id: study.host_channel_id for study in studies if study.host_channel_id is not None}
    for channel_id in hosts.values():
        tally.add(judge_notices(world, channel_id))
    rows = world.ledger.rows()
    settled = world.now - timedelta(seconds=31)  # later slots may still wait for their study's own few seconds
    dates = set[tuple[int, datetime]]()
    for channel_id, at in first.items():
        while at <= settled:
            due = Due(channel_id, at, overslept=overslept(at, days.awake), threads=channel_id not in hosts)
            tally.add(judge(world, due, [row for row in rows if (row.channel_id, row.due_at) == (channel_id, at)]))
            dates.add((channel_id, at))
            at += timedelta(days=1)
    tally.wrong += sum((row.channel_id, row.due_at) not in dates for row in rows if row.due_at <= settled)
    references = [row.reference for row in rows if row.reference]
    tally.double += len(world.witness.nameless(references, hosts.values()))


def episodes(kills: int, seed: int, mutant: str = "", *, asleep: bool = False, failing: bool = False) -> list[Episode]:
    """So many kills, in episodes."""
    whole, rest = divmod(kills, KILLS)
    sizes = [KILLS] * whole + ([rest] if rest else [])
    return [Episode(seed, number, size, mutant, asleep, failing) for number, size in enumerate(sizes)]


def found_in(asked: list[Episode], workers: int = WORKERS) -> Iterator[Found]:
    """The verdict on each episode, as they end."""
    for lived in played(live_through, asked, workers):
        each = lived.episode
        replay = f"python -m tests.faults.kill --seed {each.seed} --only-round {each.number} --rounds {each.kills}"
        replay += " --asleep" if each.asleep else " --failing" if each.failing else ""
        yield Found(lived.tally, f"episode {each.number} with {each.kills} kills", replay, lived.log)


def main() -> int:
    """Run the kills that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="kills in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only-round", type=int, metavar="EPISODE", help="play this episode alone")
    parser.add_argument("--asleep", action="store_true", help="put the machine to sleep and wake it instead")
    parser.add_argument("--failing", action="store_true", help="have the database's server crash instead")
    parser.add_argument("--postgres", action="store_true", help="with the bot's memory on a server of PostgreSQL's")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    chosen = episodes(asked.rounds, asked.seed, asleep=asked.asleep, failing=asked.failing)
    if asked.only_round is not None:
        alone = Episode(asked.seed, asked.only_round, min(asked.rounds, KILLS))
        chosen = [replace(alone, asleep=asked.asleep, failing=asked.failing)]
    name, begun = "asleep" if asked.asleep else "failing" if asked.failing else "kill", time.monotonic()
    workers = 1 if asked.failing else WORKERS  # one server for all
    with server_if(is_wanted=asked.postgres or asked.failing):
        return tell(name, found_in(chosen, workers), begun, as_json=asked.json, seed=asked.seed)


if __name__ == "__main__":
    sys.exit(main())
