"""*A line that struck me*, end to end: what members see, and what the group sees of it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from discord import ComponentType
from hypothesis import given, settings

from bot.core.studies.participation import marked_lines
from bot.services.participation.marked_lines import OwnLines
from cogs.daily.marked_lines import lines_layout
from local_discord import Member, Message, Reply
from local_discord.member.errors import NotPossible
from tests.cogs.conftest import Circle
from tests.cogs.ui.layouts import SAY
from tests.cogs.ui.test_layouts import HARMLESS, check_size, components
from tests.core.studies.participation.test_marked_lines import LANGUAGES, TEXTS

BUTTON = "A line that struck me"
LIST = "Lines that struck me …"
ALONE = "The patience of a river is older than the patience of a stone."
LINES = ("Water waits for nobody.", ALONE, "Who has waited knows the weir.")
COUNTS = "people marked this"
SELECT = ComponentType.string_select.value


@pytest.fixture
def essays(essays: Path) -> Path:
    """An essay of two passages: the first has three lines, the second so many that a list does not hold them."""
    text = f"{' '.join(LINES)}\n\n---\n\n{' '.join(f'Stone {number} waits.' for number in range(1, 31))}"
    (essays / "on-water.md").write_text(f"---\ntitle: On Water\nid: on-water\n---\n{text}\n", "utf-8")
    return essays


@pytest.fixture
async def post(circle: Circle) -> Message:
    """The post of the first day, with the first passage."""
    await circle.set_up(essay="on water")
    return (await circle.next_day(1))[0]


async def marking(member: Member, post: Message | Reply, *lines: int) -> Reply:
    """What a member sees who opens the lines of a post and chooses these."""
    shown = await member.press(BUTTON, on=post)
    return await member.choose(LIST, [str(line) for line in lines], on=shown)


def chosen(reply: Reply) -> list[str]:
    """The values of the options that are chosen in the list."""
    assert reply.message is not None
    (select,) = [part for part in components(reply.message.components) if part["type"] == SELECT]
    return [option["value"] for option in select["options"] if option.get("default")]


async def test_lines_are_numbered_and_chosen_in_a_list(circle: Circle, post: Message):
    """Only the person sees them; what they chose is chosen already when they open it again, after a restart too."""
    shown = await circle.first.press(BUTTON, on=post)
    assert shown.ephemeral
    assert all(f"**{number}.** {line}" in shown.text for number, line in enumerate(LINES, start=1))
    assert chosen(shown) == []
    after = await circle.first.choose(LIST, ["1", "3. Who has waited knows the weir."], on=shown)
    assert chosen(after) == ["1", "3"]
    assert after.text.count("You marked this") == 2
    await circle.stop()
    await circle.start()
    again = await circle.first.press(BUTTON, on=post)
    assert chosen(again) == ["1", "3"]
    assert chosen(await circle.first.choose(LIST, ["3"], on=after)) == ["3"]
    assert "You marked this" not in (await circle.first.choose(LIST, [], on=again)).text


async def test_three_members_see_how_many_chose_which(circle: Circle, post: Message):
    """And whoever opens the lines, from the post or from `/today`; never who. One takes a mark back, and it is gone."""
    await marking(circle.first, post, 1, 2)
    assert COUNTS not in (await marking(circle.second, post, 2)).text
    third = await marking(circle.host, post, 2, 3)
    assert "3 people marked this" in third.text
    assert third.text.count("1 person marked this") == 2
    reader = circle.guild.add_member("Reader")
    today = await reader.slash("/today", in_=circle.lobby)
    seen = await reader.press(BUTTON, on=today)
    assert "3 people marked this" in seen.text
    assert not any(member.mention in seen.text for member in (circle.first, circle.second, circle.host))
    await marking(circle.second, post)
    gone = await reader.press(BUTTON, on=post)
    assert COUNTS not in gone.text
    assert "1 person marked this" not in gone.text


async def test_a_long_passage_has_pages(circle: Circle, post: Message):
    """Twenty-five lines each; more than ten cannot be chosen in one list, nor in both."""
    del post
    post, _ = await circle.next_day(2)
    first = await circle.first.press(BUTTON, on=post)
    assert first.buttons == ["Next page"]
    with pytest.raises(NotPossible):
        await circle.first.choose(LIST, [str(number) for number in range(1, 12)], on=first)
    await circle.first.choose(LIST, [str(number) for number in range(1, 11)], on=first)
    second = await circle.first.press("Next page", on=first)
    assert second.buttons == ["Previous page"]
    assert "**30.** Stone 30 waits." in second.text
    full = await circle.first.choose(LIST, ["30"], on=second)
    assert "You can mark 10 lines of this post" in full.text
    assert chosen(full) == []
    assert len(chosen(await circle.first.press("Previous page", on=full))) == 10


async def test_the_button_of_a_study_that_is_gone_says_so(circle: Circle, post: Message):
    """As do the list and the pages of it."""
    shown = await circle.first.press(BUTTON, on=post)
    sure = await circle.host.slash("/study remove", in_=circle.lobby)
    await circle.host.press(sure.buttons[0], on=sure)
    assert "cannot be marked any more" in (await circle.first.press(BUTTON, on=post)).text
    assert "cannot be marked any more" in (await circle.first.choose(LIST, ["1"], on=shown)).text


async def test_what_three_have_marked_is_a_quote_of_the_server(circle: Circle, post: Message):
    """It comes first, says so, is shared, and leads on to the others; taken back, it is shared no more."""
    for member in (circle.first, circle.second, circle.host):
        await marking(member, post, 2)
    quote = await circle.first.slash("/quote", in_=circle.lobby)
    assert quote.text.startswith(f"> {ALONE}")
    assert "Marked by 3 people here" in quote.text
    shared = await circle.first.press("Share", on=quote)
    seen = await circle.second.sees(ALONE, in_=circle.lobby)
    assert "Marked by 3 people here" in seen.text
    assert shared.buttons == ["Show the passage"]
    quote = await circle.first.slash("/quote", in_=circle.lobby, words="patience")
    assert "only line that fits" in (await circle.first.press("Another", on=quote)).text
    await marking(circle.second, post)
    assert "Fewer people mark this line now" in (await circle.first.press("Share", on=quote)).text
    again = await circle.first.slash("/quote", in_=circle.lobby, words="patience")
    assert ALONE in again.text  # which rules find as well
    assert "Marked by" not in again.text


@given(TEXTS, TEXTS, LANGUAGES)
@settings(max_examples=200)
def test_every_page_is_one_that_discord_takes(first: str, second: str, language: str):
    """Whatever a passage says: one to twenty-five options, each of its own value, with a label that is not empty."""
    content = replace(HARMLESS.several, text=first, language=language)
    content = replace(content, following=(content.following[0]._replace(text=second),))
    pages = marked_lines.pages(content)
    for number, page in enumerate(pages, start=1):
        own = frozenset([*page.lines][: marked_lines.MOST])
        layout = lines_layout(SAY, OwnLines(1, content, page, number, len(pages), own, dict.fromkeys(page.lines, 999)))
        check_size(layout)
        (select,) = [part for part in components(layout.to_components()) if part["type"] == SELECT]
        for option in select["options"]:
            assert re.fullmatch(rf"{option['value']}\. .*\S", option["label"], re.DOTALL)
        assert sum(option.get("default", False) for option in select["options"]) == len(own) <= select["max_values"]
        assert select["min_values"] == 0
