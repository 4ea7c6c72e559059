"""How often SQLite's thread is asked: every visit takes two changes of thread, more than most statements themselves."""

from typing import Any

import aiosqlite
import pytest
from sqlalchemy import text

from bot.store.database import Database


@pytest.mark.of_sqlite
@pytest.mark.parametrize(("snapshot", "visits"), [(False, 1), (True, 3)])
async def test_a_statement_is_one_visit(
    database: Database, monkeypatch: pytest.MonkeyPatch, *, snapshot: bool, visits: int
):
    """With a snapshot its BEGIN and ROLLBACK are the two others."""
    asked = list[str]()
    visit = aiosqlite.Connection._execute

    async def counted(self: aiosqlite.Connection, function: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(function.__name__)
        return await visit(self, function, *args, **kwargs)

    async def read() -> None:
        async with database.reading(snapshot=snapshot) as connection:
            assert list(await connection.execute(text("SELECT 1"))) == [(1,)]

    await read()  # opens the connection
    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    await read()
    assert len(asked) == visits, asked
