"""A lock beside the database file: two bots on one database would both post."""

import os
import sys
from pathlib import Path
from typing import IO

from bot.core.errors import InUseError
from bot.store.dialects.sqlite.files.ownership import give_to_owner


class FileLock:
    """Held by one process at a time; the operating system lets go of it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made when the lock is taken, and stays."""
        self._path = path
        self._held: IO[bytes] | None = None

    def take(self) -> None:
        """Hold the lock. Raises `InUseError` at once when another process does."""
        file = os.fdopen(os.open(self._path, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600), "ab")
        give_to_owner(self._path, self._path.with_suffix(""))
        try:
            _lock(file)
        except OSError as busy:
            file.close()
            raise InUseError("store.locked", file=self._path.name.removesuffix(".lock")) from busy
        self._held = file

    def keep(self) -> None:
        """Hold on to the lock when its file has been deleted: whoever makes it anew would get a lock of their own.

        Raises `StudyError` when another process has done so.
        """
        if self._held is None or self._is_named(self._held):
            return
        self.release()
        self.take()

    def _is_named(self, file: IO[bytes]) -> bool:
        """Whether the path still leads to the file that is locked."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), self._path.stat())
        except OSError:
            return False

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
