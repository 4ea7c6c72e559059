"""The daily post once it is claimed: which are unfinished, and settling what nobody knew."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core.errors import StudyError
from bot.core.models import Asker, Reason, StudyState
from bot.core.posts import Delivery, DeliveryState, Post
from bot.services.deliveries import ends
from bot.services.studies import reading_progress
from bot.store.database import Connection, Database
from bot.store.studies import deliveries, posts, studies

WISHES_WITHIN = timedelta(days=1)
"""A post older than this gets no thread or pin any more, and is not published: by then another one is the newest."""


async def unfinished(database: Database, now: datetime, in_hand: Collection[int] = ()) -> list[Post]:
    """The posts that something is still to be done about: claimed ones, and new ones that something is to follow.

    Not those whose deliveries are `in_hand`.
    """
    async with database.reading() as connection:
        claimed = await posts.claimed(connection, in_hand)
        return claimed + await posts.with_wishes(connection, now - WISHES_WITHIN, now, in_hand)


async def try_unknown_again(database: Database, asker: Asker, study_id: int, post_id: int) -> Post:
    """Claim a slot again whose post a host has not found in the channel.

    Raises `StudyError` when the slot has come to another end since, or the study is paused or gone.
    """
    async with database.writing(first=True) as connection:
        post, claim = await _unknown(connection, asker.guild, study_id, post_id)
        study = await studies.study(connection, post.study_id)
        if study is None or study.state is StudyState.PAUSED:
            raise StudyError("study.is_paused")
        await deliveries.reopen(connection, claim, asker.now)
        await posts.due_again(connection, post.id, asker.now)
        return await _again(connection, post)


async def settle_unknown(
    database: Database, guild_id: int, study_id: int, post_id: int, at: datetime, *, message_id: int | None
) -> bool:
    """Record what became of an unknown slot: a message that was found, or (with None) a host's word that it is skipped.

    `at` is when the message was made, or when the host says so. Whether its passage comes next: not if it has been
    posted since, or is not on the list any more. Raises `StudyError` when the slot has come to another end since.
    """
    async with database.writing(first=True) as connection:
        post, claim = await _unknown(connection, guild_id, study_id, post_id)
        if message_id is not None:
            await deliveries.set_sent(connection, claim, message_id, at)
            await ends.when_sent(connection, claim, message_id, at)
        else:
            await deliveries.set_ended(connection, claim, DeliveryState.SKIPPED, Reason.HOST)
            return await reading_progress.give_back(connection, post, at)
    return False


async def unknown(database: Database, guild_id: int, study_id: int, post_id: int) -> Post:
    """The post of a study whose end is not known. Raises `StudyError` when it has come to one since."""
    async with database.reading() as connection:
        return (await _unknown(connection, guild_id, study_id, post_id))[0]


async def next_claim_at(database: Database) -> datetime | None:
    """When the next post of any study will be sent."""
    async with database.reading() as connection:
        return await studies.next_claim_at(connection)


async def _unknown(connection: Connection, guild_id: int, study_id: int, post_id: int) -> tuple[Post, Delivery]:
    post = await posts.post(connection, post_id)
    is_theirs = post is not None and (post.guild_id, post.study_id) == (guild_id, study_id)
    claim = post.delivery if post is not None and is_theirs else None
    if post is None or claim is None or claim.state is not DeliveryState.UNKNOWN:
        raise StudyError("study.not_unknown")
    return post, claim


async def _again(connection: Connection, post: Post) -> Post:
    current = await posts.post(connection, post.id)
    if current is None:
        raise StudyError("study.post_gone")
    return current
