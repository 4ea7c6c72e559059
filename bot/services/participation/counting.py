"""Counting what members did: each thing once."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.models import Asker, DeliveryState, Part
from bot.core.studies.participation.parts import OPEN_FOR, OpenThread, TakingPart
from bot.store.database import Connection, Database
from bot.store.members import participation
from bot.store.studies import posts


async def record(database: Database, parts: Sequence[TakingPart]) -> int:
    """Store what members did; how much of it was new. The same thing twice counts once."""
    async with database.writing() as connection:
        return await participation.record(connection, parts)


async def read_it(database: Database, asker: Asker, post_id: int) -> bool | None:
    """Count a member as having read a post: True the first time, False again later, None when the post is not there."""
    async with database.writing() as connection:
        if not await _is_theirs(connection, asker, post_id):
            return None
        return await participation.record(connection, [TakingPart(post_id, asker.user_id, Part.READ, asker.now)]) > 0


async def take_back(database: Database, asker: Asker, post_id: int) -> bool | None:
    """Count a member no more as having read a post: False when they were not, None when the post is not there.

    Their answers and replies go on counting.
    """
    async with database.writing() as connection:
        if not await _is_theirs(connection, asker, post_id):
            return None
        return await participation.remove(connection, post_id, asker.user_id, Part.READ)


async def open_threads(database: Database, now: datetime) -> list[OpenThread]:
    """The threads in which talk counts now: of each study's newest post, for a week."""
    async with database.reading() as connection:
        return await posts.open_threads(connection, now - OPEN_FOR)


async def _is_theirs(connection: Connection, asker: Asker, post_id: int) -> bool:
    """Whether the post is one of the asker's server, and has not been skipped."""
    post = await posts.post(connection, post_id)
    return post is not None and post.guild_id == asker.guild and post.state is not DeliveryState.SKIPPED
