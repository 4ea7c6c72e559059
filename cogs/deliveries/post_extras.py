"""What follows a post that is in its channel: its thread, its pin, and its publishing. Each is a step of its own."""

import logging
from typing import NamedTuple

import discord

from bot import events
from bot.client import StudyBot
from bot.core.models import Reason
from bot.core.posts import Delivery, Post, PostContent, Wish
from bot.core.studies.participation.parts import OpenThread
from bot.outside.network_errors import BROKEN
from bot.services.deliveries import post_extras
from cogs.deliveries import pins, refusals, time_evidence
from cogs.deliveries.permissions import TO_SPEAK, surely_lacks
from cogs.deliveries.pins import Pinning
from cogs.discussion.threads import day_name, start_thread

_log = logging.getLogger(__name__)

ALREADY_PUBLISHED = 40033


class Opened(NamedTuple):
    """The thread's id; or why there will be none; or neither, for another try."""

    thread_id: int | None = None
    reason: Reason | None = None


async def complete(
    bot: StudyBot, post: Post, delivery: Delivery, content: PostContent, message_id: int, *, is_new: bool
) -> None:
    """Open the thread, pin and publish the post, as far as that is still to come; what fails is tried again later.

    `is_new` for a post that has been recorded just now. Publishing comes last: Discord may have it wait for an hour.
    """
    if is_new:
        await _tell(bot, post, delivery, content)
    if delivery.forum:
        return  # it is a thread itself
    ended = (
        await _open_thread(bot, post, delivery, content, message_id),
        await _pin(bot, post, delivery, message_id),
        await _publish(bot, post, delivery, message_id),
    )
    if not all(ended):
        await post_extras.put_off(bot.database, post, time_evidence.discord_now(bot))


async def _tell(bot: StudyBot, post: Post, delivery: Delivery, content: PostContent) -> None:
    """Tell of a post that is there now, and of its role if that is gone.

    What is said of it counts from now on, whether its thread is open already (in a forum), or later, or never.
    """
    if delivery.message_id is not None:
        place = post.guild_id, delivery.channel_id
        events.thread_opened(bot, OpenThread(delivery.message_id, post.id, post.study_id, *place))
    if content.role_id is not None and _is_role_gone(bot, post.guild_id, content.role_id):
        await post_extras.role_gone(bot.database, post, time_evidence.discord_now(bot))
        events.notice_due(bot, post.guild_id)


async def _open_thread(bot: StudyBot, post: Post, delivery: Delivery, content: PostContent, message_id: int) -> bool:
    """Open the thread if it is still to come; whether that has come to an end."""
    if post.thread is not Wish.WANTED:
        return True
    opened = await _opened(bot, delivery, day_name(bot.texts.say(content.said_in), content), message_id)
    if opened.reason is not None:
        _log.warning("Post %d stays without a thread (%s)", post.id, opened.reason)
        await post_extras.thread_refused(bot.database, post, opened.reason, time_evidence.discord_now(bot))
        events.notice_due(bot, post.guild_id)
    elif opened.thread_id is not None:
        await post_extras.thread_opened(bot.database, post, opened.thread_id, time_evidence.discord_now(bot))
    return opened.reason is not None or opened.thread_id is not None


async def _opened(bot: StudyBot, delivery: Delivery, name: str, message_id: int) -> Opened:
    """Try to open it. A second attempt finds the first one's thread: it bears the message's id."""
    if surely_lacks(bot, delivery.guild_id, delivery.channel_id, "create_public_threads"):
        return Opened(reason=Reason.NO_THREAD)
    await bot.send_rate.wait()
    try:
        return Opened(await start_thread(pins.channel_of(bot, delivery).get_partial_message(message_id), name))
    except discord.HTTPException as refused:
        return Opened(reason=refusals.of_thread(refused))
    except BROKEN as broken:
        _log.info("Delivery %d: no thread yet (%s)", delivery.id, type(broken).__name__)
        return Opened()


async def _pin(bot: StudyBot, post: Post, delivery: Delivery, message_id: int) -> bool:
    """Pin the post if that is still to come; whether it has come to an end."""
    if post.pin is not Wish.WANTED:
        return True
    pinning = await pins.pin(bot, delivery, message_id)
    if pinning is Pinning.FULL:
        pinning = await pins.make_room(bot, delivery, await post_extras.pinned_before(bot.database, delivery))
        if pinning is Pinning.DONE:
            pinning = await pins.pin(bot, delivery, message_id)
    if pinning is Pinning.DONE:
        await post_extras.pinned(bot.database, post)
    elif pinning is not Pinning.LATER:
        reason = Reason.PINS_FULL if pinning is Pinning.FULL else Reason.NO_PIN
        _log.warning("Post %d stays unpinned (%s)", post.id, reason)
        await post_extras.pin_refused(bot.database, post, reason, time_evidence.discord_now(bot))
        events.notice_due(bot, post.guild_id)
    return pinning is not Pinning.LATER


async def _publish(bot: StudyBot, post: Post, delivery: Delivery, message_id: int) -> bool:
    """Publish the post if that is still to come; whether that has come to an end."""
    if post.publish is not Wish.WANTED:
        return True
    try:
        reason = await _published(bot, delivery, message_id)
    except (discord.HTTPException, *BROKEN) as broken:
        _log.info("Delivery %d: not published yet (%s)", delivery.id, type(broken).__name__)
        return False
    if reason is None:
        await post_extras.published(bot.database, post)
    else:
        _log.warning("Post %d stays unpublished (%s)", post.id, reason)
        await post_extras.publish_refused(bot.database, post, reason, time_evidence.discord_now(bot))
        events.notice_due(bot, post.guild_id)
    return True


async def _published(bot: StudyBot, delivery: Delivery, message_id: int) -> Reason | None:
    """Publish it, or find that it is published already, by an earlier attempt or by a person; or why it cannot be.

    Raises `discord.HTTPException`, and what else a request can end in, when it is worth another try.
    """
    if surely_lacks(bot, delivery.guild_id, delivery.channel_id, *TO_SPEAK):
        return Reason.NO_PUBLISHING
    await bot.send_rate.wait()
    try:
        await pins.channel_of(bot, delivery).get_partial_message(message_id).publish()
    except discord.HTTPException as refused:
        reason = refusals.of_publishing(refused)
        if reason is None and refused.code != ALREADY_PUBLISHED:
            raise
        return reason
    return None


def _is_role_gone(bot: StudyBot, guild_id: int, role_id: int) -> bool:
    """Whether the role is surely not there any more: the roles of a guild that Discord has not told of are unknown."""
    guild = bot.get_guild(guild_id)
    return guild is not None and bool(guild.roles) and guild.get_role(role_id) is None
