"""The engines for PostgreSQL: one connection that writes and holds the lock, and some that read.

The lock against a second bot belongs to the connection that writes. When that is lost, whatever the reason (the server
restarts, the network breaks, this machine sleeps while the server gives the connection up), the lock is free; and
nothing is written again before a new connection has it.
"""

from typing import Any

from sqlalchemy import PoolProxiedConnection, event
from sqlalchemy.engine import URL, AdaptedConnection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.core.errors import InUseError

READERS = 8
"""Look-ups at once; the others wait for their turn."""
CONNECT_WITHIN, ANSWER_WITHIN = 10.0, 30.0
"""Seconds for a connection to be made, and for a statement."""
_ALIVE = {"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3"}
"""After a minute the server gives up a connection whose machine is gone or asleep, and with it the lock."""
LOCK = 0x0DA11_9A55A6E
"""The advisory lock that a bot holds on its database: any number would do that nobody else uses."""


def writing_engine(url: URL) -> AsyncEngine:
    """The engine of the one connection that writes, and holds the lock for as long as it lasts."""
    engine = _engine(url, connections=1)

    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry | PoolProxiedConnection) -> None:
        if not isinstance(connection, AdaptedConnection):
            raise TypeError(connection)
        asked = f"SELECT pg_try_advisory_lock({LOCK})"
        if not connection.run_async(lambda driven: driven.fetchval(asked)):
            raise InUseError("store.locked", file=url.render_as_string())

    event.listen(engine.sync_engine, "connect", connected)
    return engine


def reading_engine(url: URL) -> AsyncEngine:
    """The engine of the connections that read one state of the database, and are refused anything else."""
    read_only = {"default_transaction_read_only": "on"}
    return _engine(url, connections=READERS, server_settings=read_only, isolation_level="REPEATABLE READ")


def lookup_engine(url: URL) -> AsyncEngine:
    """The engine of the connections that read statement by statement, without transactions around them."""
    read_only = {"default_transaction_read_only": "on"}
    return _engine(url, connections=READERS, server_settings=read_only, isolation_level="AUTOCOMMIT")


def _engine(url: URL, connections: int, server_settings: dict[str, str] | None = None, **settings: Any) -> AsyncEngine:
    ours = {"application_name": "daily-passage", "jit": "off", **_ALIVE, **(server_settings or {})}
    driver = {"timeout": CONNECT_WITHIN, "command_timeout": ANSWER_WITHIN, "server_settings": ours}
    return create_async_engine(
        url,
        connect_args=driver,
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        **settings,
    )
