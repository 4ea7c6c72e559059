"""Markup: what is cut is cut where it does no harm."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.markup import Markup, body, cut, joined, mark, some_lines, unguarded, unlinked

PIECES = [
    "<t:1700000000:F>",
    "<@123456789012345678>",
    "<#123456789012345678>",
    "word",
    " ",
    "\n",
    "• ",
    "x" * 30,
    "\\<",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(2, 120))
def test_no_time_or_mention_is_cut_through(written: str, most: int):
    """Half of one would be shown as it is, and half of an id is somebody else's."""
    shown = cut(Markup(written), most)
    assert len(shown) <= most
    assert re.sub(r"<(?:t:\d+:F|[@#]\d{18})>|\\<", "", shown).count("<") == 0
    assert shown == written or (shown.endswith("…") and written.startswith(shown[:-1].rstrip()))


def test_a_text_is_cut_at_a_line_or_else_at_a_word():
    """As people would."""
    assert cut(Markup("One line.\nAnother line that is long."), 16) == "One line.…"
    assert cut(Markup("One very long line without an end"), 16) == "One very long…"
    assert cut(Markup("short"), 16) == "short"


def test_lines_that_do_not_fit_are_counted():
    """Nothing is left out without a word."""
    lines = [mark("{}. line", number) for number in range(1, 100)]
    shown = some_lines(lines, 60, lambda n: mark("… and {} more", n))
    assert shown == "1. line\n2. line\n3. line\n4. line\n5. line\n… and 94 more"
    assert some_lines(lines[:5], 60, lambda n: mark("{}", n)) == joined("\n", lines[:5])


@given(st.text(st.sampled_from("# >-1.)\n*ab@everyonehere<:/x"), max_size=40))
def test_what_a_body_shows_is_read_back(text: str):
    """But for links, which it has written out, and a backslash that nobody sees."""
    assert unguarded(body(text)) == unlinked(text)
