"""How far the messages in the threads of posts have been counted."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from bot.core.studies.participation.parts import OpenThread
from bot.store.database import Connection, ours
from bot.store.studies.posts import is_there
from bot.store.tables import deliveries, posts, studies
from bot.store.times import to_epoch


async def unfinished(connection: Connection, since: datetime) -> list[OpenThread]:
    """The threads of posts sent since then, opened or not, in which messages may still count; oldest first."""
    following = func.lead(deliveries.c.message_id).over(partition_by=posts.c.study_id, order_by=deliveries.c.message_id)
    message = deliveries.c.message_id.label("message_id"), posts.c.id, posts.c.study_id
    place = studies.c.guild_id, deliveries.c.channel_id, posts.c.counted_to, following.label("next_post_id")
    ledger = posts.join(deliveries, deliveries.c.id == posts.c.delivery_id)
    sent = (
        select(*message, *place)
        .select_from(ledger.join(studies, studies.c.id == posts.c.study_id))
        .where(ours(connection, studies.c.guild_id))
        .where(is_there(deliveries), deliveries.c.message_id.is_not(None), deliveries.c.sent_at >= to_epoch(since))
        .subquery()
    )
    counted_to, next_post_id = sent.c.counted_to, sent.c.next_post_id
    open_still = or_(counted_to.is_(None), next_post_id.is_(None), counted_to < next_post_id)
    rows = await connection.execute(select(sent).where(open_still).order_by(sent.c.message_id))
    threads = [OpenThread(*row) for row in rows]
    return [thread for thread in threads if thread.begins_after < thread.until]


async def advance(connection: Connection, counted_to: Mapping[int, int]) -> None:
    """Store for posts, by their ids, up to which message everything is counted; it never goes back."""
    if not counted_to:
        return
    later = or_(posts.c.counted_to.is_(None), posts.c.counted_to < bindparam("last"))
    change = update(posts).where(posts.c.id == bindparam("post"), later).values(counted_to=bindparam("last"))
    rows = [{"post": post_id, "last": message_id} for post_id, message_id in counted_to.items()]
    await connection.execute(change, rows)
