"""`python -m tests.faults.soak --minutes N`: the bot in 500 guilds, amid talk and what breaks.

Exit code 1 when something grows that has to stay as it is. The bounds of memory and of the loop's delay hold for an
hour or more; a shorter soak only tells them.
"""

import argparse
import asyncio
import sys

from tests.faults.soak.soaking import say, soaked


def main() -> int:
    """Soak as long as is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--speed", type=float, default=1, help="at 1 a day is two minutes, and a cut comes each five")
    parser.add_argument("--guilds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = asyncio.run(soaked(asked.minutes, asked.speed, asked.guilds, asked.seed))
    for figure in found:
        bound = "" if figure.bound is None else f" (at most {figure.bound:g})"
        say(f"soak: {figure.figure} {figure.value:.3g}{bound}{'' if figure.kept else '  MISSED'}")
    return 0 if all(figure.kept for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
