"""Transactions that are awaited statement by statement.

This is what `sqlalchemy.ext.asyncio` gives for Core, made of the same piece (`greenlet_spawn`: code written for waiting
runs in a greenlet that awaits the driver). That package also imports the whole ORM, of which nothing is used here: it
would be an eighth of every start and six megabytes.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, ScalarResult
from sqlalchemy.util import greenlet_spawn


class Transaction:
    """One transaction's statements; what `Database.writing` and `reading` hand out."""

    def __init__(self, connection: Connection) -> None:
        """Speak through this connection."""
        self._connection = connection

    async def execute(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """The result of a statement, all its rows fetched, with its parameters' values; several of many inserts."""
        return await greenlet_spawn(self._connection.execute, statement, values)

    async def scalar(self, statement: Executable) -> Any:
        """The first column of the first row, or None."""
        return await greenlet_spawn(self._connection.scalar, statement)

    async def scalars(self, statement: Executable) -> ScalarResult[Any]:
        """The first column of every row."""
        return await greenlet_spawn(self._connection.scalars, statement)


@asynccontextmanager
async def begun(engine: Engine) -> AsyncGenerator[Transaction]:
    """A transaction that is committed when the block ends, and rolled back when it raises or is cancelled."""
    connection = await greenlet_spawn(_begin, engine)
    try:
        yield Transaction(connection)
        await greenlet_spawn(connection.commit)
    except BaseException:
        await asyncio.shield(asyncio.ensure_future(greenlet_spawn(connection.close)))
        raise
    await greenlet_spawn(connection.close)  # has nothing to wait for


async def dispose(engine: Engine) -> None:
    """Close the engine's connections."""
    await greenlet_spawn(engine.dispose)


def _begin(engine: Engine) -> Connection:
    connection = engine.connect()
    connection.begin()
    return connection
