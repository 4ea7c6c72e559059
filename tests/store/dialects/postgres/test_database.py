"""What only PostgreSQL can do to a bot: be away, come back, and give the lock to another meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, insert, make_url, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.core.errors import InUseError, StorageError, StudyError
from bot.store.database import Database
from bot.store.tables import guilds
from tests import postgres

pytestmark = pytest.mark.slow


@pytest.fixture
def url(migrated_on_server: tuple[URL, str]) -> Iterator[str]:
    """A database of this test's own, with our tables."""
    server, template = migrated_on_server
    with postgres.database(server, template) as made:
        yield made


@pytest.fixture
async def database(url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """The same, opened."""
    async with Database.opened(url, tmp_path / "backups") as opened:
        yield opened


async def write(database: Database, guild_id: int) -> None:
    async with database.writing() as connection:
        await connection.execute(insert(guilds).values(id=guild_id))


async def written(database: Database) -> list[int]:
    async with database.reading() as connection:
        return list(await connection.scalars(select(guilds.c.id).order_by(guilds.c.id)))


async def cut(url: str) -> None:
    """End every connection of the bot's, as a network does that breaks."""
    engine = create_async_engine(make_url(url))
    async with engine.connect() as connection:
        others = "pid <> pg_backend_pid() AND application_name = 'daily-passage' AND datname = current_database()"
        await connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))  # noqa: S608 # ours
    await engine.dispose()


async def test_a_bot_goes_on_over_new_connections(database: Database, url: str):
    """And holds the lock again: a second one is still refused."""
    await write(database, 1)
    await cut(url)
    await write(database, 2)
    assert await written(database) == [1, 2]
    with pytest.raises(InUseError):
        async with Database.opened(url):
            pass


async def test_what_is_cut_in_the_middle_is_rolled_back_and_said(database: Database, url: str):
    """Whoever wants something hears that the database does not answer; the next try is done."""
    with pytest.raises(StorageError) as refused:
        async with database.writing() as connection:
            await connection.execute(insert(guilds).values(id=1))
            await cut(url)
            await connection.execute(insert(guilds).values(id=2))
    assert refused.value.key == "store.now_away"
    await database.check_storage()
    assert await written(database) == []


async def test_who_lost_the_lock_to_another_writes_nothing_more(database: Database, url: str, tmp_path: Path):
    """A machine that slept while the server gave its connections up: the other one has the database now."""
    await cut(url)
    async with Database.opened(url, tmp_path / "backups") as other:
        await write(other, 1)
        with pytest.raises(InUseError):
            await write(database, 2)
        with pytest.raises(InUseError):
            database.check()  # with which the clockwork ends the bot


async def test_what_two_write_waits_for_one_another(database: Database):
    """What a transaction has read stays true until it ends, as on SQLite."""

    async def add() -> None:
        async with database.writing() as connection:
            known = set(await connection.scalars(select(guilds.c.id)))
            await asyncio.sleep(0)
            await connection.execute(insert(guilds).values(id=len(known) + 1))

    await asyncio.gather(*(add() for _ in range(20)))
    assert await written(database) == list(range(1, 21))


@pytest.mark.parametrize(
    "changed", [{"query": {"host": "/nowhere"}}, {"database": "nothing_here"}, {"username": "nobody"}], ids=str
)
async def test_a_server_that_cannot_be_used_is_named(url: str, changed: dict[str, Any]):
    """With its own words, and without the password."""
    wrong = make_url(url).set(password="secret", **changed)  # opens nothing
    with pytest.raises(StudyError) as refused:
        async with Database.opened(wrong.render_as_string(hide_password=False)):
            pass
    assert refused.value.key == "store.server"
    assert "secret" not in str(refused.value)


async def test_a_database_of_somebody_else_is_left_alone(migrated_on_server: tuple[URL, str]):
    """Its tables are not ours."""
    server, _ = migrated_on_server
    with postgres.database(server) as url:
        engine = create_async_engine(make_url(url))
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE accounts (id int)"))
        await engine.dispose()
        with pytest.raises(StudyError) as refused:
            async with Database.opened(url):
                pass
        assert refused.value.key == "store.not_ours"


async def test_text_has_to_be_compared_by_its_code_points(migrated_on_server: tuple[URL, str]):
    """As SQLite does: else the same passage would stand at another place."""
    server, _ = migrated_on_server
    with postgres.database(server, more="LOCALE_PROVIDER icu ICU_LOCALE 'en-US'") as url:
        with pytest.raises(StudyError) as refused:
            async with Database.opened(url):
                pass
        assert refused.value.key == "store.collation"
