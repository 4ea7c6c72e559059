"""Books of Project Gutenberg: title and author as their header states them, and the text without what is around it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers import boilerplate
from bot.core.importers.blocks import ABOVE, BELOW, EssayParts
from bot.core.importers.page_numbers import IN_CONTENTS
from bot.core.text.lines import join_lines
from bot.core.text.sentence_ends import ends_clause

_START = re.compile(r"\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK|\*END ?\*? ?THE SMALL PRINT", re.IGNORECASE)
_END = re.compile(
    r"\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG EBOOK|End of (?:the |this )?Project Gutenberg", re.IGNORECASE
)
_TITLE = re.compile(r"Title: +(\S.*)")
_AUTHOR = re.compile(r"Author: +(\S.*)")
_FIRST_LINE = re.compile(
    r"(?:The )?Project Gutenberg(?:'s|’s| E-?(?:book|text)(?: of|,)) (\S.{0,200}?),? by (\S.{0,100})", re.IGNORECASE
)
_HEADER = 200
"""Lines in which title and author are stated, from the beginning of the file."""
_CREDIT = re.compile(
    r"(?:produced|e-?text prepared|transcribed|prepared|scanned|entered|digitized) (?:by|from)\b|this e-?text was"
    r"|note: project gutenberg|\[?transcriber.{0,3}s?.{0,3} notes?\b|updated editions will|\[e-?text prepared",
    re.IGNORECASE,
)
_BACK = re.compile(r"(?:\w{1,20} )?index|transcriber.{0,3}s?.{0,3} notes?", re.IGNORECASE)
_ASIDE = re.compile(r"\[(?:Illustration|Sidenote|Transcriber['’]s Note)(?:(?::| of )[^\[\]]{0,2000})?\]", re.IGNORECASE)
_CHAPTER_GAP = 3
"""Blank lines above a chapter, at least, where they are not two."""
_MOST_AROUND = 0.3
"""Which part of a book, at most, stands above its text."""


class _Paragraph(NamedTuple):
    """Lines that stand together: the number of the first, and the blank lines above it."""

    number: int
    gap: int
    lines: Sequence[str]

    @property
    def text(self) -> str:
        """Its words in one line, without underscores around them."""
        return " ".join(map(str.strip, self.lines)).strip("_ .:")

    @property
    def size(self) -> int:
        """Its characters."""
        return sum(map(len, self.lines))


def book_lines(lines: list[str], essay: EssayParts) -> list[str]:
    """The lines of the book itself, from its preface or first chapter on; all lines of any other text.

    Title and author go into `essay`, and so do, as left out, the licence, the title page, contents, an index, notes of
    those who made the file, and pictures.
    """
    begin = next((number for number, line in enumerate(lines) if _START.match(line.strip())), None)
    if begin is None:
        return lines
    end = next((number for number in range(begin + 1, len(lines)) if _END.match(lines[number].strip())), len(lines))
    _state(lines[:begin], essay)
    body = _without_asides(lines[begin + 1 : end], essay)
    paragraphs = _paragraphs(body)
    around = _around(paragraphs, essay.title)
    gone = [paragraph for paragraph in paragraphs if paragraph.number in around]
    early = [paragraph for paragraph in gone if 2 * paragraph.number < len(body)]
    essay.leave_out(map(_whole, (*_paragraphs(lines[: begin + 1]), *early)), ABOVE)
    essay.leave_out(map(_whole, (*gone[len(early) :], *_paragraphs(lines[end:]))), BELOW)
    return [line for number, line in enumerate(body) if number not in around]


def _state(header: list[str], essay: EssayParts) -> None:
    """Note the title and the author that stand in the header, each in a line of its own or both in the first."""
    first = next((said for line in header[:5] if (said := _FIRST_LINE.match(line.strip("\ufeff ")))), None)
    title = next((said[1] for line in header[:_HEADER] if (said := _TITLE.match(line))), first and first[1])
    author = next((said[1] for line in header[:_HEADER] if (said := _AUTHOR.match(line))), first and first[2])
    essay.title = (title or "").strip()[:TITLE]
    essay.author = (
        author.strip()[:AUTHOR] if author and author.strip().lower() not in {"various", "anonymous"} else None
    )


def _without_asides(lines: list[str], essay: EssayParts) -> list[str]:
    """The lines without what stands in brackets about pictures and margins."""
    text = "\n".join(lines)
    essay.dropped += [" ".join(aside.split()) for aside in _ASIDE.findall(text)]
    return _ASIDE.sub(lambda aside: "\n" * aside[0].count("\n"), text).split("\n")


def _paragraphs(lines: list[str]) -> list[_Paragraph]:
    paragraphs: list[_Paragraph] = []
    gap, begin = 0, None
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            begin = number if begin is None else begin
        elif begin is not None:
            paragraphs.append(_Paragraph(begin, gap, lines[begin:number]))
            begin, gap = None, 1
        else:
            gap += 1
    return paragraphs


def _whole(paragraph: _Paragraph) -> str:
    return join_lines([line.rstrip() for line in paragraph.lines])


def _around(paragraphs: list[_Paragraph], title: str) -> set[int]:
    """The numbers of the lines above the text, of the contents and of what follows the text."""
    around: set[int] = set()
    most = sum(paragraph.size for paragraph in paragraphs) * _MOST_AROUND
    at = 0
    while at < len(paragraphs):
        text = paragraphs[at].text
        early, late = 3 * at < len(paragraphs), 3 * at > 2 * len(paragraphs)
        lists = (early and boilerplate.is_called_contents(text)) or (late and _BACK.fullmatch(text))
        last = at + (early and text.casefold() == title.casefold())
        if not at or lists:
            last = max(last, _next_text(paragraphs, at + bool(at)))
        if sum(paragraph.size for paragraph in paragraphs[at:last]) <= most:
            around.update(n for gone in paragraphs[at:last] for n in range(gone.number, gone.number + len(gone.lines)))
        at = max(last, at + 1)
    return around


def _next_text(paragraphs: Sequence[_Paragraph], at: int) -> int:
    """Where the first part with a paragraph of prose begins, from `at` on: with what heads that paragraph.

    Below contents any whole sentence is prose, once a gap has shown that they are over.
    """
    noted, listed, barrier = False, False, at
    for number in range(at, len(paragraphs)):
        paragraph = paragraphs[number]
        credit = _CREDIT.match(paragraph.text) is not None
        heads = paragraph.gap >= _CHAPTER_GAP or (paragraph.gap > 1 and paragraph.text.isupper())
        noted = credit or (noted and not heads)
        lists = _names_pages(paragraph) or boilerplate.is_called_contents(paragraph.text)
        if noted or lists:
            listed, barrier = listed or lists, number + 1
        elif _is_prose(paragraph, lines=1 if listed else 3):
            above = range(number, barrier - 1, -1)
            for gap in (_CHAPTER_GAP, _CHAPTER_GAP - 1):
                if (begin := next((n for n in above if paragraphs[n].gap >= gap), None)) is not None:
                    return begin
            if not listed or _is_prose(paragraph):
                return number
    return len(paragraphs)


def _names_pages(paragraph: _Paragraph) -> bool:
    """Whether a line ends with the number of a page, as those of contents do."""
    return any(map(IN_CONTENTS.search, paragraph.lines))


def _is_prose(paragraph: _Paragraph, lines: int = 3) -> bool:
    """Whether this is a paragraph of a text: so many full lines or more, the last of which ends a sentence."""
    written = paragraph.lines
    flush = sum(not line.startswith("   ") for line in written)
    full = len(written) >= lines and paragraph.size > 45 * len(written) and 2 * flush > len(written)
    few_numbers = sum(map(str.isdigit, paragraph.text)) < 0.03 * paragraph.size
    return full and few_numbers and ends_clause(written[-1].strip())
