"""`python -m tests.benchmarks [NAME ...] [--passages N ...] [--json]`: exit code 1 when a bound is missed."""

import argparse
import asyncio
import importlib
import json
import keyword
import sys
from dataclasses import asdict
from types import ModuleType

from tests.benchmarks.figures import Figure

NAMES = (
    *("crowd", "idle", "import", "load", "local", "lookup"),
    *("pages", "participation", "rush", "server", "start", "strangers", "writer"),
)


def _module(name: str) -> ModuleType:
    suffix = "_" if keyword.iskeyword(name) else ""  # "import" cannot be a module's name
    return importlib.import_module(f"tests.benchmarks.{name}{suffix}")


def main() -> int:
    """Run the benchmarks asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=(*NAMES, []), metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--passages", type=int, nargs="+", metavar="N", help="lookup: on shelves with so many")
    parser.add_argument("--json", action="store_true", help="print one JSON object a benchmark")
    asked = parser.parse_args()
    missed: list[str] = []
    for name in asked.names or NAMES:
        sizes = [asked.passages] if name == "lookup" and asked.passages else []
        figures: list[Figure] = asyncio.run(_module(name).measure(*sizes))
        missed += [f"{name}: {figure.figure}" for figure in figures if not figure.kept]
        if asked.json:
            print(json.dumps({"name": name, "figures": [asdict(figure) for figure in figures]}))  # noqa: T201 # its output
        else:
            for each in figures:
                bound = (
                    ""
                    if each.bound is None
                    else f" ({'at most' if each.better == 'lower' else 'at least'} {each.bound:g})"
                )
                mark = "" if each.kept else "  MISSED"
                print(f"{name}: {each.figure} {each.value:.3g}{bound}{mark}")  # noqa: T201 # its output
    for each in missed:
        print(f"missed its bound: {each}", file=sys.stderr)  # noqa: T201 # its output
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
