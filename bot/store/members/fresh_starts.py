"""Fresh starts of members: up to which posts they have let go of what they had not read."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, delete, func, select

from bot.store.database import Connection
from bot.store.dialects import upserts
from bot.store.studies.posts import is_there
from bot.store.tables import deliveries, fresh_starts, participation, posts
from bot.store.times import to_epoch

_last = posts.alias()


async def add(connection: Connection, post_id: int, user_id: int, at: datetime) -> None:
    """Store that a member starts afresh after this post; the same twice is one."""
    await upserts.add_once(connection, fresh_starts, {"post_id": post_id, "user_id": user_id, "at": to_epoch(at)})


async def remove(connection: Connection, post_id: int, user_id: int) -> None:
    """Take the fresh start after this post back; an earlier one holds again."""
    where = (fresh_starts.c.post_id == post_id) & (fresh_starts.c.user_id == user_id)
    await connection.execute(delete(fresh_starts).where(where))


async def forgiven(connection: Connection, study_ids: Collection[int], user_id: int) -> set[int]:
    """The posts of these studies that a member took no part in, and that do not count as missed."""
    sent = select(posts.c.id).join(deliveries, deliveries.c.id == posts.c.delivery_id)
    where = posts.c.study_id.in_(study_ids) & is_there(deliveries) & is_forgiven(user_id) & ~took_part(user_id)
    return set(await connection.scalars(sent.where(where)))


def is_forgiven(user_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """The condition that a post is not after the member's last fresh start in its study.

    It is written so that SQLite begins with the few fresh starts of the member, not with all posts of the study.
    """
    last = (
        select(func.max(_last.c.due_at))
        .join(fresh_starts, fresh_starts.c.post_id == _last.c.id)
        .where(fresh_starts.c.user_id == user_id, func.coalesce(_last.c.study_id, 0) == posts.c.study_id)
        .correlate(posts)
        .scalar_subquery()
    )
    return posts.c.due_at <= func.coalesce(last, -1)


def took_part(user_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """The condition that the member took part in a post, in whichever way."""
    own = (participation.c.post_id == posts.c.id) & (participation.c.user_id == user_id)
    return select(participation.c.post_id).where(own).correlate(posts).exists()
