"""aiosqlite as SQLAlchemy drives it here: one visit to the connection's thread for a statement, where it makes four.

SQLAlchemy asks an asynchronous driver for a cursor, its execution, its rows and its end, one after the other. aiosqlite
takes each into the thread of the connection and back, which is most of what a small statement costs. So the rows are
fetched where the statement is executed, and the rest answers from what came back with them. A transaction begins with
its first statement, in the same visit.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Self

import aiosqlite

STATEMENTS = 32
"""Statements that a connection keeps prepared: one takes 10 to 40 kB, and Python's own 128 took hours to fill."""


async def connect(file: str) -> "DriverConnection":
    """A connection to the database in a file, for `create_async_engine(async_creator=...)`."""
    connection = DriverConnection(file)
    await connection
    return connection


class DriverConnection(aiosqlite.Connection):
    """A connection whose cursors visit its thread once a statement."""

    def __init__(self, file: str) -> None:
        """Prepare a connection; awaiting it opens the file."""
        super().__init__(self._open, iter_chunk_size=1)
        self._file = file
        self._thread.daemon = True  # as SQLAlchemy has it: a connection that nobody closed must not hold the exit

    def _open(self) -> "_Connection":
        self._opened = sqlite3.connect(self._file, factory=_Connection, cached_statements=STATEMENTS)
        return self._opened

    def begin_by(self, statement: str) -> None:
        """Begin a transaction with this statement right before the next one is executed."""
        self._opened.to_begin = statement

    def cursor(self) -> "DriverCursor":  # pyright: ignore[reportIncompatibleMethodOverride] # asked by SQLAlchemy alone
        """A cursor, made without asking the thread for anything."""
        return DriverCursor(self)


class DriverCursor:
    """As much of an asynchronous cursor as SQLAlchemy uses (its protocol `AsyncIODBAPICursor`)."""

    def __init__(self, connection: DriverConnection) -> None:
        """Nothing has been executed yet."""
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        """The cursor itself."""
        return self

    async def execute(self, operation: str, parameters: Iterable[Any] = ()) -> None:
        """Execute a statement and fetch its rows."""
        executed = await self._connection.execute_fetchall(operation, parameters)
        if not isinstance(executed, _Executed):
            raise TypeError(executed)
        self._rows, self.description = executed, executed.description
        self.rowcount, self.lastrowid = executed.rowcount, executed.lastrowid

    async def executemany(self, operation: str, parameters: Iterable[Iterable[Any]]) -> None:
        """Execute a statement once for each set of parameters."""
        cursor = await self._connection.executemany(operation, parameters)
        self.rowcount = cursor.rowcount
        await cursor.close()

    async def fetchall(self) -> Sequence[Any]:
        """The rows of the statement."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: the statement came to its end when its rows were fetched."""


class _Executed(list[Any]):
    """The rows of a statement, and what its cursor said of it."""

    def __init__(self, rows: Iterable[Any], cursor: sqlite3.Cursor) -> None:
        super().__init__(rows)
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid


class _Cursor(sqlite3.Cursor):
    def fetchall(self) -> _Executed:
        return _Executed(super().fetchall(), self)


class _Connection(sqlite3.Connection):
    to_begin: str | None = None
    """What begins the transaction that is to come; None within one."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        self._begin()
        return self.cursor(_Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        self._begin()
        return super().executemany(sql, parameters)

    def commit(self) -> None:
        self.to_begin = None
        super().commit()

    def rollback(self) -> None:
        self.to_begin = None
        super().rollback()

    def _begin(self) -> None:
        begin, self.to_begin = self.to_begin, None
        if begin is not None:
            self.cursor().execute(begin)
