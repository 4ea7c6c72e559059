"""A database of PostgreSQL's on a server, to which one bot writes at a time: as one process, or as several in turn."""

import logging
import time
from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Table, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.core.errors import InUseError, PassingError, StudyError
from bot.core.models import ALL_SHARDS, Shards
from bot.store import migrate
from bot.store.database import Connection, Database
from bot.store.dialects.postgres import engines, states
from bot.store.dialects.postgres.shared_limits import SharedLimits
from bot.store.dialects.storage import Storage, cause_of
from bot.store.dialects.writer_queue import WriterQueue

_TABLES = text(
    "SELECT table_name FROM information_schema.tables"
    " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"  # extensions bring views
)
_SETTINGS = text(
    "SELECT pg_encoding_to_char(encoding), datcollate, 'a' > 'B' FROM pg_database WHERE datname = current_database()"
)
"""With whether text is compared by its code points, as SQLite does: the same on every machine."""


_TURN = text(f"SELECT pg_advisory_xact_lock({engines.TURN})")
_GATE, _OPEN_GATE = (text(f"SELECT pg_advisory_{way}({engines.GATE})") for way in ("lock", "unlock"))
_KEYS, _FORGET_KEYS = text("SELECT signature FROM person_keys"), text("DELETE FROM person_keys")
_KEEP_KEY = text("INSERT INTO person_keys VALUES (:signature)")
_ALONE, _NOT_ALONE = (text(f"SELECT pg_{way}({engines.LOCK})") for way in ("try_advisory_lock", "advisory_unlock"))
_log = logging.getLogger(__name__)
REMEMBERED_FOR = 30
"""Seconds for which what was read may be used after another process has changed it: the shelf of all guilds alone."""


