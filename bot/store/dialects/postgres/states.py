"""What PostgreSQL's error codes mean (PostgreSQL's documentation, Appendix A), and a connection that cannot be made."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.core.errors import StorageError
from bot.store.dialects.storage import cause_of

_WHILE_RUNNING = {
    "53100": "store.now_full",
    "25006": "store.now_read_only",
}
_AWAY = ("08", "25P03", "53", "57P", "58", "XX")
"""Classes of what comes with the server, and goes: connections, silence in a transaction, resources, a stop, the
system below it."""
_OF_THE_DRIVER = ("InterfaceError", "InternalClientError")
"""What asyncpg raises, by name, when it meets the end of a connection in the middle of something; without a code."""


def while_running(problem: BaseException) -> str | None:
    """The key of what is said; None for what is no trouble of the server's."""
    state = state_of(problem)
    if is_away(problem, state):
        return _WHILE_RUNNING.get(state, "store.now_away")
    return _WHILE_RUNNING.get(state)


def is_away(problem: BaseException, state: str) -> bool:
    """Whether the server could not be reached, or has ended the connection."""
    if state:
        return state.startswith(_AWAY)
    return isinstance(problem, OSError) or type(problem).__name__ in _OF_THE_DRIVER


def state_of(problem: BaseException) -> str:
    """The code of an error of the server's, five letters; nothing where there is none."""
    return str(getattr(problem, "sqlstate", None) or "")


@contextmanager
def away_told() -> Generator[None]:
    """Raise `StorageError` where the server does not answer within the block."""
    try:
        yield
    except (DBAPIError, OSError) as problem:
        cause = cause_of(problem)
        if not is_away(cause, state_of(cause)):
            raise
        raise StorageError("store.now_away") from problem
