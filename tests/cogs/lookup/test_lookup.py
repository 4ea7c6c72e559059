"""Looking passages up, end to end: what is shown, and the buttons that lead on."""

from pathlib import Path

import pytest

from bot.services.library import catalogue
from local_discord import Reply
from tests.cogs.conftest import Circle
from tests.services.conftest import pack


@pytest.fixture
def essays(essays: Path) -> Path:
    """Two short essays and one long enough for a second page."""
    file = pack("Long Bread", 9)
    (essays / file.name).write_bytes(file.data)
    return essays


async def search(circle: Circle, words: str, essay: str | None = None) -> Reply:
    options = {"words": words} if essay is None else {"words": words, "essay": essay}
    return await circle.first.slash("/passage search", in_=circle.lobby, options=options)


async def test_previous_and_next_lead_through_the_essay(circle: Circle):
    """In the place of the message; the first has nothing before it, the last nothing after it."""
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage="on bread 1")
    assert shown.buttons == ["Next", "Discuss"]
    shown = await circle.first.press("Next", on=shown)
    assert "On Bread, passage 2" in shown.text
    assert shown.buttons == ["Previous", "Next", "Discuss"]
    shown = await circle.first.press("Next", on=shown)
    assert "On Bread, passage 3" in shown.text
    assert shown.buttons == ["Previous", "Discuss"]
    assert shown.ephemeral


async def test_a_range_is_shown_together(circle: Circle):
    """And leads on from its end."""
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage="long bread 3-5")
    assert "Passages 3 to 5 of 9" in shown.text
    assert "Long Bread, passage 5" in shown.text
    assert "Passage 6 of 9" in (await circle.first.press("Next", on=shown)).text


async def test_what_can_be_several_is_offered_as_buttons(circle: Circle):
    """Each leads to its passage."""
    which = await circle.first.slash("/passage show", in_=circle.lobby, passage="bread 2")
    assert which.buttons == ["Long Bread 2", "On Bread 2"]
    assert "Long Bread, passage 2" in (await circle.first.press("Long Bread 2", on=which)).text


async def test_two_essays_of_one_title_are_told_apart(circle: Circle):
    """The group's own version and the common one: by how the passage begins."""
    own = pack("On Salt", 2).data.replace(b"On Salt, passage", b"Ours, passage")
    await catalogue.import_essay(circle.bot.database, circle.guild.id, catalogue.EssayFile("own.md", own), {})
    which = await circle.first.slash("/passage show", in_=circle.lobby, passage="on salt 2")
    start = "passage 2, about bread and neighbours."
    assert which.buttons == [f"On Salt 2 · On Salt, {start}", f"On Salt 2 · Ours, {start}"]


async def test_a_line_is_searched_for_where_nothing_is_called_so(circle: Circle):
    """Somebody who types a line instead of a name gets what a search gets."""
    found = await circle.first.slash("/passage show", in_=circle.lobby, passage="about bread and neighbours")
    assert "14 passages" in found.text
    assert "Page 2 of 3" in (await circle.first.press("Next page", on=found)).text


async def test_a_search_has_pages_of_six_that_survive_a_restart(circle: Circle):
    """Numbered throughout; a hit opens in an answer of its own."""
    found = await search(circle, "bread neighbours")
    assert "14 passages" in found.text
    assert "Page 1 of 3" in found.text
    assert found.buttons == ["1", "2", "3", "4", "5", "6", "Next page"]
    await circle.stop()
    await circle.start()
    second = await circle.first.press("Next page", on=found)
    assert "Page 2 of 3" in second.text
    assert second.buttons == ["7", "8", "9", "10", "11", "12", "Previous page", "Next page"]
    opened = await circle.first.press("7", on=second)
    assert opened.ephemeral
    assert "Passage " in opened.text
    third = await circle.first.press("Next page", on=second)
    assert third.buttons == ["13", "14", "Previous page"]


async def test_words_too_long_for_a_button_are_searched_anew(circle: Circle):
    """It says so instead of losing words."""
    found = await search(circle, '"about bread and neighbours" passage about and neighbours bread neighbour breads')
    assert "Page 1 of 3" in found.text
    assert "search again with fewer words" in found.text
    assert "Next page" not in found.buttons


async def test_a_search_stays_within_its_essay_on_every_page(circle: Circle):
    """The button remembers it."""
    found = await search(circle, "bread", essay="long")
    assert "9 passages" in found.text
    second = await circle.first.press("Next page", on=found)
    assert second.buttons == ["7", "8", "9", "Previous page"]


async def test_where_nothing_was_found_is_said(circle: Circle):
    """Somebody may have forgotten that they named an essay."""
    nothing = await search(circle, "long bread", essay="on salt")
    assert nothing.text.startswith("No passage of “On Salt” was found for: long bread. Try other words, or search")
    assert "Long Bread" not in nothing.text


async def test_a_misspelt_word_is_taken_as_it_may_be_meant(circle: Circle):
    """And what was looked for is said."""
    found = await search(circle, "bread nieghbours")
    assert found.text.startswith("### 14 passages for “bread neighbours”")


