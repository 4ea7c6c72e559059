"""Looking whether a post is there already: a search for our message that bears its reference.

*Absent* needs proof. Without Read Message History Discord answers an empty list, not an error; an archive that cannot
be read proves nothing either.
"""

import asyncio
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import discord

from bot.client import StudyBot
from bot.core.deliveries import delivery
from bot.core.deliveries.delivery import Sighting
from bot.core.models import Post
from bot.outside.network_errors import BROKEN
from cogs.deliveries.permissions import surely_lacks
from cogs.deliveries.refusals import is_about_the_place

_log = logging.getLogger(__name__)

LOOK_WITHIN = 30
"""Seconds a look may take in all."""
MOST_READ = 500
"""Messages or threads that a look reads at most from one place on; a channel busier than that proves nothing."""


class Seen(NamedTuple):
    """What a look found, and the message's id if it was the post."""

    sighting: Sighting
    message_id: int | None = None


async def look(bot: StudyBot, post: Post) -> Seen:
    """Search for the post; *not looked* when Discord could not be asked, and it is worth another try."""
    if surely_lacks(bot, post.guild_id, post.channel_id, "view_channel"):
        return Seen(Sighting.UNCLEAR)
    try:
        async with asyncio.timeout(LOOK_WITHIN):
            await bot.send_rate.wait()
            return await (_in_forum(bot, post) if post.forum else _in_channel(bot, post))
    except (discord.HTTPException, *BROKEN) as broken:
        if isinstance(broken, discord.HTTPException) and is_about_the_place(broken):
            _log.info("Post %d: the channel cannot be read (code %d)", post.id, broken.code)
            return Seen(Sighting.UNCLEAR)
        _log.info("Post %d: the look failed (%s)", post.id, type(broken).__name__)
        return Seen(Sighting.NOT_LOOKED)


async def _in_channel(bot: StudyBot, post: Post) -> Seen:
    """Read the channel from where the post can be first to its end, or what a busy channel lets us read of that."""
    channel = bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
    for begin in _beginnings(post):
        read = 0
        async for message in channel.history(limit=MOST_READ, after=begin, oldest_first=True):
            read += 1
            if message.author.id == bot.app_id and _bears(message, post):
                return Seen(Sighting.FOUND, message.id)
        if read < MOST_READ:
            whole = begin <= delivery.look_since(post)
            return Seen(Sighting.ABSENT if whole and (read or await _is_readable(bot, post)) else Sighting.UNCLEAR)
    return Seen(Sighting.UNCLEAR)


def _beginnings(post: Post) -> Iterator[datetime]:
    """Where to begin to read: at the slot's date, and if that is too much, at its time, and at last at its claim."""
    yield _begun(post)
    yield delivery.look_since(post)
    yield post.claimed_at - delivery.LOOK_BACK


async def _is_readable(bot: StudyBot, post: Post) -> bool:
    """Whether an empty page was the truth: older messages can be read, or there are none."""
    channel = bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
    async for _ in channel.history(limit=1):
        return True
    fetched = await bot.fetch_channel(post.channel_id)
    if not isinstance(fetched, discord.TextChannel) or not _may_read(fetched):
        return False
    last = fetched.last_message_id
    return last is None or discord.utils.snowflake_time(last) < delivery.look_since(post)


async def _in_forum(bot: StudyBot, post: Post) -> Seen:
    """Go through the forum's active threads, and its archive back past the date of the slot.

    A thread is archived after it was made: one that was archived before then is none of those that are sought.
    """
    forum = await bot.fetch_channel(post.channel_id)
    if not isinstance(forum, discord.ForumChannel) or not _may_read(forum):
        return Seen(Sighting.UNCLEAR)
    for thread in await forum.guild.active_threads():
        if thread.parent_id == forum.id and await _is_the_post(bot, thread, post):
            return Seen(Sighting.FOUND, thread.id)
    read, reached = 0, False
    async for thread in forum.archived_threads(limit=MOST_READ):
        read, reached = read + 1, thread.archive_timestamp < delivery.look_since(post)
        if thread.archive_timestamp < _begun(post):
            break
        if await _is_the_post(bot, thread, post):
            return Seen(Sighting.FOUND, thread.id)
    return Seen(Sighting.ABSENT if reached or read < MOST_READ else Sighting.UNCLEAR)


async def _is_the_post(bot: StudyBot, thread: discord.Thread, post: Post) -> bool:
    """Whether a forum thread begins with the post: ours, young enough, bearing the reference."""
    if thread.owner_id != bot.app_id or discord.utils.snowflake_time(thread.id) < _begun(post):
        return False
    try:
        return _bears(await thread.fetch_message(thread.id), post)
    except discord.NotFound:
        return False  # its first message has been deleted


def _begun(post: Post) -> datetime:
    """Since when the slot's date may have been running."""
    return min(post.claimed_at, post.slot.due_at) - delivery.ITS_DAY


def made_at(message_id: int) -> datetime:
    """When a message was made, by Discord's clock: its id says so."""
    return discord.utils.snowflake_time(message_id)


def _may_read(channel: discord.TextChannel | discord.ForumChannel) -> bool:
    """Whether the bot surely may; of a guild that Discord has not told of (in an outage, say) nothing is known."""
    me: discord.Member | None = channel.guild.me
    return me is not None and channel.permissions_for(me).read_message_history


def _bears(message: discord.Message, post: Post) -> bool:
    """Whether the small print of one of our messages names the post's reference."""
    reference = post.content.reference if post.content else ""
    parts = discord.ui.LayoutView.from_message(message).walk_children()
    return any(isinstance(part, discord.ui.TextDisplay) and reference in part.content for part in parts)
