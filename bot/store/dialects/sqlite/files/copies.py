"""A copy of a database, made while others write to it: of one moment, in one file, whole or not at all."""

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from bot.core.errors import StudyError
from bot.store.dialects.sqlite.files.ownership import give_to_owner

PAGES = 2_000
"""Pages that are copied, eight megabytes, before it is asked again whether to stop."""
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"


class StoppedError(Exception):
    """The copy was given up because the process ends."""


class Copied(NamedTuple):
    """What a copy holds: the migration it has come to, and the number of rows of each table."""

    revision: str
    rows: Mapping[str, int]


def write(source: Path, copy: Path, stopped: Callable[[], bool] = lambda: False) -> Copied:
    """Copy a database and check the copy, which only the bot's own user can read; what it holds.

    Others may read and write meanwhile. For a thread: it takes some seconds a gigabyte. Raises `StudyError` when it
    cannot be written or does not hold what it should, and `StoppedError`; there is no copy then.
    """
    part = copy.with_name(f"{copy.name}.part")
    folders = [] if copy.parent.exists() else [copy.parent]
    try:
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copied = _copy(source, part, stopped)
        _compare(copied, part, copy)
        for made in (part, *folders):
            give_to_owner(made, source)
        part.rename(copy)
        sync_folder(copy.parent)
    except (OSError, sqlite3.Error) as problem:
        raise StudyError("backup.failed", file=str(copy), problem=str(problem)) from problem
    finally:
        with suppress(OSError):  # what could not be written may have no folder either
            part.unlink(missing_ok=True)
    return copied


def read(copy: Path) -> Copied:
    """What a copy holds, once every page of it has been checked. Raises `StudyError` when it is damaged."""
    with closing(reader(copy)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise StudyError("backup.not_whole", file=str(copy))
        return _held(connection)


def reader(file: Path) -> sqlite3.Connection:
    """A connection that can only read."""
    return sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, isolation_level=None)


def _copy(source: Path, part: Path, stopped: Callable[[], bool]) -> Copied:
    def go_on(status: int, remaining: int, total: int) -> None:
        if stopped():
            raise StoppedError

    with closing(reader(source)) as original, closing(sqlite3.connect(part)) as target:
        original.execute("BEGIN")  # all that is read from here on is of one moment
        held = _held(original)
        original.backup(target, pages=PAGES, progress=go_on)
        target.execute("PRAGMA journal_mode=DELETE")  # all of it in one file
    return held


def _compare(copied: Copied, part: Path, copy: Path) -> None:
    if read(part) != copied:
        raise StudyError("backup.not_whole", file=str(copy))


def _held(connection: sqlite3.Connection) -> Copied:
    names = sorted(name for (name,) in connection.execute(_TABLES))
    rows = {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608 # names that the database itself gives
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return Copied(str(revision), rows)


def sync_folder(folder: Path) -> None:
    """Have the disk keep a new name; Windows has no such thing."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
