"""The engines for SQLite: one connection that writes, a few that can only read.

WAL with `synchronous=FULL`, because a claim that a power cut takes back is a post sent twice. Every write transaction
begins IMMEDIATE: one that begins by reading cannot wait for its turn to write. One writing connection only: before
3.51.3 SQLite can lose data in WAL mode when a second one resets the log (sqlite.org/wal.html, "the WAL-reset bug").
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Dialect, Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.driver import OneVisitConnection, ReadingConnection

READERS = 8
"""Look-ups at once; the others wait for their turn. A connection is opened when all before it are busy."""
_EVERYWHERE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
)


def writing_engine(url: URL) -> Engine:
    """The engine of the one connection that writes."""
    engine = create_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)
    _prepare(engine, OneVisitConnection, (*_EVERYWHERE, "PRAGMA secure_delete=ON"), "BEGIN IMMEDIATE")
    return engine


def reading_engine(url: URL) -> Engine:
    """The engine of the connections that read, and are refused anything else."""
    engine = create_engine(url, pool_size=READERS, max_overflow=0, hide_parameters=True)
    _prepare(engine, ReadingConnection, (*_EVERYWHERE, "PRAGMA query_only=ON"), "BEGIN")
    return engine


def _prepare(engine: Engine, kind: type[OneVisitConnection], pragmas: tuple[str, ...], begin: str) -> None:
    def connect(
        dialect: Dialect, _: ConnectionPoolEntry, values: Sequence[Any], named: dict[str, Any]
    ) -> OneVisitConnection:
        made = dialect.connect(*values, **named)
        return kind(dialect.loaded_dbapi, made.driver_connection)

    def connected(connection: OneVisitConnection, _: ConnectionPoolEntry | PoolProxiedConnection) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: the connection does
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        connection.begin = begin

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", connected)
