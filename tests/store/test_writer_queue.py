"""Who writes next."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import insert, select

from bot.services.deliveries import slot_claims
from bot.services.library import catalogue
from bot.services.studies import study_changes
from bot.store.database import Connection, Database
from bot.store.dialects.sqlite.database import SqliteDatabase
from bot.store.dialects.writer_queue import WriterQueue
from bot.store.tables import guilds
from tests.services.conftest import APPLICATION, DUE, START, pack, plan


@pytest.mark.of_sqlite
async def test_a_claim_goes_before_fifty_guilds_that_wait(database: Database):
    """Whoever holds the writer ends what they do; then comes the claim, then the others as they came."""
    await catalogue.stock(database, [pack("On Bread", 3)])
    await study_changes.set_up(database, plan(), START)
    done: list[int | str] = []

    async def write(guild_id: int) -> None:
        async with database.writing() as connection:
            await connection.execute(insert(guilds).values(id=guild_id))
        done.append(guild_id)

    asked = asyncio.Event()

    class Announced(SqliteDatabase):
        @asynccontextmanager
        async def writing(self, *, first: bool = False) -> AsyncGenerator[Connection]:
            asked.set()
            async with super().writing(first=first) as connection:
                yield connection

    async def claim() -> None:
        announced = Announced.__new__(Announced)
        vars(announced).update(vars(database))
        assert await slot_claims.claim_due(announced, APPLICATION, DUE)
        done.append("claim")

    async with database.writing(), asyncio.timeout(30):
        waiting = [asyncio.create_task(write(number)) for number in range(1, 51)]
        waiting.append(asyncio.create_task(claim()))
        await asked.wait()  # it looks for what is due before it claims
    await asyncio.gather(*waiting)
    assert done == ["claim", *range(1, 51)]


async def test_a_rush_of_claims_keeps_nobody_waiting_for_long():
    """Each fourth turn is somebody else's: an answer to a member would come too late after a thousand posts."""
    queue, order = WriterQueue(), list[str]()

    async def turn(name: str, *, first: bool) -> None:
        async with queue.turn(first=first):
            order.append(name)

    async with queue.turn(first=True):
        turns = [turn("post", first=True) for _ in range(10)] + [turn("member", first=False) for _ in range(3)]
        tasks = [asyncio.create_task(each) for each in turns]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert order == (["post"] * 3 + ["member"]) * 3 + ["post"]


async def test_who_waits_no_more_keeps_nobody_waiting():
    """Before the turn has come, and at the very moment at which it comes."""
    queue, inside = WriterQueue(), list[str]()

    async def turn(name: str) -> None:
        async with queue.turn(first=False):
            inside.append(name)

    async with queue.turn(first=False):
        tasks = [asyncio.create_task(turn(name)) for name in ("early", "late", "last")]
        await asyncio.sleep(0)
        tasks[0].cancel()
    tasks[1].cancel()  # its turn has come, but it does not know yet
    async with asyncio.timeout(10):
        await asyncio.gather(*tasks, return_exceptions=True)
        async with queue.turn(first=True):
            assert inside == ["last"]


async def test_what_is_read_in_a_write_transaction_stays_true(database: Database):
    """Nobody comes between, not even one who is first."""
    seen: list[int] = []

    async def count(*, first: bool) -> None:
        async with database.writing(first=first) as connection:
            before = len((await connection.execute(select(guilds))).all())
            await connection.execute(insert(guilds).values(id=before + 1))
            seen.append(before)

    await asyncio.gather(*(count(first=number % 3 == 0) for number in range(12)))
    assert sorted(seen) == list(range(12))
