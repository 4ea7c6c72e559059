"""A passage by chance."""

import random
from collections import Counter

import pytest

from bot.core.essays.draft import DraftEssay, DraftPassage, DraftSection
from bot.services.library import corrections, essay_writer
from bot.store.database import Connection, Database
from bot.store.essays import passage_views, random_passage
from tests.services.conftest import GUILD, OTHER_GUILD

pytestmark = pytest.mark.slow

DRAWS = 2000


def essay(title: str, length: int) -> DraftEssay:
    texts = tuple(DraftPassage(f"{title} {number}") for number in range(1, length + 1))
    return DraftEssay(title, None, None, "en", None, (DraftSection(None, texts),))


async def shelve(database: Database, guild_id: int | None, *lengths: int) -> list[int]:
    """Essays of these lengths; their ids."""
    return [
        await essay_writer.put(database, guild_id, essay(f"{guild_id} {n}", length), f"{guild_id} {n}")
        for n, length in enumerate(lengths)
    ]


async def drawn(database: Database, guild_id: int | None, essay_id: int | None = None) -> Counter[tuple[int, int]]:
    """How often each passage comes in many draws."""
    dice = random.Random(7)
    async with database.reading() as connection:
        found = [await random_passage.draw(connection, guild_id, essay_id, dice) for _ in range(DRAWS)]
    return Counter(each for each in found if each is not None)


async def test_every_passage_is_as_likely_as_any_other(database: Database):
    """Whatever the length of its essay, and on whichever shelf it stands; another guild's never come."""
    common = await shelve(database, None, 1, 7)
    own = await shelve(database, GUILD, 2, 10)
    await shelve(database, OTHER_GUILD, 5)
    found = await drawn(database, GUILD)
    ids = [*common, *own]
    assert set(found) == {
        (each, n) for each, length in zip(ids, (1, 7, 2, 10), strict=True) for n in range(1, length + 1)
    }
    assert all(DRAWS / 20 * 0.7 < times < DRAWS / 20 * 1.3 for times in found.values())
    assert {each for each, _ in await drawn(database, None)} == set(common)


async def test_within_an_essay_all_its_passages_come(database: Database):
    """Unless it is another guild's."""
    (own,) = await shelve(database, GUILD, 4)
    (others,) = await shelve(database, OTHER_GUILD, 4)
    assert set(await drawn(database, GUILD, own)) == {(own, number) for number in (1, 2, 3, 4)}
    assert await drawn(database, GUILD, others) == Counter()
    assert await drawn(database, None) == Counter()


async def test_of_a_large_shelf_all_essays_come(database: Database):
    """Three times as many as are weighed, some of which were removed: each about as often as its length says."""
    ids = await shelve(database, GUILD, *(1 + n % 3 for n in range(3 * random_passage.MOST_WEIGHED)))
    for removed in ids[:40]:
        await corrections.remove(database, GUILD, removed)
    found = await drawn(database, GUILD)
    of_essays = Counter(dict.fromkeys(ids[40:], 0))
    for (each, _), times in found.items():
        of_essays[each] += times
    assert set(of_essays) == set(ids[40:])
    assert min(of_essays.values()) > 0
    by_length = [sum(of_essays[each] for n, each in enumerate(ids) if n >= 40 and n % 3 == k) for k in (0, 1, 2)]
    assert by_length == pytest.approx([DRAWS / 6, DRAWS / 3, DRAWS / 2], rel=0.15)


async def steps(connection: Connection) -> int:
    """The steps of SQLite's machine for one draw and the passage that it names."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    await driver.set_progress_handler(count, 1)
    found = await random_passage.draw(connection, GUILD, None, random.Random(1))
    assert found is not None
    await passage_views.numbered(connection, found[0], found[1], found[1], GUILD)
    await driver.set_progress_handler(None, 0)
    return counted


@pytest.mark.of_sqlite
async def test_a_larger_shelf_is_no_more_work(database: Database):
    """Eight times as many essays, and as many passages again in each."""
    await shelve(database, GUILD, *[2] * 100)
    async with database.reading() as connection:
        before = await steps(connection)
    await shelve(database, GUILD, *[16] * 700)
    async with database.reading() as connection:
        assert await steps(connection) < before * 1.2
