"""From the blocks of a saved page to an essay: title, author, date, sections, and what is not the essay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import compress

from bot.core.essays.draft import LeftOut
from bot.core.essays.file_text import check_paragraphs
from bot.core.essays.sizes import AUTHOR, HEADING, TITLE
from bot.core.importers import boilerplate
from bot.core.importers.inline_styles import bare
from bot.core.text.lines import join_lines
from bot.core.text.scripts import unspaced_length
from bot.core.text.sentence_ends import OPENING, ends_prose

_UNSPACED_HEADING = 30
"""Characters that a heading has at most in a script that parts no words."""
_BEGINS_LIKE_PROSE = f"-–—*>•…({OPENING}"
_NUMBERED = re.compile(
    r"(?:(?:chapter|part|section|book|letter)\s+)?(?:\d{1,3}|[IVXLC]{1,7})\.?|(?:chapter|part)\s+[a-z]{3,9}\.?",
    re.IGNORECASE,
)
"""A number alone on a line, which heads what follows."""
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
ABOVE, BELOW = 0, 1 << 53
"""Where what was left out stood: before the first letter of the essay, or after its last one."""
_EDGE = 6
"""How many blocks from the top may belong to the masthead, and how many from the end to a box about the author."""
_TOP = 40
"""Lines of such a block at the top, at most."""
_BOX = 600
"""Characters that one block of such a box has at most: more is the essay itself."""


@dataclass(slots=True)
class Block:
    """Lines that stand together; `heading` is None where the format does not say and the line itself must tell."""

    lines: list[str]
    heading: bool | None = None


@dataclass(slots=True)
class EssayParts:
    """An essay taken apart: sections of paragraphs, and every line that was left out.

    `around` are the parts that may be put back (see `DraftEssay`), `dropped` the lines that are no text.
    """

    title: str
    author: str | None = None
    published: date | None = None
    source: str | None = None
    language: str | None = None
    sections: list[tuple[str | None, list[str]]] = field(default_factory=list[tuple[str | None, list[str]]])
    around: list[LeftOut] = field(default_factory=list[LeftOut])
    dropped: list[str] = field(default_factory=list[str])

    def leave_out(self, lines: Iterable[str], place: int) -> None:
        """Add lines to what may be put back; `place` is `ABOVE` the essay or `BELOW` it."""
        self.around += [LeftOut(line.strip(), place) for line in lines if line.strip()]


def assemble(blocks: list[Block], essay: EssayParts) -> EssayParts:
    """The essay in these blocks: its body complete and in order, every line that is not body in `dropped`.

    Raises `StudyError` for more blocks than any essay has.
    """
    check_paragraphs(len(blocks))
    body = _without_tail(_without_masthead(_without_title(blocks, essay), essay), essay)
    for block in body:
        _place(block, essay, alone=len(body) == 1)
    essay.sections = _with_text_under_every_heading(essay.sections)
    return essay


def is_heading(line: str) -> bool:
    """Whether a line standing alone heads a section: short, and unpunctuated or a question; a number; or in capitals.

    >>> is_heading("What Does it Mean to Believe in God?"), is_heading("II."), is_heading("So he left.")
    (True, True, False)
    >>> is_heading("「行こう」"), is_heading("„Komm herein“"), is_heading("आदत धीमा पानी है।")
    (False, False, False)
    """
    if is_number(line) or (line.isupper() and 4 < len(line) < 60 and line.endswith(".")):
        return True
    if len(line) > HEADING or len(line.split()) > 14 or unspaced_length(line) > _UNSPACED_HEADING:
        return False
    if line[0] in _BEGINS_LIKE_PROSE or line[0].islower():
        return False
    return not ends_prose(line.rstrip("_"))


def is_number(line: str) -> bool:
    """Whether a line is only a section's number."""
    return _NUMBERED.fullmatch(line) is not None


def _without_title(blocks: list[Block], essay: EssayParts) -> list[Block]:
    if not blocks or not blocks[0].heading or len(blocks[0].lines[0]) > TITLE:
        return blocks
    essay.title = blocks[0].lines[0][:TITLE]
    rest = blocks[0].lines[1:]
    return ([Block(rest)] if rest else []) + blocks[1:]


