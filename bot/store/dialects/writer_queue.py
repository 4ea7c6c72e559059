"""The queue in which write transactions wait for one another."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

IN_A_ROW = 3
"""Writers that are first and let in one after another; then comes one of those that have waited meanwhile."""


class WriterQueue:
    """Lets one writer in at a time, in the order in which they came; those that are `first` go before others.

    Not before all: in a rush of a thousand posts somebody is first at every moment, and members wait for their answer.
    """

    def __init__(self) -> None:
        self._taken = False
        self._in_a_row = 0
        self._first: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def turn(self, *, first: bool) -> AsyncGenerator[None]:
        """Wait until no other writer is in such a block, and keep the others out to the end of this one."""
        await self._enter(first=first)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, *, first: bool) -> None:
        if not self._taken:
            self._taken = True
            return
        coming = asyncio.get_running_loop().create_future()
        (self._first if first else self._others).append(coming)
        try:
            await coming
        except asyncio.CancelledError:
            if not coming.cancelled():  # the turn had come, and nobody is there to take it
                self._leave()
            raise

    def _leave(self) -> None:
        """Let the next writer in; the queue is never free while one waits, so that none that comes later goes first."""
        while waiting := self._next():
            coming = waiting.popleft()
            if not coming.done():
                self._in_a_row = self._in_a_row + 1 if waiting is self._first else 0
                coming.set_result(None)
                return
        self._taken = False

    def _next(self) -> deque[asyncio.Future[None]]:
        """Those of whom one is let in next; nobody is left when there are none."""
        others_wait_long = self._in_a_row >= IN_A_ROW and self._others
        return self._others if others_wait_long or not self._first else self._first
