"""Putting another file in the place of a database that nobody has open, and keeping what was there."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from bot.store.dialects.sqlite.files.copies import sync_folder
from bot.store.dialects.sqlite.files.ownership import give_to_owner


def swap(new: Path, file: Path, kept: Path, *, readable: bool) -> bool:
    """Put `new` in the place of `file`, with what was there copied to `kept` first; whether there was anything.

    At every moment there is a whole database at `file`, if there was one: it is replaced in one step, and its journal
    is taken into it before. SQLite may drop the journal of one that is not `readable`: that is kept beside it instead.
    """
    fold_journal(new)
    was_there = file.exists()
    if was_there:
        if readable:
            with suppress(sqlite3.DatabaseError):
                fold_journal(file)
        _copy(file, kept)
        give_to_owner(kept, file)
        give_to_owner(new, file)
    journal = file.with_name(f"{file.name}-wal")
    if was_there and journal.exists():
        kept_journal = kept.with_name(f"{kept.name}-wal")
        _copy(journal, kept_journal)
        give_to_owner(kept_journal, file)
    for ending in ("-wal", "-shm", "-journal"):  # what a database before it has left would be taken for its own
        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
    new.replace(file)
    sync_folder(file.parent)
    return was_there


def fold_journal(file: Path) -> None:
    """Take what the journal of a database holds into it, so that it is one file. Raises `sqlite3.Error`."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _copy(file: Path, copy: Path) -> None:
    with (
        file.open("rb") as source,
        os.fdopen(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target,
    ):
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
