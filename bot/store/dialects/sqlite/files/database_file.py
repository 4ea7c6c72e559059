"""The file of a SQLite database: which one it is, whether it is ours, and whether it is still there.

Nothing here opens the file but SQLite itself: when a process closes any descriptor of a file, the system drops all the
locks that SQLite holds on it (sqlite.org/howtocorrupt.html, 2.2).
"""

import os
import sqlite3
import stat
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.exc import DBAPIError

from bot.core.errors import StudyError
from bot.store import migrate
from bot.store.dialects.sqlite import result_codes
from bot.store.dialects.sqlite.files.file_system import network_drive_at
from bot.store.dialects.storage import cause_of

WAIT = 2.0
"""Seconds to wait at the start for another program that holds the file."""


class DatabaseFile:
    """The file at a path, with links followed, so that two names of one file are the same one."""

    def __init__(self, named: Path) -> None:
        """Follow the path to its file; nothing is opened or made."""
        self.path = Path(os.path.realpath(named))
        self._identity: tuple[int, int] | None = None

    def check_kind(self) -> None:
        """Raises `StudyError` for a folder, a pipe and the like, a file of several names, and on a network drive."""
        if kind := network_drive_at(self.path):
            raise StudyError("store.network_drive", file=str(self.path), kind=kind)
        if not self.path.exists():
            return
        status = self.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise StudyError("store.no_file", file=str(self.path))
        if status.st_nlink > 1:  # SQLite would keep a journal for each name, and our lock knows one only
            raise StudyError("store.hard_link", file=str(self.path))

    def revision(self) -> str | None:
        """The migration that the database has come to, or None where there is nothing yet.

        Raises `StudyError` for a file that is no database, damaged, somebody else's, held by another program, written
        by a newer version, or older than the first release. Nothing in the file is changed.
        """
        if not self.path.exists() or not self.path.stat().st_size:
            return None
        address = f"file:{quote(str(self.path))}?mode=ro"
        with self.problems_told(), closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables:
                return None
            if not tables >= migrate.OURS:
                raise StudyError("store.not_ours", file=str(self.path))
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise StudyError("store.damaged", file=str(self.path))
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return migrate.known(row and str(row[0]), str(self.path))

    def first_fault(self) -> str | None:
        """What SQLite finds wrong first, or None: it reads all of the file, and nothing in it is changed.

        Beyond what `revision` looks for, every index has to agree with its table, and every row with those it names.
        """
        address = f"file:{quote(str(self.path))}?mode=ro"
        with self.problems_told(), closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as connection:
            (fault,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            alone = connection.execute("PRAGMA foreign_key_check").fetchone()
        if fault != "ok":
            return str(fault)
        return None if alone is None else f"{alone[0]} → {alone[2]}"

    def make(self) -> None:
        """Make the file unless it is there, so that only the bot's own user can read it."""
        if not self.path.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # before SQLite knows of it

    def check_writable(self) -> None:
        """Raises `StudyError` when nothing can be written: another program holds the file, or it is read-only."""
        with self.problems_told(), closing(sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("ROLLBACK")

    def remember(self) -> None:
        """Remember which file it is, to be compared by `check`."""
        self._identity = self._identity_now()

    def check(self) -> None:
        """Raises `StudyError` when the path does not lead to the file any more that was opened.

        What is written to a deleted one is lost. And one that was put in its place has the same journal by name: a
        connection to it cuts off the shared memory of those to the old one, and the system ends the process (SIGBUS).
        """
        if self._identity is not None and self._identity_now() != self._identity:
            raise StudyError("store.gone")

    @contextmanager
    def problems_told(self) -> Generator[None]:
        """Turn what SQLite says of the file within the block into a `StudyError` that says what to do."""
        try:
            yield
        except (sqlite3.Error, DBAPIError) as problem:
            cause = cause_of(problem)
            key = result_codes.at_the_start(cause)
            if key is None:
                raise
            raise StudyError(key, file=str(self.path), problem=str(cause)) from problem

    def _identity_now(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino


def free_name(path: Path) -> Path:
    """The path, or the first with a number behind it, where there is nothing yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
