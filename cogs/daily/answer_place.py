"""The thread of a post, in which the bot posts what somebody has answered."""

import discord

from bot.core.errors import StudyError
from bot.core.posts import Post
from bot.services.deliveries import post_extras
from bot.services.deliveries.answers import ToAnswer
from cogs.discussion.below_post import both_must_have, channel_of, thread_to_write_in
from cogs.discussion.talks import thread_of
from cogs.discussion.threads import day_name
from cogs.ui.buttons import Pressed

TO_OPEN = ("create_public_threads",)


async def thread_to_answer_in(interaction: Pressed, asked: ToAnswer) -> discord.Thread | None:
    """The thread of the post, if both the person and the bot may write in it now; None if it has to be opened first.

    Raises as `thread_to_write_in` does, and where both may not open it.
    """
    thread = await thread_to_write_in(interaction, asked.post, asked.last_at)
    if thread is None:
        both_must_have(interaction, channel_of(interaction, asked.post), TO_OPEN)
    return thread


async def open_thread(interaction: Pressed, post: Post) -> None:
    """Open the thread of a post in a text channel. Raises `StudyError` when Discord opens none, or none now."""
    bot, channel = interaction.client, channel_of(interaction, post)
    if not isinstance(channel, discord.TextChannel) or post.message_id is None or post.content is None:
        raise StudyError("writing.no_channel")
    name = day_name(bot.say_to_guild(post.guild_id), post.content)
    thread_id = await thread_of(channel.get_partial_message(post.message_id), name)
    await post_extras.thread_opened(bot.database, post, thread_id, bot.http_watch.discord_now())
