"""A table of contents above a plain text."""

import pytest

from tests.core.importers.plain_text.test_text_file import BREAD, SALT, parts, read


@pytest.mark.parametrize(
    "listed",
    ["1. Flour\n2. Of Salt", "Flour\n\nOf Salt", "Flour ........ 3\nOf Salt ..... 17", "* Flour\n* Of Salt      12"],
)
@pytest.mark.parametrize("called", ["Contents", "Table of Contents\n─────────────────", "INHALT:", "Содержание"])
def test_lines_that_come_again_as_headings_are_left_out(called: str, listed: str):
    """With what they are called; they are told."""
    draft = read(f"On Bread\n\n{called}\n\n{listed}\n\nFlour\n\n{BREAD}\n\n2 Of Salt\n\n{SALT}")
    assert parts(draft) == ["# Flour", BREAD, "# 2 Of Salt", SALT]
    assert {line.strip() for line in listed.split("\n") if line} <= set("\n".join(draft.left_out).split("\n"))


def test_contents_of_something_else_stay():
    """Lines that do not come again, one that is the heading itself, and one alone."""
    assert "Flour" in " ".join(parts(read(f"On Bread\n\nContents\n\nFlour\nOf Salt\n\n{BREAD}\n\n{SALT}")))
    text = f"On Bread\n\nContents\n\nFlour\n\n{BREAD}\n\nFlour\n\n{SALT}"
    assert " ".join(parts(read(text))).count("Flour") == 2


def test_a_title_page_between_drawn_rules_names_title_and_author():
    """As Org sets it; the rules are of whatever signs."""
    above = "━━━━━━━━\n ON BREAD\n\n  The Oven\n━━━━━━━━\n\n\n"
    draft = read(f"{above}1 Flour\n═══════\n\n  {BREAD}\n\n2 Of Salt\n═════════\n\n  {SALT}")
    assert (draft.title, draft.author) == ("ON BREAD", "The Oven")
    assert parts(draft) == ["# 1 Flour", BREAD, "# 2 Of Salt", SALT]
