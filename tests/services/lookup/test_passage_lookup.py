"""Finding passages."""

import pytest

from bot.core.errors import StudyError
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import passage_lookup
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, OTHER_GUILD
from tests.services.lookup.looked_up import nothing, the_one


async def test_search_finds_all_words_in_any_case(stocked: Database):
    """Every word has to be there, accents and case aside."""
    found = await passage_lookup.find(stocked, GUILD, "BRÉAD passage", None)
    assert len(found.views) == 5
    assert found.query.wanted == ("bread", "passage")


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "a", "🙂", "  "])
async def test_signs_are_not_wildcards(stocked: Database, typed: str):
    """A search for signs or a single letter finds nothing, and says why."""
    with pytest.raises(StudyError, match="no_words"):
        await passage_lookup.find(stocked, GUILD, typed, None)


async def test_operators_of_the_index_are_words(stocked: Database):
    """Nobody can write a query of SQLite's own."""
    page = await passage_lookup.find(stocked, GUILD, "salt OR NEAR(", None)
    assert {"salt", "or"} <= set(page.query.wanted)


async def test_another_question_climbs_the_ladder_and_comes_round(stocked: Database):
    """Two questions take turns."""
    view = await the_one(stocked, GUILD, "bread 1", None)
    first = await passage_lookup.another_question(stocked, GUILD, view.passage.id, 0)
    assert first is not None
    second = await passage_lookup.another_question(stocked, GUILD, view.passage.id, first.id)
    assert second is not None
    third = await passage_lookup.another_question(stocked, GUILD, view.passage.id, second.id)
    assert third == first != second


async def test_today_is_the_newest_post(stocked: Database, study: StudyStatus):
    """Before there is one, the next time is known."""
    before = await passage_lookup.today(stocked, asks(GUILD, channel_id=CHANNEL, user_id=1))
    assert before.post is None
    assert before.next_slot == study.upcoming[0]
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await posting.sent(stocked, post, 5, DUE)
    after = await passage_lookup.today(stocked, asks(GUILD, channel_id=CHANNEL, user_id=1))
    assert after.post is not None
    assert after.post.id == post.id


async def test_without_a_study_there_is_no_today(stocked: Database):
    """A host can start one."""
    with pytest.raises(StudyError) as refused:
        await passage_lookup.today(stocked, asks(GUILD, channel_id=CHANNEL, user_id=1))
    assert refused.value.key == "study.none_yet"


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("nieghbour", ["neighbours"]),
        ("bread nighbor", ["bread neighbours"]),
        ("bred", ["bread"]),
        ("bred nieghbour", ["bread neighbours"]),
        ("zzzzz", []),
    ],
)
async def test_nothing_found_offers_the_nearest_words(stocked: Database, typed: str, suggested: list[str]):
    """As a passage within reach spells them, and only where they find something."""
    if not suggested:
        await nothing(stocked, GUILD, typed)
        return
    page = await passage_lookup.find(stocked, GUILD, typed, None)
    assert [query.text for query in (page.query, *page.suggestions)] == suggested


async def test_a_line_that_nothing_holds_whole_leads_to_what_comes_closest(stocked: Database):
    """Word by word, the rare ones counting more."""
    file = EssayFile(
        "a.md", b"# Moving\n\nTwo removal men are carrying a piano down the stairs. It is heavy for them.\n"
    )
    await catalogue.import_essay(stocked, GUILD, file, {})
    page = await passage_lookup.find(stocked, GUILD, "the movers carried a piano to the cellar", None)
    assert (page.views[0].essay.title, page.whole) == ("Moving", False)
    page = await passage_lookup.find(stocked, GUILD, '"they carry it downstairs" xylophone paino', None)
    assert (page.views[0].essay.title, page.whole) == ("Moving", False)
    assert set(page.query.wanted) >= {"carry", "it", "piano"}


async def test_no_word_of_another_guild_is_offered(stocked: Database):
    """The index knows it, but nobody else is told."""
    await catalogue.import_essay(stocked, OTHER_GUILD, EssayFile("a.md", b"# Ours\n\nA xylophone plays.\n"), {})
    await nothing(stocked, GUILD, "xylofone")
    assert (await passage_lookup.find(stocked, OTHER_GUILD, "xylofone", None)).query.wanted == ("xylophone",)


async def test_the_beginning_of_a_word_is_enough_when_nothing_has_it_whole(stocked: Database):
    """Half a word finds the whole one."""
    assert (await passage_lookup.find(stocked, GUILD, "neighb", None)).total == 5


async def test_a_page_that_is_no_more_is_the_first(stocked: Database):
    """The shelf may have shrunk since its button was made."""
    found = await passage_lookup.find(stocked, GUILD, "bread", None, page=9)
    assert (found.page, found.total, len(found.views)) == (0, 5, 5)
