"""Finding passages."""

import random

import pytest

from bot.core.errors import StudyError
from bot.services import daily, lookup
from bot.services.studies import StudyStatus
from bot.store.database import Database
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, OTHER_GUILD


async def shown(database: Database, typed: str) -> tuple[str, int]:
    view = await lookup.show(database, GUILD, typed, CHANNEL)
    return view.essay.title, view.passage.number


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bread 2", ("On Bread", 2)),
        ("ON SALT, 1", ("On Salt", 1)),
        ("salt", ("On Salt", 1)),
        ("on bread #3", ("On Bread", 3)),
    ],
)
async def test_a_passage_is_found_by_title_and_number(stocked: Database, typed: str, found: tuple[str, int]):
    """However it is written."""
    assert await shown(stocked, typed) == found


async def test_a_post_s_reference_leads_to_its_passage_in_its_guild_alone(stocked: Database, study: StudyStatus):
    """Six characters from the small print of the post."""
    del study
    (post,) = await daily.claim_due(stocked, APPLICATION, DUE)
    assert post.content is not None
    assert await shown(stocked, post.content.reference.lower()) == ("On Bread", 1)
    with pytest.raises(StudyError):
        await lookup.show(stocked, OTHER_GUILD, post.content.reference, None)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("bread 9", "lookup.no_such_number"), ("cheese 1", "lookup.no_such_passage"), ("#999", "lookup.gone")],
)
async def test_what_does_not_exist_is_explained(stocked: Database, typed: str, key: str):
    """With what to type instead."""
    with pytest.raises(StudyError) as refused:
        await lookup.show(stocked, GUILD, typed, CHANNEL)
    assert refused.value.key == key


async def test_search_finds_all_words_in_any_case(stocked: Database):
    """Every word has to be there, accents and case aside."""
    found = await lookup.find(stocked, GUILD, "BRÉAD passage", None)
    assert len(found.views) == 5
    assert found.words == ["bread", "passage"]


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "a", "🙂", "  ", "* OR NEAR("])
async def test_signs_are_not_wildcards(stocked: Database, typed: str):
    """A search for signs or a single letter finds nothing, and says why."""
    with pytest.raises(StudyError) as refused:
        await lookup.find(stocked, GUILD, typed, None)
    assert refused.value.key in ("lookup.no_words", "lookup.nothing_found")


async def test_a_quote_is_whole_sentences(stocked: Database):
    """It stands in the passage word for word, and its button finds it again."""
    found = await lookup.quote(stocked, GUILD, "salt", None, random.Random(1))
    assert found.quote.text in found.view.passage.text
    again = await lookup.quote_again(stocked, GUILD, found.view.passage.id, found.quote.first, found.quote.count)
    assert again.quote.text == found.quote.text


async def test_another_question_climbs_the_ladder_and_comes_round(stocked: Database):
    """Two questions take turns."""
    view = await lookup.show(stocked, GUILD, "bread 1", None)
    first = await lookup.another_question(stocked, GUILD, view.passage.id, 0)
    assert first is not None
    second = await lookup.another_question(stocked, GUILD, view.passage.id, first.id)
    assert second is not None
    third = await lookup.another_question(stocked, GUILD, view.passage.id, second.id)
    assert third == first != second


async def test_today_is_the_newest_post(stocked: Database, study: StudyStatus):
    """Before there is one, the next time is known."""
    before = await lookup.today(stocked, GUILD, CHANNEL)
    assert before.post is None
    assert before.next_slot == study.upcoming[0]
    (post,) = await daily.claim_due(stocked, APPLICATION, DUE)
    await daily.sent(stocked, post, 5, DUE)
    after = await lookup.today(stocked, GUILD, CHANNEL)
    assert after.post is not None
    assert after.post.id == post.id


async def test_without_a_study_there_is_no_today(stocked: Database):
    """A host can start one."""
    with pytest.raises(StudyError) as refused:
        await lookup.today(stocked, GUILD, CHANNEL)
    assert refused.value.key == "study.none_yet"
