"""The queue in which write transactions wait for one another."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class WriterQueue:
    """Lets one writer in at a time, in the order in which they came; those that are `first` go before all others."""

    def __init__(self) -> None:
        self._taken = False
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
        while waiting := self._first or self._others:
            coming = waiting.popleft()
            if not coming.done():
                coming.set_result(None)
                return
        self._taken = False
