"""What every test may ask for."""

import asyncio
import gc
import logging
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url, text

from bot.store.database import Database
from bot.store.dialects.sqlite.database import SqliteDatabase
from local_discord import LocalDiscord
from tests import compiled_statements, postgres
from tests.private_logs import LogWatch

PROJECT = Path(__file__).parents[1]
COLLECT_AFTER = 50_000
"""New objects, of which seven hundred are usual."""


EVERYWHERE = "EVERY_DATABASE"
"""The variable with which the whole bot is tried on PostgreSQL too: half an hour, so it is not part of `make proof`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what is about SQLite, and what is above the services unless it is asked for."""
    items[:] = [item for item in items if not _on_postgres(item) or _is_for_postgres(item)]


def _on_postgres(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is not None and callspec.params.get("database_url") == "postgres"


def _is_for_postgres(item: pytest.Item) -> bool:
    below = {"store", "services"} & set(item.path.parts)
    return item.get_closest_marker("of_sqlite") is None and bool(below or os.environ.get(EVERYWHERE))


def pytest_collection_finish() -> None:
    """Let what is loaded stay, and collect garbage less often: an eighth of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    """No test compiles what one before it has compiled."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        compiled_statements.share(monkeypatch)
        yield


@pytest.fixture(autouse=True)
def logs_are_private(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test does, no log line tells an id, a token, a name or a word of somebody's."""
    servers: list[LocalDiscord] = []
    begin = LocalDiscord.__aenter__

    async def begun(server: LocalDiscord) -> LocalDiscord:
        servers.append(server)
        return await begin(server)

    monkeypatch.setattr(LocalDiscord, "__aenter__", begun)
    watch, root = LogWatch(), logging.getLogger()
    before = root.level
    root.addHandler(watch)
    root.setLevel(logging.DEBUG)
    yield
    root.removeHandler(watch)
    root.setLevel(before)
    assert watch.private(servers) == []


@pytest.fixture
def project() -> Path:
    """The folder of the checkout."""
    return PROJECT


@pytest.fixture
def article() -> Path:
    """The article the first group reads, saved from its page; it is not part of the project."""
    named = os.environ.get("SEED_ARTICLE")
    if not named:
        pytest.skip("SEED_ARTICLE does not name the article, which is not part of the project")
    return Path(named)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and nothing in them, made once: each test gets a copy."""
    file = tmp_path_factory.mktemp("migrated") / "study.sqlite3"

    async def make() -> None:
        async with Database.opened(f"sqlite+aiosqlite:///{file}"):
            pass

    asyncio.run(make())
    return file


@pytest.fixture
def file_url(migrated: Path, tmp_path: Path) -> str:
    """The address of a database in a file of this test's own."""
    file = tmp_path / "study.sqlite3"
    shutil.copy(migrated, file)
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(scope="session")
def migrated_on_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[URL, str]]:
    """A server of PostgreSQL's, and the name of a database there like `migrated`."""
    if not postgres.is_there():
        pytest.skip("there is no PostgreSQL: install Debian's postgresql, or name a server in TEST_DATABASE_URL")
    with postgres.server() as server, postgres.database(server) as url:

        async def make() -> None:
            async with (
                Database.opened(url, tmp_path_factory.mktemp("server") / "backups") as made,
                made.writing() as connection,
            ):
                await connection.execute(text("DELETE FROM person_keys"))  # each copy is of a bot with its own

        asyncio.run(make())
        yield server, str(make_url(url).database)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of this test's own, of each kind in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("file_url")
        return
    server, template = request.getfixturevalue("migrated_on_server")
    with postgres.database(server, template) as url:
        yield url


@pytest.fixture
async def database(database_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """A database of this test's own, opened."""
    async with Database.opened(database_url, tmp_path / "backups") as opened:
        yield opened


@pytest.fixture
async def file_database(file_url: str) -> AsyncIterator[SqliteDatabase]:
    """The same in a file, whatever the other tests have."""
    async with SqliteDatabase.opened(file_url) as opened:
        assert isinstance(opened, SqliteDatabase)
        yield opened
