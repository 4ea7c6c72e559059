"""What is read once for all who ask, until something is written."""

import asyncio

import pytest
from sqlalchemy import insert, select

from bot.core.errors import StudyError
from bot.services.lookup.remembered import Remembered
from bot.store.database import Connection, Database
from bot.store.tables import guilds


class Reader:
    """Reads whether a guild is known, and counts how often."""

    def __init__(self) -> None:
        self.reads = 0

    async def __call__(self, connection: Connection, guild_id: int) -> bool:
        self.reads += 1
        return bool(await connection.scalar(select(guilds.c.id).where(guilds.c.id == guild_id)))


async def test_it_is_read_once_until_something_is_written(database: Database):
    """Whatever is written, also in a transaction that fails, it is read anew."""
    remembered = Remembered(reader := Reader())
    assert [await remembered.of(database, 1) for _ in range(3)] == [False] * 3
    assert reader.reads == 1
    async with database.writing() as connection:
        await connection.execute(insert(guilds).values(id=1))
    assert [await remembered.of(database, 1) for _ in range(3)] == [True] * 3
    assert reader.reads == 2
    with pytest.raises(ZeroDivisionError):
        async with database.writing() as connection:
            raise ZeroDivisionError
    assert await remembered.of(database, 1)
    assert reader.reads == 3


async def test_what_is_written_during_the_read_is_not_missed(database: Database):
    """A read that began before a write counts as of before it, whichever state it saw."""

    async def slow(connection: Connection, guild_id: int) -> bool:
        known = await reader(connection, guild_id)
        if reader.reads == 1:
            async with database.writing() as writing:
                await writing.execute(insert(guilds).values(id=guild_id))
        return known

    reader, remembered = Reader(), Remembered(slow)
    assert not await remembered.of(database, 1)
    assert await remembered.of(database, 1)


async def test_it_keeps_what_was_asked_for_last(database: Database):
    """More keys than it may keep: the one that nobody asked for the longest goes."""
    remembered = Remembered(reader := Reader(), most=2)
    for key in (1, 2, 1, 3, 1, 2):
        await remembered.of(database, key)
    assert reader.reads == 4


async def test_many_who_ask_at_once_and_one_that_fails(database: Database):
    """All get an answer; a read that fails is tried again by the next."""

    async def failing(connection: Connection, guild_id: int) -> bool:
        known = await reader(connection, guild_id)
        if reader.reads == 1:
            raise StudyError("store.closed")
        return known

    reader, remembered = Reader(), Remembered(failing)
    with pytest.raises(StudyError):
        await remembered.of(database, 1)
    assert await asyncio.gather(*(remembered.of(database, key) for key in range(30))) == [False] * 30
