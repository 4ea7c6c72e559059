"""How many requests that nobody waits for go out in a second."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.core.errors import StorageError

AT_ONCE = 9
"""Requests for which time is taken together where processes share a rate: a fifth of a second of 45."""
CATCH_UP = 2
"""Requests that go out at once after the loop stood still, of all processes together: all that were due then would be
too many in that second."""
Reserve = Callable[[float], Awaitable[float]]
"""Takes so many seconds of a rate that processes share, and tells in how many seconds these begin."""


class SendRate:
    """Lets through at most so many in a second, in the order they came; all processes that share it together."""

    def __init__(self, per_second: float, reserve: Reserve | None = None, share: float = 1.0) -> None:
        """Let through `per_second`; the first at once.

        Processes take their time with `reserve`, and while that is away each keeps to its `share`.
        """
        self._interval, self._reserve, self._share = 1 / per_second, reserve, share
        self._next = 0.0
        self._taken = deque[float]()
        self._waiting = 0
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Return when the next request may go out."""
        self._waiting += 1
        try:
            async with self._turn:
                await asyncio.sleep(max(0.0, await self.moment() - self._now()))
        finally:
            self._waiting -= 1

    async def moment(self) -> float:
        """When the next request may go out, by the loop's time; that moment is taken then."""
        if self._reserve is None:
            return self._of_this_process(self._interval)
        try:
            return await self._of_all(self._reserve)
        except StorageError:
            return self._of_this_process(self._interval / self._share)

    def _of_this_process(self, interval: float) -> float:
        at = max(self._next, self._earliest())
        self._next = at + interval
        return at

    async def _of_all(self, reserve: Reserve) -> float:
        """One of the moments that have been taken for all that wait here."""
        while self._taken and self._taken[0] < self._earliest():
            self._taken.popleft()  # nothing went out then
        if not self._taken:
            count = max(1, min(self._waiting, AT_ONCE))
            first = self._now() + await reserve(count * self._interval)
            self._taken.extend(first + place * self._interval for place in range(count))
        return self._taken.popleft()

    def _earliest(self) -> float:
        return self._now() - CATCH_UP * self._interval * self._share

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
