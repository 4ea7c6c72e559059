"""A book's chapters, of which somebody chooses what the group reads."""

import re
from collections.abc import Collection
from dataclasses import replace

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.importers.drafts.edits import with_questions
from bot.core.limits import PASSAGES
from bot.core.questions.bank import Banks

_SPAN = re.compile(r"\s{0,9}(\d{1,5})\s{0,9}(?:[-–—]\s{0,9}(\d{1,5}))?\s{0,9}")


def chosen_chapters(typed: str, count: int) -> list[int]:
    """The chapters (from 0) that somebody typed by their numbers (from 1) and spans, of so many there are.

    Raises `StudyError` for anything else.

    >>> chosen_chapters("2-4, 7", 9)
    [1, 2, 3, 6]
    """
    chosen = set[int]()
    for part in filter(str.strip, re.split("[,;\n]", typed)):
        span = _SPAN.fullmatch(part)
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 1 <= first <= last <= count:
            raise StudyError("library.bad_chapters", found=part.strip()[:40], n=count)
        chosen.update(range(first - 1, last))
    return sorted(chosen)


def chapters(draft: DraftEssay) -> list[tuple[str | None, int]]:
    """The headings of the sections in order, each with its length in passages, which are days."""
    return [(section.heading, len(section.passages)) for section in draft.sections]


def with_chapters(draft: DraftEssay, kept: Collection[int], banks: Banks) -> DraftEssay:
    """The draft with these of its `chapters` (from 0) alone, and with questions where it had too many days for them.

    The headings of the others are listed as left out; what was left out before stays listed, without its place. Raises
    `StudyError` where none is kept.
    """
    sections = tuple(section for number, section in enumerate(draft.sections) if number in kept)
    if not sections:
        raise StudyError("library.no_chapter")
    others = (section.heading for number, section in enumerate(draft.sections) if number not in kept)
    chosen = replace(draft, sections=sections, around=(), dropped=(*draft.left_out, *filter(None, others)), typed=None)
    if len(chosen.passages) <= PASSAGES.most:
        warnings = tuple(warning for warning in draft.warnings if warning.key != "import.choose_chapters")
        chosen = replace(chosen, warnings=warnings)
    return with_questions(chosen, banks)