async def test_a_line_remembered_nearly_leads_to_its_passage(circle: Circle):
    """Although one of its words stands nowhere: what comes closest is shown, and opens."""
    closest = await search(circle, "the second passage on salt and about pepper")
    assert closest.text.endswith("No passage has all the words. These come closest.")
    assert "1. **On Salt " in closest.text
    assert "**On** **Salt**, **passage** " in closest.text
    assert closest.buttons[:2] == ["1", "2"]
    assert "On Salt, passage" in (await circle.first.press("1", on=closest)).text


async def test_a_hit_says_when_the_group_read_it(circle: Circle):
    """With the thread, and how many took part."""
    await circle.set_up(essay="on bread")
    post, thread = await circle.next_day(1)
    await circle.first.press("I’ve read it", on=post)
    found = await search(circle, '"On Bread, passage 1"')
    assert "read together on <t:" in found.text
    assert f"<#{thread.id}>" in found.text
    assert "1 person took part" in found.text
    link = f"https://discord.com/channels/{circle.guild.id}/{circle.channel.id}/{post.id}"
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage=link)
    assert "On Bread, passage 1" in shown.text


async def test_autocompletion_knows_what_has_been_imported_since(circle: Circle):
    """From memory, which is filled anew when the shelf has changed."""
    assert await circle.first.autocomplete("/passage show", in_=circle.lobby, passage="rivers") == []
    await catalogue.import_essay(circle.bot.database, circle.guild.id, pack("On Rivers", 2), {})
    offered = await circle.first.autocomplete("/passage show", in_=circle.lobby, passage="rivers 2")
    assert [choice.name for choice in offered] == ["On Rivers 2 · On Rivers, passage 2, about bread and neighbours."]


async def test_what_is_typed_is_offered_as_it_would_be_answered(circle: Circle):
    """A day of the group, the reference of a post, a section, words of a passage; and the essay read here first."""
    await circle.set_up(essay="on salt")
    post, _ = await circle.next_day(1)
    link = f"https://discord.com/channels/{circle.guild.id}/{circle.channel.id}/{post.id}"
    for typed, name in (("day 1", "On Salt 1"), (link, "On Salt 1"), ("2", "On Salt 2"), ("about saltz", "On Salt")):
        offered = await circle.first.autocomplete("/passage show", in_=circle.channel, passage=typed)
        assert offered, typed
        assert offered[0].name.startswith(name), typed


@pytest.mark.parametrize(
    "words",
    [
        "is",
        "and about",
        "x" * 500,
        "🙂🙂",
        "NEAR(bread OR salt) *",
        'title:"',
        "-bread",
        '"',
        "'; DROP TABLE x;--",
        "愛",
    ],
)
async def test_whatever_is_searched_for_has_an_answer(circle: Circle, words: str):
    """Something found, or what to try instead; never an error reference."""
    reply = await search(circle, words)
    assert reply.ephemeral
    assert "reference" not in reply.text
    assert any(said in reply.text for said in ("passage", "word"))


async def test_a_passage_removed_since_is_explained(circle: Circle):
    """A button outlives what it leads to."""
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage="long bread 8")
    await catalogue.stock(circle.bot.database, [catalogue.EssayFile("l.md", pack("Long Bread", 7).data)])
    assert "no longer in the library" in (await circle.first.press("Next", on=shown)).text


async def test_another_quote_comes_in_the_place_of_the_first(circle: Circle):
    """None twice until both were shown; then that is said, and each leads to its passage."""
    shown = await circle.first.slash("/quote", in_=circle.lobby, words="salt")
    assert shown.buttons == ["Share", "Another", "Show the passage"]
    texts = [shown.text]
    for _ in range(2):
        shown = await circle.first.press("Another", on=shown)
        texts.append(shown.text)
    quoted = [text.partition("\n")[0] for text in texts]
    assert sorted(quoted[:2]) == [f"> On Salt, passage {number}, about bread and neighbours." for number in (1, 2)]
    assert quoted[2] == quoted[0]
    assert ["here they come again" in text for text in texts] == [False, False, True]
    assert "of 2" in (await circle.first.press("Show the passage", on=shown)).text


async def test_the_only_quote_has_no_other(circle: Circle):
    """Which is said, with what to do; a quote of very many words has no button that would have to hold them."""
    only = await circle.first.slash("/quote", in_=circle.lobby, words='"salt, passage 2"')
    assert circle.says("quote.only_one") in (await circle.first.press("Another", on=only)).text
    long = await circle.first.slash("/quote", in_=circle.lobby, words="salt passage 2 about bread and neighbours " * 2)
    assert long.buttons == ["Share", "Show the passage"]


async def test_without_a_quote_there_is_something_to_do(circle: Circle):
    """A German essay that marks no lines."""
    text = "# Vom Brot\n\nDas Brot ist geduldig, und die Menschen sind es nicht. Der Ofen wartet auf beide.\n"
    await catalogue.import_essay(circle.bot.database, circle.guild.id, catalogue.EssayFile("b.md", text.encode()), {})
    for options in ({"essay": "vom brot"}, {"words": "geduldig"}):
        assert "/passage " in (await circle.first.slash("/quote", in_=circle.lobby, options=options)).text
