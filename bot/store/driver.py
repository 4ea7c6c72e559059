"""SQLite in aiosqlite's thread, one visit to the thread a statement.

SQLAlchemy's own connection makes four (cursor, statement, rows, end) and three more to begin. At each visit the event
loop and the thread wake one another and hand over the interpreter: that costs more than most statements do.
"""

import sqlite3
from collections import deque
from typing import Any

from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.util import await_


class OneVisitConnection(AsyncAdapt_aiosqlite_connection):
    """A connection that begins its transactions, in the way `begin` says, together with their first statement."""

    __slots__ = ("_touched", "begin")

    def __init__(self, dbapi: Any, connection: Any) -> None:
        """Take over a connection of aiosqlite's; no transaction begins until `begin` is set."""
        super().__init__(dbapi, connection)
        self.begin: str | None = None
        self._touched = False

    def cursor(self, server_side: bool = False) -> Any:
        """What SQLAlchemy executes one statement with."""
        del server_side
        return _Cursor(self)

    def visit(self, statement: str, values: Any, *, many: bool) -> tuple[sqlite3.Cursor, deque[Any]]:
        """The cursor after a statement, and all its rows."""
        self._touched = True  # before the wait: a statement that nobody waits for any more is executed all the same
        connection = self._connection
        try:
            return await_(connection._execute(_visit, connection._conn, self.begin, statement, values, many))  # noqa: SLF001 # aiosqlite has no public way to do several things in one visit; SQLAlchemy reaches in here, too
        except Exception as error:  # noqa: BLE001 # SQLAlchemy's own handler, which raises it
            self._handle_exception(error)

    def commit(self) -> None:
        """Commit what there may be to commit."""
        if self._touched:
            super().commit()
            self._touched = False

    def rollback(self) -> None:
        """Roll back what there may be to roll back."""
        if self._touched:
            super().rollback()
            self._touched = False


class ReadingConnection(OneVisitConnection):
    """A connection whose transactions only read: there is nothing to lose at their end, so nobody waits for it."""

    __slots__ = ()

    def commit(self) -> None:
        """End the transaction."""
        self.rollback()

    def rollback(self) -> None:
        """End the transaction; what comes next on this connection comes after that."""
        if self._touched:
            self._touched = False
            self._connection._tx.put_nowait((None, self._connection._conn.rollback))  # noqa: SLF001 # as above


class _Cursor:
    """One statement, as PEP 249 has it; its rows have come with it."""

    arraysize = 1

    def __init__(self, connection: OneVisitConnection) -> None:
        self._connection = connection
        self._rows: deque[Any] = deque()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def execute(self, statement: str, values: Any = ()) -> None:
        self._execute(statement, values, many=False)

    def executemany(self, statement: str, values: Any) -> None:
        self._execute(statement, values, many=True)

    def fetchall(self) -> list[Any]:
        return self.fetchmany(len(self._rows))

    def fetchmany(self, size: int = arraysize) -> list[Any]:
        return [self._rows.popleft() for _ in range(min(size, len(self._rows)))]

    def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    def close(self) -> None:
        self._rows.clear()

    def _execute(self, statement: str, values: Any, *, many: bool) -> None:
        done, self._rows = self._connection.visit(statement, values, many=many)
        self.description, self.rowcount, self.lastrowid = done.description, done.rowcount, done.lastrowid


def _visit(
    connection: sqlite3.Connection, begin: str | None, statement: str, values: Any, many: bool
) -> tuple[sqlite3.Cursor, deque[Any]]:
    """Runs in the thread."""
    if begin and not connection.in_transaction:
        connection.execute(begin)
    cursor = connection.executemany(statement, values) if many else connection.execute(statement, values)
    return cursor, deque(cursor.fetchall())
