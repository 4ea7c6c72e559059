"""Counting what members did: each thing once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.models import Asker, Part
from bot.core.posts import DeliveryState
from bot.core.studies.participation.parts import OpenThread, Said, TakingPart, part_of_message
from bot.store.database import Connection, Database
from bot.store.members import answers, participation, thread_counts
from bot.store.members.privacy import tombstones
from bot.store.studies import posts

READ_BACK = timedelta(days=30)
"""How long after a post what was said in its thread is still read back."""
AT_ONCE = 500
"""Parts that are stored in one transaction."""


async def record(database: Database, parts: Sequence[TakingPart]) -> int:
    """Store what members did; how much of it was new. The same thing twice counts once.

    What somebody did before they had their data deleted does not count, whenever it is found.
    """
    async with database.writing() as connection:
        return await _record(database, connection, parts)


async def record_said(database: Database, said: Sequence[Said], counted_to: Mapping[int, int]) -> int:
    """Store what members said; how much of it was new.

    `counted_to` are the posts, by their ids, up to whose messages all has been counted then: it is stored with the last
    of what was said.
    """
    parts = await _parts(database, said)
    first = max(0, (len(parts) - 1) // AT_ONCE * AT_ONCE)
    new = 0
    for start in range(0, first, AT_ONCE):
        new += await record(database, parts[start : start + AT_ONCE])
    async with database.writing() as connection:
        new += await _record(database, connection, parts[first:])
        await thread_counts.advance(connection, counted_to)
    return new


async def _record(database: Database, connection: Connection, parts: Sequence[TakingPart]) -> int:
    """Store parts but those that are older than a deletion of their member's data; nobody is looked up in vain."""
    if not parts:
        return 0
    deletions = await tombstones.since(connection, min(part.at for part in parts))
    if deletions:
        deleted_at = {each: deletions.get(database.person_key.sign(each)) for each in {part.user_id for part in parts}}
        parts = [part for part in parts if (at := deleted_at[part.user_id]) is None or part.at > at]
    return await participation.record(connection, parts)


async def _parts(database: Database, said: Sequence[Said]) -> list[TakingPart]:
    """What was said, as the parts that it counts as: a reply to an answer in the bot's words is one to its member."""
    asked = {(each.guild_id, each.answer_id) for each in said if each.answer_id is not None}
    authors: dict[int, int | None] = {}
    async with database.reading(snapshot=False) as connection:
        for guild_id, answer_id in asked:
            authors[answer_id] = await answers.author_of(connection, guild_id, answer_id)
    parts: list[TakingPart] = []
    for each in said:
        replies_to = each.replies_to if each.answer_id is None else authors[each.answer_id]
        parts.append(TakingPart(each.post_id, each.user_id, part_of_message(each.user_id, replies_to), each.at))
    return parts


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


async def unfinished_threads(database: Database, now: datetime) -> list[OpenThread]:
    """The threads in which messages may still have to be counted: open ones, and those that closed uncounted."""
    async with database.reading() as connection:
        return await thread_counts.unfinished(connection, now - READ_BACK)


async def _is_theirs(connection: Connection, asker: Asker, post_id: int) -> bool:
    """Whether the post is one of the asker's server, and has not been skipped."""
    post = await posts.post(connection, post_id)
    return post is not None and post.guild_id == asker.guild and post.state is not DeliveryState.SKIPPED
