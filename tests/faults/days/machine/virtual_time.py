"""Time that passes only when nobody has anything to do: a loop that never waits, and the bot's clock on it."""

import asyncio
import selectors
from datetime import UTC, datetime, timedelta


class _Skipping(selectors.DefaultSelector):
    """Lets all waiting be over at once, and counts how long it would have been."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready now; without any timer it waits for a thread, as when a database is opened."""
        if timeout:
            self.passed += timeout
        return super().select(None if timeout is None else 0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop whose seconds pass at once when all its tasks sleep."""

    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)

    def time(self) -> float:
        """The seconds that have passed."""
        return self._skipping.passed


class VirtualClock:
    """A machine's clock: `true_now` is Discord's time, from which this machine's may differ by `offset`."""

    moves = 0
    """Nobody moves it on purpose: who sleeps is woken by the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, start: datetime) -> None:
        self._loop, self._start = loop, start
        self.offset = timedelta(0)

    def true_now(self) -> datetime:
        """The time that it really is, which Discord's clock shows."""
        return self._start + timedelta(seconds=self._loop.time())

    def now(self) -> datetime:
        """What this machine's clock shows."""
        return self.true_now() + self.offset

    def monotonic(self) -> float:
        """The seconds that have passed; nobody sets them."""
        return self._loop.time()

    async def sleep(self, seconds: float, moves: int | None = None) -> None:
        """Wait so many seconds."""
        del moves
        await asyncio.sleep(seconds)


def start_of(day: str) -> datetime:
    """Midnight of this day in UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
