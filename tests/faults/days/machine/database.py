"""A database whose statements run in the loop's own thread, and whose process may die between any two transactions."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

from bot.store.database import Connection
from bot.store.dialects.sqlite import driver
from bot.store.dialects.sqlite.database import SqliteDatabase
from tests.faults.days.machine import journal


class _AtOnce:
    """Takes what is to be run by a connection's thread, and runs it."""

    def put_nowait(self, order: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
        """Run it here."""
        future, function = order
        future.set_result(function())


class InlineConnection(driver.DriverConnection):
    """A connection without a thread of its own: in virtual time nobody waits for a disk.

    The private names are those of aiosqlite 0.22; SQLAlchemy's dialect puts into `_tx` as well.
    """

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._tx = _AtOnce()  # type: ignore[assignment] # as much of a queue as is used

    async def _connect(self) -> Self:
        self._connection = self._connector()
        return self

    def __await__(self) -> Generator[Any, None, Self]:
        """Open the file."""
        return self._connect().__await__()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    async def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def stop(self) -> None:
        """There is no thread to stop."""


def connect_by(now: Callable[[], float]) -> Callable[[str], Awaitable[InlineConnection]]:
    """What connects to the database in a file; its journal is written by this clock."""

    async def connect(file: str) -> InlineConnection:
        connection = InlineConnection(file)
        await connection
        await connection.create_function("virtual_now", 0, now)
        await connection.create_function("acting", 0, journal.acting.get)
        return connection

    return connect


class Killed(asyncio.CancelledError):
    """The process has ended here: as with a cancelled task, nothing that catches an `Exception` goes on."""


class MortalDatabase(SqliteDatabase):
    """A database whose process may end before or after any of its write transactions."""

    def __init__(self, url: str, backups: Path | None = None) -> None:
        super().__init__(url, backups)
        self.died = asyncio.Event()
        self.until_death: int | None = None
        """Boundaries of transactions that are still passed; None: any number."""

    @asynccontextmanager
    async def writing(self, *, first: bool = False) -> AsyncGenerator[Connection]:
        """A transaction, unless the process has ended."""
        self.boundary()
        async with super().writing(first=first) as connection:
            yield connection
        if journal.acting.get() is None:
            self.boundary()

    def boundary(self) -> None:
        """Raises `Killed` where the process has ended, or ends now."""
        if self.until_death is not None and journal.acting.get() is None:
            self.until_death -= 1
            if self.until_death < 0:
                self.died.set()
        if self.died.is_set():
            raise Killed

    async def outlives(self, seconds: float) -> bool:
        """Wait so long, or until the process ends; whether the time has passed."""
        try:
            async with asyncio.timeout(seconds):
                await self.died.wait()
        except TimeoutError:
            return True
        return False

    def revive(self) -> None:
        """Begin another process."""
        self.died.clear()
        self.until_death = None
