"""What every test may ask for."""

import asyncio
import gc
import logging
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from local_discord import LocalDiscord
from tests.private_logs import LogWatch

PROJECT = Path(__file__).parents[1]
COLLECT_AFTER = 50_000
"""New objects, of which seven hundred are usual."""


def pytest_collection_finish() -> None:
    """Let what is loaded stay, and collect garbage less often: an eighth of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)


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
def database_url(migrated: Path, tmp_path: Path) -> str:
    """The address of a database of this test's own."""
    file = tmp_path / "study.sqlite3"
    shutil.copy(migrated, file)
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database of this test's own, opened."""
    async with Database.opened(database_url) as opened:
        yield opened
