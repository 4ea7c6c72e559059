"""Copies of the database: one whenever an operator asks, and one a day by the running bot."""

import asyncio
import logging
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.errors import StudyError
from bot.store.database import Database
from bot.store.dialects.sqlite.database import SqliteDatabase
from bot.store.dialects.sqlite.files import copies

_log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
LOOK_EVERY = timedelta(hours=1)
"""How often it is looked whether the newest copy is a day old, and how soon one that failed is tried again."""


async def back_up(database: SqliteDatabase, now: datetime, file: Path | None = None) -> tuple[Path, int]:
    """Copy the database into a file, or else among its other copies; where to, and how many rows it holds.

    Raises `StudyError` when the file is there already, or cannot be written.
    """
    copy = file or database.backups.free_path(now)
    if copy.is_dir():
        copy = copy / database.backups.free_path(now).name
    if copy.exists():
        raise StudyError("backup.exists", file=str(copy))
    copied = await asyncio.to_thread(copies.write, database.path, copy)
    return copy, sum(copied.rows.values())


class DailyBackup:
    """Has a copy made when the newest is a day old, and removes those that are too old then."""

    def __init__(self, database: SqliteDatabase) -> None:
        """Make copies of this database; none before `begin_when_due`."""
        self._database = database
        self._look_at = datetime.min.replace(tzinfo=UTC)
        self._task: asyncio.Task[None] | None = None
        self._stopped = threading.Event()
        self._failed = False

    def begin_when_due(self, now: datetime) -> None:
        """Begin a copy if one is due at `now`, the time that is safe to forget by; nobody waits for it."""
        if now >= self._look_at and (self._task is None or self._task.done()):
            self._look_at = now + LOOK_EVERY
            self._task = asyncio.create_task(self._make(now), name="daily backup")

    async def done(self) -> None:
        """Wait for the copy that is being made, if one is."""
        if self._task:
            await asyncio.wait([self._task])

    async def stop(self) -> None:
        """Give up a copy that is being made."""
        self._stopped.set()
        await self.done()

    async def _make(self, now: datetime) -> None:
        """Make a copy if one is due; that it fails is said once, until one succeeds."""
        try:
            copied = await asyncio.to_thread(self._copy, now)
        except copies.StoppedError:
            return
        except (StudyError, OSError) as failed:
            if not self._failed:
                problem = failed.values.get("problem", failed.key) if isinstance(failed, StudyError) else failed
                _log.warning(
                    "The daily copy of the database cannot be made: %s. Make room in %s and let the bot write there, "
                    "or name another folder in BACKUPS; it is tried every hour",
                    problem,
                    self._database.backups.folder,
                )
            self._failed = True
            return
        if copied and self._failed:
            _log.info("The daily copy of the database is made again")
        self._failed = self._failed and not copied

    def _copy(self, now: datetime) -> bool:
        backups = self._database.backups
        newest_at = backups.newest_at(now)
        if newest_at is not None and now - newest_at < EVERY:
            return False
        copies.write(self._database.path, backups.free_path(now), self._stopped.is_set)
        backups.remove_old(now)
        return True


def daily_backup(database: Database) -> DailyBackup | None:
    """What has a copy of this database made each day; nothing for a server's, which its operator copies."""
    return DailyBackup(database) if isinstance(database, SqliteDatabase) else None
