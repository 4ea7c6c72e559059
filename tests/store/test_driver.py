"""How often SQLite's thread is asked: every visit takes two changes of thread, more than most statements themselves."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from operator import methodcaller
from typing import Any, TypeAlias

import aiosqlite
import pytest
from sqlalchemy import text

from bot.store.database import Connection, Database

Begin: TypeAlias = Callable[[Database], AbstractAsyncContextManager[Connection]]
LOOKUP: Begin = methodcaller("reading", snapshot=False)
SNAPSHOT: Begin = methodcaller("reading")
WRITE: Begin = methodcaller("writing")


@pytest.mark.of_sqlite
@pytest.mark.parametrize(("begin", "visits"), [(LOOKUP, 1), (SNAPSHOT, 2), (WRITE, 2)])
async def test_a_statement_is_one_visit(database: Database, monkeypatch: pytest.MonkeyPatch, begin: Begin, visits: int):
    """A transaction's end is the other: it begins with the statement."""
    asked = list[str]()
    visit = aiosqlite.Connection._execute

    async def counted(self: aiosqlite.Connection, function: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(function.__name__)
        return await visit(self, function, *args, **kwargs)

    async def read() -> None:
        async with begin(database) as connection:
            assert list(await connection.execute(text("SELECT 1"))) == [(1,)]

    await read()  # opens the connection
    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    await read()
    assert len(asked) == visits, asked
