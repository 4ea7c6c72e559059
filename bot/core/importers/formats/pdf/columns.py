"""In which order the lines of a page are read: rows from above, and two columns one after the other."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.importers.formats.pdf.lines import Line

_LEAST = 3
"""Lines that a column has at least."""
_SHARE, _ACROSS = 0.1, 0.2
"""Which part of the lines each of two columns holds at least, and at most stands across both."""
_STEPS = 60


def in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """The columns of a page in reading order, the lines of each from above; what stands across both parts them."""
    gutter = _gutter(lines)
    if gutter is None:
        return [_rows(lines)] if lines else []
    columns: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    across: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if line.left < gutter < line.right:
            columns += [left, right]
            left, right = [], []
            across.append(line)
            continue
        columns.append(across)
        across = []
        (left if line.right <= gutter else right).append(line)
    columns += [left, right, across]
    return [_rows(column) for column in columns if column]


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where two columns part: the place in the middle that fewest lines cross; None where there is one column."""
    if len(lines) < 2 * _LEAST:
        return None
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    places = [first + (last - first) * (0.3 + 0.4 * step / _STEPS) for step in range(_STEPS + 1)]
    crossed = [sum(line.left < place < line.right for line in lines) for place in places]
    best = min(crossed)
    free = [place for place, count in zip(places, crossed, strict=True) if count == best]
    gutter = free[len(free) // 2]
    sides = [
        sum(len(line.text) > 8 and line.right <= gutter for line in lines),
        sum(len(line.text) > 8 and line.left >= gutter for line in lines),
    ]
    held = max(_LEAST, _SHARE * len(lines))
    return gutter if best <= _ACROSS * len(lines) and min(sides) >= held else None


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The lines from above, those at one height joined into one: footnote marks, initials, the cells of a table."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        above = rows[-1] if rows else None
        middle = (line.top + line.bottom) / 2
        if above is not None and above.bottom < middle < above.top:
            rows[-1] = _joined(above, line)
        else:
            rows.append(line)
    return rows


def _joined(first: Line, second: Line) -> Line:
    main = max(first, second, key=lambda line: len(line.text))
    before, after = sorted((first, second), key=lambda line: line.left)
    close = after.left - before.right < 0.15 * main.size
    return replace(
        main,
        text=before.text + ("" if close else " ") + after.text,
        left=before.left,
        right=max(first.right, second.right),
    )
