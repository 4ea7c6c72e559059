"""Finding the passage that people name."""

import pytest

from bot.core.errors import StudyError
from bot.core.lookup import autocomplete
from bot.services.deliveries import post_extras, slot_claims
from bot.services.library import catalogue, corrections
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import named_passages, passage_lookup
from bot.services.lookup.named_passages import Candidates
from bot.services.lookup.passage_lookup import SearchPage
from bot.services.studies import study_changes
from bot.services.studies.study_changes import StudyStatus
from bot.store import tables
from bot.store.database import Database
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, OTHER_GUILD, START, pack, plan
from tests.services.lookup.looked_up import the_one


async def shown(database: Database, typed: str) -> tuple[str, int]:
    view = await the_one(database, GUILD, typed, CHANNEL)
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
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    assert post.content is not None
    assert await shown(stocked, post.content.reference.lower()) == ("On Bread", 1)
    with pytest.raises(StudyError):
        await passage_lookup.show(stocked, asks(OTHER_GUILD, channel_id=None), post.content.reference)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("bread 9", "lookup.no_such_number"),
        ("cheese 1", "lookup.no_such_passage"),
        (autocomplete.chosen(999), "lookup.gone"),
    ],
)
async def test_what_does_not_exist_is_explained(stocked: Database, typed: str, key: str):
    """With what to type instead."""
    with pytest.raises(StudyError) as refused:
        await passage_lookup.show(stocked, asks(GUILD, channel_id=CHANNEL), typed)
    assert refused.value.key == key


LETTERS = EssayFile(
    "letters.md",
    b"---\ntitle: Bread letters\nid: letters\n---\n# On crumbs\n\nFirst crumb.\n\n---\n\nSecond crumb.\n\n"
    b"# On crusts\n\nFirst crust.\n\n---\n\nSecond crust, by a neighbour.\n",
)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("letters section 2", "First crust."),
        ("Letters, section 2, 2", "Second crust, by a neighbour."),
        ("bread letters 2", "Second crumb."),
        ("crusts", "First crust."),
        ("bread crusts 2", "Second crust, by a neighbour."),
    ],
)
async def test_sections_are_found_by_number_and_by_heading(stocked: Database, typed: str, text: str):
    """A number then counts within the section."""
    await catalogue.stock(stocked, [LETTERS])
    view = await the_one(stocked, GUILD, typed, None)
    assert view.passage.text == text


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("bread 0", "lookup.no_such_number"),
        ("bread letters section 3", "lookup.no_such_section"),
        ("letters section 2, 3", "lookup.no_such_number_there"),
        ("bred 9", "lookup.no_such_number"),
        ("day 4", "lookup.no_such_day"),
    ],
)
async def test_what_there_is_no_number_of_is_explained(stocked: Database, typed: str, key: str):
    """And nothing else is shown in its place."""
    await catalogue.stock(stocked, [LETTERS])
    with pytest.raises(StudyError) as refused:
        await passage_lookup.show(stocked, asks(GUILD, channel_id=None), typed)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("passage 2 of “bread letters”", "Second crumb."),
        ("2nd section of letters, passage 2", "Second crust, by a neighbour."),
        ("bl 2", "Second crumb."),
        ("leters 2", "Second crumb."),
        ("leters, crumsb", "First crumb."),
        ("Bread letters 2 · Second crumb.", "Second crumb."),
        ("first crust", "First crust."),
    ],
)
async def test_what_is_called_nearly_so_is_found(stocked: Database, typed: str, text: str):
    """In another order, by initials, misspelt; at last by the passage's own words."""
    await catalogue.stock(stocked, [LETTERS])
    assert (await the_one(stocked, GUILD, typed, None)).passage.text == text


async def test_words_that_several_passages_hold_are_searched_for(stocked: Database):
    """Where nothing is called so."""
    page = await passage_lookup.show(stocked, asks(GUILD, channel_id=None), "about neighbours")
    assert isinstance(page, SearchPage)
    assert page.total == 5


async def test_a_day_of_the_group_leads_to_its_passage(stocked: Database, study: StudyStatus):
    """In the channel of the study or elsewhere, once it is there; not in another server."""
    del study
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    with pytest.raises(StudyError):
        await passage_lookup.show(stocked, asks(GUILD, channel_id=CHANNEL), "day 1")
    await posting.sent(stocked, post, 5, DUE)
    for channel_id in (CHANNEL, None, 1):
        view = await the_one(stocked, GUILD, "Day 1 · 1 of 3", channel_id)
        assert (view.essay.title, view.passage.number) == ("On Bread", 1)
    with pytest.raises(StudyError):
        await passage_lookup.show(stocked, asks(OTHER_GUILD, channel_id=None), "day 1")


async def test_what_can_be_several_is_offered(stocked: Database):
    """A title that is typed whole is not."""
    await catalogue.stock(stocked, [LETTERS])
    candidates = await passage_lookup.show(stocked, asks(GUILD, channel_id=None), "bread 2")
    assert isinstance(candidates, Candidates)
    assert [(one.essay.title, one.passage.number) for one in candidates.views] == [
        ("On Bread", 2),
        ("Bread letters", 2),
    ]
    assert (await the_one(stocked, GUILD, "bread on 2", None)).essay.title == "On Bread"


