"""From lines on paper to paragraphs and headings: by indents, gaps, sizes, and lines that end before they are full."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.core.essays.sizes import HEADING
from bot.core.importers.blocks import Block, is_number
from bot.core.importers.formats.pdf.lines import Line
from bot.core.text.lines import ends_sentence

_INDENT = 0.7
"""Times its size that a line stands further in than its column, and begins a paragraph."""
_GAP = 1.3
"""Times the usual distance of lines that parts paragraphs."""
_TO_THE_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LARGER = 1.12
_HEADING_LINES = 4
_PARTED = re.compile(r"([^\W\d_]{1,60})[-‐]$")
_WORD = re.compile(r"[^\W\d_]++(?:[-‐][^\W\d_]++)*+")


class Column:
    """Lines that stand below one another, the edges at which most of them begin and end, and how far apart they are.

    Where they begin at the right, as in Hebrew or in texts that are set flush right, the two edges change their parts.
    """

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self._mirrored = _begin_at_the_right(lines)
        begins = Counter(round(self._begin(line)) for line in lines)
        often = max(begins.values())
        self._first = min(begin for begin, count in begins.items() if count >= 0.3 * often)
        ends = sorted(self._end(line) for line in lines)
        self._last = ends[min(len(ends) - 1, int(0.9 * len(ends)))]
        steps = Counter(round(above.bottom - below.bottom) for above, below in pairwise(lines))
        self.leading = max((step for step in steps if step > 0), key=lambda step: steps[step], default=0)

    def indent(self, line: Line) -> float:
        """How far inside a line begins."""
        return self._begin(line) - self._first

    def room(self, line: Line) -> float:
        """How much would still have fitted in a line."""
        return self._last - self._end(line)

    def _begin(self, line: Line) -> float:
        return -line.right if self._mirrored else line.left

    def _end(self, line: Line) -> float:
        return -line.left if self._mirrored else line.right


def _begin_at_the_right(lines: list[Line]) -> bool:
    text = "".join(line.text for line in lines)
    if 2 * len(_TO_THE_LEFT.findall(text)) > len(text):
        return True
    right, left = (
        max(Counter(map(round, places)).values()) for places in zip(*((x.right, x.left) for x in lines), strict=True)
    )
    return right > 0.6 * len(lines) > 1.5 * left


@dataclass(slots=True)
class _Open:
    """A block that is being read: its lines, which of them end there rather than run on, and whether one is full."""

    lines: list[Line]
    ends: list[bool] = field(default_factory=list[bool])
    heading: bool = False
    full: bool = False


def blocks(columns: Sequence[Column], body: float) -> list[Block]:
    """The paragraphs and headings in these columns, which are read one after the other; `body` is the size of text."""
    known = Counter(word.lower() for column in columns for line in column.lines for word in _WORD.findall(line.text))
    opened: list[_Open] = []
    before: tuple[Line, Column] | None = None
    for column in columns:
        for line in column.lines:
            heading = _is_heading(line, column, body)
            if before is None or not opened or _begins(line, column, *before, opened[-1], heading=heading):
                opened.append(_Open([line], heading=heading))
            else:
                opened[-1].ends.append(_has_room(before[0], before[1], line))
                opened[-1].lines.append(line)
            opened[-1].full |= column.room(line) < 2 * line.size
            before = line, column
    return [block for part in opened if (block := _block(part, known))]


def _is_heading(line: Line, column: Column, body: float) -> bool:
    if line.size > _LARGER * body:
        return True
    return (
        line.bold
        and len(line.text) < 100
        and not line.text.endswith((".", ",", ";", ":"))
        and column.room(line) > line.size
    )


def _begins(line: Line, column: Column, above: Line, above_in: Column, block: _Open, *, heading: bool) -> bool:
    """Whether a line begins a block, rather than going on with the one that the line above it is in."""
    if heading or block.heading:
        same = heading and block.heading and abs(line.size - above.size) < 0.05 * above.size
        return not same or len(block.lines) >= _HEADING_LINES or above.bottom - line.bottom > 2 * above.size
    if abs(line.size - above.size) > 0.1 * above.size:
        return True
    indented = column.indent(line) > _INDENT * line.size
    if column is above_in:
        if above.bottom - line.bottom > _GAP * column.leading > 0:
            return True
        further_in = column.indent(line) - column.indent(above)
        if (
            indented and further_in < _INDENT * line.size
        ):  # a quotation that is set further in, or text beside a picture
            return ends_sentence(above.text) and _has_room(above, above_in, line)
    return indented or (block.full and ends_sentence(above.text) and _has_room(above, above_in, line))


def _has_room(line: Line, column: Column, after: Line) -> bool:
    """Whether the first word of the line after it would have fitted in this one, which then ends by somebody's will."""
    if _PARTED.search(line.text) and after.text[:1].islower():
        return False
    word = after.text.split(" ", 1)[0]
    width = (after.right - after.left) / max(1, len(after.text)) * (len(word) + 1)
    return column.room(line) > max(width, 1.5 * line.size) * 1.1


def _block(part: _Open, known: Counter[str]) -> Block | None:
    written: list[list[str]] = [[part.lines[0].text]]
    for ended, line in zip(part.ends, part.lines[1:], strict=True):
        if ended and not part.heading:
            written.append([line.text])
        else:
            written[-1][-1] = _as_begun(written[-1][-1], line.text, known)
            written[-1].append(line.text)
    rows = list(map("".join, written))
    text = " ".join(rows)
    if part.heading and len(text) <= HEADING:
        return Block([text], heading=True)
    return Block(rows, heading=None if is_number(text) else False)


def _as_begun(first: str, second: str, known: Counter[str]) -> str:
    """A line as it stands before the next of its paragraph: with a space, or joined to the rest of a parted word."""
    begun, rest = _PARTED.search(first), _WORD.match(second)
    if begun is None or rest is None or not second[0].islower():
        return first if first.endswith("—") else f"{first} "
    whole, parted = (begun[1] + rest[0]).lower(), f"{begun[1]}-{rest[0]}".lower()
    return first if known[parted] > known[whole] else first[:-1]
