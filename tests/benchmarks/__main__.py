"""`python -m tests.benchmarks [NAME ...] [--json]`: exit code 1 when a bound is missed."""

import argparse
import asyncio
import importlib
import json
import keyword
import sys
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

from tests.benchmarks.figures import Figure

NAMES = sorted(
    path.stem.rstrip("_")  # "import" cannot be a module's name
    for path in Path(__file__).parent.glob("*.py")
    if not path.stem.startswith("_") and path.stem not in ("figures", "bare_bot", "processes")
)


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"tests.benchmarks.{name}{'_' if keyword.iskeyword(name) else ''}")


def main() -> int:
    """Run the benchmarks asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="print one JSON object a benchmark")
    asked = parser.parse_args()
    kept = True
    for name in asked.names or NAMES:
        figures: list[Figure] = asyncio.run(_module(name).measure())
        kept = kept and all(figure.kept for figure in figures)
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
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
