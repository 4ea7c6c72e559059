"""`python -m tests.faults.sweep`: a crash at every boundary of one post, by what Discord did and how long it took.

Exit code 1 when a promise was broken.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product, zip_longest

from bot.core.delivery import NONCE_TRUST
from bot.core.schedule import CATCH_UP
from local_discord import Channel, Permission
from tests.faults.crew import WORKERS, played
from tests.faults.nursery import Nursery, StuckError
from tests.faults.orders import PlannedStudy
from tests.faults.outcomes import OUTCOMES, route
from tests.faults.report import Found, tell
from tests.faults.stage import Stage, stage
from tests.faults.verdict import Due, Tally, judge

AGES = (1, 59, 61, 600, 25200)
"""Seconds from the crash to the next start: within and beyond the trust in a nonce, and beyond the catch-up window."""
KINDS = ("text", "forum")


@dataclass(frozen=True, slots=True)
class Round:
    """A crash of one post at a boundary (0: none), with what Discord did and the age of the recovery in seconds."""

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
    async with stage(nursery, passages=2, mutant=asked.mutant, send_within=outcome.send_within) as world:
        forum = asked.kind == "forum"
        guild = world.add_guild("Readers")
        channel = guild.add_forum_channel("daily") if forum else guild.add_text_channel("daily")
        if outcome.unreadable:
            channel.set_overwrite(world.roles[guild.id], deny=Permission.READ_MESSAGE_HISTORY)
        tally, points, where = Tally(rounds=1), 0, ""
        try:
            points, where, due = await _post(world, channel, asked)
            rows = [row for row in world.ledger.rows() if row.due_at == due.at]
            tally.add(judge(world, due, rows))
        except StuckError:
            tally.stuck = 1
        tally.recoveries = int(bool(where))
        tally.after_window = int(bool(where) and asked.age > NONCE_TRUST.total_seconds())
        return Played(asked, tally, points, where, world.log if tally.broken else "")


async def _post(world: Stage, channel: Channel, asked: Round) -> tuple[int, str, Due]:
    """One post with its crash and its recovery: the boundaries passed, the place of the crash, and the slot."""
    outcome, forum = OUTCOMES[asked.outcome], asked.kind == "forum"
    study = PlannedStudy(channel.guild.id, channel.id, "07:00", forum=forum, pin=not forum)
    if (await world.start([study])).kind != "rest":
        raise StuckError("the first bot did not start")
    world.server.gateway.held = [] if outcome.deaf else None
    at = world.ledger.first_slots()[channel.id]
    for fault in outcome.faults(route(forum=forum)):
        world.server.faults.add(fault)
    claim_at = world.ledger.next_claim_at() or at
    world.move(claim_at - world.now + timedelta(seconds=1), crash_at=asked.point)
    assert world.life is not None
    word = await world.settle(await world.life.word())
    points, where, deleted = word.points, word.where, False
    if word.kind == "crash":
        await world.gone()
        world.queue = outcome.queue
        deleted = outcome.deleted and world.witness.delete(channel)
        world.move(timedelta(seconds=asked.age))
        word = await world.settle(await world.start())
    if word.kind != "rest":
        raise StuckError(word.kind)
    missed = bool(where) and asked.age > CATCH_UP.total_seconds()
    return points, where, Due(channel.id, at, missed, deleted, not (outcome.unreadable or deleted))


def rounds_of(
    kinds: Iterable[str], outcomes: Iterable[str], ages: Sequence[int] = AGES, mutant: str = ""
) -> list[list[Round]]:
    """Every round there is, by kind and outcome: one without a crash, and one with a crash at each boundary."""
    dry = [Round(kind, outcome, 0, 0, mutant) for kind, outcome in product(kinds, outcomes)]
    return [
        [each.round, *(replace(each.round, age=age, point=n) for age in ages for n in range(1, each.points + 1))]
        for each in sorted(played(play, dry), key=lambda each: each.round.spelled)
    ]


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
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    begun = time.monotonic()
    kinds, outcomes = [asked.only] if asked.only else KINDS, [asked.outcome] if asked.outcome else OUTCOMES
    groups = [[asked.only_round]] if asked.only_round else rounds_of(kinds, outcomes)
    chosen = sample(groups, asked.seed, asked.limit or None)
    return tell(
        "sweep", found_in(chosen), begun, as_json=asked.json, seed=asked.seed, full_product=sum(map(len, groups))
    )


if __name__ == "__main__":
    sys.exit(main())
