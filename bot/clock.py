"""The time, as an argument: a bot in a demonstration or a test uses another clock than the machine's."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol

_SINCE_BOOT = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""Of the clocks that nobody sets the one that goes on while the machine sleeps, on Linux and on macOS."""


class Clock(Protocol):
    """Tells the time and waits for it to pass."""

    def now(self) -> datetime:
        """The time on the wall, aware, in UTC; somebody may set it, forward or back."""
        ...

    def monotonic(self) -> float:
        """The seconds that have passed since some moment; nobody sets it."""
        ...

    @property
    def moves(self) -> int:
        """How many times somebody has moved the clock on purpose, as a demonstration does."""
        ...

    async def sleep(self, seconds: float, moves: int | None = None) -> None:
        """Wait so many seconds, or until the clock is moved.

        With the `moves` that were read before looking at the time, a move since then is none too early to be heard.
        """
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The machine's time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that setting the machine's time does not change; those in which it slept are among them."""
        return time.monotonic() if _SINCE_BOOT is None else time.clock_gettime(_SINCE_BOOT)

    @property
    def moves(self) -> int:
        """None: the machine's clock may be set, but nobody waits for that."""
        return 0

    async def sleep(self, seconds: float, moves: int | None = None) -> None:
        """Wait so many seconds."""
        del moves
        await asyncio.sleep(seconds)


def steady_now(clock: Clock) -> datetime:
    """A time that only passes, for measuring how long something lasts: no date on a wall, and never set."""
    return datetime.fromtimestamp(clock.monotonic(), UTC)
