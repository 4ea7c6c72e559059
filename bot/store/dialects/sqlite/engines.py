"""The engines for SQLite: one connection that writes, a few that can only read.

WAL with `synchronous=FULL`, because a claim that a power cut takes back is a post sent twice. Every write transaction
begins IMMEDIATE: one that begins by reading cannot wait for its turn to write. One writing connection only: before
3.51.3 SQLite can lose data in WAL mode when a second one resets the log (sqlite.org/wal.html, "the WAL-reset bug").
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, PoolProxiedConnection, event
from sqlalchemy.engine import URL, AdaptedConnection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

from bot.store.dialects.sqlite import driver

READERS = 4
"""Look-ups at once; the others wait for their turn. A connection is opened when all before it are busy, and the one
that was used last is used next: each keeps statements and pages of its own."""
Check = Callable[[], None]
"""What raises when the file is not the one any more that was opened: no connection is opened to another."""
_EVERYWHERE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
)
_READING = "PRAGMA query_only=ON", "PRAGMA cache_size=-512"
"""They would take hours to fill 2 MB each, SQLite's own; the system keeps the file's pages anyway."""


def writing_engine(url: URL, check: Check) -> AsyncEngine:
    """The engine of the one connection that writes."""
    engine = _engine(url, check, connections=1, pool_reset_on_return=None)
    _set_up(engine, *_EVERYWHERE, "PRAGMA secure_delete=ON")
    _begin_by(engine, "BEGIN IMMEDIATE")
    _roll_back_what_is_open(engine)
    return engine


def reading_engine(url: URL, check: Check) -> AsyncEngine:
    """The engine of the connections that read one state of the database, and are refused anything else."""
    engine = _engine(url, check, connections=READERS)
    _set_up(engine, *_EVERYWHERE, *_READING)
    _begin_by(engine, "BEGIN")
    return engine


def lookup_engine(url: URL, check: Check) -> AsyncEngine:
    """The engine of the connections that read statement by statement, without transactions around them."""
    engine = _engine(url, check, connections=READERS, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)
    _set_up(engine, *_EVERYWHERE, *_READING)
    return engine


async def run_alone(engine: AsyncEngine, statement: str) -> None:
    """Run a statement that SQLite takes outside of transactions only."""
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        await _driven(raw.dbapi_connection).execute_fetchall(statement)


def _engine(url: URL, check: Check, connections: int, **settings: Any) -> AsyncEngine:
    async def connect() -> driver.DriverConnection:
        check()
        return await driver.connect(str(url.database))

    return create_async_engine(
        url,
        async_creator=connect,
        pool_size=connections,
        max_overflow=0,
        pool_use_lifo=True,
        hide_parameters=True,
        **settings,
    )


def _set_up(engine: AsyncEngine, *pragmas: str) -> None:
    """Have each new connection run these, and leave transactions to us."""

    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry | PoolProxiedConnection) -> None:
        connection.isolation_level = None
        _adapted(connection).run_async(lambda driven: driven.executescript(";".join(pragmas)))

    event.listen(engine.sync_engine, "connect", connected)


def _begin_by(engine: AsyncEngine, begin: str) -> None:
    """Have each connection begin its transactions with this statement.

    Python's driver would begin them itself, at the first statement that writes (SQLAlchemy's SQLite dialect,
    "Enabling Non-Legacy SQLite Transactional Modes").
    """

    def begun(connection: Connection) -> None:
        _driven(connection.connection.dbapi_connection).begin_by(begin)

    event.listen(engine.sync_engine, "begin", begun)


def _roll_back_what_is_open(engine: AsyncEngine) -> None:
    """Have a connection that comes back from a commit that failed end its transaction.

    SQLAlchemy itself would ask for that after every commit, and so visit the driver's thread once more (its recipe in
    "Connection Pooling", "Custom Reset-on-Return Schemes").
    """

    def reset(connection: DBAPIConnection, _: ConnectionPoolEntry, state: PoolResetState) -> None:
        if _driven(connection).in_transaction and not state.terminate_only:
            connection.rollback()

    event.listen(engine.sync_engine, "reset", reset)


def _adapted(connection: DBAPIConnection | None) -> AdaptedConnection:
    if not isinstance(connection, AdaptedConnection):
        raise TypeError(connection)
    return connection


def _driven(connection: DBAPIConnection | None) -> driver.DriverConnection:
    driven = _adapted(connection).driver_connection
    if not isinstance(driven, driver.DriverConnection):
        raise TypeError(driven)
    return driven
