"""The line a day that says what was done."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.database import Database
from command_line.monitoring import daily_log
from command_line.tryout import WorldClock
from local_discord import Clock

MORNING = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
NOTHING = "posts 0 sent (0 late), 0 skipped, 0 unknown, 0 under way; answers 0; members who took part 0"


class Lines(logging.Handler):
    """What is logged, to be awaited."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: asyncio.Queue[str] = asyncio.Queue()

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.put_nowait(record.getMessage())

    async def next(self) -> str:
        async with asyncio.timeout(10):
            return await self._lines.get()


@pytest.fixture
def clock() -> Clock:
    """A clock that a test moves."""
    return Clock(MORNING)


@pytest.fixture
async def lines(database: Database, clock: Clock) -> AsyncIterator[Lines]:
    """What is told of the days by that clock."""
    logger, lines = logging.getLogger(daily_log.__name__), Lines()
    logger.addHandler(lines)
    telling = asyncio.create_task(daily_log.tell_of_days(database, WorldClock(clock)))
    await asyncio.sleep(0)
    yield lines
    telling.cancel()
    await asyncio.gather(telling, return_exceptions=True)
    logger.removeHandler(lines)


async def test_a_day_is_told_of_when_it_is_over(lines: Lines, clock: Clock):
    """Once, and only then."""
    clock.move(timedelta(hours=14, minutes=59))
    await asyncio.sleep(0)
    clock.move(timedelta(minutes=1))
    assert await lines.next() == f"Day 2026-05-01 (UTC): {NOTHING}"
    for _ in range(23):
        clock.move(timedelta(hours=1))
        await asyncio.sleep(0)
    clock.move(timedelta(hours=1))
    assert await lines.next() == f"Day 2026-05-02 (UTC): {NOTHING}"


async def test_a_machine_that_slept_for_days_tells_of_the_last(lines: Lines, clock: Clock):
    """On the others nothing was done."""
    clock.move(timedelta(days=5))
    assert await lines.next() == f"Day 2026-05-05 (UTC): {NOTHING}"
