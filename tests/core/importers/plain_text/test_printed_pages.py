"""Text copied from printed pages."""

import pytest

from bot.core.essays.draft import DraftEssay
from bot.core.importers.plain_text import text_file
from bot.core.importers.reader import read_essay

TITLE = "ON THE COLD OVEN"
PAGES = [
    """The oven had been cold for as long as anybody in the
house could remember. The bread came from the mill-
town in a cart, and nobody asked who had baked it or
why it was so often late. My grandmother won-
dered about it aloud, and was told that she won-
dered too much. She would go and stand before the""",
    """oven with her hand on the iron, as one stands before
a horse. Then she lit it. The smoke came into the
kitchen first, and went up only when the whole house
was awake and had opened every window there was.""",
    """We have baked in it ever since. The bread is no bet-
ter than that of the cart, and it is late more often
than that was; but we know whom to blame for it.""",
]
WHOLE = """
The oven had been cold for as long as anybody in the house could remember. The bread came from the milltown in
a cart, and nobody asked who had baked it or why it was so often late. My grandmother wondered about it aloud,
and was told that she wondered too much. She would go and stand before the oven with her hand on the iron, as
one stands before a horse. Then she lit it. The smoke came into the kitchen first, and went up only when the
whole house was awake and had opened every window there was.

We have baked in it ever since. The bread is no better than that of the cart, and it is late more often than
that was; but we know whom to blame for it.
"""


def read(between: list[str], last: str = "") -> DraftEssay:
    first, second = between
    text = f"{TITLE}\n\n{PAGES[0]}{first}{PAGES[1]}{second}{PAGES[2]}\n{last}"
    return read_essay("oven.txt", text.encode(), {})


def paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n")]


def told(draft: DraftEssay) -> list[str]:
    assert [section.heading for section in draft.sections] == [None]
    return [part for passage in draft.passages for part in passage.text.split("\n\n")]


@pytest.mark.parametrize(
    ("between", "dropped"),
    [
        (["\n\n12\n\n", "\n\n13\n\n"], ["12", "13"]),
        (["\n12\n", "\n\n13\n\n"], ["12", "13"]),
        (["\n\n- 12 -\n\n", "\n\n- 13 -\n\n"], ["- 12 -", "- 13 -"]),
        (["\n\nPage 1 of 9\n\n", "\n\nPage 2 of 9\n\n"], ["Page 1 of 9", "Page 2 of 9"]),
        (["\n\n12\n\nA. Field · On the Cold Oven\n\n", "\n\n13\n\n"], ["12", "A. Field · On the Cold Oven", "13"]),
        (
            ["\n\nThe Quay Review\n\n12\n\n", "\n\nThe Quay Review\n\n13\n\n"],
            ["The Quay Review", "12", "The Quay Review", "13"],
        ),
        (["\n12  THE QUAY REVIEW\n", "\n\n13  THE QUAY REVIEW\n\n"], ["12  THE QUAY REVIEW", "13  THE QUAY REVIEW"]),
        (["\n", "\n\n"], []),
    ],
)
def test_page_numbers_running_heads_and_parted_words_are_undone(between: list[str], dropped: list[str]):
    """A paragraph goes on across the page, and what stood there is listed as left out."""
    draft = read(between)
    assert (draft.title, told(draft)) == (TITLE, paragraphs(WHOLE))
    assert list(draft.left_out) == dropped


def test_numbers_of_sections_are_no_page_numbers():
    """No sentence goes on below them, and they count from the beginning."""
    bread = "Bread is older than the field that bears it, and the field is older than we who eat from it every day."
    text = "On Bread\n\n" + "\n\n".join(f"{n}\n\n{bread}" for n in range(1, 6))
    assert [heading for heading, _ in text_file.read(text, "a").sections] == list("12345")


def test_a_refrain_is_no_running_head():
    """It comes again and again, but between whole verses."""
    text = "The Oven\n\n" + "\n\n".join(
        f"The loaf of day {n}\nis dark and round,\n\nand nobody asks." for n in range(5)
    )
    draft = read_essay("a.txt", text.encode(), {})
    assert "".join(told(draft)).count("and nobody asks.") == 5


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("the won-\ndered thing", "the wondered thing"),
        ("a well-\nknown oven, as well-known as any", "a well-known oven, as well-known as any"),
        ("Jean-\nPaul came", "Jean-Paul came"),
        ("the won\u00ad\ndered thing", "the wondered thing"),
        ("the won¬\ndered thing", "the wondered thing"),
    ],
)
def test_a_word_parted_at_a_line_s_end_is_whole_again(written: str, whole: str):
    """Its hyphen stays where the text has the word with one elsewhere, or a capital follows."""
    draft = read_essay(
        "a.txt", f"On Bread\n\nIt is said of bread and of those who bake it that {written}.".encode(), {}
    )
    assert " ".join(draft.passages[0].text.split()).endswith(f"that {whole}.")


def test_verse_keeps_its_lines():
    """Its lines are of different lengths, or each begins with a capital, and a hyphen may stand for a dash."""
    verse = "The oven is cold and the flour is gone-\nAnd nobody sold us the bread of the dawn,\nAnd the cart is late"
    draft = read_essay("a.txt", f"On Bread\n\n{verse}\n\n{verse}".encode(), {})
    assert draft.passages[0].text == f"{verse}\n\n{verse}"


def test_numbers_of_notes_are_no_page_numbers():
    """They count from the beginning too, and few of them part a sentence."""
    notes = "\n\n".join(f"{n}\n\nThe oven of that year, which was cold." for n in range(1, 6))
    draft = read_essay(
        "a.txt", f"On Bread\n\nIt is said, of bread, that it is old (so the miller)\n\n{notes}".encode(), {}
    )
    assert not draft.left_out
