"""What aiosqlite and sqlite3 do not promise, and `bot/store/dialects/sqlite/driver.py` relies on."""

import threading
from pathlib import Path

from bot.store.dialects.sqlite import driver

RELIED_ON = {"bot/store/dialects/sqlite/driver.py": {"_thread"}}
"""The private names that each file uses; `test_private_names.py` finds those that are missing here."""


async def test_a_connection_that_nobody_closed_does_not_hold_the_exit(tmp_path: Path):
    """Python waits at its exit for every thread that is no daemon."""
    before = set(threading.enumerate())
    connection = await driver.connect(str(tmp_path / "any.sqlite3"))
    (thread,) = set(threading.enumerate()) - before
    assert thread.daemon
    await connection.close()


async def test_the_rows_come_with_what_the_cursor_said_of_them(tmp_path: Path):
    """`execute_fetchall` of aiosqlite asks our connection to execute, and what that returns for all its rows."""
    connection = await driver.connect(str(tmp_path / "any.sqlite3"))
    cursor = connection.cursor()
    await cursor.execute("CREATE TABLE days (id INTEGER PRIMARY KEY, name TEXT)")
    assert not cursor.description
    await cursor.execute("INSERT INTO days (name) VALUES (?), (?)", ("Monday", "Tuesday"))
    assert (cursor.rowcount, cursor.lastrowid) == (2, 2)
    await cursor.execute("SELECT name FROM days ORDER BY id")
    assert await cursor.fetchall() == [("Monday",), ("Tuesday",)]
    assert [column[0] for column in cursor.description] == ["name"]
    await cursor.execute("UPDATE days SET name = 'rest' RETURNING id")
    assert (await cursor.fetchall(), cursor.rowcount) == ([(1,), (2,)], 2)
    await cursor.executemany("DELETE FROM days WHERE id = ?", [(1,), (7,)])
    assert cursor.rowcount == 1
    await connection.close()
