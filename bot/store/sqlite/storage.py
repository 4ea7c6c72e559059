"""Whether the storage below the database works: what keeps it from being written is told once, and ends by itself."""

import logging
import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.core.errors import StorageError

_log = logging.getLogger(__name__)

TELL_AGAIN = 3600.0
"""Seconds after which trouble that comes back is a warning anew: a disk that is all but full comes and goes."""
_PROBLEMS = {
    sqlite3.SQLITE_FULL: "store.now_full",
    sqlite3.SQLITE_READONLY: "store.now_read_only",
    sqlite3.SQLITE_PERM: "store.now_read_only",
    sqlite3.SQLITE_BUSY: "store.now_held",
    sqlite3.SQLITE_LOCKED: "store.now_held",
    sqlite3.SQLITE_IOERR: "store.now_broken",
    sqlite3.SQLITE_CANTOPEN: "store.now_broken",
    sqlite3.SQLITE_CORRUPT: "store.now_broken",
    sqlite3.SQLITE_NOTADB: "store.now_broken",
}
"""What SQLite's primary result codes mean to whoever wants something of the bot (sqlite.org/rescode.html)."""


class Storage:
    """What the last writes have shown."""

    def __init__(self) -> None:
        self.trouble: StorageError | None = None
        """What keeps everything from being written now."""
        self._told_at: float | None = None

    @contextmanager
    def watched(self) -> Generator[None]:
        """Turn what the storage refuses within the block into `StorageError`, and tell the log of it once."""
        try:
            yield
        except (sqlite3.Error, DBAPIError) as problem:  # what BEGIN meets comes as the driver raises it
            cause = problem.orig if isinstance(problem, DBAPIError) else problem
            key = _PROBLEMS.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
            if key is None:
                raise
            self.trouble = self._begun(StorageError(key), cause)
            raise self.trouble from problem

    def works(self) -> None:
        """Note that something has been written that needed room."""
        if self.trouble is not None:
            _log.info("The database can be written again: the bot goes on")
        self.trouble = None

    def _begun(self, trouble: StorageError, problem: BaseException | None) -> StorageError:
        now = time.monotonic()
        if self.trouble is None and (self._told_at is None or now - self._told_at >= TELL_AGAIN):
            self._told_at = now
            _log.warning(
                "The database cannot be written: %s. Until it can, nothing is posted, and commands are refused",
                problem,
            )
        return trouble
