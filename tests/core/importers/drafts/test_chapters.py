"""Books that are longer than an essay may be: their chapters, and those that somebody chooses."""

from dataclasses import replace

import pytest

from bot.core.errors import StudyError
from bot.core.essays import sizes
from bot.core.importers.drafts.chapters import chapters, with_chapters
from bot.core.importers.reader import read_essay
from bot.i18n import Texts

BANKS = Texts().banks()
DAY = "The weir hums at night, and nobody in the house hears it any more. " * 9
LONG = "\n\n".join(f"## The {part} part\n\n" + f"{DAY}\n\n" * 1100 for part in ("first", "second", "third"))
BOOK = read_essay("book.md", f"# The Weir\n\n{LONG}".encode(), BANKS)


def test_a_long_book_is_read_whole_and_says_so():
    """It has no questions yet, which would take long to make."""
    assert chapters(BOOK) == [("The first part", 1100), ("The second part", 1100), ("The third part", 1100)]
    assert [warning.key for warning in BOOK.warnings] == ["import.choose_chapters", "import.no_author"]
    assert not any(passage.questions for passage in BOOK.passages)


def test_chosen_chapters_are_an_essay():
    """With questions; what was not chosen is listed as left out."""
    chosen = with_chapters(BOOK, {0, 2}, BANKS)
    assert chapters(chosen) == [("The first part", 1100), ("The third part", 1100)]
    assert [warning.key for warning in chosen.warnings] == ["import.no_author"]
    assert "The second part" in chosen.dropped
    assert all(passage.questions for passage in chosen.passages)


def test_at_least_one_chapter_is_kept():
    """An essay without a passage is none."""
    with pytest.raises(StudyError) as refused:
        with_chapters(BOOK, {7}, BANKS)
    assert refused.value.key == "library.no_chapter"


def test_a_single_chapter_that_is_too_long_is_refused():
    """There is nothing to choose."""
    with pytest.raises(StudyError) as refused:
        read_essay("book.md", f"# The Weir\n\n{LONG}".replace("\n## The", "\nThis is the").encode(), BANKS)
    assert refused.value.key == "import.many_passages"
    assert len(replace(BOOK, sections=BOOK.sections[:2]).passages) <= sizes.PASSAGES
