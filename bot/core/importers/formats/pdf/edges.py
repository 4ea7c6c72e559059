"""What stands at the edges of a page: running heads, page numbers, what a browser prints, and footnotes."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.core.importers.formats.pdf.lines import Line
from bot.core.importers.page_numbers import page_number

_EDGE = 2
"""So many rows from above and from below may be heads or feet."""
_PRINTED = re.compile(
    r"(?:https?|file)://\S{1,500}(?:\s\d{1,4}/\d{1,4})?|about:blank.{0,20}"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d.{0,200}",
    re.IGNORECASE,
)
"""What browsers print above and below."""
_DIGITS = re.compile(r"\d+|\b[ivxlc]{1,7}\b", re.IGNORECASE)
_NOTE = re.compile(r"(?:[\[(]?\d{1,3}[\])]?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡§]{1,3})[.\s]?\s?\S")
_COUNTED = re.compile(r"[RS]?\d{1,3}[RS]?")
_LETTERED = re.compile(r"[RS]\d{1,3}|\d{1,3}[RS]")
_LEAST_COUNTED, _COUNTED_BY = 6, 5
"""Numbers of lines on a page, at least, and how far they count on at most."""
_NEAR = 6.0
"""Points by which a running head may stand elsewhere on another page."""
_SMALLER = 0.93


def without_heads(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without running heads, feet and page numbers, and these, each once."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _at_edge(page)})
    often = max(2, min(3, len(pages) // 2 + 1))
    left_out: dict[str, str] = {}
    kept: list[list[Line]] = []
    for page in pages:
        at_edge = _at_edge(page)
        printed = [line.bottom for line in at_edge if _PRINTED.fullmatch(line.text)]
        edge = {
            id(line)
            for line in at_edge
            if page_number(line.text)
            or _times(seen, line) >= often
            or any(abs(line.bottom - height) < 1 for height in printed)  # the title beside the date
        }
        for line in page:
            if id(line) in edge:
                left_out.setdefault(_DIGITS.sub("#", line.text), line.text)
        kept.append([line for line in page if id(line) not in edge])
    return kept, list(left_out.values())


def without_line_numbers(page: list[Line]) -> list[Line]:
    """The lines of a page without the numbers that count them at a margin, as in drafts and in courts."""
    at_margin: dict[tuple[bool, int], list[Line]] = {}
    for line in page:
        if _COUNTED.fullmatch(line.text):
            for side in (False, True):
                at_margin.setdefault((side, round((line.right if side else line.left) / 2)), []).append(line)
    counts = {id(line) for row in at_margin.values() if _counts(row) for line in row}
    return [line for line in page if not (id(line) in counts or (counts and _LETTERED.fullmatch(line.text)))]


def _counts(numbers: list[Line]) -> bool:
    said = [int(line.text.strip("RS")) for line in sorted(numbers, key=lambda line: -line.top)]
    steps = [after - before for before, after in pairwise(said)]
    return len(said) >= _LEAST_COUNTED and sum(0 < step <= _COUNTED_BY for step in steps) >= 0.9 * len(steps)


def _at_edge(page: list[Line]) -> list[Line]:
    """The lines in the first and the last rows of a page."""
    heights = sorted({round(line.bottom) for line in page}, reverse=True)
    rows: list[float] = []
    for height in heights:
        if not rows or rows[-1] - height > 3:
            rows.append(height)
    if len(rows) <= _EDGE:
        return [line for line in page if page_number(line.text) or _PRINTED.fullmatch(line.text)]
    above, below = rows[_EDGE - 1], rows[-_EDGE]
    return [line for line in page if line.bottom > above - 3 or line.bottom < below + 3]


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.bottom / _NEAR)


def _times(seen: Counter[tuple[str, int]], line: Line) -> int:
    words, height = _key(line)
    return sum(seen[words, height + by] for by in (-1, 0, 1))


def without_notes(column: list[Line], body: float) -> tuple[list[Line], list[list[Line]]]:
    """The lines of a column above its footnotes, and each of these: small lines at the foot, the first with a mark."""
    at = len(column)
    while at and column[at - 1].size < _SMALLER * body:
        at -= 1
    begins = [n for n in range(at, len(column)) if _NOTE.match(column[n].text)]
    ends = [*begins[1:], len(column)]
    notes = [column[begin:end] for begin, end in zip(begins, ends, strict=True)] if begins else []
    return column[: begins[0] if begins else None], notes
