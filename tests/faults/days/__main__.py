"""`python -m tests.faults.days`: studies live through years in virtual time, whatever hosts and machines do to them.

Afterwards an oracle of its own says whether each chosen day had its passage once, at its time. Exit code 1 if not.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict

from tests.faults.crew import WORKERS, played
from tests.faults.days.life import Lived, play
from tests.faults.days.wishes import ZONES
from tests.faults.days.world import Life
from tests.faults.report import Found, say_broken
from tests.faults.verdict import BROKEN, Tally

STUDIES, DAYS = 20, 20
"""Of one world: four hundred guild-days."""


def worlds(days: int, seed: int, mutant: str = "") -> list[Life]:
    """As many worlds as have so many guild-days."""
    whole, rest = divmod(days, STUDIES * DAYS)
    lives = [Life(seed, number, STUDIES, DAYS, mutant) for number in range(whole)]
    return [*lives, Life(seed, whole, max(1, rest // DAYS), min(rest, DAYS), mutant)] if rest else lives


def found_in(lives: list[Life], workers: int = WORKERS) -> Iterator[Found]:
    """The verdict on each world, as they end."""
    return map(_found, played(play, lives, workers))


def _found(lived: Lived) -> Found:
    of = lived.life
    replay = f"python -m tests.faults.days --seed {of.seed} --only-round {of.number} --days {of.studies * of.days}"
    return Found(lived.tally, f"world {of.number} with {of.studies} studies for {of.days} days", replay, lived.log)


def main() -> int:
    """Play as many guild-days as are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.days", description=__doc__)
    parser.add_argument("--days", type=int, default=10_000, help="days of one study in a server, in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only-round", type=int, metavar="WORLD", help="play this world alone")
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--mutant", default="", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    asked, begun = parser.parse_args(), time.monotonic()
    lives = worlds(asked.days, asked.seed, asked.mutant)
    if asked.only_round is not None:
        alone = min(asked.days, STUDIES * DAYS)
        lives = [Life(asked.seed, asked.only_round, max(1, alone // DAYS), min(alone, DAYS), asked.mutant)]
    total, zones, acts, refused, broken = Tally(), set[str](), 0, 0, 0
    for lived in played(play, lives, asked.workers):
        total.add(lived.tally)
        zones |= lived.zones
        acts, refused = acts + lived.acts, refused + lived.refused
        broken += say_broken(_found(lived))
    days = sum(life.studies * life.days for life in lives)
    figures = {"guild_days": days, "studies": sum(life.studies for life in lives), "zones": len(zones)}
    figures |= {"acts": acts, "refused_acts": refused, "seed": asked.seed}
    seconds = round(time.monotonic() - begun, 1)
    _tell(total, {**figures, "broken_rounds": broken}, seconds, as_json=asked.json)
    return int(broken > 0 or not total.rounds)


def _tell(total: Tally, figures: dict[str, int], seconds: float, *, as_json: bool) -> None:
    if as_json:
        named = {"name": "days", **asdict(total), **figures, "seconds": seconds}
        print(json.dumps(named), flush=True)  # noqa: T201 # its output
        return
    ends = f"{total.sent} on time, {total.late} late, {total.skipped} skipped, {total.unknown} unknown"
    promises = ", ".join(f"{getattr(total, name)} {name}" for name in BROKEN)
    print(  # noqa: T201 # its output
        f"days: {figures['guild_days']} guild-days of {figures['studies']} studies in {figures['zones']} of "
        f"{len(ZONES)} zones, {figures['acts']} acts of hosts ({figures['refused_acts']} refused), "
        f"{total.recoveries} restarts, in {seconds:g} s (seed {figures['seed']})\n"
        f"  {total.due} slots: {ends}; {total.excepted} posted again after a moderator had deleted them\n"
        f"  broken promises: {promises}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
