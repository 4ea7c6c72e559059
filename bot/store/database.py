"""The database: opened once, read by many at a time, written by one at a time."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Iterable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, nullcontext, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ColumnElement, Table, literal_column, make_url, select, true
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import StudyError
from bot.core.models import ALL_SHARDS, Shards
from bot.store import migrate, tables
from bot.store.members.privacy.deletion_requests import DeletionRequests
from bot.store.members.privacy.person_key import PersonKey
from bot.store.migrate import Migrated

if TYPE_CHECKING:
    from bot.store.dialects.postgres.shared_limits import SharedLimits
    from bot.store.dialects.sqlite.files.backup_folder import BackupFolder

Connection: TypeAlias = AsyncConnection
"""What `Database.writing` and `reading` hand out: one transaction, statement by statement."""

KINDS = {"sqlite": ("sqlite.database", "SqliteDatabase"), "postgresql": ("postgres.database", "PostgresDatabase")}
"""The module and class of each kind, by the word that begins an address; the driver of another need not be there."""


class Database(ABC):
    """Transactions on the database at a URL: SQLite's or PostgreSQL's, which `bot/store/dialects` knows.

    One writer at a time, for all guilds: what a write transaction has read stays true until it ends, and everybody else
    waits that long. So nothing happens inside one but reading and writing rows: never await Discord there, and never
    split, stem, match or parse; that is done before. What writes much does it in several transactions.
    """

    shards = ALL_SHARDS
    """The guilds about which this process writes: those of its shards."""

    def __init__(self, beside: Path) -> None:
        """Prepare what every kind has; `beside` is what the bot's own files about it are named after."""
        self._users, self._closing, self._writes = 0, False, 0
        self._unused = asyncio.Event()
        self.migrated = Migrated(None, None)
        """How it came to this version when it was opened."""
        self.person_key = PersonKey(beside.with_name(f"{beside.name}.key"))
        self.deletion_requests = DeletionRequests(beside.with_name(f"{beside.name}.forget"))

    @classmethod
    def at(cls, url: str, backups: Path | None, shards: Shards = ALL_SHARDS) -> "Database":
        """The database at a URL, for a process that runs these shards; nothing is opened yet.

        SQLite's copies go into the folder `backups`; beside it lie the bot's own files about a server's database.
        """
        module, name = KINDS[make_url(url).get_backend_name()]
        kind: type[Database] = getattr(import_module(f"bot.store.dialects.{module}"), name)
        return kind.at(url, backups, shards)

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, url: str, backups: Path | None = None, shards: Shards = ALL_SHARDS, *, must_exist: bool = False
    ) -> AsyncGenerator["Database"]:
        """The database, migrated to this version and locked against a second bot, until the block ends.

        Of several processes each has the lock for its own shards.

        Raises `StudyError` when another process holds it, when it cannot be used, or when it is damaged, somebody
        else's or of a newer version; it is left untouched then. One that `must_exist` is not made anew.
        """
        database = cls.at(url, backups, shards)
        with database.problems_told():
            if must_exist:
                await database.find()
            await database.open()
            try:
                yield database
            finally:
                await database.close()

    @classmethod
    @asynccontextmanager
    async def read_only(cls, url: str, backups: Path | None) -> AsyncGenerator["Database"]:
        """The database as it is, for a command that only reads: without the lock, so that a bot may be running.

        Raises `StudyError` when there is none yet, when it is of another version, and for all that keeps it from being
        read.
        """
        database = cls.at(url, backups)
        with database.problems_told():
            if await database.find() != migrate.REVISION:
                raise StudyError("store.older", file=database.name)
            try:
                yield database
            finally:
                await database.close()

    @property
    @abstractmethod
    def name(self) -> str:
        """Where it lies, without what is secret about that."""

    @property
    def backups(self) -> "BackupFolder | None":
        """The folder with its copies; None for one that the bot does not copy."""
        return None

    @property
    def shared_limits(self) -> "SharedLimits | None":
        """What Discord allows all processes together; None for a bot that is one process."""
        return None

    @property
    def writes(self) -> int:
        """How many write transactions have ended: what was read is still so while this is the same."""
        return self._writes

    @abstractmethod
    def writing(self, *, first: bool = False) -> AbstractAsyncContextManager[Connection]:
        """A transaction that is committed when the block ends and rolled back when it raises.

        Those that are `first`, the claims of daily posts and the steps of their delivery, go before others that wait;
        each fourth turn is another's all the same. Raises `StudyError` once the database is not the bot's any more:
        what is written then would be lost; and `StorageError` while the storage is full, read-only, held by another
        program, broken or away.
        """

    @abstractmethod
    def reading(self, *, snapshot: bool = True) -> AbstractAsyncContextManager[Connection]:
        """A transaction that sees one state of the database and cannot change it.

        Without a snapshot each statement sees the newest state, and beginning and ending are spared. For what is one
        statement, or can bear a change between two.
        """

    @abstractmethod
    def check(self) -> None:
        """Raises `StudyError` when the database is not the one that was opened, or another process has it now."""

    @abstractmethod
    async def check_storage(self) -> None:
        """Raises `StorageError` while nothing can be written."""

    @abstractmethod
    async def overwrite_deleted(self, thoroughly: Iterable[Table] = ()) -> None:
        """Take out of files what was deleted, as far as that is in the bot's hands: of these tables all there is."""

    async def ask(self) -> None:
        """Read a row, however long it takes, to see whether the database answers. Raises what keeps it from working."""
        while True:
            with suppress(PoolTimeoutError):  # all connections are in use: that is no answer
                async with self.reading(snapshot=False) as connection:
                    await connection.execute(select(tables.guilds.c.id).limit(1))
                return

    @abstractmethod
    def problems_told(self) -> AbstractContextManager[None]:
        """Turn what the database says of itself within the block into a `StudyError` that says what to do."""

    @abstractmethod
    async def find(self) -> str:
        """The migration that it has come to. Raises `StudyError` where there is no database yet."""

    @abstractmethod
    async def open(self) -> None:
        """Hold the lock, and migrate."""

    async def take_key_of(self, other: "Database") -> None:
        """Sign people as that database does from now on."""
        self.person_key.take_over(other.person_key)

    def starting(self) -> AbstractAsyncContextManager[None]:
        """Keep other processes of this bot from starting until the block ends."""
        return nullcontext()

    @abstractmethod
    async def _dispose(self) -> None:
        """Close all connections, and let go of the lock."""

    @asynccontextmanager
    async def _in_use(self) -> AsyncGenerator[None]:
        """Keep the connections open until the block ends."""
        if self._closing:
            raise StudyError("store.closed")
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            if not self._users:
                self._unused.set()

    async def close(self) -> None:
        """Close all connections and let go of the lock, once nobody uses one."""
        self._closing = True
        while self._users:
            self._unused.clear()
            await self._unused.wait()
        await self._dispose()


def ours(connection: Connection, guild_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that a guild is of this process's shards: for what is seen to without anybody of a guild asking."""
    shards = connection.sync_engine.get_execution_options().get("shards", ALL_SHARDS)
    return true() if shards.are_all else (guild_id.bitwise_rshift(literal_column("22")) % shards.count).in_(shards.ids)
