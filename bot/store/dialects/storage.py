"""Whether the storage below the database works: what keeps it from being written is told once, and ends by itself."""

import logging
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.core.errors import StorageError

_log = logging.getLogger(__name__)

TELL_AGAIN = 3600.0
"""Seconds after which trouble that comes back is a warning anew: a disk that is all but full comes and goes."""


class Storage:
    """What the last writes have shown."""

    def __init__(self, key_of: Callable[[BaseException], str | None]) -> None:
        """Learn what an error of the driver's means: the key of what is said of it; None for a mistake of ours."""
        self._key_of = key_of
        self.trouble: StorageError | None = None
        """What keeps everything from being written now."""
        self._told_at: float | None = None

    @contextmanager
    def watched(self) -> Generator[None]:
        """Turn what the storage refuses within the block into `StorageError`, and tell the log of it once."""
        try:
            yield
        except Exception as problem:
            cause = cause_of(problem)
            key = self._key_of(cause)
            if key is None:
                raise
            self.trouble = self._begun(StorageError(key), cause)
            raise self.trouble from problem

    def works(self) -> None:
        """Note that something has been written that needed room."""
        if self.trouble is not None:
            _log.info("The database can be written again: the bot goes on")
        self.trouble = None

    def _begun(self, trouble: StorageError, problem: BaseException) -> StorageError:
        now = time.monotonic()
        if self.trouble is None and (self._told_at is None or now - self._told_at >= TELL_AGAIN):
            self._told_at = now
            _log.warning(
                "The database cannot be written: %s. Until it can, nothing is posted, and commands are refused",
                problem,
            )
        return trouble


def cause_of(problem: BaseException) -> BaseException:
    """What the driver has raised: some statements' errors come as they are, others as SQLAlchemy wraps them."""
    return problem.orig or problem if isinstance(problem, DBAPIError) else problem
