"""What becomes of posts in a test of something else."""

from datetime import datetime

from bot.core.models import Reason
from bot.core.posts import Delivery, DeliveryState, Post
from bot.services.deliveries import outcomes
from bot.store.database import Database
from bot.store.studies import posts


async def sent(database: Database, post: Post, message_id: int | None, at: datetime) -> Post:
    """The post, after its message was made."""
    await outcomes.sent(database, claim_of(post), message_id, at)
    return await again(database, post)


async def ended(
    database: Database, post: Post, state: DeliveryState, reason: Reason, now: datetime, *, refused: bool = False
) -> Post:
    """The post, after its slot ended without a message that is known."""
    await outcomes.ended(database, claim_of(post), state, reason, now, refused=refused)
    return await again(database, post)


async def again(database: Database, post: Post) -> Post:
    """The post as it stands now."""
    async with database.reading() as connection:
        current = await posts.post(connection, post.id)
    assert current is not None
    return current


def claim_of(post: Post) -> Delivery:
    """The delivery of a post that was claimed."""
    assert post.delivery is not None
    return post.delivery
