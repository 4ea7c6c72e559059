"""What kind of text a passage is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.questions.bank import Sign
from bot.core.questions.kinds import kinds_of

ARGUMENT = "We must never forget that people need bread, and that nobody is full who cannot share it. " * 3
REPORT = (
    "The mill at Old Bridge closed on 4 March after 120 years, according to the ministry. Officials said that 35"
    " percent of the flour in Lower Valley came from there. Marta Kern, who worked at the mill since 1998, learned of"
    " it by post."
)
INSTRUCTION = (
    "Set the oven to 220 degrees. Mix the flour with the water and add the salt. Cut the dough, and check the crust"
    " after twenty minutes. Use the steps above for a larger loaf."
)
SCENE = (
    "She opened the door and looked at him. He took off his coat, sat down and asked for bread. She laughed, and he did"
    " not know what he had said."
)
PERSONAL = (
    "I learned to bake when I was nine. My mother let me knead, and I burned my first loaf, and I cried. I still have"
    " the tin in my kitchen, and I looked at it when I wrote this."
)
ROW = "Rye, wheat, oats, barley. Bread, cake, porridge, beer. Spring, summer, autumn, winter."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ARGUMENT, Sign.ARGUMENT),
        (REPORT, Sign.REPORT),
        (INSTRUCTION, Sign.INSTRUCTION),
        (SCENE, Sign.SCENE),
        (PERSONAL, Sign.PERSONAL),
        (ROW, Sign.ANY),
        ("", Sign.ANY),
    ],
)
def test_it_is_told_by_its_words(text: str, kind: Sign):
    """One of them, or any where it is not sure."""
    assert kinds_of([text]) == [kind]


def test_what_somebody_else_says_does_not_count():
    """Neither between quotation marks nor in a quoted paragraph."""
    assert kinds_of([f"“{PERSONAL}”"]) == kinds_of([f"> {PERSONAL}"]) == [Sign.ANY]
    assert kinds_of([f"{REPORT} “{ARGUMENT}”"]) == [Sign.REPORT]


def test_an_argument_that_is_mostly_quoted_is_nobody_s():
    """Who of them is the writer is not sure."""
    assert kinds_of([f"{ARGUMENT}\n\n> {ROW}"]) == [Sign.ARGUMENT]
    assert kinds_of([f"{ARGUMENT}\n\n> {ARGUMENT}{ARGUMENT}"]) == [Sign.ANY]


def test_an_essay_speaks_for_its_passages():
    """A page of a report may be without a figure."""
    plain = "The mill stood empty. The council of Lower Valley discussed what to do, and the owners kept silent."
    assert kinds_of([plain]) == [Sign.ANY]
    assert kinds_of([plain, *[REPORT] * 5]) == [Sign.REPORT] * 6


def test_what_is_not_sure_in_a_story_is_a_scene():
    """Nobody can be asked what is claimed there. In what is no story it stays what it is."""
    assert kinds_of([SCENE, SCENE, ROW]) == [Sign.SCENE] * 3
    assert kinds_of([SCENE, PERSONAL, ROW])[2] is Sign.ANY


def test_a_story_told_in_an_argument_is_no_scene():
    """It is told for the sake of something; and what is claimed in a story is its people's."""
    assert Sign.SCENE not in kinds_of([SCENE, *[ARGUMENT] * 5])
    assert Sign.ARGUMENT not in kinds_of([ARGUMENT, *[SCENE] * 9])


@given(st.lists(st.text("aAiI bB.“”9’\n>", max_size=80), max_size=4))
def test_every_passage_is_of_one_kind(passages: list[str]):
    """Whatever stands in it."""
    kinds = {Sign.ANY, Sign.ARGUMENT, Sign.REPORT, Sign.INSTRUCTION, Sign.SCENE, Sign.PERSONAL}
    found = kinds_of(passages)
    assert len(found) == len(passages)
    assert set(found) <= kinds
