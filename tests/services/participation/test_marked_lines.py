"""Lines that struck members of a group."""

from datetime import timedelta

import pytest

from bot.core.errors import StudyError
from bot.core.models import Portion, PortionKind, Reason
from bot.core.posts import DeliveryState, Mark, Post
from bot.core.studies.participation.marked_lines import LISTED, MOST
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue, corrections
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import passage_lookup
from bot.services.participation import marked_lines, own_data
from bot.services.participation.marked_lines import OwnLines
from bot.services.studies import study_changes
from bot.store.database import Database
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, DUE, GUILD, OTHER_GUILD, START, plan

ANN, BEN, CLEO, DORA = (number * 10**17 for number in (5, 6, 7, 8))
LONG = "---\ntitle: On Water\nid: on-water\n---\n" + "\n\n---\n\n".join(
    " ".join(f"Line {number} of {part} waits." for number in range(1, count + 1))
    for part, count in (("rivers", LISTED + 3), ("wells", 4))
)


@pytest.fixture
async def post(stocked: Database) -> Post:
    """A post with two passages, the first of which has lines for two pages."""
    await catalogue.import_essay(stocked, GUILD, EssayFile("w.md", LONG.encode()), {})
    essay_id = await passage_lookup.essay_id(stocked, GUILD, "On Water")
    await study_changes.set_up(stocked, plan(essay_id=essay_id, portion=Portion(PortionKind.WORDS, 3000)), START)
    (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    return await posting.sent(stocked, claimed, 900, DUE)


async def choose(database: Database, user_id: int, post: Post, number: int, *sentences: int) -> OwnLines:
    return await marked_lines.choose(database, asks(user_id=user_id), post.id, number, sentences)


async def seen(database: Database, user_id: int, post: Post, number: int = 1) -> OwnLines:
    return await marked_lines.page(database, asks(user_id=user_id), post.id, number)


async def test_a_choice_replaces_that_of_its_page(stocked: Database, post: Post):
    """And of no other: what is left out of it is taken back."""
    assert (await choose(stocked, ANN, post, 1, 1, 3)).own == {Mark(0, 1), Mark(0, 3)}
    assert (await choose(stocked, ANN, post, 3, 1)).own == {Mark(0, 1), Mark(0, 3), Mark(1, 1)}
    assert (await choose(stocked, ANN, post, 1, 3)).own == {Mark(0, 3), Mark(1, 1)}
    assert (await choose(stocked, ANN, post, 3)).own == {Mark(0, 3)}
    assert (await seen(stocked, BEN, post)).own == set()


async def test_only_lines_of_the_page_are_marked(stocked: Database, post: Post):
    """Whatever a client sends; a page that is not there is the last or the first one."""
    assert (await choose(stocked, ANN, post, 1, 0, LISTED + 1, 10**9)).own == set()
    assert (await choose(stocked, ANN, post, 99999, 4)).own == {Mark(1, 4)}
    first, last = await seen(stocked, ANN, post, 0), await seen(stocked, ANN, post, 99999)
    assert ((first.number, first.pages), (last.number, last.pages)) == ((1, 3), (3, 3))
    assert first.page.lines[Mark(0, 2)] == "Line 2 of rivers waits."


async def test_a_person_marks_ten_lines_of_a_post(stocked: Database, post: Post):
    """An eleventh choice changes nothing, and says so; what is on other pages counts as well."""
    await choose(stocked, ANN, post, 1, *range(1, MOST))
    full = await choose(stocked, ANN, post, 3, 1, 2)
    assert full.is_full
    assert len(full.own) == MOST - 1
    last = await choose(stocked, ANN, post, 3, 2)
    assert not last.is_full
    assert len(last.own) == MOST
    assert not (await choose(stocked, ANN, post, 1, *range(2, MOST + 1))).is_full  # one for another


async def test_counts_are_seen_once_three_people_have_marked_lines(stocked: Database, post: Post):
    """Of whichever lines; whoever opens it sees them then, and nobody once one of the three has taken theirs back."""
    await choose(stocked, ANN, post, 1, 1, 2)
    assert (await choose(stocked, BEN, post, 1, 2)).counts is None
    assert (await choose(stocked, CLEO, post, 3, 1)).counts == {Mark(0, 1): 1, Mark(0, 2): 2, Mark(1, 1): 1}
    assert (await seen(stocked, DORA, post)).counts == {Mark(0, 1): 1, Mark(0, 2): 2, Mark(1, 1): 1}
    assert (await choose(stocked, ANN, post, 1)).counts is None
    assert (await seen(stocked, DORA, post)).counts is None


async def test_who_deletes_their_data_counts_no_more(stocked: Database, post: Post):
    """Nor is anything of theirs left."""
    for user_id in (ANN, BEN, CLEO, DORA):
        await choose(stocked, user_id, post, 1, 1)
    assert (await seen(stocked, ANN, post)).counts == {Mark(0, 1): 4}
    assert await own_data.forget(stocked, DORA, DUE) == 1
    assert (await seen(stocked, ANN, post)).counts == {Mark(0, 1): 3}
    await own_data.forget(stocked, CLEO, DUE)
    assert (await seen(stocked, ANN, post)).counts is None


async def test_a_post_belongs_to_its_server(stocked: Database, post: Post):
    """Its button does nothing in another one, nor for a post that is not there or never came."""
    for guild_id, post_id in ((OTHER_GUILD, post.id), (GUILD, 999)):
        with pytest.raises(StudyError, match=r"marks\.post_gone"):
            await marked_lines.page(stocked, asks(guild_id), post_id, 1)
        with pytest.raises(StudyError, match=r"marks\.post_gone"):
            await marked_lines.choose(stocked, asks(guild_id), post_id, 1, [1])


async def test_a_post_that_never_came_has_no_lines(stocked: Database):
    """Its slot was skipped."""
    await study_changes.set_up(stocked, plan(), START)
    (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    skipped = await posting.ended(stocked, claimed, DeliveryState.SKIPPED, Reason.FORBIDDEN, DUE)
    with pytest.raises(StudyError, match=r"marks\.post_gone"):
        await seen(stocked, ANN, skipped)


async def test_marks_stay_when_the_essay_is_gone(stocked: Database, post: Post):
    """A post says what it said, and so do its lines."""
    await choose(stocked, ANN, post, 1, 1)
    essay_id = await passage_lookup.essay_id(stocked, GUILD, "On Water")
    assert essay_id is not None
    await corrections.remove(stocked, GUILD, essay_id)
    assert (await choose(stocked, BEN, post, 1, 2)).own == {Mark(0, 2)}
    assert (await seen(stocked, ANN, post)).own == {Mark(0, 1)}


async def test_a_study_tells_what_struck_its_readers(stocked: Database, post: Post):
    """Lines that three have marked, most first, of posts since a time; nothing of another study."""
    for user_id in (ANN, BEN, CLEO):
        await choose(stocked, user_id, post, 1, 2)
        await choose(stocked, user_id, post, 3, 1)
    await choose(stocked, DORA, post, 3, 1, 2)
    told = await marked_lines.of_study(stocked, post.study_id, DUE)
    assert [(line.text, line.passage.number, line.people) for line in told] == [
        ("Line 1 of wells waits.", 2, 4),
        ("Line 2 of rivers waits.", 1, 3),
    ]
    assert {line.post.id for line in told} == {post.id}
    assert await marked_lines.of_study(stocked, post.study_id, DUE + timedelta(seconds=1)) == []
    assert await marked_lines.of_study(stocked, post.study_id + 1, DUE) == []
    await own_data.forget(stocked, CLEO, DUE)
    assert [line.people for line in await marked_lines.of_study(stocked, post.study_id, DUE)] == [3]
