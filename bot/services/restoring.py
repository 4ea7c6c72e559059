"""Putting a copy of the database back, without what people have had deleted since it was made."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.services.participation import own_data
from bot.store.database import Database
from bot.store.dialects.sqlite.database import SqliteDatabase, in_a_file
from bot.store.dialects.sqlite.files import copies, swapping
from bot.store.dialects.sqlite.files.database_file import free_name
from bot.store.members.privacy import tombstones
from bot.store.members.privacy.tombstones import Deletions

EPOCH = datetime.fromtimestamp(0, UTC)


class Restored(NamedTuple):
    """What has become of a copy that was put back."""

    kept: Path | None
    """Where the database is that was there before, if one was."""
    people: int | None
    """How many have had their data deleted since the copy was made; None when the database before cannot be read."""
    removed: int
    """How many rows about them there were in the copy."""


async def restore(database_url: str, backups: Path, copy: Path, now: datetime) -> Restored:
    """Put a copy in the place of the database, brought to this version; what was there is kept under another name.

    Raises `StudyError` when a process has the database, and when the copy is not there, damaged, somebody else's, of a
    newer version, or the database itself; nothing is changed then.
    """
    database = in_a_file(Database.at(database_url, backups))
    with database.kept_closed(), _folder_beside(database.path) as folder:
        _check(copy, database.path)
        staged = folder / database.path.name
        copies.write(copy, staged)
        deletions = tombstones.in_file(database.path)
        people, removed = await _forget_again(staged, database, deletions or {}, now)
        kept = free_name(database.path.with_name(f"{database.path.name}.before-restore-{now:%Y-%m-%d-%H%M%S}"))
        was_there = swapping.swap(staged, database.path, kept, readable=deletions is not None)
    return Restored(kept if was_there else None, None if deletions is None else people, removed)


async def _forget_again(staged: Path, database: SqliteDatabase, deletions: Deletions, now: datetime) -> tuple[int, int]:
    """Delete in the copy what has been deleted in the database since: of how many people, and how many rows."""
    async with SqliteDatabase.opened(f"sqlite+aiosqlite:///{staged}", database.backups.folder) as opened:
        async with opened.reading() as connection:
            known = await tombstones.since(connection, EPOCH)
        since = now - own_data.TOMBSTONES_KEPT_FOR
        newer = {who: at for who, at in deletions.items() if at > max(since, known.get(who, EPOCH))}
        removed = await own_data.forget_signed(opened, database.person_key, newer)
        if newer:
            await own_data.overwrite_remains(opened)
    return len(newer), removed


def _check(copy: Path, file: Path) -> None:
    if not copy.is_file():
        raise StudyError("restore.none", file=str(copy))
    if file.exists() and copy.samefile(file):
        raise StudyError("restore.same")
    SqliteDatabase.check_copy(copy)


@contextmanager
def _folder_beside(file: Path) -> Generator[Path]:
    """A folder on the same disk, for as long as the block lasts."""
    folder = file.with_name(f"{file.name}.restoring")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
