"""How many requests that nobody waits for go out in a second."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.core.errors import StorageError

AT_ONCE = 9
"""Requests for which time is taken together where processes share a rate: a fifth of a second of 45."""
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
        self._taking = asyncio.Lock()

    async def wait(self) -> None:
        """Return when the next request may go out."""
        await asyncio.sleep(max(0.0, await self.moment() - self._now()))

    async def moment(self) -> float:
        """When the next request may go out, by the loop's time; that moment is taken then."""
        return self._of_this_process() if self._reserve is None else await self._of_all(self._reserve)

    def _of_this_process(self, interval: float | None = None) -> float:
        at = max(self._now(), self._next)
        self._next = at + (interval or self._interval)
        return at

    async def _of_all(self, reserve: Reserve) -> float:
        """The moment of a request, of those for which time has been taken."""
        self._waiting += 1
        try:
            async with self._taking:
                while self._taken and self._taken[0] < self._now() - self._interval:
                    self._taken.popleft()  # nobody went out then
                if not self._taken:
                    count = min(self._waiting, AT_ONCE)
                    first = self._now() + await reserve(count * self._interval)
                    self._taken.extend(first + place * self._interval for place in range(count))
                return self._taken.popleft()
        except StorageError:
            return self._of_this_process(self._interval / self._share)
        finally:
            self._waiting -= 1

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
