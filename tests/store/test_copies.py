"""A copy of the database: of one moment, whole or not at all, and kept for as long as it may be."""

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.errors import StudyError
from bot.store import migrate
from bot.store.dialects.sqlite.database import SqliteDatabase
from bot.store.dialects.sqlite.files import copies
from bot.store.dialects.sqlite.files.backup_folder import KEPT_FOR, BackupFolder
from bot.store.guilds import set_left
from bot.store.tables import guilds

NOW = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def database(file_database: SqliteDatabase) -> SqliteDatabase:
    """A database in a file: it is what is tried here."""
    return file_database


async def test_a_copy_holds_what_the_database_held_at_one_moment(
    database: SqliteDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What is written while it is made, between two of its steps, is not in it; it is one file, its owner's alone."""
    monkeypatch.setattr(copies, "PAGES", 1)
    async with database.writing() as connection:
        await connection.execute(guilds.insert(), [{"id": number} for number in range(1, 2000)])
    steps: list[int] = []

    def stopped() -> bool:
        if not steps:
            with closing(sqlite3.connect(database.path)) as other, other:
                other.execute("DELETE FROM guilds WHERE id > 1000")
        steps.append(1)
        return False

    copy = tmp_path / "elsewhere" / "copy.sqlite3"
    copied = copies.write(database.path, copy, stopped)
    assert len(steps) > 10
    assert copied.revision == migrate.REVISION
    assert copied.rows["guilds"] == 1999
    assert copies.read(copy) == copied
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == ["copy.sqlite3"]


async def test_writers_do_not_wait_for_a_copy(
    database: SqliteDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Not even while it stands in the middle of its pages."""
    monkeypatch.setattr(copies, "PAGES", 1)
    halfway, go_on = threading.Event(), threading.Event()

    def stopped() -> bool:
        halfway.set()
        go_on.wait(20)
        return False

    thread = threading.Thread(target=copies.write, args=(database.path, tmp_path / "copy.sqlite3", stopped))
    thread.start()
    assert halfway.wait(20)
    async with database.writing() as connection:
        await set_left(connection, 7, None)
    go_on.set()
    thread.join()
    assert copies.read(tmp_path / "copy.sqlite3").rows["guilds"] == 0


async def test_a_copy_that_is_given_up_leaves_nothing(database: SqliteDatabase, tmp_path: Path):
    """The bot is stopped in the middle of it."""
    with pytest.raises(copies.StoppedError):
        copies.write(database.path, tmp_path / "copies" / "copy.sqlite3", lambda: True)
    assert list((tmp_path / "copies").iterdir()) == []


async def test_a_copy_that_does_not_hold_everything_is_none(
    database: SqliteDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """It is read before it gets its name."""
    monkeypatch.setattr(copies, "read", lambda _: copies.Copied(migrate.REVISION, {"guilds": 7}))
    with pytest.raises(StudyError) as refused:
        copies.write(database.path, tmp_path / "copies" / "copy.sqlite3")
    assert refused.value.key == "backup.not_whole"
    assert list((tmp_path / "copies").iterdir()) == []


async def test_a_damaged_copy_shows_when_it_is_read(database: SqliteDatabase, tmp_path: Path):
    """Every page is looked at."""
    copy = tmp_path / "copy.sqlite3"
    copies.write(database.path, copy)
    whole = bytearray(copy.read_bytes())
    whole[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    copy.write_bytes(whole)
    with pytest.raises((StudyError, sqlite3.DatabaseError)):
        copies.read(copy)


def test_only_old_copies_of_this_database_are_removed(tmp_path: Path):
    """Neither a younger one, nor another database's, nor what somebody else has put there."""
    folder = BackupFolder(tmp_path, Path("study.sqlite3"))
    old = [folder.free_path(NOW - KEPT_FOR - HOUR), folder.free_path(NOW - KEPT_FOR - HOUR, before="0104")]
    others = [
        folder.free_path(NOW - KEPT_FOR + HOUR),
        BackupFolder(tmp_path, Path("study-2.sqlite3")).free_path(NOW - 2 * KEPT_FOR),
        tmp_path / "study-of-mine.sqlite3",
    ]
    for path in (*old, *others):
        path.touch()
    assert sorted(folder.remove_old(NOW)) == sorted(old)
    assert sorted(tmp_path.iterdir()) == sorted(others)


def test_a_copy_from_a_wrong_clock_does_not_count_as_the_newest(tmp_path: Path):
    """It would keep others from being made for years."""
    folder = BackupFolder(tmp_path, Path("study.sqlite3"))
    assert folder.newest_at(NOW) is None
    for at in (NOW - HOUR, NOW + timedelta(days=400)):
        folder.free_path(at).touch()
    assert folder.newest_at(NOW) == NOW - HOUR
