"""How much an act of a host and a claim read and write when a plan is long."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.core.models import Arrangement, Study
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue
from bot.services.studies import preview, reading_list, reading_position, study_changes
from bot.store.database import Database
from bot.store.essays import essays
from bot.store.studies import plans
from tests.arrangements import WITHOUT_DATES
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, START, pack, plan

LENGTHS = (200, 3, 700)


class Written:
    """How many rows a block has written, triggers' rows included."""

    rows = 0


@asynccontextmanager
async def written(database: Database) -> AsyncIterator[Written]:
    async def total() -> int:
        async with database.writing() as connection:
            return int(await connection.scalar(text("SELECT total_changes()")) or 0)

    before, counted = await total(), Written()
    yield counted
    counted.rows = await total() - before


async def begun(database: Database, lengths: Sequence[int] = LENGTHS) -> Study:
    await catalogue.stock(database, [pack(f"Essay {n}", length) for n, length in enumerate(lengths, start=1)])
    return (await study_changes.set_up(database, plan(), START)).study


async def ids(database: Database) -> dict[str, int]:
    async with database.reading() as connection:
        return {essay.title: essay.id for essay in await essays.shelf(connection, GUILD)}


async def to_come(database: Database, study: Study) -> list[int]:
    async with database.reading() as connection:
        return await plans.passages_to_come(connection, study.id)


AROUND = 12
"""Rows that an act writes besides those of the plan: the study, its list, its notices, the record of the act."""


@pytest.mark.of_sqlite
async def test_two_days_that_change_places_write_two_rows(database: Database):
    """Not the other nine hundred; also the fortieth time, when the gap between two places is used up."""
    study = await begun(database)
    first, second, *_ = await to_come(database, study)
    for _ in range(20):
        async with written(database) as counted:
            await reading_position.swap(database, asks(GUILD), study.id, first, second)
            await reading_position.swap(database, asks(GUILD), study.id, second, first)
        assert counted.rows <= 2 * (8 + AROUND)
    assert (await to_come(database, study))[:2] == [first, second]


@pytest.mark.of_sqlite
async def test_an_essay_that_changes_its_place_writes_its_own_passages(database: Database):
    """The three of the short one, whichever of the two is moved past the other."""
    study, found = await begun(database), await ids(database)
    for essay, places in (("Essay 2", -1), ("Essay 2", 1), ("Essay 1", 1), ("Essay 1", -1)):
        async with written(database) as counted:
            await reading_list.move_essay(database, asks(GUILD, now=START), study.id, found[essay], places)
        assert counted.rows <= 2 * 3 + AROUND, essay


@pytest.mark.of_sqlite
async def test_an_essay_that_comes_or_goes_writes_its_own_passages(database: Database):
    """Those before and after it stay as they are."""
    study, found = await begun(database), await ids(database)
    for change in (reading_list.remove_essay, reading_list.add_essay):
        async with written(database) as counted:
            await change(database, asks(GUILD, now=START), study.id, found["Essay 2"])
        assert counted.rows <= 3 + AROUND


@pytest.mark.of_sqlite
async def test_going_on_and_back_write_what_is_passed_over(database: Database):
    """Ten passages, once off the front and once on it."""
    study = await begun(database)
    shown = await reading_position.skip_to(database, asks(now=START, channel_id=CHANNEL), study, "essay 1 11")
    async with written(database) as counted:
        target, revision = shown.target.passage_id, shown.study.revision
        await reading_position.move(database, asks(GUILD, now=START), study.id, target, revision, back=False)
    assert counted.rows <= 10 + AROUND
    shown = await reading_position.go_back(database, asks(now=START, channel_id=CHANNEL), study, "essay 1 1")
    async with written(database) as counted:
        target, revision = shown.target.passage_id, shown.study.revision
        await reading_position.move(database, asks(GUILD, now=START), study.id, target, revision, back=True)
    assert counted.rows <= 10 + AROUND
    assert len(await to_come(database, study)) == sum(LENGTHS)


async def test_a_new_version_puts_what_is_new_behind_its_essay(database: Database):
    """One passage more at the end of the short essay comes before the long one."""
    study = await begun(database)
    before = await to_come(database, study)
    await catalogue.stock(database, [pack("Essay 2", 4)])
    after = await to_come(database, study)
    (new,) = set(after) - set(before)
    assert after.index(new) == LENGTHS[0] + LENGTHS[1]


async def steps(database: Database, study: Study) -> int:
    """The steps of SQLite's machine for a claim."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    async with database.writing() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.set_progress_handler(count, 1)
    (post,) = await slot_claims.claim_due(database, APPLICATION, DUE)
    assert post.study_id == study.id
    await driver.set_progress_handler(None, 0)
    return taken


@pytest.mark.of_sqlite
async def test_a_claim_does_not_load_the_list(database: Database):
    """With seventy times as many passages to come it takes no more steps."""
    few = await steps(database, await begun(database, (20,)))
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM studies"))
    many = await steps(database, await begun(database, (20, 700)))
    assert many < few * 1.2


@pytest.mark.parametrize("arrangement", WITHOUT_DATES)
async def test_a_long_plan_is_previewed_as_it_is_posted(database: Database, arrangement: Arrangement):
    """The first fourteen of nine hundred."""
    study = await begun(database)
    await reading_list.arrange(database, asks(GUILD, now=START), study.id, arrangement)
    coming = await preview.preview(database, asks(GUILD, now=START), study.id)
    assert [each.content.passage_id for each in coming if each.content] == (await to_come(database, study))[:14]


@given(st.lists(st.integers(0, 50), unique=True), st.lists(st.integers(0, 50), unique=True), st.integers(1, 9))
def test_an_edit_leads_from_one_list_to_the_other(before: list[int], after: list[int], gap: int):
    """Also where the gaps between places are narrow."""
    rows = [(at * gap, passage_id) for at, passage_id in enumerate(before)]
    difference = plans.placed(rows, after)
    stored = dict(rows)
    for place, passage_id in difference.out:
        assert stored.pop(place) == passage_id
    for place, passage_id in difference.put:
        assert place not in stored
        stored[place] = passage_id
    assert [stored[place] for place in sorted(stored)] == after


@given(st.permutations(range(12)), st.permutations(range(12)))
def test_an_edit_writes_no_row_that_can_stay(before: list[int], after: list[int]):
    """As many stay as the longest run of passages that follow one another in both lists, by a plain count of it."""
    difference = plans.placed([(at * plans.GAP, passage_id) for at, passage_id in enumerate(before)], after)
    runs: list[int] = []
    for at, passage_id in enumerate(after):
        earlier = [runs[n] for n in range(at) if before.index(after[n]) < before.index(passage_id)]
        runs.append(max(earlier, default=0) + 1)
    assert len(difference.put) == len(difference.out) == len(after) - max(runs)
