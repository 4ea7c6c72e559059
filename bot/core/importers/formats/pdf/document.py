"""The essay in a PDF file."""

from collections import Counter

from bot.core.errors import StudyError
from bot.core.essays.sizes import TITLE
from bot.core.importers.blocks import Block, EssayParts
from bot.core.importers.formats import stated
from bot.core.importers.formats.pdf import columns, edges, paragraphs
from bot.core.importers.formats.pdf.lines import Line, read_pages

_LETTERS = 40
"""Letters of a page, at least, below which a file is pictures of pages."""


def read(data: bytes, fallback_title: str) -> EssayParts:
    """The essay in a PDF by where its text stands: columns in turn, without running heads, footnotes at the end.

    Raises `StudyError` for one that is damaged, protected or out of all bounds, and for pictures of pages.
    """
    found = read_pages(data)
    if sum(line.letters for page in found.lines for line in page) < _LETTERS * max(1, len(found.lines)):
        raise StudyError("import.scanned")
    pages, heads = edges.without_heads([edges.without_line_numbers(page) for page in found.lines])
    body = _body_size(pages)
    text: list[paragraphs.Column] = []
    notes: list[list[Line]] = []
    for page in pages:
        for column in columns.in_reading_order(page):
            above, foot = edges.without_notes(column, body)
            text += [paragraphs.Column(above)] if above else []
            notes += foot
    title, rest = _title(paragraphs.blocks(text, body), text)
    essay = EssayParts(title[:TITLE] or stated.title(found.stated.get("Title", ""), fallback_title))
    essay.dropped = heads
    set_small = _body_size(notes)
    rest += [block for note in notes for block in paragraphs.blocks([paragraphs.Column(note)], set_small)]
    return stated.with_author([Block([essay.title], heading=True), *rest], essay, found.stated.get("Author", ""))


def _body_size(pages: list[list[Line]]) -> float:
    """The size of most letters."""
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += line.letters
    return sizes.most_common(1)[0][0] if sizes else 0


def _title(blocks: list[Block], text: list[paragraphs.Column]) -> tuple[str, list[Block]]:
    """The heading in the largest letters of all, if it stands before the text; and the blocks without it."""
    largest = max((line.size for column in text for line in column.lines), default=0)
    top = [line.text for column in text[:6] for line in column.lines if line.size > 0.97 * largest]
    for n, block in enumerate(blocks[: stated.TOP]):
        if block.heading and top and block.lines[0].startswith(top[0]):
            return block.lines[0], blocks[:n] + blocks[n + 1 :]
    return "", blocks
