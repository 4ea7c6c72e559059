"""Plain text: blocks are what blank lines part; also what was copied from a page, and books of Project Gutenberg."""

import re
from itertools import groupby

from bot.core.essays.sizes import AUTHOR
from bot.core.importers import boilerplate
from bot.core.importers.blocks import Block, EssayParts, assemble
from bot.core.importers.copied_page import LONG, essay_lines
from bot.core.text.lines import ends_sentence, is_item, join_lines

_BOOK = re.compile(r"^\*\*\* ?(?P<edge>START|END) OF (?:THE|THIS) PROJECT GUTENBERG EBOOK", re.IGNORECASE)
_AUTHOR = re.compile(r"^Author: (?P<name>.+)$")
_WRAPPED = 55
"""Characters of the longest line of prose that somebody wrapped, at least."""
_SET_OFF = range(3, 17)
"""Spaces that set a quotation off from the text around it."""


def read(text: str, fallback_title: str) -> EssayParts:
    """The essay in a plain text, as somebody copied it from a page or typed it."""
    essay = EssayParts(fallback_title)
    blocks: list[list[str]] = [[]]
    for line in essay_lines(_of_the_book(text.expandtabs(4).split("\n"), essay), essay):
        alone = boilerplate.is_invitation(line.strip(), at_an_edge=False)
        if alone or not line.strip():
            blocks += [[line], []] if alone else [[]]
        else:
            blocks[-1].append(line.rstrip())
    written = list(filter(None, blocks))
    flush = sum(len(block) for block in written if not block[0].startswith(" "))
    quotes = 2 * flush > sum(map(len, written))
    return assemble([part for block in written for part in _parts(block, quotes=quotes)], essay)


def _of_the_book(lines: list[str], essay: EssayParts) -> list[str]:
    """The lines between those with which Project Gutenberg begins and ends a book."""
    edges = {mark["edge"].upper(): number for number, line in enumerate(lines) if (mark := _BOOK.match(line))}
    if "START" not in edges:
        return lines
    begin, end = edges["START"], edges.get("END", len(lines))
    names = (stated["name"] for line in lines[:begin] if (stated := _AUTHOR.match(line)))
    essay.author = next((name.strip()[:AUTHOR] for name in names), None)
    essay.dropped += [line.strip() for line in (*lines[: begin + 1], *lines[end:]) if line.strip()]
    return lines[begin + 1 : end]


def _parts(lines: list[str], *, quotes: bool) -> list[Block]:
    """The blocks in these lines: paragraphs that begin on new lines or further in, or a quotation that is set off."""
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    lines = [line[margin:] for line in lines]
    if len(lines) == 1 or any(map(is_item, lines)):
        return [Block(lines)]
    if (long := [line for line in lines if len(line) > LONG]) and all(map(ends_sentence, long)):
        runs = groupby(enumerate(lines), key=lambda at: at[0] if len(at[1]) > LONG else -1)
        written = [[line for _, line in run] for _, run in runs]
        return [Block(run, None if len(run) == 1 or not number else False) for number, run in enumerate(written)]
    if lines[0].startswith(" ") and max(map(len, lines)) > _WRAPPED:
        begins = [number for number, line in enumerate(lines) if line.startswith(" ")]
        ends = [*begins[1:], len(lines)]
        return [Block([" ".join(map(str.strip, lines[i:j]))]) for i, j in zip(begins, ends, strict=True)]
    if quotes and margin in _SET_OFF:
        return [Block([f"> {line}" for line in join_lines(lines).split("\n")], heading=False)]
    return [Block(lines)]
