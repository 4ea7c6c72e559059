"""A long row of line breaks is never stored: whatever comes to show it would pay for it."""

import pytest

from bot.core.importers.reader import read_essay
from bot.core.text.normalization import tidy

MANY = 700
PROSE = "Bread is what we share, and what we share makes a table of many. " * 9


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("essay.txt", "A title\n\nOne line.{breaks}Another line."),
        ("essay.md", "# A title\n\nOne line.{breaks}Another line."),
        (
            "essay.html",
            f"<title>A title</title><article><h1>A title</h1><p>{PROSE}</p><p>One{{breaks}}two.</p></article>",
        ),
        ("pack.md", "---\ntitle: A title\nid: a-title\n---\nOne line.{breaks}Another line."),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n", " \n", "\\\n", "<br>", "\u2029", "\u2028\t"])
def test_no_import_has_more_than_one_blank_line_in_a_row(name: str, text: str, line_break: str):
    """Of any kind of file, however its lines end."""
    draft = read_essay(name, text.format(breaks=line_break * MANY).encode(), {})
    assert not [one.text[:80] for one in draft.passages if "\n\n\n" in one.text or "\n \n" in one.text]


def test_what_a_host_types_has_none_either():
    """The paragraphs stay, and so does how far a line is set in."""
    assert tidy("one" + "\r\n" * MANY + "  two\n\t\n\nthree\nfour") == "one\n\n  two\n\nthree\nfour"
