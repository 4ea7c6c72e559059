"""Looking whether a post is there already: a search for our message that bears its reference.

*Absent* needs proof. Without Read Message History Discord answers an empty list, not an error; an archive that cannot
be read proves nothing either.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.client import StudyBot
from bot.core.delivery import LOOK_BACK, Sighting
from bot.core.models import Post
from bot.outside.network import BROKEN

_log = logging.getLogger(__name__)

LOOK_WITHIN = 30
"""Seconds a look may take in all."""
MOST_READ = 500
"""Messages or threads a look reads at most; a channel busier than that proves nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look found, and the message's id if it was the post."""

    sighting: Sighting
    message_id: int | None = None


async def look(bot: StudyBot, post: Post) -> Seen:
    """Search for the post; *not looked* when Discord could not be asked, and it is worth another try."""
    try:
        async with asyncio.timeout(LOOK_WITHIN):
            await bot.pace.turn()
            return await (_in_forum(bot, post) if post.forum else _in_channel(bot, post))
    except (discord.Forbidden, discord.NotFound) as refused:
        _log.info("Post %d: the channel cannot be read (code %d)", post.id, refused.code)
        return Seen(Sighting.UNCLEAR)
    except (discord.HTTPException, discord.RateLimited, *BROKEN) as broken:
        _log.info("Post %d: the look failed (%s)", post.id, type(broken).__name__)
        return Seen(Sighting.NOT_LOOKED)


async def _in_channel(bot: StudyBot, post: Post) -> Seen:
    """Read the channel back past the claim, or to its beginning."""
    channel = bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
    read = 0
    async for message in channel.history(limit=MOST_READ):
        read += 1
        if message.created_at < _since(post):
            return Seen(Sighting.ABSENT)
        if message.author.id == bot.app_id and _bears(message, post):
            return Seen(Sighting.FOUND, message.id)
    if read:
        return Seen(Sighting.UNCLEAR if read == MOST_READ else Sighting.ABSENT)
    fetched = await bot.fetch_channel(post.channel_id)
    if not isinstance(fetched, discord.TextChannel) or not _may_read(fetched):
        return Seen(Sighting.UNCLEAR)
    last = fetched.last_message_id
    older = last is None or discord.utils.snowflake_time(last) < _since(post)
    return Seen(Sighting.ABSENT if older else Sighting.UNCLEAR)


async def _in_forum(bot: StudyBot, post: Post) -> Seen:
    """Go through the forum's active threads, and its archive back past the claim."""
    forum = await bot.fetch_channel(post.channel_id)
    if not isinstance(forum, discord.ForumChannel) or not _may_read(forum):
        return Seen(Sighting.UNCLEAR)
    for thread in await forum.guild.active_threads():
        if thread.parent_id == forum.id and await _is_the_post(bot, thread, post):
            return Seen(Sighting.FOUND, thread.id)
    read = 0
    async for thread in forum.archived_threads(limit=MOST_READ):
        read += 1
        if thread.archive_timestamp < _since(post):
            return Seen(Sighting.ABSENT)
        if await _is_the_post(bot, thread, post):
            return Seen(Sighting.FOUND, thread.id)
    return Seen(Sighting.UNCLEAR if read == MOST_READ else Sighting.ABSENT)


async def _is_the_post(bot: StudyBot, thread: discord.Thread, post: Post) -> bool:
    """Whether a forum thread begins with the post: ours, young enough, bearing the reference."""
    if thread.owner_id != bot.app_id or discord.utils.snowflake_time(thread.id) < _since(post):
        return False
    try:
        return _bears(await thread.fetch_message(thread.id), post)
    except discord.NotFound:
        return False  # its first message has been deleted


def _since(post: Post) -> datetime:
    return post.claimed_at - LOOK_BACK


def _may_read(channel: discord.TextChannel | discord.ForumChannel) -> bool:
    """Whether the bot surely may; of a guild that Discord has not told of (in an outage, say) nothing is known."""
    me: discord.Member | None = channel.guild.me
    return me is not None and channel.permissions_for(me).read_message_history


def _bears(message: discord.Message, post: Post) -> bool:
    """Whether the small print of one of our messages names the post's reference."""
    reference = post.content.reference if post.content else ""
    parts = discord.ui.LayoutView.from_message(message).walk_children()
    return any(isinstance(part, discord.ui.TextDisplay) and reference in part.content for part in parts)
