"""What is longest still fits into a message: the library's pages at the extremes of what an import may hold."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from discord.ui import TextDisplay

from bot.core.errors import Remark
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.essays.sizes import AUTHOR, HEADING, PASSAGE, QUESTION, TITLE
from bot.core.models import Essay, Origin, Rung
from bot.i18n import Texts
from bot.interactions.answers import TEXT_LIMIT
from bot.services.library.essay_drafts import Draft, Update, Waiting
from cogs.library.draft_cuts import cuts_layout
from cogs.library.draft_page import draft_layout
from cogs.ui.buttons import StudyButton

NOW = datetime(2026, 5, 1, tzinfo=UTC)
SAY = Texts().say("en")
WORDS = "word and other " * 300
MARKS = "*_~" * 1500
"""Characters that stand behind a backslash each, so that they are twice as long when they are shown."""


def waiting(filling: str) -> Waiting:
    """A draft of thirty sections with a passage each, in which everything is as long as it may be."""
    asked = (DraftQuestion(Rung.NOTICE, WORDS[:QUESTION], Origin.BANK),)
    sections = tuple(
        DraftSection(f"{number} {filling}"[:HEADING], (DraftPassage(f"A {filling}"[:PASSAGE], asked),))
        for number in range(30)
    )
    source = "https://example.org/" + "a" * 180
    essay = DraftEssay(
        title=filling[:TITLE],
        author=filling[:AUTHOR],
        published=date(2020, 1, 1),
        language="en",
        source=source,
        sections=sections,
        dropped=(f"Left {filling}"[:200],) * 9,
        warnings=(Remark("import.no_author"),),
    )
    return Waiting(Draft(1, 2, "digest", 1, NOW, essay), NOW + timedelta(days=1), None, ())


@pytest.mark.parametrize("filling", [WORDS, MARKS])
@pytest.mark.parametrize("first", [1, 26])
def test_twenty_five_sections_fit_on_a_page(filling: str, first: int):
    """Each with its heading, a line for its passage and the number that stands in the list to choose from."""
    layout = cuts_layout(SAY, waiting(filling), first)
    assert layout.content_length() <= TEXT_LIMIT
    text = "\n".join(part.content for part in layout.walk_children() if isinstance(part, TextDisplay))
    assert all(f"\n{number}. A" in text for number in range(first, min(first + 25, 31)))


@pytest.mark.parametrize("filling", [WORDS, MARKS])
@pytest.mark.parametrize("new", [True, False])
def test_a_draft_fits_with_all_that_is_found_in_it(filling: str, new: bool):
    """Fewer passages are shown then, and fewer lines of what was left out; what can be done stays."""
    draft = waiting(filling)
    known = Essay(1, 2, filling[:TITLE], None, "en", None, None, 30, 1)
    layout = draft_layout(SAY, draft if new else replace(draft, update=Update(known, 1, 2, 3, 4)))
    assert layout.content_length() <= TEXT_LIMIT
    labels = [part.item.label for part in layout.walk_children() if isinstance(part, StudyButton)]
    assert labels[0] == ("Import" if new else "Update")
    assert "What was left out" in labels


def test_a_short_draft_shows_its_first_three_passages_whole():
    """And the longest of the parts that were left out."""
    draft = waiting("Bread is broken for whoever comes late.")
    layout = draft_layout(SAY, draft)
    text = "\n".join(part.content for part in layout.walk_children() if isinstance(part, TextDisplay))
    assert text.count("A Bread is broken for whoever comes late.") == 3
    assert text.count("> Left Bread") == 3