class PostgresDatabase(Database):
    """Transactions on a server: one connection writes, others read. Several processes write one after another."""

    def __init__(self, url: str, backups: Path | None, shards: Shards = ALL_SHARDS) -> None:
        """Prepare the engines; nothing is opened yet. The bot's own files lie beside the folder `backups`.

        Raises `TypeError` without that folder: the key of another place would be another key.
        """
        if backups is None:
            raise TypeError("the bot's own files need a folder")
        parsed = make_url(url)
        super().__init__(backups.with_name("postgresql"))
        self._name, self.shards = parsed.render_as_string(), shards
        self._writer = engines.writing_engine(parsed, shards)
        self._reader = engines.reading_engine(parsed, shards)
        self._lookup = engines.lookup_engine(parsed, shards)
        self._limits = None if shards.are_all else SharedLimits(parsed, shards)
        self._queue, self._storage = WriterQueue(), Storage(states.while_running)
        self._lost: InUseError | None = None

    @classmethod
    def at(cls, url: str, backups: Path | None, shards: Shards = ALL_SHARDS) -> Self:
        """The database at a URL; nothing is opened yet."""
        return cls(url, backups, shards)

    @property
    def name(self) -> str:
        """The address, with stars for the password."""
        return self._name

    @property
    def shared_limits(self) -> SharedLimits | None:
        """What Discord allows all processes together; None for a bot that is one process."""
        return self._limits

    @property
    def writes(self) -> int:
        """How many write transactions have ended; now and then one more, as other processes write as well."""
        return super().writes + (0 if self.shards.are_all else int(time.monotonic() / REMEMBERED_FOR))

    @asynccontextmanager
    async def writing(self, *, first: bool = False) -> AsyncGenerator[Connection]:
        """A transaction of the one connection that writes, when its turn has come."""
        try:
            async with self._in_turn(first=first), self._writer.begin() as connection:
                if not self.shards.are_all:
                    await connection.execute(_TURN)
                yield connection
        finally:
            self._writes += 1

    @asynccontextmanager
    async def _in_turn(self, *, first: bool) -> AsyncGenerator[None]:
        """Wait for the connection that writes, and learn from what becomes of it."""
        async with self._in_use(), self._queue.turn(first=first):
            try:
                with self._storage.watched():
                    yield
            except InUseError as lost:
                self._lost = lost
                raise

    @asynccontextmanager
    async def reading(self, *, snapshot: bool = True) -> AsyncGenerator[Connection]:
        """A transaction of a connection that can only read; without a snapshot there is none around its statements."""
        engine = self._reader if snapshot else self._lookup
        async with self._in_use():
            with states.away_told():
                async with engine.connect() as connection:
                    yield connection

    def check(self) -> None:
        """Raises `StudyError` once another process had the lock when something was to be written."""
        if self._lost is not None:
            raise self._lost

    async def check_storage(self) -> None:
        """Raises `StorageError` while nothing can be written: after a failure it tries.

        At other times it keeps the lock from being taken away for `LEASE` seconds more.
        """
        if self._storage.trouble is None:
            async with self._in_turn(first=True), self._writer.connect():
                return  # the pool has asked the server whether it is there
        async with self.writing(first=True) as connection:
            await connection.execute(text("CREATE TABLE IF NOT EXISTS room (for_a_claim text)"))
            await connection.execute(text("DROP TABLE room"))
        self._storage.works()

    async def overwrite_deleted(self, thoroughly: Iterable[Table] = ()) -> None:
        """Nothing: what is deleted leaves the server's files with its own VACUUM (docs/privacy.md)."""

    @contextmanager
    def problems_told(self) -> Generator[None]:
        """Turn what the server says into a `StudyError`."""
        try:
            yield
        except (DBAPIError, ConnectionError, TimeoutError) as problem:
            raise self._unusable(problem) from problem

    def _unusable(self, problem: BaseException) -> StudyError:
        cause = cause_of(problem)
        kind = PassingError if states.is_away(cause, states.state_of(cause)) else StudyError
        return kind("store.server", file=self._name, problem=str(cause) or type(problem).__name__)

    async def find(self) -> str:
        """The migration that the database has come to. Raises `StudyError` where there is none yet."""
        revision = await self._revision()
        if revision is None:
            raise StudyError("store.none", file=self._name)
        return revision

    async def open(self) -> None:
        """Hold the lock, and migrate."""
        try:
            async with self.starting():
                await self._reach(self._writer)  # it has the lock now
                revision = await self._revision()
                if revision != migrate.REVISION:
                    async with self._alone():
                        await migrate.to_this_version(self._writer, revision)
                await self._check_key()
        except BaseException:
            await self.close()
            raise
        self.migrated = migrate.Migrated(revision, None)

    @asynccontextmanager
    async def starting(self) -> AsyncGenerator[None]:
        """Wait until no other process is in such a block, and keep the others out of it to the end of this one."""
        await self._reach(self._lookup)
        async with self._lookup.connect() as connection:
            await connection.execute(_GATE)
            try:
                yield
            finally:
                await connection.execute(_OPEN_GATE)

    @asynccontextmanager
    async def _alone(self) -> AsyncGenerator[None]:
        """While the tables are changed. Raises `StudyError` when another process works with them as they are."""
        async with self._writer.connect() as connection:
            if not await connection.scalar(_ALONE):
                raise StudyError("store.others_run", file=self._name)
        try:
            yield
        finally:
            async with self._writer.connect() as connection:
                await connection.execute(_NOT_ALONE)

    async def _check_key(self) -> None:
        """Raise `StudyError` if processes of one bot sign people with different keys: nobody's deletion would hold."""
        ours = self._signature()
        async with self.writing() as connection:
            known = set(await connection.scalars(_KEYS))
        if known and known != {ours}:
            if not self.shards.are_all:
                raise StudyError("store.other_key", file=str(self.person_key.path))
            _log.warning("%s is a new key: whose data were deleted so far is forgotten", self.person_key.path)
        if known != {ours}:
            await self._note_key()

    def _signature(self) -> str:
        """What the key makes of nobody. Raises `StudyError` when its file can be neither read nor made."""
        try:
            return self.person_key.sign(0)
        except OSError as problem:
            raise StudyError("store.key", file=str(self.person_key.path), problem=problem.strerror or "") from problem

    async def _note_key(self) -> None:
        async with self.writing() as connection:
            await connection.execute(_FORGET_KEYS)
            await connection.execute(_KEEP_KEY, {"signature": self._signature()})

    async def take_key_of(self, other: Database) -> None:
        """Sign people as that database does from now on."""
        await super().take_key_of(other)
        await self._note_key()

    async def _reach(self, engine: AsyncEngine) -> None:
        """Make a connection. Raises `StudyError`: a name or socket is not there, say, or the driver lacks a word."""
        try:
            async with engine.connect():
                pass
        except (DBAPIError, OSError, TypeError) as problem:
            raise self._unusable(problem) from problem

    async def _revision(self) -> str | None:
        """The migration that the database has come to, or None where there is nothing yet.

        Raises `StudyError` for one that is set up in another way, somebody else's, or of a newer version.
        """
        await self._reach(self._lookup)
        async with self._lookup.connect() as connection:
            encoding, collation, by_code_points = (await connection.execute(_SETTINGS)).one()
            if encoding != "UTF8" or not by_code_points:
                raise StudyError("store.collation", file=self._name, encoding=encoding, collation=collation)
            tables = set(await connection.scalars(_TABLES))
            if not tables:
                return None
            if not tables >= migrate.OURS:
                raise StudyError("store.other_tables", file=self._name)
            revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        return migrate.known(revision, self._name)

    async def _dispose(self) -> None:
        for engine in (self._reader, self._lookup, self._writer):
            await engine.dispose()
        if self._limits is not None:
            await self._limits.dispose()
