"""The SQLite library that Python brings: its version, and whether it can do what the bot needs."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

LEAST = (3, 35, 0)
"""The first version that answers a write with its rows (RETURNING), which the store asks of it."""
_TELLING = ("ENABLE_FTS5", "THREADSAFE", "OMIT_", "DEFAULT_WAL_SYNCHRONOUS")


@dataclass(frozen=True, slots=True)
class SqliteLibrary:
    """A version of SQLite, and those of its compile options on which the bot depends."""

    version: str
    options: tuple[str, ...]

    @property
    def is_new_enough(self) -> bool:
        """Whether it understands all statements of the store."""
        return tuple(map(int, self.version.split("."))) >= LEAST

    @property
    def has_full_text(self) -> bool:
        """Whether it can look up passages by their words (FTS5)."""
        return "ENABLE_FTS5" in self.options


def in_use() -> SqliteLibrary:
    """The library of this process."""
    with closing(sqlite3.connect(":memory:")) as connection:
        options = [str(option) for (option,) in connection.execute("PRAGMA compile_options")]
    return SqliteLibrary(sqlite3.sqlite_version, tuple(option for option in options if option.startswith(_TELLING)))
