"""What follows a post that is out: its thread, its pin and its publishing; and the role that it pings."""

from datetime import datetime

from bot.core.deliveries import delivery as protocol
from bot.core.models import Reason
from bot.core.posts import Delivery, Post, Wish
from bot.services.deliveries import continuations
from bot.store.database import Database
from bot.store.studies import notices, posts

THREAD_REASONS = (Reason.NO_THREAD, Reason.THREAD_REFUSED)
PIN_REASONS = (Reason.NO_PIN, Reason.PINS_FULL)
PUBLISH_REASONS = (Reason.NO_PUBLISHING, Reason.NOT_ANNOUNCEMENTS, Reason.GONE_UNPUBLISHED)
REASONS = (*THREAD_REASONS, *PIN_REASONS, *PUBLISH_REASONS, Reason.NOT_CONTINUED, Reason.ROLE_GONE)
"""What hosts are told of a post that is out: the study goes on."""


async def thread_opened(database: Database, post: Post, thread_id: int, now: datetime) -> None:
    """Record the thread opened from the post, and claim what of the post goes on in it."""
    async with database.writing(first=True) as connection:
        await posts.set_thread(connection, post.id, thread_id)
        await continuations.begin(connection, post, thread_id, now)


async def thread_refused(database: Database, post: Post, reason: Reason, now: datetime) -> None:
    """Record that the post stays without a thread, unless a member has opened it; hosts have to be told.

    What it does not hold itself goes on in its channel.
    """
    async with database.writing(first=True) as connection:
        if await posts.set_thread_refused(connection, post.id):
            if post.delivery is not None:
                await continuations.begin(connection, post, post.delivery.channel_id, now)
            await notices.add(connection, post.guild_id, post.study_id, reason, now)


async def pinned(database: Database, post: Post) -> None:
    """Record that the post has been pinned; should a later one be refused, hosts are told anew."""
    async with database.writing(first=True) as connection:
        if await posts.set_pin(connection, post.id, Wish.DONE):
            await notices.over(connection, post.study_id, PIN_REASONS)


async def pin_refused(database: Database, post: Post, reason: Reason, now: datetime) -> None:
    """Record that the post stays unpinned, as the next ones may; hosts have to be told of that once."""
    async with database.writing(first=True) as connection:
        if await posts.set_pin(connection, post.id, Wish.REFUSED):
            await notices.add(connection, post.guild_id, post.study_id, reason, now, once=True)


async def pinned_before(database: Database, delivery: Delivery) -> set[int]:
    """The ids of the study's posts that were pinned in the same channel; a pin may have been taken away since."""
    async with database.reading() as connection:
        return await posts.pinned(connection, delivery.study_id, delivery.channel_id)


async def published(database: Database, post: Post) -> None:
    """Record that the post has been published; should a later one be refused, hosts are told anew."""
    async with database.writing(first=True) as connection:
        if await posts.set_publish(connection, post.id, Wish.DONE):
            await notices.over(connection, post.study_id, PUBLISH_REASONS)


async def publish_refused(database: Database, post: Post, reason: Reason, now: datetime) -> None:
    """Record that the post stays unpublished, as the next ones may; hosts have to be told of that once."""
    async with database.writing(first=True) as connection:
        if await posts.set_publish(connection, post.id, Wish.REFUSED):
            await notices.add(connection, post.guild_id, post.study_id, reason, now, once=True)


async def role_gone(database: Database, post: Post, now: datetime) -> None:
    """Note that the role which the post was to ping has been deleted; hosts have to be told of that once."""
    async with database.writing(first=True) as connection:
        await notices.add(connection, post.guild_id, post.study_id, Reason.ROLE_GONE, now, once=True)


async def put_off(database: Database, post: Post, now: datetime) -> None:
    """Note when to try again what a post still lacks of what follows it: after growing pauses, as of a send."""
    tries = post.extras_tries + 1
    async with database.writing(first=True) as connection:
        await posts.put_off(connection, post.id, tries, protocol.retry_at(tries, now))
