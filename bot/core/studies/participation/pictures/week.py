"""The picture of a study's week: how many took part in each post."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from bot.core.studies.participation.parts import PostCounts
from bot.core.studies.participation.pictures.drawing import FAINT, FILLED, INK, Drawing, drawing, written
from bot.core.studies.participation.streaks import SentPost, is_open

MOST_BARS = 10
"""Posts of a picture: hosts may have posted more than one a day."""
LEAST_BARS = 2
"""One says no more than the sentence beside it."""
LEAST_MEMBERS = 3
_WIDTH, _HEIGHT, _MARGIN, _BAR = 548, 250, 30, 40
_TOP, _FLOOR = 52, 184
"""Where the highest bar ends, and where all begin."""


class Turnout(NamedTuple):
    """How many took part in a post: in all, or so far while it is open."""

    day: date
    members: int
    is_open: bool


def turnout(
    posts: Sequence[SentPost], counts: Iterable[PostCounts], members: int, now: datetime
) -> tuple[Turnout, ...]:
    """How many took part in each of a study's newest posts, in order; `members` did in any.

    Nothing of a single post. Nor where fewer than `LEAST_MEMBERS` took part in all: nobody need be named for the others
    to know who they are, and the bars would tell on which days they read. None of them has agreed to that.
    """
    if len(posts) < LEAST_BARS or members < LEAST_MEMBERS:
        return ()
    joined = {each.post_id: each.members for each in counts}
    return tuple(
        Turnout(post.day, joined.get(post.id, 0), post is posts[-1] and is_open(post.sent_at, now))
        for post in posts[-MOST_BARS:]
    )


def day_name(day: date, language: str) -> str:
    """A day of these days, as people name it.

    >>> day_name(date(2026, 5, 1), "en")
    'Friday 1'
    """
    from babel import Locale  # 8 ms of a start, which names no day

    return f"{Locale.parse(language, sep='_').days['stand-alone']['wide'][day.weekday()]} {day.day}"


def week_picture(week: Sequence[Turnout], initials: Sequence[str]) -> Drawing:
    """A bar for each post, with its number above it and its day below; that of an open one is an empty dotted frame."""
    return drawing(_WIDTH, _HEIGHT, _parts(week, initials))


def _parts(week: Sequence[Turnout], initials: Sequence[str]) -> Iterator[str]:
    most = max((post.members for post in week), default=0)
    column = (_WIDTH - 2 * _MARGIN) / max(7, len(week))
    left = (_WIDTH - column * len(week)) / 2
    yield f'<path d="M{_MARGIN} {_FLOOR}H{_WIDTH - _MARGIN}" stroke="{FAINT}" stroke-width="2"/>'
    for place, post in enumerate(week):
        weekday = post.day.weekday()
        yield _post(post, most, left + (place + 0.5) * column, "".join(initials[weekday : weekday + 1]))


def _post(post: Turnout, most: int, x: float, initial: str) -> str:
    height = (_FLOOR - _TOP) * post.members / max(1, most)
    top = _FLOOR - height
    frame = f'x="{x - _BAR / 2:g}" y="{top:g}" width="{_BAR}" height="{height:g}"'
    form = f'stroke="{FILLED}" stroke-width="3" fill="{FILLED}"'
    if post.is_open:
        form = f'stroke="{FILLED}" stroke-width="3" fill="none" stroke-dasharray="1 7" stroke-linecap="round"'
    bar = f"<rect {frame} {form}/>" if post.members else ""
    number = written(str(post.members), x, top - 28, 16 if most < 1000 else 12)
    day = written(initial, x, _FLOOR + 14, 12, FAINT) + written(str(post.day.day), x, _FLOOR + 36, 14, INK)
    kind = "open" if post.is_open else "closed"
    return f'<g id="{post.day.isoformat()}" class="{kind}">{bar}{number}{day}</g>'
