"""`python -m tests.faults.sweep`: a crash, or a set clock, at every boundary of one delivery, by what Discord did.

Exit code 1 when a promise was broken.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import product, zip_longest
from pathlib import Path

from bot.core.deliveries.delivery import ANSWER_WITHIN, NONCE_TRUST, expiry
from bot.core.posts import DeliveryKind
from bot.core.studies.schedule import CATCH_UP
from local_discord import Channel, Guild, Member, Permission
from local_discord.faults import SEND
from tests.faults.answering import Answerer
from tests.faults.crew import WORKERS, played
from tests.faults.memory import server_if
from tests.faults.nursery import Nursery, StuckError, Word
from tests.faults.orders import PlannedStudy
from tests.faults.outcomes import OUTCOMES, Outcome, route
from tests.faults.report import Found, tell
from tests.faults.stage import OF_ANSWERS, OF_CONTINUATIONS, OF_NOTICES, OF_POSTS, Stage, stage
from tests.faults.verdict import Due, Tally, judge, judge_continuations, judge_notices

PASSAGES = 5
"""Of the essay: more than there are days in a round."""
LONG = 120
"""Sentences of a passage, of which one alone fits into a message."""
WORDS = 7 + 3 * (LONG - 1)
"""Of such a passage."""
AT_ONCE = 3
"""Of those passages: two go on below the post."""
POSTS, NOTICE, ANSWER, CONTINUATION = ("text", "forum"), "notice", "answer", "continuation"
KINDS = (*POSTS, NOTICE, ANSWER, CONTINUATION)
"""What is delivered: a post in a channel of either kind, a notice to hosts, an answer, or the rest of a post."""
COUNTED = {NOTICE: OF_NOTICES, ANSWER: OF_ANSWERS, CONTINUATION: OF_CONTINUATIONS}


@dataclass(frozen=True, slots=True)
class Round:
    """A crash of one delivery at a boundary (0: none), with what Discord did and the age of the recovery in seconds."""

    kind: str
    outcome: str
    age: int
    point: int
    mutant: str = ""

    @property
    def spelled(self) -> str:
        """The round as `--only-round` takes it."""
        return f"{self.kind}/{self.outcome}/{self.age}/{self.point}"

    @classmethod
    def parse(cls, spelled: str) -> "Round":
        """The round that is spelled so."""
        kind, outcome, age, point = spelled.split("/")
        return cls(kind, outcome, int(age), int(point))

    def __str__(self) -> str:
        return f"{self.kind}, {self.outcome}, back after {self.age} s, crash at boundary {self.point}"


@dataclass(frozen=True, slots=True)
class Played:
    """What a round came to: its verdict, the boundaries that were passed, and where the crash was."""

    round: Round
    tally: Tally
    points: int
    where: str
    log: str


async def play(nursery: Nursery, asked: Round) -> Played:
    """Play one round in a world of its own."""
    outcome = OUTCOMES[asked.outcome]
    counted = COUNTED.get(asked.kind, OF_POSTS)
    repeated = LONG if asked.kind == CONTINUATION else 1
    async with stage(
        nursery, passages=PASSAGES, mutant=asked.mutant, send_within=outcome.send_within, counted=counted,
        repeated=repeated,
    ) as world:  # fmt: skip
        guild = world.add_guild("Readers")
        channel = _channel(guild, asked.kind)
        hosts = guild.add_text_channel("hosts")
        if outcome.unreadable:
            silent = hosts if asked.kind == NOTICE else channel
            silent.set_overwrite(world.roles[guild.id], deny=Permission.READ_MESSAGE_HISTORY)
        tally, ran = Tally(rounds=1), Ran()
        try:
            if asked.kind == NOTICE:
                channel.set_overwrite(world.roles[guild.id], deny=Permission.CREATE_PUBLIC_THREADS)
                tally.add(await _notice(world, channel, hosts, asked, ran))
            elif asked.kind == ANSWER:
                tally.add(await _answer(world, guild.add_member("Member"), channel, asked, ran))
            elif asked.kind == CONTINUATION:
                tally.add(await _continuation(world, channel, asked, ran))
            else:
                await _post(world, channel, asked, ran)
                _judge(world, ran, tally)
        except StuckError:
            tally.stuck = 1
        tally.recoveries = int(bool(ran.where) and not ran.lived)
        tally.after_window = int(bool(tally.recoveries) and asked.age > NONCE_TRUST.total_seconds())
        return Played(asked, tally, ran.points, ran.where, world.log if tally.broken else "")


def _channel(guild: Guild, kind: str) -> Channel:
    """The channel of the study: a text channel is one for announcements, in which a post can be published as well."""
    makers = {"text": guild.add_news_channel, "forum": guild.add_forum_channel}
    return makers.get(kind, guild.add_text_channel)("daily")


@dataclass(slots=True)
class Ran:
    """How a round went: boundaries passed, the place where it was struck, whether the process lived on, the slots."""

    points: int = 0
    where: str = ""
    lived: bool = False
    due: list[Due] = field(default_factory=list[Due])


def _judge(world: Stage, ran: Ran, tally: Tally) -> None:
    """Every slot has to have come to its end; there are no others, and no passage comes twice."""
    rows = world.ledger.rows()
    for due in ran.due:
        tally.add(judge(world, due, [row for row in rows if row.due_at == due.at]))
    tally.wrong += sum(row.due_at not in {due.at for due in ran.due} for row in rows)
    tally.double += len(world.witness.nameless(row.reference for row in rows if row.reference))
    if len(ran.due) > 1:
        texts = [made.message.text.partition("Passage ")[2].partition(" ")[0] for made in world.witness.made]
        tally.double += len(texts) - len(set(texts))


async def _post(world: Stage, channel: Channel, asked: Round, ran: Ran) -> None:
    """One post with what strikes it and its recovery; after a wrong clock or a copy, the next day's post as well."""
    outcome, forum = OUTCOMES[asked.outcome], asked.kind == "forum"
    study = PlannedStudy(channel.guild.id, channel.id, "07:00", forum=forum, pin=not forum, publish=not forum)
    if (await world.start([study])).kind != "rest":
        raise StuckError("the first bot did not start")
    world.server.gateway.held = [] if outcome.deaf else None
    at, step = world.ledger.first_slots()[channel.id], outcome.step.total_seconds()
    if step:
        await _there_and_back(world, step)
    kept = world.copy() if outcome.copied else None
    for fault in outcome.faults(route(forum=forum)):
        world.server.faults.add(fault)
    claim_at = world.ledger.next_claim_at() or at
    ahead = claim_at - world.now + timedelta(seconds=1)
    world.move(ahead, crash_at=asked.point, step=0.0 if outcome.away else step)
    word = await world.settle(await _word(world))
    ran.points, ran.where, ran.lived = word.points, word.where, word.kind == "step"
    back_at, deleted = world.now + timedelta(seconds=asked.age), False
    if ran.lived:
        world.wall = step
        world.move(timedelta(seconds=asked.age))
        word = await world.settle(await _word(world))
    elif word.kind == "crash" or kept is not None:
        word, deleted = await _recover(world, channel, asked, kept)
    if world.wall:
        world.set_wall(0.0)
        word = await world.settle(await _word(world))
    if word.kind != "rest":
        raise StuckError(word.kind)
    struck = bool(ran.where) or kept is not None
    for due_at in (at + timedelta(days=day) for day in range((world.now - at) // timedelta(days=1) + 1)):
        missed = struck and due_at + CATCH_UP < back_at
        ran.due.append(Due(channel.id, due_at, missed, deleted, not (outcome.unreadable or deleted)))
    if step or kept is not None:
        tomorrow = at + timedelta(days=len(ran.due))
        await _next_day(world, tomorrow)
        ran.due.append(Due(channel.id, tomorrow))


async def _notice(world: Stage, channel: Channel, hosts: Channel, asked: Round, ran: Ran) -> Tally:
    """One notice with what strikes it and its recovery, a day after one of the same words; the verdict on both.

    It says that a post has no thread, so that the request which posts comes before the one that tells.
    """
    outcome = OUTCOMES[asked.outcome]
    study = PlannedStudy(channel.guild.id, channel.id, "07:00", host_channel_id=hosts.id)
    if (await world.start([study])).kind != "rest":
        raise StuckError("the first bot did not start")
    await _next_day(world, world.ledger.first_slots()[channel.id])
    world.server.gateway.held = [] if outcome.deaf else None
    for fault in outcome.faults(SEND):
        fault.skip += fault.route == SEND
        world.server.faults.add(fault)
    claim_at = world.ledger.next_claim_at() or world.now
    world.move(claim_at - world.now + timedelta(seconds=1), crash_at=asked.point)
    word, deleted = await world.settle(await _word(world)), False
    ran.points, ran.where = word.points, word.where
    if word.kind == "crash":
        word, deleted = await _recover(world, hosts, asked, None)
    if word.kind != "rest":
        raise StuckError(word.kind)
    return judge_notices(world, hosts.id, deleted=deleted, readable=not (outcome.unreadable or deleted))


async def _answer(world: Stage, member: Member, channel: Channel, asked: Round, ran: Ran) -> Tally:
    """One answer to a post that is out, with what strikes it and its recovery; the verdict on it."""
    outcome = OUTCOMES[asked.outcome]
    if (await world.start([PlannedStudy(channel.guild.id, channel.id, "07:00")])).kind != "rest":
        raise StuckError("the first bot did not start")
    await _next_day(world, world.ledger.first_slots()[channel.id])
    answerer = Answerer(member, world.witness.made[-1].message)
    form = await member.press("Answer", on=answerer.post)
    world.server.gateway.held = [] if outcome.deaf else None
    for fault in outcome.faults(SEND):
        world.server.faults.add(fault)
    world.move(timedelta(0), crash_at=asked.point)
    word = await answerer.hand_in(world, form)
    ran.points, ran.where = word.points, word.where
    if word.kind == "crash":
        word, _ = await _recover(world, channel, asked, None)
    if word.kind != "rest":
        raise StuckError(word.kind)
    overslept = bool(ran.where) and timedelta(seconds=asked.age) >= ANSWER_WITHIN
    return answerer.judge(world, overslept=overslept, readable=not outcome.unreadable)


async def _continuation(world: Stage, channel: Channel, asked: Round, ran: Ran) -> Tally:
    """The first message below a post, with what strikes it and its recovery; the verdict on all below the post."""
    outcome = OUTCOMES[asked.outcome]
    study = PlannedStudy(channel.guild.id, channel.id, "07:00", words=AT_ONCE * WORDS)
    if (await world.start([study])).kind != "rest":
        raise StuckError("the first bot did not start")
    world.server.gateway.held = [] if outcome.deaf else None
    for fault in outcome.faults(SEND):
        fault.skip += fault.route == SEND
        world.server.faults.add(fault)
    at = world.ledger.first_slots()[channel.id]
    world.move((world.ledger.next_claim_at() or at) - world.now + timedelta(seconds=1), crash_at=asked.point)
    word = await world.settle(await _word(world))
    ran.points, ran.where = word.points, word.where
    if word.kind == "crash":
        word, _ = await _recover(world, channel, asked, None)
    if word.kind != "rest":
        raise StuckError(word.kind)
    overslept = bool(ran.where) and world.now > expiry(at, DeliveryKind.CONTINUATION)
    readable = not outcome.unreadable
    return judge_continuations(
        world, world.witness.made[0].message, AT_ONCE - 1, readable=readable, overslept=overslept
    )


async def _recover(world: Stage, channel: Channel, asked: Round, kept: Path | None) -> tuple[Word, bool]:
    """Another start, of a database that was put back perhaps; the last word, and whether a post was deleted."""
    outcome = OUTCOMES[asked.outcome]
    if outcome.lived_on:
        await _live_on(world, asked.age)
    await world.kill()
    world.queue = outcome.queue
    deleted = outcome.deleted and world.witness.delete(channel)
    if kept is not None:
        world.put_back(kept)
    world.wall = outcome.step.total_seconds() if outcome.away else 0.0
    world.move(timedelta(0) if outcome.lived_on else timedelta(seconds=asked.age))
    return await world.settle(await world.start()), deleted


async def _there_and_back(world: Stage, step: float) -> None:
    """Set the machine's clock wrong for two ticks, while nothing is due, and right again."""
    for wall in (step, step, 0.0):
        world.move(timedelta(seconds=16))
        world.set_wall(wall)
        if (await _word(world)).kind != "rest":
            raise StuckError("a clock that was set")


async def _live_on(world: Stage, seconds: int) -> None:
    """Let the bot live so long, from each post to the next."""
    until = world.now + timedelta(seconds=seconds)
    while world.now < until:
        world.move(min(until, (world.ledger.next_claim_at() or until) + timedelta(seconds=1)) - world.now)
        if (await world.settle(await _word(world))).kind != "rest":
            raise StuckError("the days until the copy")


async def _next_day(world: Stage, at: datetime) -> None:
    """Let the next slot come, as on any other day; a boundary that was not reached before strikes no more."""
    world.move(at + timedelta(seconds=31) - world.now, crash_at=0)
    if (await world.settle(await _word(world))).kind != "rest":
        raise StuckError("the day after")


async def _word(world: Stage) -> Word:
    assert world.life is not None
    return await world.life.word()


def rounds_of(
    kinds: Iterable[str], outcomes: Iterable[str], ages: Sequence[int] = (), mutant: str = ""
) -> list[list[Round]]:
    """Every round there is, by kind and outcome: one in which nothing strikes, and one for each boundary and age."""
    befalls = [(kind, name) for kind, name in product(kinds, outcomes) if _may_befall(kind, OUTCOMES[name])]
    dry = [Round(kind, outcome, 0, 0, mutant) for kind, outcome in befalls]
    return [
        [each.round, *(replace(each.round, age=age, point=n) for age, n in _strikes(each, ages))]
        for each in sorted(played(play, dry), key=lambda each: each.round.spelled)
    ]


def _may_befall(kind: str, outcome: Outcome) -> bool:
    return outcome.of_answers if kind in (ANSWER, CONTINUATION) else outcome.of_notices if kind == NOTICE else True


def _strikes(dry: Played, ages: Sequence[int]) -> Iterator[tuple[int, int]]:
    outcome: Outcome = OUTCOMES[dry.round.outcome]
    points = (0,) if outcome.lived_on else range(1, dry.points + 1)
    return product(ages or outcome.ages, points)


def sample(groups: list[list[Round]], seed: int, limit: int | None) -> list[Round]:
    """So many of the rounds (None: all), as many of each group, in an order that the seed decides."""
    chance = random.Random(seed)
    mixed = [[group[0], *chance.sample(group[1:], len(group) - 1)] for group in groups]
    taken = [each for turn in zip_longest(*mixed) for each in turn if each is not None]
    return taken[:limit]


def found_in(rounds: list[Round], workers: int = WORKERS) -> Iterator[Found]:
    """The verdict on each round, as they end."""
    for each in played(play, rounds, workers):
        name = f"{each.round} ({each.where or 'no crash'})"
        replay = f"python -m tests.faults.sweep --only-round '{each.round.spelled}'"
        yield Found(each.tally, name, replay, each.log)


def main() -> int:
    """Run the sweep that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.sweep", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=1000, help="rounds to run (0: every one there is)")
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--outcome", choices=tuple(OUTCOMES))
    parser.add_argument("--only-round", type=Round.parse, metavar="KIND/OUTCOME/AGE/POINT")
    parser.add_argument("--postgres", action="store_true", help="on a server of PostgreSQL's, whose copies are its own")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    begun = time.monotonic()
    kinds, outcomes = [asked.only] if asked.only else KINDS, [asked.outcome] if asked.outcome else OUTCOMES
    if asked.postgres:
        outcomes = [name for name in outcomes if not OUTCOMES[name].copied]
    with server_if(is_wanted=asked.postgres):
        groups = [[asked.only_round]] if asked.only_round else rounds_of(kinds, outcomes)
        chosen, whole = sample(groups, asked.seed, asked.limit or None), sum(map(len, groups))
        return tell("sweep", found_in(chosen), begun, as_json=asked.json, seed=asked.seed, full_product=whole)


if __name__ == "__main__":
    sys.exit(main())