def _without_masthead(blocks: list[Block], essay: EssayParts) -> list[Block]:
    """The blocks after byline, date and reading time, which go into `essay`."""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        above_the_essay = not kept and number < _EDGE and not block.heading and len(block.lines) <= _TOP
        lines = _masthead(block.lines, essay) if above_the_essay else block.lines
        if lines:
            kept.append(Block(lines, block.heading))
    return kept


def _masthead(lines: list[str], essay: EssayParts) -> list[str]:
    """The lines of a block at the top but for those about the essay: what they say goes into `essay`."""
    marked = [line for line in map(bare, lines) if boilerplate.is_reading_time(line) or boilerplate.is_dateline(line)]
    left: list[str] = []
    for written in lines:
        line = bare(written)
        name = line if line == essay.author else boilerplate.byline(line)
        if name is None and marked and essay.author is None and line not in marked and boilerplate.could_be_name(line):
            name = line
        if name is not None and (essay.author or name).casefold() == name.casefold():
            essay.author = essay.author or name[:AUTHOR]
            essay.published = essay.published or boilerplate.find_date(line)
        elif line in marked:
            essay.published = essay.published or boilerplate.find_date(line)
        elif not (boilerplate.is_rule(line) or boilerplate.is_invitation(line, at_an_edge=True)):
            left.append(written)
            continue
        essay.leave_out([line], ABOVE)
    return left


def _without_tail(blocks: list[Block], essay: EssayParts) -> list[Block]:
    """The blocks before an author's box, names and invitations at the end."""
    last: list[str] = []
    for back in range(min(_EDGE, len(blocks) - 1), 0, -1):
        box = blocks[-back:]
        if boilerplate.opens_author_box(box[0].lines[0]) and all(len(" ".join(block.lines)) < _BOX for block in box):
            last = [line for block in box for line in block.lines]
            blocks = blocks[:-back]
            break
    while len(blocks) > 1 and _is_below(blocks[-1], essay.author):
        last = blocks[-1].lines + last
        blocks = blocks[:-1]
    essay.leave_out((bare(line) or line for line in last), BELOW)
    return blocks


def _is_below(block: Block, author: str | None) -> bool:
    """Whether a block at the end is not the essay's: all of its lines, or one of a newsletter's own."""
    return all(_is_tail(line, author) for line in block.lines) or any(map(boilerplate.is_mailing, block.lines))


def _is_tail(line: str, author: str | None) -> bool:
    if boilerplate.is_rule(line):
        return True
    line = bare(line)
    named = line == author or boilerplate.byline(line) is not None
    return named or boilerplate.is_small_print(line) or boilerplate.is_invitation(line, at_an_edge=True)


def _place(block: Block, essay: EssayParts, *, alone: bool) -> None:
    """Add a block to the sections, as a heading or a paragraph."""
    lines = block.lines
    if block.heading is None or len(lines) == 1:
        gone = [boilerplate.is_rule(line) or boilerplate.is_invitation(line, at_an_edge=False) for line in lines]
        essay.dropped.extend(compress(lines, gone))
        lines = [line for line, is_gone in zip(lines, gone, strict=True) if not is_gone]
    if not lines:
        return
    if block.heading is None and len(lines) == 1 and (bold := _BOLD.fullmatch(lines[0])) and is_heading(bold[1]):
        lines = [bold[1]]
    marked_heading = block.heading and len(" ".join(lines)) <= HEADING
    if marked_heading or (block.heading is None and not alone and len(lines) == 1 and is_heading(lines[0])):
        essay.sections.append((" ".join(lines), []))
        return
    if not essay.sections:
        essay.sections.append((None, []))
    essay.sections[-1][1].append(join_lines(lines) if block.heading is None else "\n".join(lines))


def _with_text_under_every_heading(sections: list[tuple[str | None, list[str]]]) -> list[tuple[str | None, list[str]]]:
    """The sections, in which two headings in a row have become one, and a last one without text a paragraph."""
    kept: list[tuple[str | None, list[str]]] = []
    waiting: str | None = None
    for heading, paragraphs in sections:
        joined = f"{waiting} · {heading}" if waiting and heading else heading or waiting
        if joined and waiting and len(joined) > HEADING:
            kept.append((None, [waiting]))
            joined = heading
        if paragraphs:
            kept.append((joined, paragraphs))
            waiting = None
        else:
            waiting = joined
    if waiting:
        if kept:
            kept[-1][1].append(waiting)
        else:
            kept.append((None, [waiting]))
    return kept
