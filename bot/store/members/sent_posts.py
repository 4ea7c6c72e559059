"""The posts of studies that are there: when each was sent, and for which day."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select

from bot.core.studies.participation.streaks import SentPost
from bot.store.database import Connection
from bot.store.studies.posts import is_there
from bot.store.tables import deliveries, posts
from bot.store.times import from_epoch, to_epoch


async def of_studies(
    connection: Connection, study_ids: Collection[int], since: datetime | None = None
) -> list[SentPost]:
    """The posts of these studies in the order in which they were sent: all of them, or those sent since then."""
    columns = posts.c.id, posts.c.study_id, posts.c.local_date, deliveries.c.sent_at
    carried = posts.join(deliveries, deliveries.c.id == posts.c.delivery_id)
    statement = select(*columns).select_from(carried).where(posts.c.study_id.in_(study_ids), is_there(deliveries))
    if since is not None:
        statement = statement.where(deliveries.c.sent_at >= to_epoch(since))
    rows = await connection.execute(statement.order_by(deliveries.c.sent_at, posts.c.id))
    return [
        SentPost(post_id, study_id, date.fromisoformat(day), from_epoch(sent_at))
        for post_id, study_id, day, sent_at in rows
    ]
