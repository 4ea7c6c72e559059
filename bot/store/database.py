"""The database: opened once, read by many at a time, written by one at a time."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import make_url, select, text
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import StudyError
from bot.store import migrate, tables
from bot.store.members.privacy.deletion_requests import DeletionRequests
from bot.store.members.privacy.person_key import PersonKey
from bot.store.sqlite import engines
from bot.store.sqlite.backup_folder import BackupFolder
from bot.store.sqlite.database_file import DatabaseFile
from bot.store.sqlite.file_lock import FileLock
from bot.store.sqlite.storage import Storage
from bot.store.sqlite.writer_queue import WriterQueue

Connection: TypeAlias = AsyncConnection
"""What `Database.writing` and `reading` hand out: one transaction, statement by statement."""
_A_CLAIM = 65_536
"""Bytes that a claim surely does not exceed."""


class Database:
    """Transactions on the database at a URL.

    One writer at a time, for all guilds: what a write transaction has read stays true until it ends, and everybody else
    waits that long. So nothing happens inside one but reading and writing rows: never await Discord there, and never
    split, stem, match or parse; that is done before. What writes much does it in several transactions.
    """

    def __init__(self, url: str, backups: Path | None = None) -> None:
        """Prepare the engines; nothing is opened yet. Only SQLite is known so far.

        Copies go into the folder `backups`, or one of that name beside the file.
        """
        parsed = make_url(url)
        self._file = DatabaseFile(Path(parsed.database or ""))
        parsed = parsed.set(database=str(self._file.path))  # one name for all: its journal lies beside the file itself
        self._writer = engines.writing_engine(parsed, self._file.check)
        self._reader = engines.reading_engine(parsed, self._file.check)
        self._lookup = engines.lookup_engine(parsed, self._file.check)
        self._queue, self._storage = WriterQueue(), Storage()
        self._users, self._closing, self._writes = 0, False, 0
        self._unused = asyncio.Event()
        self._migrated = migrate.Migrated(None, None)
        self._lock = FileLock(self._beside("lock"))
        self.backups = BackupFolder(backups or self.path.parent / "backups", self.path)
        self.person_key = PersonKey(self._beside("key"))
        self.deletion_requests = DeletionRequests(self._beside("forget"))

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, url: str, backups: Path | None = None, *, must_exist: bool = False
    ) -> AsyncGenerator["Database"]:
        """The database, migrated to this version and locked against a second writing process, until the block ends.

        Raises `StudyError` when another process holds it, when it or its folder cannot be used, or when it is damaged,
        somebody else's or of a newer version; it is left untouched then. One that `must_exist` is not made anew.
        """
        database = cls(url, backups)
        with database._file.problems_told():
            if must_exist:
                await database._find()
            await database._open()
            try:
                yield database
            finally:
                await database._close()

    @classmethod
    @asynccontextmanager
    async def read_only(cls, url: str, backups: Path | None = None) -> AsyncGenerator["Database"]:
        """The database as it is, for a command that only reads: without the lock, so that a bot may be running.

        Raises `StudyError` when there is none yet, when it is of another version, and for all that keeps it from being
        read.
        """
        database = cls(url, backups)
        file = database._file
        with file.problems_told():
            if await database._find() != migrate.REVISION:
                raise StudyError("store.older", file=str(file.path))
            try:
                yield database
            finally:
                await database._close()

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
        if DatabaseFile(copy).revision(migrate.known_revisions()) is None:
            raise StudyError("store.not_ours", file=str(copy))

    @asynccontextmanager
    async def writing(self, *, first: bool = False) -> AsyncGenerator[Connection]:
        """A transaction that is committed when the block ends and rolled back when it raises.

        Those that are `first`, the claims of daily posts and the steps of their delivery, go before all that wait.
        Raises `StudyError` once the file has been deleted or put back: what is written then would be lost; and
        `StorageError` while the storage is full, read-only, held by another program or broken.
        """
        self.check_file()
        async with self._in_use(), self._queue.turn(first=first):
            try:
                with self._storage.watched():
                    async with self._writer.begin() as connection:
                        yield connection
            finally:
                self._writes += 1

    async def empty_journal(self) -> None:
        """Take what the journal holds into the file and cut it, so that what was deleted is in neither any more."""
        async with self._in_use(), self._queue.turn(first=False):
            await engines.run_alone(self._writer, "PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def path(self) -> Path:
        """Where the database lies, with links followed."""
        return self._file.path

    @property
    def migrated(self) -> migrate.Migrated:
        """How it came to this version when it was opened."""
        return self._migrated

    @property
    def writes(self) -> int:
        """How many write transactions have ended: what was read is still so while this is the same."""
        return self._writes

    @asynccontextmanager
    async def reading(self, *, snapshot: bool = True) -> AsyncGenerator[Connection]:
        """A transaction that sees one state of the database and cannot change it.

        Without a snapshot each statement sees the newest state, and BEGIN and ROLLBACK are spared: two of a statement's
        three visits to the driver's thread. For what is one statement, or can bear a change between two.
        """
        engine = self._reader if snapshot else self._lookup
        async with self._in_use(), engine.connect() as connection:
            yield connection

    async def ask(self) -> None:
        """Read a row, however long it takes, to see whether the database answers. Raises what keeps it from working."""
        if self._storage.trouble is not None:
            raise self._storage.trouble
        while True:
            with suppress(PoolTimeoutError):  # all connections are in use: that is no answer
                async with self.reading(snapshot=False) as connection:
                    await connection.execute(select(tables.guilds.c.id).limit(1))
                return

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

    def check_file(self) -> None:
        """Raises `StudyError` when the file is not the one that was opened any more, or another process has it now."""
        self._file.check()
        self._lock.keep()

    def _beside(self, ending: str) -> Path:
        """The file beside the database that is named after it, with an ending."""
        return self._file.path.with_name(f"{self._file.path.name}.{ending}")

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

    async def _find(self) -> str:
        """The migration that the file has come to. Raises `StudyError` where there is no database yet."""
        self._file.check_kind()
        revision = await asyncio.to_thread(self._file.revision, migrate.known_revisions())
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

    async def _open(self) -> None:
        self._take()
        file = self._file
        try:
            revision = await asyncio.to_thread(file.revision, migrate.known_revisions())
            file.make()
            file.check_writable()
            self._migrated = await migrate.to_this_version(self._writer, file, revision, self.backups)
        except BaseException:
            await self._close()
            raise
        file.remember()

    async def _close(self) -> None:
        self._closing = True
        while self._users:
            self._unused.clear()
            await self._unused.wait()
        await self._reader.dispose()
        await self._lookup.dispose()
        await self._writer.dispose()
        self._lock.release()


def _unusable(folder: Path, refused: OSError) -> StudyError:
    """The refusal for a folder, with the user who lacks it: in a container nobody else knows its number."""
    problem = str(refused.strerror)
    if sys.platform == "win32":  # where users have no numbers
        return StudyError("store.folder", folder=str(folder), problem=problem)
    return StudyError("store.folder_of_user", folder=str(folder), problem=problem, user=str(os.geteuid()))
