"""Where a talk can be opened and by whom, and which talk is there already."""

from typing import NamedTuple

import discord

from bot.core.errors import StudyError
from bot.core.models import Question
from bot.core.posts import Post
from bot.core.text.markup import Markup
from bot.outside.network_errors import BROKEN
from bot.services import discussion
from bot.services.discussion import MessageTopic, Topic
from bot.services.lookup.passage_lookup import PassageView
from cogs.discussion.permissions import missing, must_have
from cogs.discussion.talk_layouts import thread_name
from cogs.discussion.threads import TalkPlace
from cogs.ui.buttons import Pressed
from cogs.ui.replies import channel_link

IN_CHANNEL = ("send_messages", "create_public_threads")
IN_THREAD = ("send_messages_in_threads",)


def place_for_talk(interaction: Pressed, *, below: bool = False) -> TalkPlace:
    """The channel or thread the person is in, if both they and the bot may open a talk there.

    With `below` the talk is to begin in the thread of a message that is there already. Raises `StudyError` that says
    what is in the way, whose permission is missing, and what to do.
    """
    channel = interaction.channel
    if not isinstance(channel, (discord.TextChannel, discord.Thread)):
        raise StudyError("discuss.no_threads_here")
    needed = IN_THREAD if isinstance(channel, discord.Thread) else IN_CHANNEL
    must_have(interaction.permissions, needed, "discuss.you_lack")
    of_the_bot = ("view_channel", *needed, *IN_THREAD) if below else ("view_channel", *needed)
    must_have(interaction.app_permissions, of_the_bot, "discuss.bot_lacks")
    if isinstance(channel, discord.Thread) and channel.locked:
        raise StudyError("discuss.locked")
    return channel


class PostMessage(NamedTuple):
    """The message of a day's post, in the channel in which a talk can begin below it."""

    message: discord.Message
    channel: discord.TextChannel


async def post_to_talk_below(interaction: Pressed, post: Post) -> PostMessage | None:
    """The message of a post whose thread is gone, if it is there and both the person and the bot may open one from it.

    None also for a post in a forum, which is a thread itself. Raises `StudyError` when Discord cannot be reached.
    """
    channel = interaction.client.get_channel(post.channel_id)
    member = interaction.user
    if not isinstance(channel, discord.TextChannel) or not isinstance(member, discord.Member) or not post.message_id:
        return None
    needed = ("view_channel", *IN_CHANNEL)
    of_the_bot = channel.permissions_for(channel.guild.me)
    if missing(channel.permissions_for(member), needed) or missing(of_the_bot, (*needed, *IN_THREAD)):
        return None
    message = await _message(channel, post.message_id)
    return None if message is None else PostMessage(message, channel)


async def message_to_talk_below(interaction: Pressed, message_id: int) -> discord.Message:
    """The message, in the channel the person is in. Raises `StudyError` as `place_for_talk` does, or if it is gone."""
    message = await _message(place_for_talk(interaction, below=True), message_id)
    if message is None:
        raise StudyError("discuss.message_gone")
    return message


async def _message(place: TalkPlace, message_id: int) -> discord.Message | None:
    try:
        return await place.fetch_message(message_id)
    except (discord.NotFound, discord.Forbidden):
        return None
    except BROKEN as broken:
        raise StudyError("error.discord_busy") from broken


async def is_there(interaction: Pressed, thread_id: int) -> bool:
    """Whether there is such a thread, and the person can see it; one that is gone is no post's any more."""
    try:
        channel = await interaction.client.fetch_channel(thread_id)
    except discord.NotFound:
        await discussion.thread_gone(interaction.client.database, thread_id)
        return False
    except discord.Forbidden:
        return False
    except BROKEN as broken:
        raise StudyError("error.discord_busy") from broken
    member = interaction.user
    if not isinstance(channel, discord.Thread) or channel.parent is None or not isinstance(member, discord.Member):
        return False
    return channel.permissions_for(member).view_channel


class KnownTalk(NamedTuple):
    """A talk about a passage that somebody has opened already."""

    place: Markup
    question: Question | None = None
    """What it began with; None in the thread of a post, which has the question of the day."""


async def known_talk(interaction: Pressed, topic: Topic) -> KnownTalk | None:
    """Where the group talks about the passage: in the thread of its day, else in an open one of this channel."""
    if (known := await thread_of_day(interaction, topic.view)) is not None:
        return known
    name = thread_name(interaction.client.say_to_guild(interaction.guild_id), MessageTopic(None, topic))
    talk = _talk_called(interaction, name)
    return None if talk is None else KnownTalk(channel_link(talk.id), topic.question)


async def thread_of_day(interaction: Pressed, view: PassageView) -> KnownTalk | None:
    """The thread of the day on which the group read the passage, if the person can see it."""
    thread_id = view.post.thread_id if view.post else None
    if thread_id is None or not await is_there(interaction, thread_id):
        return None
    return KnownTalk(channel_link(thread_id))


def _talk_called(interaction: Pressed, name: str) -> discord.Thread | None:
    """The newest open talk of this name in the channel, opened by the bot; after a week without a word one is over.

    Discord tells of open threads when it connects and as they come and go, so that nothing need be asked or stored.
    """
    if not isinstance(interaction.channel, discord.TextChannel):
        return None
    ours = [thread for thread in interaction.channel.threads if thread.owner_id == interaction.client.app_id]
    return max((thread for thread in ours if thread.name == name), key=lambda thread: thread.id, default=None)
