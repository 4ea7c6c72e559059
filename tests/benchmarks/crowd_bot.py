"""The bot in a process of its own, by the clock of its parent, which sends a line with the offset whenever it moves.

The offset is what has to be added to the machine's monotonic clock, in seconds. With `unlimited` nobody is stopped.
"""

import asyncio
import os
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from yarl import URL

from bot.core.limits import RATES
from bot.outside.allocator import use_one_arena
from bot.settings import read_settings
from command_line.running import study_bot
from tests.benchmarks.unlimited import UNLIMITED


class FollowedClock:
    """The world's clock; what moves it wakes whoever sleeps by it."""

    def __init__(self) -> None:
        self._offset = time.time() - time.monotonic()
        self._moved = asyncio.Event()
        self.moves = 0

    def now(self) -> datetime:
        """The world's time."""
        return datetime.fromtimestamp(time.monotonic() + self._offset, UTC)

    def monotonic(self) -> float:
        """The world's time, which only passes: what moves it moves all of its clocks."""
        return time.monotonic() + self._offset

    async def sleep(self, seconds: float, moves: int | None = None) -> None:
        """Wait so many real seconds, or until the clock is moved; not at all if it is not at `moves` any more."""
        if moves not in (None, self.moves):
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._moved.wait(), seconds)

    def move(self) -> None:
        """Take a line from the parent, and end with it."""
        line = sys.stdin.readline()
        if not line:
            os._exit(0)
        self.follow(float(line))

    def follow(self, offset: float) -> None:
        """Go by another offset from now on, and wake everybody."""
        self._offset = offset
        self.moves += 1
        self._moved.set()
        self._moved = asyncio.Event()


async def _main() -> None:
    use_one_arena()  # as `command_line/running.py` does
    clock = FollowedClock()
    clock.move()
    given = read_settings(os.environ)
    settings = replace(given, file_host=URL(given.api_url or "").authority)
    async with study_bot(settings, clock, UNLIMITED if "unlimited" in sys.argv else RATES) as bot:
        asyncio.get_running_loop().add_reader(sys.stdin, clock.move)
        running, ending = asyncio.create_task(bot.start(settings.token)), asyncio.create_task(bot.must_end.wait())
        await asyncio.wait((running, ending), return_when=asyncio.FIRST_COMPLETED)


if __name__ == "__main__":
    asyncio.run(_main())
