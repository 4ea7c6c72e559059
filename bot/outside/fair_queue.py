"""Long work for many: a few pieces at once, and each owner has one piece at most."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.core.errors import StudyError


class FairQueue:
    """Gives turns in the order in which they were asked for.

    Nobody has two pieces in it, so everybody waits for one piece of each of the others at most.
    """

    def __init__(self, at_once: int, patience: float) -> None:
        """Let so many pieces be done at once, and none wait longer than `patience` seconds."""
        self._room, self._at_once, self._patience = asyncio.Semaphore(at_once), at_once, patience
        self._pieces = 0
        self._owners: set[int] = set()

    @property
    def ahead(self) -> int:
        """How many pieces wait already."""
        return max(0, self._pieces - self._at_once)

    @asynccontextmanager
    async def turn(self, *owners: int) -> AsyncIterator[None]:
        """Wait for the turn of a piece that belongs to all these owners, and keep it to the end of the block.

        Raises `StudyError` when one of them has a piece in the queue already, and when it took too long.
        """
        if not self._owners.isdisjoint(owners):
            raise StudyError("import.one_already")
        self._owners.update(owners)
        self._pieces += 1
        try:
            await self._wait()
            try:
                yield
            finally:
                self._room.release()
        finally:
            self._pieces -= 1
            self._owners.difference_update(owners)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._room.acquire()
        except TimeoutError:
            raise StudyError("import.too_many_waiting") from None