async def test_an_essay_that_has_gone_since_the_shelf_was_read(stocked: Database):
    """It is as if nothing were called so; nothing is offered to choose from."""
    await catalogue.stock(stocked, [LETTERS])
    readable = await passage_lookup.shelf(stocked, GUILD)
    async with stocked.writing() as connection:
        await connection.execute(tables.essays.delete())
    async with stocked.reading(snapshot=False) as connection:
        for typed in ("on bread 2", "bread 2", "on bread 2-3"):
            with pytest.raises(StudyError, match=named_passages.UNKNOWN):
                await named_passages.named(connection, GUILD, readable, typed, None)


async def test_a_bare_number_is_of_what_is_being_read(stocked: Database, study: StudyStatus):
    """In the study's channel and elsewhere in its guild; where nothing is read, it can be of any essay."""
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await posting.sent(stocked, post, 5, DUE)
    assert study.study.channel_id == CHANNEL
    for typed in ("2", "#2", "# 2"):
        assert await shown(stocked, typed) == ("On Bread", 2)
    assert (await the_one(stocked, GUILD, "2", None)).essay.title == "On Bread"
    assert isinstance(await passage_lookup.show(stocked, asks(OTHER_GUILD, channel_id=None), "2"), Candidates)


async def test_a_bare_number_is_of_the_very_essay_that_is_being_read(database: Database):
    """Whatever it is called by now, and although the common shelf has one of the same title."""
    await catalogue.stock(database, [pack("On Bread", 3)])
    await catalogue.import_essay(database, GUILD, pack("On Bread", 4), {})
    _, own = await passage_lookup.shelf(database, GUILD)
    await study_changes.set_up(database, plan(essay_id=own.id), START)
    (post,) = await slot_claims.claim_due(database, APPLICATION, DUE)
    await posting.sent(database, post, 5, DUE)
    assert (await the_one(database, GUILD, "2", CHANNEL)).essay == own
    renamed = await corrections.set_head(database, GUILD, own.id, own.revision, "On Loaves", "")
    assert (await the_one(database, GUILD, "2", CHANNEL)).essay == renamed


async def test_a_number_after_a_sign_is_a_passage_s_and_no_row_s(stocked: Database):
    """The fifth row of the shelf is a passage of "On Salt"; "#5" is number five of the only essay that has one."""
    await catalogue.stock(stocked, [pack("On Water", 6)])
    assert await shown(stocked, "#5") == ("On Water", 5)


async def test_what_a_list_gave_out_leads_to_its_very_passage(stocked: Database):
    """Whatever its number is."""
    view = await the_one(stocked, GUILD, "salt 2", None)
    assert await shown(stocked, autocomplete.chosen(view.passage.id)) == ("On Salt", 2)


async def test_a_range_is_shown_together_and_leads_on(stocked: Database):
    """With the ways to what comes before and after it."""
    view = await the_one(stocked, GUILD, "bread 1-2", None)
    assert [view.passage.number, *(each.number for each in view.following)] == [1, 2]
    assert view.before is None
    assert view.after is not None
    after = await passage_lookup.by_id(stocked, GUILD, view.after)
    assert (after.passage.number, after.after) == (3, None)


async def test_a_link_to_another_thread_leads_nowhere(stocked: Database, study: StudyStatus):
    """Not even while the day's post is still on its way, and has no message yet."""
    del study
    await slot_claims.claim_due(stocked, APPLICATION, DUE)
    with pytest.raises(StudyError) as refused:
        await passage_lookup.show(stocked, asks(GUILD, channel_id=None), f"https://discord.com/channels/{GUILD}/99")
    assert refused.value.key == "lookup.no_such_post"


async def test_a_link_leads_to_the_passage_of_its_post_within_its_guild(stocked: Database, study: StudyStatus):
    """To the post or to anything in its thread; another guild's link leads nowhere."""
    del study
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await posting.sent(stocked, post, 5, DUE)
    await post_extras.thread_opened(stocked, post, 7, DUE)
    for place in (f"{CHANNEL}/5", "7/99", "7"):
        assert await shown(stocked, f"https://discord.com/channels/{GUILD}/{place}") == ("On Bread", 1)
    for link, guild_id in ((f"{GUILD}/{CHANNEL}/5", OTHER_GUILD), (f"{OTHER_GUILD}/{CHANNEL}/5", OTHER_GUILD)):
        with pytest.raises(StudyError) as refused:
            await the_one(stocked, guild_id, f"https://discord.com/channels/{link}", None)
        assert refused.value.key == "lookup.no_such_post"
    with pytest.raises(StudyError):
        await passage_lookup.show(
            stocked, asks(GUILD, channel_id=None), f"https://discord.com/channels/{GUILD}/{'9' * 20}/5"
        )
