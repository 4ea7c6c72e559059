"""What stands around an essay in its file: kept with its place, so that it can be put back."""

from collections.abc import Sequence
from itertools import accumulate, islice

from bot.core.essays.draft import LeftOut
from bot.core.importers.blocks import EssayParts
from bot.core.importers.boilerplate import byline, find_date, is_dateline
from bot.core.importers.html.page_parts import PageBlock
from bot.core.importers.inline_styles import bare
from bot.core.text.normalization import count_letters

MOST, MOST_CHARACTERS = 1000, 400_000
"""Parts that are kept, and characters of them together: pages that people save have far fewer."""


def parts_around(blocks: Sequence[PageBlock], kept: Sequence[PageBlock]) -> list[LeftOut]:
    """The blocks with words in them that are not among those kept, each with its place."""
    of_the_essay = set(map(id, kept))
    parts: list[LeftOut] = []
    place = 0
    for block in blocks:
        if id(block) in of_the_essay:
            place += count_letters(block.text)
        elif count_letters(block.text):
            parts.append(LeftOut(f"**{bare(block.text)}**" if block.level else "\n".join(block.lines), place))
    return parts


def told(essay: EssayParts) -> tuple[tuple[LeftOut, ...], int]:
    """What was left out, in order, without the lines that went into title, author and date; and how many parts more.

    There are more only where they are out of all bounds.
    """
    parts = [part for part in sorted(essay.around, key=lambda part: part.place) if not _is_used(part, essay)]
    sizes = accumulate(len(part.text) for part in parts)
    count = sum(size <= MOST_CHARACTERS for size in islice(sizes, MOST))
    return tuple(parts[:count]), len(parts) - count


def _is_used(part: LeftOut, essay: EssayParts) -> bool:
    """Whether a part says only what the essay's title, author or date say already."""
    return all(_says_nothing_new(bare(line), essay) for line in part.text.split("\n"))


def _says_nothing_new(line: str, essay: EssayParts) -> bool:
    if line in (essay.title, essay.author) or (essay.author and byline(line) == essay.author):
        return True
    return is_dateline(line) and essay.published is not None and find_date(line) == essay.published
