"""The lines under posts that count who took part: what each says, and what has happened since."""

from datetime import datetime
from itertools import zip_longest
from math import ceil
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, func, select, update

from bot.core.models import Part
from bot.core.posts import Wish
from bot.core.studies.participation.growing_line import Counts, Line
from bot.store.database import Connection, ours
from bot.store.studies.posts import is_there
from bot.store.tables import deliveries, participation, posts
from bot.store.times import from_epoch, from_epoch_or_none, to_epoch


class PostLine(NamedTuple):
    """The line of a post, and how many have taken part in it by now."""

    post_id: int
    line: Line
    counts: Counts


def _taken(part: Part) -> ScalarSelect[int]:
    """How many members have taken part in a post in one way."""
    rows = select(func.count()).where(participation.c.post_id == posts.c.id, participation.c.part == part)
    return rows.correlate(posts).scalar_subquery()


_SENT = (
    select(
        posts.c.id,
        posts.c.study_id,
        deliveries.c.sent_at,
        ((posts.c.line == Wish.WANTED) & deliveries.c.message_id.is_not(None)).label("grows"),
        posts.c.line_read,
        posts.c.line_answered,
        posts.c.line_tried_at,
        posts.c.line_retry_at,
        _taken(Part.READ).label("read"),
        _taken(Part.ANSWERED).label("answered"),
    )
    .join(deliveries, deliveries.c.id == posts.c.delivery_id)
    .where(is_there(deliveries))
)


async def of_posts(connection: Connection, since: datetime) -> list[PostLine]:
    """The lines that grow under the posts due since then."""
    lately = _SENT.where(posts.c.due_at >= to_epoch(since), ours(connection, deliveries.c.guild_id))
    sent = (await connection.execute(lately)).all()
    rows = sorted(sent, key=lambda row: (row.study_id, row.sent_at))  # SQLite would go through all posts there are
    return [_read(row, following) for row, following in zip_longest(rows, rows[1:]) if row.grows]


async def keep(connection: Connection, post_id: int, line: Line) -> None:
    """Store what a line says now, and when that was tried: a part of a second counts as one, or the next came early."""
    values = {
        "line_read": line.says.read,
        "line_answered": line.says.answered,
        "line_tried_at": None if line.tried_at is None else ceil(line.tried_at.timestamp()),
        "line_retry_at": None if line.rests_until is None else to_epoch(line.rests_until),
    }
    await connection.execute(update(posts).where(posts.c.id == post_id).values(**values))


async def end(connection: Connection, post_id: int) -> None:
    """Store that a line grows no further."""
    await connection.execute(update(posts).where(posts.c.id == post_id).values(line=Wish.REFUSED))


def _read(row: Any, following: Any) -> PostLine:
    """The line of a post; the row that follows may be of the study's next post."""
    line = Line(
        from_epoch(row.sent_at),
        from_epoch(following.sent_at) if following and following.study_id == row.study_id else None,
        Counts(row.line_read, row.line_answered),
        from_epoch_or_none(row.line_tried_at),
        from_epoch_or_none(row.line_retry_at),
    )
    return PostLine(row.id, line, Counts(row.read, row.answered))
