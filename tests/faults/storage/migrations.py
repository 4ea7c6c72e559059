"""Migrations that are killed at each of their statements: the next start brings the file to this version anyway."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import PoolProxiedConnection, event
from sqlalchemy.engine import AdaptedConnection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from bot.core.errors import StudyError
from bot.store.dialects.sqlite.database import SqliteDatabase
from tests.faults.crew import MEMORY
from tests.faults.storage.found import Found
from tests.faults.storage.workload import held

MOST = 10_000
"""Statements of a migration; more would mean that none of them is ever the last."""


def found_in(every: int = 1) -> Iterator[Found]:
    """The verdict on each statement at which a new file's migrations are killed, or on each of so many."""
    asyncio.run(_import_alembic())  # so that no process imports it for itself
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        whole = _made(Path(name) / "whole.sqlite3")
        for at in range(1, MOST, every):
            file = Path(name) / f"{at}.sqlite3"
            killed = _in_a_process(lambda file=file, at=at: asyncio.run(_opened(file, at)))
            if not killed:
                return
            yield Found(f"migration killed at statement {at}", _broken(file, whole))


def _broken(file: Path, whole: str) -> str:
    """What is wrong with a file once the bot has started on it again; empty when nothing is."""
    try:
        return "" if _made(file) == whole else "the tables are not those of an undisturbed migration"
    except StudyError as refusal:
        return f"the bot does not start: {refusal.key}"


def _made(file: Path) -> str:
    asyncio.run(_opened(file))
    with closing(sqlite3.connect(file)) as connection:
        check = connection.execute("PRAGMA quick_check").fetchone()
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        return f"{check} {schema} {held(connection)}"


async def _import_alembic() -> None:
    with TemporaryDirectory() as name:
        await _opened(Path(name) / "first.sqlite3")


async def _opened(file: Path, killed_at: int = 0) -> None:
    """Open the database, and with it run its migrations; the process is killed before that statement of them."""
    database = SqliteDatabase(f"sqlite+aiosqlite:///{file}")
    if killed_at:
        event.listen(database._writer.sync_engine, "connect", _killing(killed_at))
    try:
        await database.open()
    finally:
        await database.close()


def _killing(at: int) -> Callable[[DBAPIConnection, ConnectionPoolEntry | PoolProxiedConnection], None]:
    left = at

    def statement(words: str) -> None:
        nonlocal left
        left -= left > 0 and not words.startswith("PRAGMA")
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry | PoolProxiedConnection) -> None:
        assert isinstance(connection, AdaptedConnection)
        connection.run_async(lambda driven: driven.set_trace_callback(statement))

    return connected


def _in_a_process(do: Callable[[], None]) -> bool:
    """Whether the process in which it was done has been killed."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            do()
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(pid, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the migrations failed by themselves"
    return os.WIFSIGNALED(status)
