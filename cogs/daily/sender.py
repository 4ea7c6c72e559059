"""Looking, sending and opening the thread: each a request to Discord, and what its answer means."""

import asyncio
import logging
from dataclasses import dataclass

import discord

from bot.client import StudyBot
from bot.core.delivery import LOOK_BACK, Outcome, Sighting
from bot.core.models import Post, PostContent
from bot.outside.network import BROKEN, never_left
from cogs.daily.layouts import post_layout, thread_name

_log = logging.getLogger(__name__)

SEND_WITHIN = 30
"""Seconds a send may take in all, discord.py's own retries included: they must not outlast the nonce."""
MOST_READ = 500
"""Messages a look reads at most; a channel busier than that proves nothing."""
MESSAGE_DELETED = 10008
THREAD_EXISTS = 160004


@dataclass(frozen=True, slots=True)
class Sent:
    """What an attempt came to; `reason` is a key of the catalogue when Discord refused."""

    outcome: Outcome
    message_id: int | None = None
    reason: str = "reason.refused"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look found."""

    sighting: Sighting
    message_id: int | None = None


async def send(bot: StudyBot, post: Post, content: PostContent) -> Sent:
    """One attempt to post, under the slot's own nonce."""
    role = [discord.Object(content.role_id)] if content.role_id else False
    try:
        async with asyncio.timeout(SEND_WITHIN):
            message = await _channel(bot, post).send(
                view=post_layout(bot.say(), post, content),
                nonce=post.nonce,
                allowed_mentions=discord.AllowedMentions(everyone=False, users=False, roles=role, replied_user=False),
            )
    except discord.HTTPException as refused:
        return _refusal(refused)
    except discord.RateLimited:
        return Sent(Outcome.NOT_SENT)
    except BROKEN as broken:
        _log.info("Post %d: no answer (%s)", post.id, type(broken).__name__)
        return Sent(Outcome.NOT_SENT if never_left(broken) else Outcome.UNKNOWN)
    return Sent(Outcome.SENT, message.id)


async def look(bot: StudyBot, post: Post) -> Seen:
    """Search the channel for our message that bears the post's reference.

    *Absent* needs proof: without Read Message History Discord answers an empty list, not an error. Proof is a page that
    reaches back past the claim, or, with that permission, a channel whose last message is older, or that has none.
    """
    since = post.claimed_at - LOOK_BACK
    reference = post.content.reference if post.content else ""
    try:
        async with asyncio.timeout(SEND_WITHIN):
            read = 0
            async for message in _channel(bot, post).history(limit=MOST_READ):
                read += 1
                if message.created_at < since:
                    return Seen(Sighting.ABSENT)
                if message.author.id == bot.app_id and _bears(message, reference):
                    return Seen(Sighting.FOUND, message.id)
            if read:
                return Seen(Sighting.UNCLEAR if read == MOST_READ else Sighting.ABSENT)
            return Seen(await _without_messages(bot, post))
    except (discord.HTTPException, discord.RateLimited, *BROKEN) as broken:
        _log.info("Post %d: the look failed (%s)", post.id, type(broken).__name__)
        return Seen(Sighting.NOT_LOOKED)


async def open_thread(bot: StudyBot, post: Post, content: PostContent) -> int | None:
    """Open the post's thread; its id, or None when it has to be tried again.

    Raises `discord.Forbidden` when the bot may not, and never will until somebody changes that.
    """
    if post.message_id is None:
        return None
    try:
        thread = (
            await _channel(bot, post)
            .get_partial_message(post.message_id)
            .create_thread(name=thread_name(bot.say(), content), auto_archive_duration=10080)
        )
    except discord.Forbidden:
        raise
    except discord.HTTPException as refused:
        return post.message_id if refused.code == THREAD_EXISTS else None  # a message's thread has the message's id
    except (discord.RateLimited, *BROKEN) as broken:
        _log.info("Post %d: no thread yet (%s)", post.id, type(broken).__name__)
        return None
    return thread.id


def _channel(bot: StudyBot, post: Post) -> discord.PartialMessageable:
    """The post's channel, asked of Discord and not of the cache: what is not cached is not therefore gone."""
    return bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id, type=discord.ChannelType.text)


def _refusal(error: discord.HTTPException) -> Sent:
    if error.code == MESSAGE_DELETED:
        return Sent(Outcome.GONE)
    if error.status == 429:
        return Sent(Outcome.NOT_SENT)
    if error.status >= 500:
        return Sent(Outcome.UNKNOWN)
    _log.warning("Discord refused a post in channel (status %d, code %d)", error.status, error.code)
    known = {403: "reason.forbidden", 404: "reason.no_channel"}
    return Sent(Outcome.REFUSED, reason=known.get(error.status, "reason.refused"))


async def _without_messages(bot: StudyBot, post: Post) -> Sighting:
    channel = await bot.fetch_channel(post.channel_id)
    if not isinstance(channel, discord.TextChannel):
        return Sighting.UNCLEAR
    if not channel.permissions_for(channel.guild.me).read_message_history:
        return Sighting.UNCLEAR
    last = channel.last_message_id
    older = last is None or discord.utils.snowflake_time(last) < post.claimed_at - LOOK_BACK
    return Sighting.ABSENT if older else Sighting.UNCLEAR


def _bears(message: discord.Message, reference: str) -> bool:
    """Whether the small print of one of our messages names the reference."""
    parts = discord.ui.LayoutView.from_message(message).walk_children()
    return any(isinstance(part, discord.ui.TextDisplay) and reference in part.content for part in parts)
