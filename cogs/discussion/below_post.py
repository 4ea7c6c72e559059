"""Where somebody may write below a day's post: by hand Discord would see to that, for what the bot posts it does."""

from datetime import datetime, timedelta
from typing import TypeAlias

import discord

from bot.core.errors import StudyError
from bot.core.posts import Post
from cogs.discussion.permissions import must_have
from cogs.discussion.threads import TalkPlace
from cogs.ui.buttons import Pressed
from cogs.ui.replies import channel_link, stamp

PostChannel: TypeAlias = discord.TextChannel | discord.ForumChannel
IN_THREAD = ("view_channel", "send_messages_in_threads")
IN_CHANNEL = ("send_messages", "read_message_history")
EXEMPT = ("bypass_slowmode", "manage_messages", "manage_channels")
"""Who has one of these need not wait in slow mode (Channel Resource, `rate_limit_per_user`)."""
NEWEST = 100
"""Messages in which one of the person's own is looked for: one request."""


async def thread_to_write_in(interaction: Pressed, post: Post, last_at: datetime | None) -> discord.Thread | None:
    """The thread of the post, if both the person and the bot may write in it now; None if it has none.

    `last_at` is when the bot last wrote for them below the post. Raises `StudyError` that says what is in the way and
    what to do, and whatever a request can end in.
    """
    channel = channel_of(interaction, post)
    _must_not_be_silenced(interaction)
    both_must_have(interaction, channel, IN_THREAD)
    thread = await _thread(interaction, channel, post)
    if thread is None:
        return None
    if thread.locked and not _allowed(interaction, channel).manage_threads:
        raise StudyError("writing.locked")
    if thread.locked and not channel.permissions_for(channel.guild.me).manage_threads:
        raise StudyError("writing.locked_for_bot")
    await _must_have_waited(interaction, thread, channel, last_at)
    return thread


async def place_to_write_in(interaction: Pressed, post: Post, last_at: datetime | None) -> TalkPlace:
    """The thread of the post or, where it has none, the channel it stands in. Raises as `thread_to_write_in` does."""
    thread = await thread_to_write_in(interaction, post, last_at)
    if thread is not None:
        return thread
    channel = channel_of(interaction, post)
    if not isinstance(channel, discord.TextChannel):
        raise StudyError("study.post_gone")
    both_must_have(interaction, channel, IN_CHANNEL)
    await _must_have_waited(interaction, channel, channel, last_at)
    return channel


def channel_of(interaction: Pressed, post: Post) -> PostChannel:
    """The channel of the post. Raises `StudyError` when it is gone, or the bot cannot see it."""
    channel = interaction.client.get_channel(post.channel_id)
    if not isinstance(channel, (discord.TextChannel, discord.ForumChannel)):
        raise StudyError("writing.no_channel")
    return channel


def both_must_have(interaction: Pressed, channel: PostChannel, needed: tuple[str, ...]) -> None:
    """Raise the `StudyError` that says which of these permissions the person or the bot lacks in the channel."""
    must_have(_allowed(interaction, channel), needed, "writing.you_lack")
    must_have(channel.permissions_for(channel.guild.me), needed, "writing.bot_lacks")


def _must_not_be_silenced(interaction: Pressed) -> None:
    """Raise during a time-out, in which Discord takes no message of the member's either."""
    until = interaction.user.timed_out_until if isinstance(interaction.user, discord.Member) else None
    if until is not None and until > interaction.created_at:
        raise StudyError("writing.timed_out", at=stamp(until, "R"))


def _allowed(interaction: Pressed, channel: PostChannel) -> discord.Permissions:
    """What the person may do in the channel: as the interaction says, if it comes from there or a thread of it."""
    where = interaction.channel
    here = where.parent_id if isinstance(where, discord.Thread) else interaction.channel_id
    if here == channel.id or not isinstance(interaction.user, discord.Member):
        return interaction.permissions
    return channel.permissions_for(interaction.user)


async def _thread(interaction: Pressed, channel: PostChannel, post: Post) -> discord.Thread | None:
    """The post's thread, which bears the id of the post's message; asked of Discord when it is archived, say."""
    thread_id = post.message_id or 0
    if (known := channel.guild.get_thread(thread_id)) is not None:
        return known
    try:
        found = await interaction.client.fetch_channel(thread_id)
    except discord.NotFound:
        if isinstance(channel, discord.ForumChannel):
            raise StudyError("study.post_gone") from None
        return None
    return found if isinstance(found, discord.Thread) else None


async def _must_have_waited(
    interaction: Pressed, place: TalkPlace, channel: PostChannel, last_at: datetime | None
) -> None:
    """Raise until the slow mode of the place has passed since the person, or the bot for them, last wrote in it."""
    if not place.slowmode_delay or any(getattr(_allowed(interaction, channel), name) for name in EXEMPT):
        return
    delay = timedelta(seconds=place.slowmode_delay)
    since = interaction.created_at - delay
    last_at = max(last_at or since, since)
    async for message in place.history(limit=NEWEST, after=last_at, oldest_first=False):
        if message.author.id == interaction.user.id:
            last_at = max(last_at, message.created_at)
    if last_at > since:
        raise StudyError("writing.slow_mode", place=channel_link(place.id), at=stamp(last_at + delay, "R"))
