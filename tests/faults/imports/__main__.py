"""`python -m tests.faults.imports`: hostile files through the sandbox, and changed ones through forked readers.

Exit code 1 when one does harm: the parent fails or grows, a reader fails or takes more than it may, or what is said is
no sentence. What a reader was too slow for is listed by name. Changed files are read in forked children, so that no
start has to be waited for: thousands can be tried, each under the limits of the sandbox.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence

from tests.faults.imports import fuzzer, sandboxed
from tests.faults.imports.odd_file import OddFile
from tests.faults.imports.verdict import READ, TOO_LONG, Came

_GROWTH = 5_000_000
"""Bytes by which the parent may grow while some files come once more."""


class Report:
    """What all files came to; each harm is printed as it comes."""

    def __init__(self) -> None:
        self.came: list[Came] = []

    def add(self, came: Came) -> None:
        """Note a file, and print what harm it did."""
        self.came.append(came)
        if came.harm or came.key == TOO_LONG:
            told = ", ".join(came.harm) or f"took too long ({came.seconds:.1f} s)"
            _say(f"{'HARM' if came.harm else 'slow'}: {told}: {came.label}")
            _say(f"  alone: python -m tests.faults.imports --only '{came.label}'")

    def figures(self) -> dict[str, int | float | str]:
        """The figures of the run."""
        keys = Counter(came.key for came in self.came)
        slowest = max(self.came, key=lambda came: came.seconds)
        largest, largest_pdf = (max((c.peak for c in self.came if c.pdf is pdf), default=0) for pdf in (False, True))
        return {
            "files": len(self.came),
            "read": keys.pop(READ, 0),
            "refused": keys.total(),
            "too_slow": keys[TOO_LONG],
            "harmful": sum(bool(came.harm) for came in self.came),
            "slowest_seconds": round(slowest.seconds, 1),
            "slowest": slowest.label,
            "largest_megabytes": largest >> 20,
            "largest_pdf_megabytes": largest_pdf >> 20,
        }


def chosen(files: Sequence[OddFile], limit: int, seed: int) -> list[OddFile]:
    """So many of the files, drawn by the seed and in their order; all for a limit of 0."""
    if not limit or limit >= len(files):
        return list(files)
    drawn = sorted(random.Random(seed).sample(range(len(files)), limit))
    return [files[number] for number in drawn]


def main() -> int:
    """Try the files that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.imports", description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="hostile files to try (0: every one there is)")
    parser.add_argument("--seeds", type=int, default=50, help="changed files of each kind")
    parser.add_argument("--seed", type=int, default=1, help="by which hostile files are drawn")
    parser.add_argument("--only", metavar="NAME", help="try this one alone")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    files, labels = sandboxed.every(), fuzzer.labels(asked.seeds)
    if asked.only:
        files = [file for file in files if file.label == asked.only]
        labels = [] if files else [asked.only]
    begun, report, growth = time.monotonic(), Report(), 0
    if files:
        growth = asyncio.run(sandboxed.play(chosen(files, asked.limit, asked.seed), report.add))
    for came in fuzzer.play(labels) if labels else ():
        report.add(came)
    figures = {**report.figures(), "parent_grew_bytes": growth, "seconds": round(time.monotonic() - begun, 1)}
    if asked.json:
        print(json.dumps({"name": "imports", **figures}), flush=True)  # noqa: T201 # its output
    else:
        print("imports: " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items()))  # noqa: T201 # its output
    return int(figures["harmful"] > 0 or growth > _GROWTH)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 # its output


if __name__ == "__main__":
    sys.exit(main())
