"""What only PostgreSQL can do to a bot: be away, come back, and give the lock to another meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, delete, insert, make_url, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.core.errors import InUseError, PassingError, StorageError, StudyError
from bot.core.lookup.search_query import parse_query
from bot.services.library import catalogue
from bot.store.database import Database
from bot.store.dialects.full_text import Within
from bot.store.essays import search
from bot.store.tables import essays, guilds
from tests import postgres
from tests.services.conftest import pack

pytestmark = pytest.mark.slow

NOWHERE = Path("/nowhere/backups")
"""What is not opened needs no files."""


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
        async with Database.opened(url, NOWHERE):
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
    ("changed", "may_pass"),
    [
        ({"query": {"host": "/nowhere"}}, True),
        ({"query": {"host": "nowhere.invalid"}}, True),
        ({"query": {"host": "127.0.0.1", "port": "1"}}, True),
        ({"query": {"host": "127.0.0.1", "channel_binding": "require"}}, False),
        ({"database": "nothing_here"}, False),
        ({"username": "nobody"}, False),
    ],
    ids=str,
)
async def test_a_server_that_cannot_be_used_is_named(url: str, changed: dict[str, Any], may_pass: bool):
    """With its own words, and without the password; what may be over soon is told from what has to be mended."""
    wrong = make_url(url).set(password="secret", **changed)  # opens nothing
    address = wrong.render_as_string(hide_password=False)
    for opening in (Database.opened(address, NOWHERE), Database.read_only(address, NOWHERE)):
        with pytest.raises(StudyError) as refused:
            async with opening:
                pass
        assert refused.value.key == "store.server"
        assert isinstance(refused.value, PassingError) == may_pass
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
            async with Database.opened(url, NOWHERE):
                pass
        assert refused.value.key == "store.other_tables"


async def test_text_has_to_be_compared_by_its_code_points(migrated_on_server: tuple[URL, str]):
    """As SQLite does: else the same passage would stand at another place."""
    server, _ = migrated_on_server
    with postgres.database(server, more="LOCALE_PROVIDER icu ICU_LOCALE 'en-US'") as url:
        with pytest.raises(StudyError) as refused:
            async with Database.opened(url, NOWHERE):
                pass
        assert refused.value.key == "store.collation"


async def test_a_dump_is_restored_with_its_search(url: str, database: Database, tmp_path: Path):
    """As docs/postgresql.md says: pg_restore has an empty search path, and what computes the vectors needs none."""
    await catalogue.stock(database, [pack("On Bread", 3), pack("On Salt", 2)])
    address, dump = make_url(url), tmp_path / "study.dump"
    where = ["--host", str(address.query["host"]), "--username", postgres.USER]
    await run("pg_dump", *where, "--format=custom", f"--file={dump}", str(address.database))
    async with database.writing() as connection:
        await connection.execute(delete(essays))
    assert await found(database, "bread") == 0
    await database.close()  # no bot is running meanwhile
    await run("pg_restore", *where, "--clean", "--if-exists", f"--dbname={address.database}", str(dump))
    async with Database.opened(url, tmp_path / "backups") as restored:
        assert await found(restored, "bread") == 5
        await catalogue.stock(restored, [pack("On Bread", 4), pack("On Salt", 2)])
        assert await found(restored, "bread") == 6
        async with restored.reading() as connection:
            assert await search.known(connection, ["bread", "cheese"]) == ["bread"]


async def run(program: str, *arguments: str) -> None:
    folder = postgres.programs()
    assert folder is not None
    process = await asyncio.create_subprocess_exec(folder / program, *arguments, stderr=asyncio.subprocess.PIPE)
    _, told = await process.communicate()
    assert (process.returncode, told) == (0, b"")


async def found(database: Database, typed: str) -> int:
    async with database.reading() as connection:
        within = Within(None, await search.languages(connection, None))
        return (await search.find(connection, parse_query(typed), within, 10)).total
