"""The engines for PostgreSQL: one connection that writes and holds the lock, and some that read.

The lock against a second bot belongs to the connection that writes. When that is lost, whatever the reason (the server
restarts, the network breaks, this machine sleeps while the server gives the connection up), the lock is free; and
nothing is written again before a new connection has it. So the lock is a lease that only the server's clock ends.

One process of several holds the lock of each of its shards, and shares the first lock with the others: a bot that is
one process keeps all of them out, and they keep it out.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import PoolProxiedConnection, event
from sqlalchemy.engine import URL, AdaptedConnection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.core.errors import LeasedError
from bot.core.models import ALL_SHARDS, Shards

READERS = 8
"""Look-ups at once; the others wait for their turn."""
CONNECT_WITHIN, ANSWER_WITHIN = 10.0, 30.0
"""Seconds for a connection to be made, and for a statement."""
_ALIVE = {"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3"}
"""After a minute the server gives up a connection whose machine is gone or asleep, and with it the lock."""
_READ_ONLY = {"default_transaction_read_only": "on"}
LEASE = 60
"""Seconds without a word after which the server takes the lock from a process: one whose machine stands still, say."""
IN_A_TRANSACTION = 15
"""Seconds without a word in the middle of a transaction, for which all others wait."""
LOCK = 0x0DA11_9A55A6E
"""The advisory lock that a bot holds on its database: any number would do that nobody else uses."""
TURN, GATE = LOCK + 1, LOCK + 2
"""Those of the process that is writing just now, and of the one that is starting."""
_OTHER_COUNTS = """
    SELECT EXISTS (
        SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE locktype = 'advisory' AND objsubid = 2 AND classid <> $1::oid AND datname = current_database()
    )
"""


def writing_engine(url: URL, shards: Shards) -> AsyncEngine:
    """The engine of the one connection that writes, and holds the lock for as long as it lasts."""
    ours = {
        "idle_session_timeout": f"{LEASE}s",
        "idle_in_transaction_session_timeout": f"{IN_A_TRANSACTION}s",
        "synchronous_commit": "on",  # a claim that a crash of the server forgot would be posted twice
    }
    engine = _engine(url, shards, "READ COMMITTED", ours, connections=1)

    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry | PoolProxiedConnection) -> None:
        if not isinstance(connection, AdaptedConnection):
            raise TypeError(connection)
        refused = connection.run_async(partial(_lock, shards=shards))
        if refused is not None:
            raise LeasedError(refused, file=url.render_as_string(), count=shards.count)

    event.listen(engine.sync_engine, "connect", connected)
    return engine


async def _lock(driven: Any, shards: Shards) -> str | None:
    """Take the locks of these shards; the key of what is said where that is not possible."""
    if shards.are_all:
        return None if await driven.fetchval(f"SELECT pg_try_advisory_lock({LOCK})") else "store.locked"
    taken = "SELECT bool_and(pg_try_advisory_lock($1::int, shard)) FROM unnest($2::int[]) AS shard"
    is_free = await driven.fetchval(f"SELECT pg_try_advisory_lock_shared({LOCK})")
    if not is_free or not await driven.fetchval(taken, shards.count, list(shards.ids)):
        return "store.shards_taken"
    return "store.other_count" if await driven.fetchval(_OTHER_COUNTS, shards.count) else None


def reading_engine(url: URL, shards: Shards) -> AsyncEngine:
    """The engine of the connections that read one state of the database, and are refused anything else."""
    return _engine(url, shards, "REPEATABLE READ", _READ_ONLY, connections=READERS)


def lookup_engine(url: URL, shards: Shards) -> AsyncEngine:
    """The engine of the connections that read statement by statement, without transactions around them."""
    return _engine(url, shards, "AUTOCOMMIT", _READ_ONLY, connections=READERS)


def counting_engine(url: URL) -> AsyncEngine:
    """The engine of a connection for counts that nobody misses after a crash of the server; it needs no lock."""
    return _engine(url, ALL_SHARDS, "AUTOCOMMIT", {"synchronous_commit": "off"}, connections=1)


def _engine(url: URL, shards: Shards, isolation: str, ours: Mapping[str, str], *, connections: int) -> AsyncEngine:
    """An engine whose statements know the shards; `ours` are settings of its sessions on the server."""
    settings = {"application_name": "daily-passage", "jit": "off", **_ALIVE, **ours}
    driver = {"timeout": CONNECT_WITHIN, "command_timeout": ANSWER_WITHIN, "server_settings": settings}
    return create_async_engine(
        url,
        connect_args=driver,
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        isolation_level=isolation,
        execution_options={"shards": shards},
    )
