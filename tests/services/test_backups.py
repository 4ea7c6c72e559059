"""One copy of the database a day, by the running bot."""

import logging
from datetime import datetime, timedelta

import pytest

from bot.services.backups import LOOK_EVERY, DailyBackup
from bot.store.dialects.sqlite.database import SqliteDatabase
from tests.services.conftest import START

DAY = timedelta(days=1)


@pytest.fixture
def database(file_database: SqliteDatabase) -> SqliteDatabase:
    """A database in a file: it is what is tried here."""
    return file_database


async def made(daily: DailyBackup, now: datetime) -> None:
    daily.begin_when_due(now)
    await daily.done()


async def test_there_is_one_a_day_for_fourteen_days(database: SqliteDatabase):
    """However often the bot looks or is started; those that are older go, once a newer one is there."""
    daily = DailyBackup(database)
    for hour in range(24 * 20):
        await made(daily, START + timedelta(hours=hour))
        if hour % 50 == 0:
            daily = DailyBackup(database)
    names = sorted(path.name for path in database.backups.folder.iterdir())
    assert len(names) == 15  # fourteen, and the one of today
    assert names[-1] == f"study-{START + 19 * DAY:%Y-%m-%d-%H%M%S}.sqlite3"
    assert names[0] == f"study-{START + 5 * DAY:%Y-%m-%d-%H%M%S}.sqlite3"


async def test_nothing_is_removed_while_none_can_be_made(database: SqliteDatabase, caplog: pytest.LogCaptureFixture):
    """That is said once, with what to do; it is tried again, and said that it works again."""
    daily = DailyBackup(database)
    await made(daily, START)
    folder = database.backups.folder
    (kept,) = folder.iterdir()
    aside = folder.rename(folder.with_name("aside"))
    folder.write_text("in the way")
    caplog.set_level(logging.INFO, "bot")
    for hour in range(48):
        await made(daily, START + 20 * DAY + hour * LOOK_EVERY)
    (line,) = [record.getMessage() for record in caplog.records]
    assert str(folder) in line
    assert "BACKUPS" in line
    folder.unlink()
    aside.rename(folder)
    assert kept.exists()
    await made(daily, START + 22 * DAY)
    assert caplog.records[-1].getMessage() == "The daily copy of the database is made again"
    assert not kept.exists()


async def test_a_stop_does_not_wait_for_a_copy(database: SqliteDatabase):
    """What was begun leaves nothing."""
    daily = DailyBackup(database)
    daily.begin_when_due(START)
    await daily.stop()
    assert not list(database.backups.folder.glob("*.part"))
