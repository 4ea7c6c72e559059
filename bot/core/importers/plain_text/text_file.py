"""A text in a file, of whatever origin: blocks are what blank lines part."""

import re
from itertools import groupby

from bot.core.essays.file_text import check_paragraphs
from bot.core.importers import boilerplate
from bot.core.importers.blocks import Block, EssayParts, assemble, is_number
from bot.core.importers.inline_styles import bare
from bot.core.importers.plain_text import closing_notes, contents, gutenberg, line_ends, printed_pages, questions, stars
from bot.core.importers.plain_text.copied_page import essay_lines
from bot.core.importers.plain_text.title_lines import LONG, below_title
from bot.core.text.lines import is_item, join_lines
from bot.core.text.sentence_ends import ends_clause

_WRAPPED = 55
"""Characters of the longest line of prose that somebody wrapped, at least."""
_CENTRE = 45
"""Characters from the left within which a heading has its middle; signatures and places stand further to the right."""
_SET_OFF = range(3, 17)
"""Spaces that set a quotation off from the text around it."""
_SIGNED = re.compile(r"#{1,6}[ \t]+(?P<words>\S.{0,200}?)(?:[ \t]+#{1,6})?")
"""A heading as Markdown has it."""


def read(text: str, fallback_title: str) -> EssayParts:
    """The essay in a plain text, as somebody copied it from a page or typed it."""
    check_paragraphs(sum(map(bool, map(str.strip, text.split("\n\n")))))
    essay = EssayParts("")
    lines = gutenberg.book_lines(text.expandtabs(4).split("\n"), essay)
    lines = printed_pages.without_page_marks(lines, essay)
    lines = line_ends.whole_words(lines, hyphens_stay=bool(essay.title))
    lines = line_ends.without_narrow_lines(lines)
    if not essay.title:
        lines = essay_lines(lines, essay)
    if not essay.title:
        lines = below_title(lines, fallback_title, essay)
    essay.title = essay.title or fallback_title
    lines = contents.without_contents(lines, essay)
    blocks = questions.settle(closing_notes.left_out(_blocks(lines), essay))
    assemble([Block([essay.title], heading=True), *blocks], essay)
    essay.sections = [(heading, list(map(stars.shown, paragraphs))) for heading, paragraphs in essay.sections]
    return essay


def _blocks(lines: list[str]) -> list[Block]:
    written: list[list[str]] = [[]]
    for line in lines:
        signed = not written[-1] and _SIGNED.fullmatch(line.rstrip())
        alone = signed or boilerplate.is_invitation(line.strip(), at_an_edge=False)
        if alone or not line.strip():
            written += [[line], []] if alone else [[]]
        else:
            written[-1].append(line.rstrip())
    written = list(filter(None, written))
    flush = sum(len(block) for block in written if not block[0].startswith(" "))
    quotes = 2 * flush > sum(map(len, written))
    return [part for block in written for part in _parts(block, quotes=quotes)]


def _parts(lines: list[str], *, quotes: bool) -> list[Block]:
    """The blocks in these lines: paragraphs that begin on new lines or further in, or a quotation that is set off."""
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    lines = [line[margin:] for line in lines]
    if len(lines) == 1 and is_number(lines[0]):
        return [Block(lines, heading=True)]
    if len(lines) == 1 and (signed := _SIGNED.fullmatch(lines[0])):
        return [Block([bare(signed["words"])], heading=True)]
    if len(lines) == 1 or any(map(is_item, lines)):
        aside = margin > max(_SET_OFF) and margin + len(lines[0]) // 2 > _CENTRE
        return [Block(lines, heading=False if aside else None)]
    if (long := [line for line in lines if len(line) > LONG]) and all(map(ends_clause, long)):
        runs = groupby(enumerate(lines), key=lambda at: at[0] if len(at[1]) > LONG else -1)
        written = [[line for _, line in run] for _, run in runs]
        written = [[run[0].strip()] if len(run) == 1 else run for run in written]
        return [Block(run, None if len(run) == 1 or not number else False) for number, run in enumerate(written)]
    if lines[0].startswith(" ") and max(map(len, lines)) > _WRAPPED:
        begins = [number for number, line in enumerate(lines) if line.startswith(" ")]
        ends = [*begins[1:], len(lines)]
        return [Block([" ".join(map(str.strip, lines[i:j]))]) for i, j in zip(begins, ends, strict=True)]
    if quotes and margin in _SET_OFF:
        return [Block([f"> {line}" for line in join_lines(lines).split("\n")], heading=False)]
    return [Block(lines)]
