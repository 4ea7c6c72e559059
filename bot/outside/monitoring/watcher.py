"""A thread that sees when the process hangs, and ends it then, so that whoever started it starts it again."""

import faulthandler
import logging
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Hashable, Mapping

_log = logging.getLogger(__name__)

HUNG_AFTER = 180.0
"""Seconds without progress after which something hangs."""
LOOK_EVERY = 1.0
"""Seconds between two looks."""
TEMPORARY_FAILURE = 75
"""The exit code of a process that hung (EX_TEMPFAIL in sysexits.h): starting it again helps."""
TELL_WITHIN = 5.0
"""Seconds for the last words: the log may be what hangs."""
Awaited = Callable[[], Hashable | None]
"""Gives something that changes as long as there is progress, and None while there is nothing to wait for."""


class Patience:
    """For how long each part has made no progress, in seconds during which somebody was looking.

    A process that is stopped, or whose machine sleeps, gets no further and does not hang: a look that comes late counts
    as if it had come in time.
    """

    def __init__(self, parts: Mapping[str, Awaited], hung_after: float) -> None:
        """Have each part waited for so many seconds."""
        self._parts, self._hung_after = parts, hung_after
        self._seen: dict[str, Hashable | None] = {}
        self._waited = dict.fromkeys(parts, 0.0)

    def look(self, since_last: float) -> str | None:
        """The name of a part that hangs, or None; `since_last` are the seconds since the last look."""
        for name, awaited in self._parts.items():
            state = awaited()
            if state is None or state != self._seen.get(name):
                self._waited[name] = 0.0
            else:
                self._waited[name] += min(since_last, 2 * LOOK_EVERY)
            self._seen[name] = state
        return next((name for name, waited in self._waited.items() if waited >= self._hung_after), None)


class Watcher(threading.Thread):
    """Looks every second, also while the event loop is blocked; Python itself has to be running."""

    def __init__(self, patience: Patience, still_alive: Callable[[], None]) -> None:
        """Prepare the thread, which does not hold the exit; it calls `still_alive` after each look that is well."""
        super().__init__(name="watcher", daemon=True)
        self._patience, self._still_alive = patience, still_alive
        self._stopped = threading.Event()

    def run(self) -> None:
        """Look until `stop` is called, or something hangs: the process ends then."""
        last = time.monotonic()
        while not self._stopped.wait(LOOK_EVERY):
            now = time.monotonic()
            hung = self._patience.look(now - last)
            last = now
            if hung is not None:
                _end(hung)
            self._still_alive()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()


def _end(hung: str) -> None:
    """End the process at once: what hangs would not let it end otherwise. What is claimed stays so, as after a kill."""
    telling = threading.Thread(target=_tell, args=(hung,), daemon=True)
    telling.start()
    telling.join(TELL_WITHIN)
    os._exit(TEMPORARY_FAILURE)


def _tell(hung: str) -> None:
    _log.critical(
        "The %s hangs: the process ends with code %d, to be started again. What each thread was doing:\n%s",
        hung,
        TEMPORARY_FAILURE,
        stacks(),
    )
    sys.stderr.flush()


def stacks() -> str:
    """Where each thread is, as files, lines and functions; without any value."""
    with tempfile.TemporaryFile() as file:  # faulthandler writes to nothing but a file of the system's
        faulthandler.dump_traceback(file)
        file.seek(0)
        return file.read().decode(errors="replace")
