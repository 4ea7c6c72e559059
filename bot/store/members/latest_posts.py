"""A study's latest posts, as they stand for one member."""

from sqlalchemy import bindparam, select

from bot.core.studies.participation.unread import OFFERED, LatestPost
from bot.store.database import Connection
from bot.store.members.fresh_starts import is_forgiven, took_part
from bot.store.studies.posts import is_there
from bot.store.tables import deliveries, posts

_who = bindparam("user_id", type_=posts.c.id.type)
_sent = posts.join(deliveries, deliveries.c.id == posts.c.delivery_id)
_of_study = (posts.c.study_id == bindparam("study_id")) & is_there(deliveries)
_LATEST = (
    select(posts.c.id, took_part(_who), is_forgiven(_who))
    .select_from(_sent)
    .where(_of_study)
    .order_by(posts.c.due_at.desc(), posts.c.id.desc())
    .limit(OFFERED)
)
_due_before = select(posts.c.due_at).where(posts.c.id == bindparam("post_id")).scalar_subquery()
_UNREAD_BEFORE = (
    select(posts.c.id)
    .select_from(_sent)
    .where(_of_study, posts.c.due_at < _due_before, ~took_part(_who), ~is_forgiven(_who))
    .limit(1)
)


async def latest(connection: Connection, study_id: int, user_id: int) -> list[LatestPost]:
    """The posts that are offered to a member who catches up, oldest first, with those that they have read."""
    rows = await connection.execute(_LATEST, {"study_id": study_id, "user_id": user_id})
    return [LatestPost(row[0], bool(row[1]), bool(row[2])) for row in reversed(rows.all())]


async def has_unread_before(connection: Connection, study_id: int, user_id: int, post_id: int) -> bool:
    """Whether the member has still to read anything that the study posted before this post."""
    values = {"study_id": study_id, "user_id": user_id, "post_id": post_id}
    return await connection.scalar(_UNREAD_BEFORE, values) is not None
