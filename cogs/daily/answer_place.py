"""Whether somebody may write in a post's thread: by hand Discord would see to that, for an answer the bot does."""

from datetime import timedelta

import discord

from bot.core.errors import StudyError
from bot.core.models import Post
from bot.services.deliveries import post_extras
from bot.services.deliveries.answers import ToAnswer
from cogs.discussion.talk_places import must_have
from cogs.discussion.talks import thread_of
from cogs.discussion.threads import day_name
from cogs.ui.buttons import Pressed
from cogs.ui.replies import stamp

TO_WRITE = ("view_channel", "send_messages_in_threads")
TO_OPEN = ("create_public_threads",)
EXEMPT = ("bypass_slowmode", "manage_messages", "manage_channels")
"""Who has one of these need not wait in slow mode (Channel Resource, `rate_limit_per_user`)."""
NEWEST = 100
"""Messages in which one of the person's own is looked for: one request."""


async def thread_to_answer_in(interaction: Pressed, asked: ToAnswer) -> discord.Thread | None:
    """The thread of the post, if both the person and the bot may write in it now; None if it has to be opened first.

    Raises `StudyError` that says what is in the way and what to do, and whatever a request can end in.
    """
    post, channel = asked.post, interaction.client.get_channel(asked.post.channel_id)
    if not isinstance(channel, (discord.TextChannel, discord.ForumChannel)):
        raise StudyError("answer.no_channel")
    _must_not_be_silenced(interaction)
    allowed, of_the_bot = _allowed(interaction, channel), channel.permissions_for(channel.guild.me)
    must_have(allowed, TO_WRITE, "answer.you_lack")
    must_have(of_the_bot, TO_WRITE, "answer.bot_lacks")
    thread = await _thread(interaction, channel, post)
    if thread is None:
        must_have(allowed, TO_OPEN, "answer.you_lack")
        must_have(of_the_bot, TO_OPEN, "answer.bot_lacks")
        return None
    if thread.locked and not allowed.manage_threads:
        raise StudyError("answer.locked")
    if thread.locked and not of_the_bot.manage_threads:
        raise StudyError("answer.locked_for_bot")
    if thread.slowmode_delay and not any(getattr(allowed, name) for name in EXEMPT):
        await _must_have_waited(interaction, thread, asked)
    return thread


async def open_thread(interaction: Pressed, post: Post) -> None:
    """Open the thread of a post in a text channel. Raises `StudyError` when Discord opens none, or none now."""
    bot, channel = interaction.client, interaction.client.get_channel(post.channel_id)
    if not isinstance(channel, discord.TextChannel) or post.message_id is None or post.content is None:
        raise StudyError("answer.no_channel")
    name = day_name(bot.say_to_guild(post.guild_id), post.content)
    thread_id = await thread_of(channel.get_partial_message(post.message_id), name)
    await post_extras.thread_opened(bot.database, post, thread_id, bot.http_watch.discord_now())


def _must_not_be_silenced(interaction: Pressed) -> None:
    """Raise during a time-out, in which Discord takes no message of the member's either."""
    until = interaction.user.timed_out_until if isinstance(interaction.user, discord.Member) else None
    if until is not None and until > interaction.created_at:
        raise StudyError("answer.timed_out", at=stamp(until, "R"))


def _allowed(interaction: Pressed, channel: discord.TextChannel | discord.ForumChannel) -> discord.Permissions:
    """What the person may do in the channel: as the interaction says, if it comes from there or a thread of it."""
    where = interaction.channel
    here = where.parent_id if isinstance(where, discord.Thread) else interaction.channel_id
    if here == channel.id or not isinstance(interaction.user, discord.Member):
        return interaction.permissions
    return channel.permissions_for(interaction.user)


async def _thread(
    interaction: Pressed, channel: discord.TextChannel | discord.ForumChannel, post: Post
) -> discord.Thread | None:
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


async def _must_have_waited(interaction: Pressed, thread: discord.Thread, asked: ToAnswer) -> None:
    """Raise until the thread's slow mode has passed since the person's last message, or answer, in it."""
    delay = timedelta(seconds=thread.slowmode_delay)
    since = interaction.created_at - delay
    last_at = max(asked.last_at or since, since)
    async for message in thread.history(limit=NEWEST, after=last_at, oldest_first=False):
        if message.author.id == interaction.user.id:
            last_at = max(last_at, message.created_at)
    if last_at > since:
        raise StudyError("answer.slow_mode", at=stamp(last_at + delay, "R"))
