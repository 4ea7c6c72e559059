"""`python -m tests.faults.storage`: power cuts, killed migrations, starts at once, machines that sleep.

Exit code 1 when something acknowledged was lost, something is corrupt, or a promise was broken.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterable

from tests.faults import kill
from tests.faults.report import tell
from tests.faults.storage import migrations, power, starts
from tests.faults.storage.found import Found

NAMES = ("power", "migrations", "starts", "asleep")
DAYS = 20
"""Days for which the store works while it is recorded: some 5,000 writes, and a checkpoint now and then."""


def main() -> int:
    """Play what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.storage", description=__doc__)
    parser.add_argument("names", nargs="*", choices=(*NAMES, []), metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--cuts", type=int, default=1000, help="power: so many cuts")
    parser.add_argument("--every", type=int, default=1, help="migrations: killed at each of so many statements")
    parser.add_argument("--starts", type=int, default=50, help="starts: so many times five at once")
    parser.add_argument("--sleeps", type=int, default=200, help="asleep: so many times, around claims")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    broken = 0
    for name in asked.names or NAMES:
        broken += _played(name, asked)
    return int(broken > 0)


def _played(name: str, asked: argparse.Namespace) -> int:
    """How many of one kind are broken; those are told, and how many there were."""
    begun = time.monotonic()
    match name:
        case "power":
            return _power(asked.cuts, asked.seed, begun)
        case "migrations":
            return _told(name, migrations.found_in(asked.every), begun)
        case "starts":
            return _told(name, asyncio.run(_all_starts(asked.starts)), begun)
        case _:
            rounds = kill.found_in(kill.episodes(asked.sleeps, asked.seed, asleep=True))
            return tell(name, rounds, begun, as_json=False, seed=asked.seed)


def _power(cuts: int, seed: int, begun: float) -> int:
    recorded = power.recorded(DAYS)
    if recorded is None:
        print("power: not played, since there is no C compiler (cc) here, or no Linux")  # noqa: T201 # its output
        return 0
    return _told(f"power, {recorded.about}", power.found_in(recorded, cuts, seed), begun)


async def _all_starts(rounds: int) -> list[Found]:
    return [found async for found in starts.found_in(rounds)]


def _told(name: str, rounds: Iterable[Found], begun: float) -> int:
    played = broken = 0
    for found in rounds:
        played += 1
        broken += bool(found.broken)
        if found.broken:
            print(f"BROKEN ({found.broken}): {found.name}", file=sys.stderr, flush=True)  # noqa: T201 # its output
    seconds = time.monotonic() - begun
    print(f"{name}: {played} rounds, {broken} broken, in {seconds:.1f} s", flush=True)  # noqa: T201 # its output
    return broken + (not played)


if __name__ == "__main__":
    sys.exit(main())
