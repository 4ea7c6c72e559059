"""A database of PostgreSQL's: a server, of which one bot writes to it at a time."""

from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Table, make_url, text
from sqlalchemy.exc import DBAPIError

from bot.core.errors import InUseError, StorageError, StudyError
from bot.store import migrate
from bot.store.database import Connection, Database
from bot.store.dialects.postgres import engines, states
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


class PostgresDatabase(Database):
    """Transactions on a server: one connection writes, others read."""

    def __init__(self, url: str, backups: Path | None) -> None:
        """Prepare the engines; nothing is opened yet. The bot's own files lie beside the folder `backups`.

        Raises `TypeError` without that folder: the key of another place would be another key.
        """
        if backups is None:
            raise TypeError("the bot's own files need a folder")
        parsed = make_url(url)
        super().__init__(backups.with_name("postgresql"))
        self._name = parsed.render_as_string()
        self._writer = engines.writing_engine(parsed)
        self._reader = engines.reading_engine(parsed)
        self._lookup = engines.lookup_engine(parsed)
        self._queue, self._storage = WriterQueue(), Storage(states.while_running)
        self._lost: InUseError | None = None

    @classmethod
    def at(cls, url: str, backups: Path | None) -> Self:
        """The database at a URL; nothing is opened yet."""
        return cls(url, backups)

    @property
    def name(self) -> str:
        """The address, with stars for the password."""
        return self._name

    @asynccontextmanager
    async def writing(self, *, first: bool = False) -> AsyncGenerator[Connection]:
        """A transaction of the one connection that writes, when its turn has come."""
        async with self._in_use(), self._queue.turn(first=first):
            try:
                with self._storage.watched():
                    async with self._writer.begin() as connection:
                        yield connection
            except InUseError as lost:
                self._lost = lost
                raise
            finally:
                self._writes += 1

    @asynccontextmanager
    async def reading(self, *, snapshot: bool = True) -> AsyncGenerator[Connection]:
        """A transaction of a connection that can only read; without a snapshot there is none around its statements."""
        engine = self._reader if snapshot else self._lookup
        async with self._in_use():
            with _away_told():
                async with engine.connect() as connection:
                    yield connection

    def check(self) -> None:
        """Raises `StudyError` once another process had the lock when something was to be written."""
        if self._lost is not None:
            raise self._lost

    async def check_storage(self) -> None:
        """Raises `StorageError` while nothing can be written: after a failure it tries."""
        if self._storage.trouble is None:
            return
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
        return StudyError("store.server", file=self._name, problem=str(cause_of(problem)) or type(problem).__name__)

    async def find(self) -> str:
        """The migration that the database has come to. Raises `StudyError` where there is none yet."""
        revision = await self._revision()
        if revision is None:
            raise StudyError("store.none", file=self._name)
        return revision

    async def open(self) -> None:
        """Hold the lock, and migrate."""
        try:
            with self._reaching():
                async with self._writer.connect():
                    pass  # it has the lock now
            revision = await self._revision()
            await migrate.to_this_version(self._writer, revision)
        except BaseException:
            await self.close()
            raise
        self.migrated = migrate.Migrated(revision, None)

    @contextmanager
    def _reaching(self) -> Generator[None]:
        """Raise `StudyError` when no connection can be made: a name or socket is not there, the driver lacks a word."""
        try:
            yield
        except (DBAPIError, OSError, TypeError) as problem:
            raise self._unusable(problem) from problem

    async def _revision(self) -> str | None:
        """The migration that the database has come to, or None where there is nothing yet.

        Raises `StudyError` for one that is set up in another way, somebody else's, or of a newer version.
        """
        with self._reaching():
            async with self._lookup.connect():
                pass
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


@contextmanager
def _away_told() -> Generator[None]:
    """Raise `StorageError` where the server does not answer within the block."""
    try:
        yield
    except (DBAPIError, OSError) as problem:
        cause = cause_of(problem)
        if not states.is_away(cause, states.state_of(cause)):
            raise
        raise StorageError("store.now_away") from problem
