"""How long the event loop is kept from its other work while searches run, as in the bot: service and layout.

A clock ticks every 5 ms in the loop; its longest delay is the stall. A machine with other things to do delays every
process, as a clock shows that ticks in an idle process at the same time: when even that one is late, the stall says
nothing about us and has no bound. How long the loop's own thread computed between two ticks is of our own making on any
machine, and has the bound always.
"""

import asyncio
import contextlib
import gc
import random
import sys
import time
from collections.abc import Sequence

from bot.core.errors import StudyError
from bot.i18n import Say, Texts
from bot.services.lookup import passage_lookup
from bot.store.database import Database
from cogs.lookup.search_results import found_layout
from tests.benchmarks.figures import Figure
from tests.benchmarks.shelf import Shelf

TICK = 0.005
LONGEST = 50.0
"""Milliseconds that the loop may be kept from its other work."""
QUIET = 10.0
"""Milliseconds that an idle loop is late at most on a machine that has nothing else to do."""
AT_ONCE, SEARCHES = 4, 120


class Ticking:
    """A clock in the loop: the longest that it came late, and that the loop's thread computed between two ticks."""

    def __init__(self) -> None:
        self.late = self.computed = 0.0

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            began, computed = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            self.late = max(self.late, time.perf_counter() - began - TICK)
            self.computed = max(self.computed, time.thread_time() - computed)


async def measure(shelf: Shelf, chance: random.Random) -> list[Figure]:
    """The longest stalls during searches that find something, and during those that offer other spellings."""
    gc.collect()
    gc.freeze()  # as the bot does when it starts: what has been imported is never walked through again
    found = [" ".join(words) for words in _some_words(shelf, chance)]
    misspelt = [_misspelt(words[0], chance) for words in _some_words(shelf, chance)[: SEARCHES // 4]]
    return [
        *await _during("searches", shelf, found),
        *await _during("misspelt searches", shelf, misspelt),
    ]


def _some_words(shelf: Shelf, chance: random.Random) -> list[list[str]]:
    common, ordinary = shelf.vocabulary[:100], shelf.vocabulary[200:2000]
    return [chance.sample(common if number % 4 == 3 else ordinary, 2) for number in range(SEARCHES)]


def _misspelt(word: str, chance: random.Random) -> str:
    """A long word with two letters that are not its own: what costs most to find another spelling for."""
    long = (word * 3)[:9]
    at = chance.randrange(1, 7)
    return f"{long[:at]}xq{long[at + 2 :]}"


async def _during(name: str, shelf: Shelf, searches: Sequence[str]) -> list[Figure]:
    say = Texts().say()
    control = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.stalls", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert control.stdout is not None
    await control.stdout.readline()  # it ticks
    await _search(shelf.database, say, searches[0])
    ticking, took = Ticking(), list[float]()
    clock = asyncio.create_task(ticking.run())
    waiting = list(searches)

    async def several() -> None:
        while waiting:
            began = time.perf_counter()
            await _search(shelf.database, say, waiting.pop())
            took.append(time.perf_counter() - began)

    await asyncio.gather(*(several() for _ in range(AT_ONCE)))
    clock.cancel()
    output, _ = await control.communicate(b"\n")
    idle = float(output) * 1000
    return [
        Figure(f"{name}, longest that the loop computed in one go, milliseconds", ticking.computed * 1000, LONGEST),
        Figure(f"{name}, loop's longest stall, milliseconds", ticking.late * 1000, LONGEST if idle < QUIET else None),
        Figure(f"{name}, the same of an idle loop beside it, milliseconds", idle),
        Figure(f"{name}, slowest of {AT_ONCE} at once, milliseconds", max(took) * 1000),
    ]


async def _search(database: Database, say: Say, words: str) -> None:
    with contextlib.suppress(StudyError):  # nothing answers to some of them
        found_layout(say, await passage_lookup.find(database, None, words, None))


async def _tick_until_told() -> None:
    """The control: tick in this process, idle otherwise, until a line comes; print the longest delay."""
    ticking = Ticking()
    clock = asyncio.create_task(ticking.run())
    print("ticking", flush=True)  # noqa: T201 # its parent waits for this line
    await asyncio.to_thread(sys.stdin.readline)
    clock.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await clock
    print(ticking.late)  # noqa: T201 # its parent reads this


if __name__ == "__main__":
    asyncio.run(_tick_until_told())
