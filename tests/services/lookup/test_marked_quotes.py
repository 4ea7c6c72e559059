"""Lines that a group has marked, as quotes of its server."""

from collections.abc import Sequence

import pytest

from bot.core.errors import StudyError
from bot.core.lookup.quotes import QuoteKey
from bot.core.models import Place
from bot.core.posts import Post
from bot.i18n import Texts
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue, corrections
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import passage_lookup, quotes
from bot.services.lookup.quotes import Draw, QuoteView
from bot.services.participation import marked_lines, own_data
from bot.services.studies import study_changes
from bot.store.database import Database
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, OTHER_GUILD, START, plan

ANN, BEN, CLEO = GROUP = (5 * 10**17, 6 * 10**17, 7 * 10**17)
NOBODY, RIVER, HOME = 1, 2, 3
LINES = [
    "Water waits for nobody who is late.",
    "The patience of a river is older than the patience of a stone.",
    "He went home.",
]
WATER = f"---\ntitle: On Water\nid: on-water\n---\n{' '.join(LINES)}\n"
PACK = f"{WATER}\n! {LINES[0]}\n"


@pytest.fixture
async def shelf(database: Database) -> Database:
    """A common shelf with an essay whose pack marks its first line."""
    await catalogue.stock(database, [EssayFile("w.md", PACK.encode())])
    return database


async def posted(database: Database, guild_id: int = GUILD, channel_id: int = CHANNEL) -> Post:
    """A post of the essay, in a study of its own."""
    await study_changes.set_up(database, plan(guild_id=guild_id, place=Place(channel_id)), START)
    (claimed,) = await slot_claims.claim_due(database, APPLICATION, DUE)
    return await posting.sent(database, claimed, channel_id + 1, DUE)


async def mark(database: Database, post: Post, who: Sequence[int], *lines: int) -> None:
    for user_id in who:
        await marked_lines.choose(database, asks(post.guild_id, user_id=user_id), post.id, 1, lines)


async def drawn(database: Database, count: int, wanted: Draw, guild_id: int | None = GUILD) -> list[QuoteView]:
    """So many quotes, one after another."""
    views: list[QuoteView] = []
    for _ in range(count):
        views.append(await quotes.draw(database, guild_id, wanted, views[-1].key if views else None))
    return views


@pytest.mark.parametrize("seed", range(5))
async def test_a_line_that_three_have_marked_comes_first(shelf: Database, seed: int):
    """Also one that the pack does not mark; then those that come for everybody, each line once."""
    await mark(shelf, await posted(shelf), GROUP, RIVER)
    first, second, third = await drawn(shelf, 3, Draw(seed))
    assert [(quote.text, quote.people, quote.again) for quote in (first, second, third)] == [
        (LINES[1], 3, False),
        (LINES[0], 0, False),
        (LINES[1], 3, True),
    ]
    assert await quotes.by_key(shelf, GUILD, first.key) == first
    assert first.view.essay.title == "On Water"


async def test_a_line_of_both_comes_once(shelf: Database):
    """With how many have marked it, in the place of the pack's."""
    await mark(shelf, await posted(shelf), GROUP, NOBODY)
    for wanted in (Draw(1), Draw(1, "late")):
        first, again = await drawn(shelf, 2, wanted)
        assert (first.text, first.people, again.again) == (LINES[0], 3, True)


async def test_two_are_too_few(shelf: Database):
    """And so are two of three when one takes theirs back, or deletes their data: a button of before says so."""
    post = await posted(shelf)
    for leave in (mark(shelf, post, [CLEO]), own_data.forget(shelf, CLEO, DUE)):
        await mark(shelf, post, GROUP, RIVER)
        (quote,) = await drawn(shelf, 1, Draw(1))
        assert quote.people == 3
        await leave
        assert {each.people for each in await drawn(shelf, 2, Draw(1))} == {0}
        with pytest.raises(StudyError, match="unmarked"):
            await quotes.by_key(shelf, GUILD, quote.key)
        assert (await quotes.draw(shelf, GUILD, Draw(1), quote.key)).text == LINES[0]


async def test_a_line_that_cannot_stand_alone_is_no_quote(shelf: Database):
    """However many it has struck."""
    post = await posted(shelf)
    await mark(shelf, post, GROUP, HOME)
    assert [quote.text for quote in await drawn(shelf, 2, Draw(1))] == [LINES[0]] * 2
    assert post.content is not None
    with pytest.raises(StudyError, match="unmarked"):
        await quotes.by_key(shelf, GUILD, QuoteKey(post.content.passage_id, HOME))


async def test_no_other_server_sees_it(shelf: Database):
    """Nor is a mark of another one counted, nor is it seen in direct messages."""
    await mark(shelf, await posted(shelf), GROUP, RIVER)
    await mark(shelf, await posted(shelf, OTHER_GUILD, CHANNEL + 10), GROUP[:2], RIVER, NOBODY)
    key = (await quotes.draw(shelf, GUILD, Draw(1))).key
    for guild_id in (OTHER_GUILD, None):
        assert [(quote.text, quote.people) for quote in await drawn(shelf, 2, Draw(1), guild_id)] == [(LINES[0], 0)] * 2
        with pytest.raises(StudyError, match="unmarked"):
            await quotes.by_key(shelf, guild_id, key)
    assert {quote.people for quote in await drawn(shelf, 2, Draw(1))} == {0, 3}


async def test_people_of_all_studies_of_a_server_count_together(shelf: Database):
    """Each once, however often they have marked it."""
    here, there = await posted(shelf), await posted(shelf, channel_id=CHANNEL + 10)
    await mark(shelf, here, [ANN, BEN], RIVER)
    await mark(shelf, there, [BEN], RIVER)
    assert {quote.people for quote in await drawn(shelf, 2, Draw(1))} == {0}
    await mark(shelf, there, [CLEO], RIVER)
    assert (await quotes.draw(shelf, GUILD, Draw(1))).people == 3


async def test_words_and_an_essay_narrow_these_too(shelf: Database):
    """The words stand in the line itself."""
    await mark(shelf, await posted(shelf), GROUP, RIVER)
    essay_id = await passage_lookup.essay_id(shelf, GUILD, "On Water")
    river, again = await drawn(shelf, 2, Draw(1, "river"))
    assert (river.text, river.people, again.again) == (LINES[1], 3, True)
    assert (await quotes.draw(shelf, GUILD, Draw(1, "late"))).text == LINES[0]
    assert (await quotes.draw(shelf, GUILD, Draw(1, "", essay_id))).people == 3
    await catalogue.import_essay(shelf, GUILD, EssayFile("o.md", b"# Other\n\nStones wait for whoever is late.\n"), {})
    other_id = await passage_lookup.essay_id(shelf, GUILD, "Other")
    with pytest.raises(StudyError, match="none_there"):
        await quotes.draw(shelf, GUILD, Draw(1, "", other_id))


async def test_a_line_counts_as_long_as_its_passage_stands(database: Database):
    """After a correction the same number may be another line."""
    await catalogue.import_essay(database, GUILD, EssayFile("w.md", WATER.encode()), {})
    essay_id = await passage_lookup.essay_id(database, GUILD, "On Water")
    assert essay_id is not None
    await mark(database, await posted(database), GROUP, RIVER)
    assert (await quotes.draw(database, GUILD, Draw(1))).people == 3
    text = " ".join([LINES[0], *LINES])
    await corrections.set_passage(database, GUILD, essay_id, 1, 1, heading="", text=text, banks=Texts().banks())
    assert {quote.people for quote in await drawn(database, 2, Draw(1))} == {0}
