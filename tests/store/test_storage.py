"""Storage that fails while the bot runs: full, read-only or held by another program, and well again."""

import logging
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing

import pytest
from sqlalchemy import insert, text

from bot.core.errors import StorageError
from bot.store.database import Database
from bot.store.dialects.sqlite.database import SqliteDatabase
from bot.store.tables import guilds

A_LOT = 200_000


@pytest.fixture
def database(file_database: SqliteDatabase) -> SqliteDatabase:
    """A database in a file: it is what is tried here."""
    return file_database


async def pragma(database: Database, setting: str) -> None:
    """Set something of the connection that writes, which could not begin a transaction any more."""
    assert isinstance(database, SqliteDatabase)
    async with database._writer.connect() as connection:
        driven = (await connection.get_raw_connection()).driver_connection
        assert driven is not None
        await driven.execute_fetchall(f"PRAGMA {setting}")


async def write(database: SqliteDatabase) -> None:
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE IF NOT EXISTS much (value BLOB)"))
        await connection.execute(text("INSERT INTO much VALUES (zeroblob(:size))"), {"size": A_LOT})


@asynccontextmanager
async def full(database: SqliteDatabase) -> AsyncGenerator[None]:
    await pragma(database, "max_page_count=1")  # SQLite takes as many as there are
    yield
    await pragma(database, "max_page_count=1000000")


@asynccontextmanager
async def read_only(database: SqliteDatabase) -> AsyncGenerator[None]:
    await pragma(database, "query_only=ON")
    yield
    await pragma(database, "query_only=OFF")


@asynccontextmanager
async def held(database: SqliteDatabase) -> AsyncGenerator[None]:
    await pragma(database, "busy_timeout=10")
    with closing(sqlite3.connect(database._file.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.mark.parametrize(
    ("failing", "key"), [(full, "store.now_full"), (read_only, "store.now_read_only"), (held, "store.now_held")]
)
async def test_what_fails_is_refused_told_once_and_over_by_itself(
    database: SqliteDatabase, caplog: pytest.LogCaptureFixture, failing: object, key: str
):
    """By the same connection, without a restart."""
    caplog.set_level(logging.INFO)
    await database.check_storage()
    async with failing(database):  # type: ignore[operator] # one of the three above
        for _ in range(3):
            with pytest.raises(StorageError, match=key.replace(".", r"\.")):
                await write(database)
            with pytest.raises(StorageError):
                await database.check_storage()
        with pytest.raises(StorageError):
            await database.ask()
        async with database.reading() as connection:
            assert (await connection.execute(guilds.select())).all() == []
    await database.check_storage()
    await database.ask()
    await write(database)
    told = [record for record in caplog.records if record.name == "bot.store.dialects.storage"]
    assert [record.levelname for record in told] == ["WARNING", "INFO"]


async def test_a_disk_that_is_all_but_full_is_still_full(database: SqliteDatabase):
    """A small change finds room in pages that are there; a claim would not."""
    async with full(database):
        with pytest.raises(StorageError):
            await write(database)
        async with database.writing() as connection:
            await connection.execute(insert(guilds).values(id=1))
        with pytest.raises(StorageError):
            await database.check_storage()


async def test_trouble_that_comes_and_goes_is_told_once_an_hour(
    database: SqliteDatabase, caplog: pytest.LogCaptureFixture
):
    """Not with each of its returns."""
    for _ in range(3):
        async with full(database):
            with pytest.raises(StorageError):
                await write(database)
        await database.check_storage()
    assert [record.levelname for record in caplog.records].count("WARNING") == 1


async def test_what_is_no_fault_of_the_storage_is_none(database: SqliteDatabase):
    """A mistake of ours raises as ever, and nothing waits for it to be over."""
    with pytest.raises(Exception, match="no such table"):
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO nowhere VALUES (1)"))
    await database.check_storage()
    await database.ask()
