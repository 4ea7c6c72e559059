"""The picture of a month: what each day with a post is to a member."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bot.core.studies.participation.pictures.drawing import FAINT, FILLED, INK, ON_FILLED, Drawing, drawing, written
from bot.core.studies.participation.streaks import Attendance, SentPost

_COLUMN, _ROW, _MARGIN, _HEAD = 72, 62, 22, 92
_WIDTH, _HEIGHT, _CORNER, _BAND = 60, 50, 12, 14
"""Of the form that stands for a day, and of what is filled of one that is filled at the bottom alone."""
_NUMERAL = 18
_BEST_FIRST = (Attendance.TOOK_PART, Attendance.OPEN, Attendance.FORGIVEN, Attendance.MISSED)


class Month(NamedTuple):
    """A month of a study: what those of its days that count are to a member."""

    first: date
    days: Mapping[int, Attendance]

    def on(self, attendance: Attendance) -> list[int]:
        """The days of the month that are this."""
        return sorted(day for day, of_day in self.days.items() if of_day is attendance)


def latest_month(posts: Sequence[SentPost], attended: Sequence[Attendance]) -> Month:
    """The month of a study's newest post, as it is to a member; of several posts for one day the best counts.

    Days are the study's local dates. Posts before the member's first part are left out.
    """
    first = posts[-1].day.replace(day=1)
    found: dict[int, list[Attendance]] = {}
    for post, of_post in zip(posts, attended, strict=True):
        if of_post in _BEST_FIRST and post.day.replace(day=1) == first:
            found.setdefault(post.day.day, []).append(of_post)
    return Month(first, {day: min(of_day, key=_BEST_FIRST.index) for day, of_day in found.items()})


def month_name(first: date, language: str) -> str:
    """A month as people name it.

    >>> month_name(date(2026, 5, 1), "en")
    'May 2026'
    """
    from babel import Locale  # 8 ms of a start, which names no month

    return f"{Locale.parse(language, sep='_').months['stand-alone']['wide'][first.month]} {first.year}"


def initials(language: str) -> list[str]:
    """The initials of the days of a week, from Monday on.

    >>> "".join(initials("en"))
    'MTWTFSS'
    """
    from babel import Locale  # as above

    days = Locale.parse(language, sep="_").days["stand-alone"]["narrow"]
    return [days[weekday][:1] for weekday in range(7)]


def month_picture(month: Month, initials: Sequence[str]) -> Drawing:
    """The month as a calendar: a form for each day that counts, which tells what it is without its colour as well.

    Took part is filled, forgiven filled at the bottom, missed an empty frame, open a dotted one; other days have none.
    """
    offset, length = monthrange(month.first.year, month.first.month)
    rows = -(-(offset + length) // 7)
    return drawing(
        7 * _COLUMN + 2 * _MARGIN, _HEAD + rows * _ROW + _MARGIN - 12, _parts(month, initials, offset, length)
    )


def _parts(month: Month, initials: Sequence[str], offset: int, length: int) -> Iterator[str]:
    yield written(f"{month.first:%Y-%m}", _MARGIN + 3.5 * _COLUMN, 18, 22)
    for column, initial in enumerate(initials):
        yield written(initial, _middle(column), 60, 14, FAINT)
    for day in range(1, length + 1):
        row, column = divmod(offset + day - 1, 7)
        yield _day(day, month.days.get(day), _middle(column), _HEAD + row * _ROW)


def _middle(column: int) -> float:
    return _MARGIN + (column + 0.5) * _COLUMN


def _day(day: int, attendance: Attendance | None, x: float, y: float) -> str:
    """A day of the calendar, in the middle of x and from y down."""
    colour = FAINT if attendance is None else ON_FILLED if attendance is Attendance.TOOK_PART else INK
    room = _HEIGHT - _BAND if attendance is Attendance.FORGIVEN else _HEIGHT
    numeral = written(str(day), x, y + (room - _NUMERAL) / 2, _NUMERAL, colour)
    kind = "none" if attendance is None else attendance.value
    return f'<g id="day-{day}" class="{kind}">{_form(attendance, x - _WIDTH / 2, y)}{numeral}</g>'


def _form(attendance: Attendance | None, x: float, y: float) -> str:
    frame = f'x="{x:g}" y="{y:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="{_CORNER}"'
    line = f'fill="none" stroke="{FILLED}" stroke-width="3"'
    match attendance:
        case Attendance.TOOK_PART:
            return f'<rect {frame} fill="{FILLED}" stroke="{FILLED}" stroke-width="3"/>'
        case Attendance.FORGIVEN:
            return f"<rect {frame} {line}/>{_band(x, y)}"
        case Attendance.MISSED:
            return f'<rect {frame} fill="none" stroke="{FAINT}" stroke-width="3"/>'
        case Attendance.OPEN:
            return f'<rect {frame} {line} stroke-dasharray="1 7" stroke-linecap="round"/>'
        case _:
            return ""


def _band(x: float, y: float) -> str:
    top, bottom, right = y + _HEIGHT - _BAND, y + _HEIGHT, x + _WIDTH
    curve = f"Q{x:g} {bottom:g} {x:g} {bottom - _CORNER:g}"
    return (
        f'<path fill="{FILLED}" d="M{x:g} {top:g}H{right:g}V{bottom - _CORNER:g}'
        f'Q{right:g} {bottom:g} {right - _CORNER:g} {bottom:g}H{x + _CORNER:g}{curve}Z"/>'
    )
