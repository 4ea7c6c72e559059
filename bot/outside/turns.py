"""One after another: who wants the same thing at the same time waits for whoever wanted it first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """A queue for each thing that somebody wants; one that nobody stands in is forgotten."""

    def __init__(self) -> None:
        """Begin with no queue."""
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, wanted: str) -> AsyncIterator[None]:
        """Wait for one's turn, and keep it to the end of the block."""
        queue = self._queues.setdefault(wanted, asyncio.Lock())
        async with queue:
            yield
