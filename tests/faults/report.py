"""What a run found, for people and for programs."""

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from tests.faults.verdict import BROKEN, Tally


@dataclass(frozen=True, slots=True)
class Found:
    """The verdict on one round: its name, how to play it alone, and the bot's log if a promise was broken."""

    tally: Tally
    name: str
    replay: str
    log: str = ""


def tell(what: str, found: Iterable[Found], begun: float, *, as_json: bool, **more: int) -> int:
    """Print a run's figures, and every broken round as it comes; 1 when there was one."""
    total, broken = Tally(), 0
    for each in found:
        total.add(each.tally)
        broken += say_broken(each)
    seconds = round(time.monotonic() - begun, 1)
    figures = {**asdict(total), "broken_rounds": broken, **more, "seconds": seconds}
    if as_json:
        print(json.dumps({"name": what, **figures}), flush=True)  # noqa: T201 # its output
    else:
        print(_summary(what, total, more, seconds), flush=True)  # noqa: T201 # its output
    return int(broken > 0 or not total.rounds)


def say_broken(found: Found) -> bool:
    """Whether a round broke a promise; how to play it alone is said then."""
    if found.tally.broken:
        kinds = ", ".join(found.tally.broken)
        _say(f"BROKEN ({kinds}): {found.name}\n  alone: {found.replay}\n{found.log[-4000:]}")
    return bool(found.tally.broken)


def _summary(what: str, total: Tally, more: dict[str, int], seconds: float) -> str:
    ends = f"{total.sent} on time, {total.late} late, {total.skipped} skipped, {total.unknown} unknown"
    promises = ", ".join(f"{getattr(total, name)} {name}" for name in BROKEN)
    told = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in more.items())
    return (
        f"{what}: {total.rounds} rounds, {total.recoveries} recoveries ({total.after_window} after the nonce window), "
        f"{total.due} slots due, in {seconds:g} s ({told})\n"
        f"  ends: {ends}; {total.excepted} posted again after a moderator had deleted them\n"
        f"  broken promises: {promises}"
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 # its output
