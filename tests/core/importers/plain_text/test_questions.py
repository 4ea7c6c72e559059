"""Questions that stand alone between paragraphs."""

import pytest

from bot.core.importers.plain_text import text_file

BREAD = "Bread is older than the field that bears it, and the field is older than we who eat from it every single day."


def headings(*lines: str) -> list[str]:
    text = "On Bread\n\n" + "".join(f"{BREAD}\n\n{line}\n\n" for line in lines) + BREAD
    return [heading for heading, _ in text_file.read(text, "a").sections if heading]


@pytest.mark.parametrize(
    "lines",
    [
        ["Why?"],
        ["But what would it cost us?", "And you?"],
        ["What would it cost us?"],
        ["Wozu?", "Und was wäre damit gewonnen?"],
        ["А что потом?", "Зачем же мы его едим?"],
        ["¿Y quién lo pide?"],
        ["なぜなのか？"],
        ["لماذا نأكله؟"],
        ["II", "Who asks for it? Who would dare?", "III"],
    ],
)
def test_a_question_alone_between_paragraphs_is_text(lines: list[str]):
    """Whatever language asks; it stays in its place, before what answers it."""
    assert not [heading for heading in headings(*lines) if "?" in heading or heading[-1] in "？؟"]


@pytest.mark.parametrize(
    "lines",
    [
        ["What Would It Cost Us?"],
        ["WHAT WOULD IT COST US?"],
        ["1. What would it cost us?", "2. Who would pay?"],
        ["Where it comes from", "What would it cost us?", "What is left of it"],
    ],
)
def test_a_question_that_looks_like_a_heading_is_one(lines: list[str]):
    """By its capitals or its number, or by the other headings of the text."""
    assert headings(*lines) == lines


def test_questions_that_head_the_whole_text_are_headings():
    """The first stands on top, and a paragraph stands below each."""
    asked = ["What is bread?", "Who bakes it?", "Where does it go?"]
    text = "On Bread\n\n" + "\n\n".join(f"{line}\n\n{BREAD}" for line in asked)
    assert [heading for heading, _ in text_file.read(text, "a").sections] == asked
