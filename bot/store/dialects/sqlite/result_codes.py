"""What SQLite's primary result codes mean (sqlite.org/rescode.html); those that stand nowhere are mistakes of ours."""

import sqlite3

_AT_THE_START = {
    sqlite3.SQLITE_BUSY: "store.held",
    sqlite3.SQLITE_LOCKED: "store.held",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.not_ours",
    sqlite3.SQLITE_PERM: "store.unusable",
    sqlite3.SQLITE_READONLY: "store.unusable",
    sqlite3.SQLITE_IOERR: "store.unusable",
    sqlite3.SQLITE_FULL: "store.unusable",
    sqlite3.SQLITE_CANTOPEN: "store.unusable",
}
_WHILE_RUNNING = {
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


def at_the_start(problem: BaseException) -> str | None:
    """The key of what an operator is told who wants to open the database."""
    return _AT_THE_START.get(_primary(problem))


def while_running(problem: BaseException) -> str | None:
    """The key of what whoever wants something of the bot is told."""
    return _WHILE_RUNNING.get(_primary(problem))


def _primary(problem: BaseException) -> int:
    """The code without its extension; 0 for what SQLite has not raised."""
    return int(getattr(problem, "sqlite_errorcode", 0)) & 0xFF
