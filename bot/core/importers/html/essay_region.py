"""Which blocks of a web page are its essay's: a library finds its words, and what stands among them belongs to it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.core.essays.passage_splitter import LEAST
from bot.core.importers.html.page_blocks import PageBlocks
from bot.core.importers.html.page_parts import PageBlock, Part
from bot.core.importers.inline_styles import bare
from bot.core.text.scripts import units

_SHARE = 0.9
"""Which part of the words that were found the region of the essay has to hold."""
_EXCERPT = 2
"""Paragraphs that may be an excerpt, when a link follows them."""
_NEVER_AROUND_AN_ESSAY = ("nav", "menu", "dialog", "button")
_MOST_TAGS = 50_000
"""The library takes half a minute for a hostile page; of 92 real ones the largest has 19,252 signs that begin a tag."""
_RUN = 3
_ALIKE = 0.75
"""Which part of a block's runs of so many words has to be among those that were found."""


def find_essay(page: PageBlocks, text: str) -> bool:
    """Mark each block that a library takes for the essay as `found`; whether they are enough for one.

    Where they are not, only what stands around the essay is marked, and a part that holds most prose never does.
    """
    outside = _mark_found(page, text)
    enough = _found_words(page)[0] >= LEAST
    if not enough:
        outside = _outside_most_prose(page)
    for block in page.blocks:
        block.around = block.named or outside[block.part]
    return enough


def _mark_found(page: PageBlocks, text: str) -> list[bool]:
    """For each part, whether it stands around the essay; blocks of other parts are marked where a library has them."""
    words = _FoundWords(_essay_text(text))
    for block in page.blocks:
        block.found = bare(block.text) in words
    outside = _outside(page, LEAST)
    for block in page.blocks:
        block.found = block.found and not outside[block.part]
    _judge_articles(page, outside)
    return outside


def _outside_most_prose(page: PageBlocks) -> list[bool]:
    """For each part of a page on which nothing is found, whether it stands around the essay; its prose is measured."""
    for block in page.blocks:
        block.found = block.is_prose
    outside = _outside(page, max(LEAST, _found_words(page)[0] / 2))
    for block in page.blocks:
        block.found = False
    return outside


def _outside(page: PageBlocks, least: float) -> list[bool]:
    """For each part of a page, whether it stands around the essay: by its kind or name, with fewer words than these."""
    sizes, first = _found_words(page), {block.part: block for block in reversed(page.blocks)}
    outside = [False]
    for number, part in enumerate(page.parts[1:], start=1):
        named = part.around and not (number in first and _is_named_after_its_heading(part, first[number]))
        apart = named and (part.tag in _NEVER_AROUND_AN_ESSAY or sizes[number] < least)
        outside.append(apart or outside[part.parent])
    return outside


def in_region(page: PageBlocks) -> list[bool]:
    """For each part of a page, whether it is or stands in the smallest one that holds nearly all that was found."""
    sizes = _found_words(page)
    region = max(number for number, size in enumerate(sizes) if size >= _SHARE * sizes[0])
    inside = [region == 0]
    for number, part in enumerate(page.parts[1:], start=1):
        inside.append((number == region or inside[part.parent]) and not part.teaser)
    return inside


def _is_named_after_its_heading(part: Part, first: PageBlock) -> bool:
    """Whether a part has its name from its heading, as pandoc and Sphinx give it: that says nothing of its kind."""
    return first.level > 0 and re.sub(r"\W+", "-", first.text.casefold()).strip("-") == part.id


def _judge_articles(page: PageBlocks, outside: Sequence[bool]) -> None:
    """Of articles side by side, those that lead to other pages are none of the essay's; the others are its chapters."""
    held = _articles_side_by_side(page)
    read = {page.parts[number].parent for number, blocks in held.items() if any(block.found for block in blocks)}
    for number, blocks in held.items():
        part = page.parts[number]
        part.teaser = part.around or _is_teaser(blocks)
        for block in blocks:
            block.found = part.parent in read and not (part.teaser or block.named or outside[block.part])


def _articles_side_by_side(page: PageBlocks) -> dict[int, list[PageBlock]]:
    """The blocks in each article that stands beside others, by its number; one within it belongs to it."""
    beside = Counter(part.parent for part in page.parts if part.tag == "article")
    article = [0]
    for number, part in enumerate(page.parts[1:], start=1):
        begins = part.tag == "article" and beside[part.parent] > 1
        article.append(article[part.parent] or (number if begins else 0))
    held = dict[int, list[PageBlock]]()
    for block in page.blocks:
        if article[block.part]:
            held.setdefault(article[block.part], []).append(block)
    return held


def _is_teaser(blocks: Sequence[PageBlock]) -> bool:
    """Whether what stands in an article only leads to another page."""
    prose = sum(block.is_prose for block in blocks)
    leads_away = any(block.card or (block.level and block.label) for block in blocks)
    return leads_away or not prose or (prose <= _EXCERPT and bool(blocks[-1].label))


def _essay_text(text: str) -> str:
    """What the library takes for the essay of a page, as plain text; empty where it finds none."""
    if text.count("<") > _MOST_TAGS:
        return ""
    import trafilatura  # 0.4 s, and needed only where a page is read

    return trafilatura.extract(text, include_comments=False, with_metadata=False) or ""


def _found_words(page: PageBlocks) -> list[int]:
    """How many words were found in each part of a page."""
    sizes = [0] * len(page.parts)
    for block in page.blocks:
        sizes[block.part] += len(units(block.text)) if block.found else 0
    for number in range(len(sizes) - 1, 0, -1):  # a part has a greater number than the one around it
        sizes[page.parts[number].parent] += sizes[number]
    return sizes


class _FoundWords:
    """The words of a text, to be compared with blocks: by their runs, or whole where a block has few."""

    def __init__(self, text: str) -> None:
        lines = [tuple(units(line)) for line in text.splitlines()]
        self._lines = set(lines)
        self._runs = {run for line in lines for run in _runs(line)}

    def __contains__(self, text: str) -> bool:
        words = tuple(units(text))
        if len(words) <= _RUN:
            return words in self._lines
        runs = list(_runs(words))
        return sum(run in self._runs for run in runs) >= _ALIKE * len(runs)


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[at : at + _RUN] for at in range(len(words) - _RUN + 1))
