"""Who writes next."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class WriterQueue:
    """Lets in one at a time, in the order they came; those who are `first` go before all others that wait."""

    def __init__(self) -> None:
        """Begin with nobody inside."""
        self._taken = False
        self._first: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def turn(self, *, first: bool) -> AsyncGenerator[None]:
        """Wait for one's turn, and keep it to the end of the block."""
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
        """Hand the turn on; it is never free while somebody waits, so that nobody slips in before them."""
        while waiting := self._first or self._others:
            coming = waiting.popleft()
            if not coming.done():
                coming.set_result(None)
                return
        self._taken = False
