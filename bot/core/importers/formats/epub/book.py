"""The essay or book in an EPUB file: its chapters in reading order, without what every book has around them."""

import posixpath
import re

from bot.core.essays import file_text
from bot.core.essays.draft import LeftOut
from bot.core.essays.sizes import BOOK_CHARACTERS
from bot.core.importers.blocks import ABOVE, BELOW, Block, EssayParts, assemble
from bot.core.importers.formats.archive import Archive
from bot.core.importers.formats.epub.package import Chapter, open_package
from bot.core.importers.html.page import as_block
from bot.core.importers.html.page_blocks import parse_page
from bot.core.importers.html.page_parts import PageBlock
from bot.core.importers.inline_styles import bare
from bot.core.text.normalization import clean, count_letters, count_words

_BEGINNING = re.compile(
    r"<body\b[^>]{0,900}>(?:\s{0,99}<(?:section|article|div|nav|main)\b[^>]{0,500}>){0,3}+", re.IGNORECASE
)
"""The body, and what stands around all of it."""
_TYPE = re.compile(r"""\bepub:type\s{0,9}=\s{0,9}["']([^"']{0,200})""", re.IGNORECASE)
_AROUND = frozenset(
    """
        cover titlepage halftitlepage imprint colophon copyright-page toc loi lot lov landmarks page-list
        endnotes footnotes rearnotes index acknowledgments contributors other-credits errata revision-history
    """.split()
)
"""Parts that are not the text itself (https://www.w3.org/TR/epub-ssv-11)."""
_AROUND_NAME = re.compile(
    r"(?:\d{1,4}[-_.]?)?(?:cover|(?:half)?title(?:[-_ ]?page)?|toc|nav|(?:table[-_ ]of[-_ ])?contents|colophon|imprint"
    r"|copyright|uncopyright|licen[cs]e|about[-_ ]?(?:the[-_ ]?)?(?:author|publisher)|also[-_ ]?by|endnotes|footnotes"
    r"|wrap\d{4})(?:[-_.]?\d{1,4})?\.\w{3,5}",
    re.IGNORECASE,
)
_GUTENBERG = re.compile(r"\*\*\* ?(START|END) OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_SUBTITLES = re.compile(r"<hgroup\b.{0,3000}?</hgroup>", re.IGNORECASE | re.DOTALL)
_PARAGRAPH = re.compile(r"<(/?)p\b", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:(?:table of )?contents|inhalt\w{0,20}|sommaire|table des matières|índice|indice|оглавление|содержание)\W?",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"(?:produced|e-?text prepared|transcribed|html version) by\b", re.IGNORECASE)
"""Who made a book of Project Gutenberg, in its first line."""
_MOST_AROUND = 1000
"""Words that a cover or a table of contents has at most."""
_LINKS = 3
"""So many links in a row, with nothing between them, are a table of contents."""


def read(data: bytes, fallback_title: str) -> EssayParts:
    """The book in an EPUB file, its chapters as sections; covers, contents, colophons, licences and notes are dropped.

    Raises `StudyError` for a book that is protected, damaged or out of all bounds.
    """
    archive = Archive(data)
    package = open_package(archive)
    essay = EssayParts(package.title or fallback_title, package.author, package.published, language=package.language)
    kept: list[Block] = []
    aside: list[Block] = []
    around: list[LeftOut] = []
    characters = place = 0
    for chapter in package.chapters:
        data = archive.markup(chapter.name)
        text = clean(file_text.decode(data)) if data.strip() else ""
        blocks = _chapter(text, chapter)
        characters += sum(len(line) for block in blocks for line in block.lines)
        file_text.check_length(characters, BOOK_CHARACTERS)
        size = sum(count_words(line) for block in blocks for line in block.lines)
        if _is_around(chapter, text, size):
            aside += blocks
            around += [LeftOut("\n".join(block.lines), place) for block in blocks]
        else:
            kept += blocks
            place += sum(count_letters(line) for block in blocks for line in block.lines)
    if all(block.heading for block in kept):
        kept, around = aside, []
    kept, licence = _without_licence(kept)
    kept, above = _without_title(kept, essay)
    essay.leave_out(("\n".join(block.lines) for block in above), ABOVE)
    essay.around += around
    essay.leave_out(("\n".join(block.lines) for block in licence), BELOW)
    return assemble([Block([essay.title], heading=True), *kept], essay)


def _is_around(chapter: Chapter, text: str, words: int) -> bool:
    """Whether a file is not the text itself: by what it says it is, or, if it is short, by its name and the guide."""
    beginning = _BEGINNING.search(text)
    types = {name for said in _TYPE.findall(beginning[0] if beginning else "") for name in said.split()}
    named = _AROUND_NAME.fullmatch(posixpath.basename(chapter.name)) is not None
    likely = (named or chapter.guided) and words < _MOST_AROUND
    return chapter.aside or likely or not _AROUND.isdisjoint(types)


def _chapter(text: str, chapter: Chapter) -> list[Block]:
    """The blocks of a chapter, headed as the table of contents calls it where it has no heading of its own."""
    text = _SUBTITLES.sub(lambda group: _PARAGRAPH.sub(r"<\1h6", group[0]), text)
    blocks = [as_block(block) for block in _without_contents(parse_page(text).blocks)]
    if any(block.heading for block in blocks):
        return blocks
    if chapter.label and not any(block.lines == [chapter.label] for block in blocks):
        return [Block([chapter.label], heading=True), *blocks]
    return [Block(block.lines, None if len(block.lines) == 1 else False) for block in blocks]  # only their looks tell


def _without_contents(blocks: list[PageBlock]) -> list[PageBlock]:
    """The blocks without rows of links, and the heading over each such row."""
    kept: list[PageBlock] = []
    row: list[PageBlock] = []
    for block in (*blocks, None):
        if block is not None and block.label and not block.level:
            row.append(block)
            continue
        if sum(len(link.lines) for link in row) < _LINKS:
            kept += row
        elif row and kept and _is_contents(kept[-1]):
            kept.pop()
        row = []
        if block is not None:
            kept.append(block)
    return kept


def _without_title(blocks: list[Block], essay: EssayParts) -> tuple[list[Block], list[Block]]:
    """The blocks without the title of the book and its author where they stand on top once more, and these."""
    author = (essay.author or essay.title).casefold()
    names = {essay.title.casefold(), author, f"by {author}"}
    at = next((n for n, block in enumerate(blocks) if bare(block.lines[0]).casefold() not in names), len(blocks))
    return blocks[at:], blocks[:at]


def _is_contents(block: PageBlock) -> bool:
    """Whether a block before a row of links is their heading."""
    short = block.level > 0 and count_words(block.text) <= _LINKS
    return short or _CONTENTS.fullmatch(bare(block.text).lstrip("> ")) is not None


def _without_licence(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks between the lines with which Project Gutenberg begins and ends a book, and those around them."""
    edges = {mark[1].upper(): n for n, block in enumerate(blocks) if (mark := _GUTENBERG.search(block.lines[0]))}
    begin, end = edges.get("START", -1) + 1, edges.get("END", len(blocks))
    while 0 < begin < end and _CREDIT.match(blocks[begin].lines[0]):
        begin += 1
    return (blocks[begin:end], blocks[:begin] + blocks[end:]) if begin < end else (blocks, [])
