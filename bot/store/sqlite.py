"""The engines for SQLite: one connection that writes, a few that can only read.

WAL with `synchronous=FULL`, because a claim that a power cut takes back is a post sent twice. Every write transaction
begins IMMEDIATE: one that begins by reading cannot wait for its turn to write. One writing connection only: before
3.51.3 SQLite can lose data in WAL mode when a second one resets the log (sqlite.org/wal.html, "the WAL-reset bug").
"""

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

READERS = 4
_EVERYWHERE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
)


def writing_engine(url: URL) -> Engine:
    """The engine of the one connection that writes."""
    engine = create_engine(url, pool_size=1, max_overflow=0)
    _prepare(engine, (*_EVERYWHERE, "PRAGMA secure_delete=ON"), "BEGIN IMMEDIATE")
    return engine


def reading_engine(url: URL) -> Engine:
    """The engine of the connections that read, and are refused anything else."""
    engine = create_engine(url, pool_size=READERS, max_overflow=0)
    _prepare(engine, (*_EVERYWHERE, "PRAGMA query_only=ON"), "BEGIN")
    return engine


def _prepare(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry | PoolProxiedConnection) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: `begun` does
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
