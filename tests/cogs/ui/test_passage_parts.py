"""Texts as Discord gets them: nothing in them does anything, whoever wrote them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.importers.reader import read_essay
from bot.core.models import Origin
from bot.core.posts import PostContent
from bot.core.text.normalization import clean
from bot.i18n import Texts
from cogs.ui.passage_parts import beside, body, origin_line, plain, post_container

SAY = Texts().say()
ACTS = re.compile(
    r"""
        <@[!&]?\d+> | <\#\d+> | </[^\n<>]+:\d+> | <a?:\w+:\d+> | <t:-?\d+(?::\w)?> | <id:\w+>   # Message Formatting
        | @everyone | @here
        | \]\(                                                                                # a masked link
        | ^[ ]*\#{1,3}[ ] | ^[ ]*-\#[ ] | ^[ ]*>>>[ ]                                           # a line of another kind
        | [\u202a-\u202e\u2066-\u2069]                                                          # other directions
    """,
    re.VERBOSE | re.MULTILINE,
)
ACTING = [
    "<@123456789012345678>", "<@!1>", "<@&1>", "<#1>", "</study post:1>", "</cmd:1>", "<:smile:1>", "<a:smile:1>",
    "<t:1700000000:R>", "<t:0>", "<id:guide>", "@everyone", "@here", "[bank.example](https://evil.example)",
    "[a\nb](https://evil.example)", "[a](\nhttps://evil.example)", "[[a]](https://evil.example)",
    "[a](<https://evil.example> 'title')", "[a](javascript:alert(1))", "![a](https://evil.example/a(b).png)",
    "[](https://evil.example)", "# Heading", "## Heading", "-# small", ">>> quoted",
    "\\<@1>", "\\\\<@1>", "\\@everyone", "\\[a](https://evil.example)", "[a\\](https://evil.example)",
    "\u202e", "\u2066", "<\u200b@1>", "@\u200beveryone", "]\u200b(",
]  # fmt: skip
pieces = st.sampled_from([*ACTING, *"\\[]()<>@#:/!&*_~`| \n", "https://evil.example", "word", "1", "t:", "id:"])
hostile = st.lists(pieces | st.text(max_size=5), max_size=12).map("".join)


@given(hostile)
def test_nothing_in_a_passage_acts(written: str):
    """No mention, command, emoji, time or link that hides where it leads; no heading, no small print."""
    assert not ACTS.search(body(clean(written)))


def test_a_quotation_in_a_passage_stays_one():
    """Line by line; what would make one of all that follows does not."""
    assert body("> Who comes late?") == "> Who comes late?"
    assert body(">>> All of it") == "\\>>> All of it"


@given(hostile)
def test_nothing_in_a_title_acts(written: str):
    """Nor in a heading or the name of an author; and it stays one line."""
    shown = plain(clean(written), 120)
    assert not ACTS.search(shown)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_~`|]", shown)


@pytest.mark.parametrize("acting", ACTING)
def test_what_acts_is_recognised_here(acting: str):
    """The test above would see it."""
    cleaned = clean(acting)
    assert ACTS.search(acting) or ACTS.search(cleaned) or ACTS.search(re.sub(r"[\s\\]", "", cleaned)), acting


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*Bread* is **old**.", "*Bread* is **old**."),
        ("Read [about rye](https://a.example/rye).", "Read about rye (https://a.example/rye)."),
        ("Read [https://a.example](https://a.example).", "Read https://a.example."),
        ("Read <https://a.example>.", "Read <https://a.example>."),
        ("# 1 is a number", "\\# 1 is a number"),
        ("3 < 4 and a<=b, 5 @ night", "3 < 4 and a<=b, 5 @ night"),
        ("Mail me@here.example or @everybody", "Mail me@\u200bhere.example or @everybody"),
    ],
)
def test_the_rest_is_shown_as_it_was_written(written: str, shown: str):
    """Emphasis, signs and addresses."""
    assert body(written) == shown


def content(title: str, author: str, source: str | None, heading: str, text: str, question: str) -> PostContent:
    return PostContent(
        1, title, author, source, heading, text, 1, question, Origin.PACK, 1, 1, 1, "7K3F9Q", "en", None
    )  # fmt: skip


@given(hostile, hostile)
def test_nothing_in_a_post_acts(one: str, other: str):
    """Its question is somebody's text as well."""
    one, other = clean(one), clean(other)
    made = content(one, other, None, one, other, one.replace("\n", " "))
    shown = [getattr(item, "content", "") for item in post_container(SAY, made).walk_children()]
    found = [hit for text in shown for hit in ACTS.findall(text) if hit not in ("# ", "## ", "-# ")]
    assert found == []


@pytest.mark.parametrize(
    "source", ["https://a.example/> <@1>", "https://a.example/ [a](b)", "javascript:alert(1)", "x"]
)
def test_only_an_address_is_shown_as_one(source: str):
    """Where an essay comes from is something to click on."""
    assert origin_line(SAY, None, source) == ""
    assert origin_line(SAY, None, "https://a.example/a") == "<https://a.example/a>"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_characters_that_hide_something_are_gone(name: str):
    """Zero widths, fillers and directions: what is left is what one sees."""
    hidden = "Bre\u200bad\u2060 is\u202e o\u200dld\u034fer\u3164 than\ufeff we\u2066 are\u180e.\U000e0041"
    written = f"<p>{hidden}</p>" if name == "a.html" else f"# T\n\n{hidden}"
    draft = read_essay(name, written.encode(), {})
    assert draft.passages[0].text == "Bread is older than we are."


@pytest.mark.parametrize("written", ["می‌خواهم", "👩‍👩‍👧", "क्‍ष", "שלום\u200f!", "❤️"])
def test_joiners_that_a_script_needs_stay(written: str):
    """Persian, Hindi, a family of emoji, a mark after Hebrew."""
    assert clean(written) == written


def test_where_a_line_breaks_the_dot_goes_to_the_next_one():
    """It is tied to what follows, but where nothing breaks: in names of threads and labels."""
    assert SAY("post.day", day=14, number=8, length=8) == "Day 14 ·\u00a0passage 8 of 8"
    assert SAY.plain("post.day", day=14, number=8, length=8) == "Day 14 · passage 8 of 8"
    assert beside(body("read"), body("here")) == "read ·\u00a0here"
