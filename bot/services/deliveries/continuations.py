"""What a post's own message does not hold: it goes on below, a delivery a message, one after the end of another."""

from datetime import datetime

from bot.core.deliveries.delivery import continuation_nonce
from bot.core.posts import ContinuationContent, Delivery, DeliveryKind, Post
from bot.core.studies import post_parts
from bot.store.database import Connection, Database
from bot.store.studies import deliveries, posts


async def begin(connection: Connection, post: Post, channel_id: int, now: datetime) -> None:
    """Claim the first message below a post that is out, if it goes on; in its thread, or in its channel without one."""
    await _claim(connection, post, 1, channel_id, now)


async def go_on(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Claim the message after this one, if there is more."""
    if isinstance(delivery.content, ContinuationContent):
        post = await posts.post(connection, delivery.content.post_id)
        if post is not None:
            await _claim(connection, post, delivery.content.position + 1, delivery.channel_id, now)


async def unfinished(database: Database) -> list[Delivery]:
    """The messages below posts that are under way."""
    async with database.reading() as connection:
        return await deliveries.claimed(connection, DeliveryKind.CONTINUATION)


async def _claim(connection: Connection, post: Post, position: int, channel_id: int, now: datetime) -> None:
    """Claim one message, unless that has been done; it is as late as its post."""
    if post.delivery is None or post.content is None:
        return
    content = post_parts.continuation(post.id, post.content, position)
    if content is None:
        return
    nonce = continuation_nonce(post.delivery.nonce, position)
    if await deliveries.has_nonce(connection, post.study_id, nonce):
        return
    await deliveries.claim(
        connection,
        deliveries.NewDelivery(
            content,
            guild_id=post.guild_id,
            study_id=post.study_id,
            channel_id=channel_id,
            nonce=nonce,
            due_at=post.delivery.due_at,
            now=now,
        ),
    )
