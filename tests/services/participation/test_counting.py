"""What members said, stored together with how far that is counted."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from bot.core.models import Part
from bot.core.posts import Post
from bot.core.studies.participation.parts import OpenThread, Said
from bot.services.deliveries import slot_claims
from bot.services.participation import counting
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.members.participation import ROWS_AT_ONCE
from bot.store.studies import studies
from bot.store.tables import participation
from tests import posting
from tests.services.conftest import APPLICATION, DUE, GUILD

CHANNEL = 500
ANN, BEN = 5 * 10**17, 6 * 10**17


@pytest.fixture
async def post(stocked: Database, study: StudyStatus) -> Post:
    """The first post."""
    del study
    return await posted(stocked, 900, DUE)


async def posted(database: Database, message_id: int, at: datetime) -> Post:
    (claimed,) = await slot_claims.claim_due(database, APPLICATION, at)
    return await posting.sent(database, claimed, message_id, at)


def said(post: Post, message_id: int, user_id: int) -> Said:
    return Said(900, post.id, GUILD, message_id, user_id, DUE)


async def parts(database: Database) -> list[tuple[int, str]]:
    async with database.reading() as connection:
        rows = await connection.execute(select(participation.c.user_id, participation.c.part).order_by("user_id"))
        return [(row.user_id, row.part) for row in rows]


async def unfinished(database: Database, at: datetime = DUE) -> list[OpenThread]:
    return await counting.unfinished_threads(database, at)


async def test_a_thread_is_to_be_counted_from_its_post_to_the_next(stocked: Database, post: Post):
    """Each has a place of its own, and knows when it closes."""
    assert post.delivery is not None
    place = post.study_id, GUILD, post.delivery.channel_id
    assert await unfinished(stocked) == [OpenThread(900, post.id, *place)]
    following = await posted(stocked, 1000, DUE + timedelta(days=1))
    threads = await unfinished(stocked)
    assert threads == [
        OpenThread(900, post.id, *place, next_post_id=1000),
        OpenThread(1000, following.id, *place),
    ]


async def test_a_closed_thread_is_done_when_it_is_counted_to_its_end(stocked: Database, post: Post):
    """An open one never is, and an old one is left alone."""
    await posted(stocked, 1000, DUE + timedelta(days=1))
    await counting.record_said(stocked, [], {post.id: 950})
    assert [(thread.id, thread.counted_to) for thread in await unfinished(stocked)] == [(900, 950), (1000, None)]
    await counting.record_said(stocked, [], {post.id: 1000})
    assert [thread.id for thread in await unfinished(stocked)] == [1000]
    assert await unfinished(stocked, DUE + timedelta(days=32)) == []


async def test_how_far_is_counted_never_goes_back(stocked: Database, post: Post):
    """A page may be stored after what was heard later."""
    await counting.record_said(stocked, [], {post.id: 950})
    await counting.record_said(stocked, [], {post.id: 940})
    (thread,) = await unfinished(stocked)
    assert thread.counted_to == 950


async def test_the_same_message_counts_once(stocked: Database, post: Post):
    """Heard and read back; a reply to oneself is an answer."""
    own = replace(said(post, 901, ANN), replies_to=ANN)
    assert await counting.record_said(stocked, [own, said(post, 902, ANN)], {}) == 1
    assert await counting.record_said(stocked, [own, replace(said(post, 903, BEN), replies_to=ANN)], {}) == 1
    assert await parts(stocked) == [(ANN, Part.ANSWERED), (BEN, Part.REPLIED)]


async def test_what_was_said_about_a_study_that_is_gone_keeps_nothing_waiting(stocked: Database, post: Post):
    """It could not be stored ever."""
    async with stocked.writing() as connection:
        await studies.remove(connection, post.study_id)
    assert await counting.record_said(stocked, [said(post, 901, ANN)], {post.id: 901}) == 0


async def test_very_much_is_stored_in_several_transactions(
    stocked: Database, post: Post, monkeypatch: pytest.MonkeyPatch
):
    """All of it, and how far it goes with the last."""
    monkeypatch.setattr(counting, "AT_ONCE", 2)
    before = stocked.writes
    many = [said(post, 901 + number, ANN + number) for number in range(5)]
    assert await counting.record_said(stocked, many, {post.id: 905}) == 5
    assert stocked.writes - before == 3
    async with stocked.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(participation)) == 5


async def test_few_statements_store_any_number_of_parts(stocked: Database, post: Post):
    """Connections keep those that they have had: with one for each number, talk would take more and more memory."""
    statements = set[str]()

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.startswith("INSERT INTO participation"):
            statements.add(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        numbers = list(accumulate(range(3 * ROWS_AT_ONCE)))
        for first, end in pairwise(numbers):
            await counting.record_said(stocked, [said(post, 1000 + each, ANN + each) for each in range(first, end)], {})
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(await parts(stocked)) == numbers[-1]
    assert 1 < len(statements) <= ROWS_AT_ONCE
