"""A database of SQLite's: one file, one process that writes."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Table, make_url, text

from bot.core.errors import StudyError
from bot.core.models import ALL_SHARDS, Shards
from bot.store import migrate
from bot.store.database import Connection, Database
from bot.store.dialects.sqlite import engines, result_codes
from bot.store.dialects.sqlite.files import copies
from bot.store.dialects.sqlite.files.backup_folder import BackupFolder
from bot.store.dialects.sqlite.files.database_file import DatabaseFile
from bot.store.dialects.sqlite.files.file_lock import FileLock
from bot.store.dialects.storage import Storage
from bot.store.dialects.writer_queue import WriterQueue

_A_CLAIM = 65_536
"""Bytes that a claim surely does not exceed."""


class SqliteDatabase(Database):
    """Transactions on a file: one connection writes, others read."""

    def __init__(self, url: str, backups: Path | None = None) -> None:
        """Prepare the engines; nothing is opened yet.

        Copies go into the folder `backups`, or one of that name beside the file.
        """
        parsed = make_url(url)
        self._file = DatabaseFile(Path(parsed.database or ""))
        super().__init__(self.path)
        parsed = parsed.set(database=str(self.path))  # one name for all: its journal lies beside the file itself
        self._writer = engines.writing_engine(parsed, self._file.check)
        self._reader = engines.reading_engine(parsed, self._file.check)
        self._lookup = engines.lookup_engine(parsed, self._file.check)
        self._queue, self._storage = WriterQueue(), Storage(result_codes.while_running)
        self._lock = FileLock(self.path.with_name(f"{self.path.name}.lock"))
        self._backups = BackupFolder(backups or self.path.parent / "backups", self.path)

    @classmethod
    def at(cls, url: str, backups: Path | None, shards: Shards = ALL_SHARDS) -> Self:
        """The database in the file that a URL names; nothing is opened yet.

        Raises `StudyError` for some of the shards: a file is one process's.
        """
        if not shards.are_all:
            raise StudyError("settings.shards_need_server")
        return cls(url, backups)

    @contextmanager
    def kept_closed(self) -> Generator[None]:
        """Keep every process from opening the database until the block ends.

        Raises `InUseError` when one has it already.
        """
        self._take()
        try:
            yield
        finally:
            self._lock.release()

    @staticmethod
    def check_copy(copy: Path) -> None:
        """Raises `StudyError` unless a file holds a database that this version can read or bring up to date."""
        if DatabaseFile(copy).revision() is None:
            raise StudyError("store.not_ours", file=str(copy))

    @asynccontextmanager
    async def writing(self, *, first: bool = False) -> AsyncGenerator[Connection]:
        """A transaction of the one connection that writes, when its turn has come."""
        self.check()
        async with self._in_use(), self._queue.turn(first=first):
            try:
                with self._storage.watched():
                    async with self._writer.begin() as connection:
                        yield connection
            finally:
                self._writes += 1

    async def overwrite_deleted(self, thoroughly: Iterable[Table] = ()) -> None:
        """Take what the journal holds into the file and cut it, so that what was deleted is in neither any more.

        When SQLite moves entries from one page of an index to another it leaves their old copies in space that is not
        used, and `secure_delete` does not know of them: the indexes of some tables are written anew before, a table
        after the other, as others wait.
        """
        for table in thoroughly:
            async with self.writing() as connection:
                await connection.execute(text(f"REINDEX {table.name}"))
        async with self._in_use(), self._queue.turn(first=False):
            await engines.run_alone(self._writer, "PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def path(self) -> Path:
        """Where the database lies, with links followed."""
        return self._file.path

    @property
    def name(self) -> str:
        """The path."""
        return str(self.path)

    @property
    def backups(self) -> BackupFolder:
        """The folder with its copies."""
        return self._backups

    @asynccontextmanager
    async def reading(self, *, snapshot: bool = True) -> AsyncGenerator[Connection]:
        """A transaction of a connection that can only read.

        Without a snapshot ROLLBACK is spared: one of a statement's two visits to the driver's thread.
        """
        engine = self._reader if snapshot else self._lookup
        async with self._in_use(), engine.connect() as connection:
            yield connection

    async def ask(self) -> None:
        """Read a row; what keeps the file from being written counts as well."""
        if self._storage.trouble is not None:
            raise self._storage.trouble
        await super().ask()

    async def check_storage(self) -> None:
        """Raises `StorageError` while nothing can be written: after a failure it tries with as much as a claim needs.

        A small change may find room on a disk that is full, in pages that are there already.
        """
        if self._storage.trouble is None:
            return
        async with self.writing(first=True) as connection:
            await connection.execute(text("CREATE TABLE IF NOT EXISTS room (for_a_claim BLOB)"))
            await connection.execute(text("INSERT INTO room VALUES (zeroblob(:size))"), {"size": _A_CLAIM})
        async with self.writing(first=True) as connection:
            await connection.execute(text("DROP TABLE room"))
        self._storage.works()

    def check(self) -> None:
        """Raises `StudyError` when the file is not the one that was opened any more, or another process has it now."""
        self._file.check()
        self._lock.keep()

    def problems_told(self) -> AbstractContextManager[None]:
        """Turn what SQLite says of the file into a `StudyError`."""
        return self._file.problems_told()

    async def find(self) -> str:
        """The migration that the file has come to. Raises `StudyError` where there is no database yet."""
        self._file.check_kind()
        revision = await asyncio.to_thread(self._file.revision)
        if revision is None:
            raise StudyError("store.none", file=str(self.path))
        return revision

    def _take(self) -> None:
        """Make the folder and hold the lock."""
        file = self._file
        try:
            file.check_kind()
            file.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.take()
        except OSError as refused:
            raise _unusable(file.path.parent, refused) from refused

    async def open(self) -> None:
        """Hold the lock, make the file if there is none, and migrate it after a copy was made."""
        self._take()
        file = self._file
        try:
            revision = await asyncio.to_thread(file.revision)
            file.make()
            file.check_writable()
            copy = await asyncio.to_thread(self._copy_before, revision)
            await migrate.to_this_version(self._writer, revision)
            self.migrated = migrate.Migrated(revision, copy)
        except BaseException:
            await self.close()
            raise
        file.remember()

    def _copy_before(self, revision: str | None) -> Path | None:
        """Where the file lies as it was before it is migrated, if it is.

        A copy is never overwritten: that of an earlier attempt may be the only one from before the first migration.
        """
        if revision in (None, migrate.REVISION):
            return None
        copy = self._backups.free_path(datetime.now(UTC), before=migrate.REVISION)
        copies.write(self.path, copy)
        return copy

    async def _dispose(self) -> None:
        await self._reader.dispose()
        await self._lookup.dispose()
        await self._writer.dispose()
        self._lock.release()


def in_a_file(database: Database) -> SqliteDatabase:
    """The same database. Raises `StudyError` for one of PostgreSQL's, which its operator copies."""
    if not isinstance(database, SqliteDatabase):
        raise StudyError("store.no_copies", database=database.name)
    return database


def _unusable(folder: Path, refused: OSError) -> StudyError:
    """The refusal for a folder, with the user who lacks it: in a container nobody else knows its number."""
    problem = str(refused.strerror)
    if sys.platform == "win32":  # where users have no numbers
        return StudyError("store.folder", folder=str(folder), problem=problem)
    return StudyError("store.folder_of_user", folder=str(folder), problem=problem, user=str(os.geteuid()))
