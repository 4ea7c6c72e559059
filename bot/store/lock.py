"""A lock beside the database file: two bots on one database would both post."""

import os
import sys
from pathlib import Path
from typing import IO

from bot.core.errors import StudyError


class FileLock:
    """Held by one process at a time; the operating system lets go of it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made when the lock is taken, and stays."""
        self._path = path
        self._held: IO[bytes] | None = None

    def take(self) -> None:
        """Hold the lock. Raises `StudyError` at once when another process does."""
        held = self._path.open("ab")
        try:
            _lock(held)
        except OSError as busy:
            held.close()
            raise StudyError("store.locked", file=self._path.name.removesuffix(".lock")) from busy
        self._held = held

    def release(self) -> None:
        """Let go of the lock, if it is held."""
        if self._held is not None:
            self._held.close()
            self._held = None


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt  # only Windows has it

        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # Windows does not have it

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
