"""Where a talk can be opened and by whom, and sending what opens it exactly once.

Claim before act, without a table: a talk's first message goes out under a nonce made of what it is about, and a thread
bears the id of its message. Whoever presses again gets the first one's message and thread: within this process because
one waits for the other, and across processes and crashes as long as Discord remembers the nonce, surely a minute. What
a crash leaves is at worst a message without its thread, which the next press or *Discuss this* opens.
"""

import logging
from collections.abc import Sequence
from typing import NamedTuple

import discord

from bot.core.errors import Remark, StudyError
from bot.core.models import Post
from bot.interactions.answers import Layout
from bot.outside.network_errors import BROKEN
from bot.services import discussion
from cogs.discussion.threads import start_thread
from cogs.ui.buttons import Pressed

_log = logging.getLogger(__name__)

MESSAGE_DELETED = 10008
IN_CHANNEL = ("send_messages", "create_public_threads")
IN_THREAD = ("send_messages_in_threads",)


def place_for_talk(interaction: Pressed, *, below: bool = False) -> discord.TextChannel | discord.Thread:
    """The channel or thread the person is in, if both they and the bot may open a talk there.

    With `below` the talk is to begin in the thread of a message that is there already. Raises `StudyError` that says
    what is in the way, whose permission is missing, and what to do.
    """
    channel = interaction.channel
    if not isinstance(channel, (discord.TextChannel, discord.Thread)):
        raise StudyError("discuss.no_threads_here")
    needed = IN_THREAD if isinstance(channel, discord.Thread) else IN_CHANNEL
    _must_have(interaction.permissions, needed, "discuss.you_lack")
    of_the_bot = ("view_channel", *needed, *IN_THREAD) if below else ("view_channel", *needed)
    _must_have(interaction.app_permissions, of_the_bot, "discuss.bot_lacks")
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
    if _missing(channel.permissions_for(member), needed) or _missing(of_the_bot, (*needed, *IN_THREAD)):
        return None
    try:
        return PostMessage(await channel.fetch_message(post.message_id), channel)
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


def talk_called(interaction: Pressed, name: str) -> discord.Thread | None:
    """The newest open talk of this name in the channel, opened by the bot; after a week without a word one is over.

    Discord tells of open threads when it connects and as they come and go, so that nothing need be asked or stored.
    """
    if not isinstance(interaction.channel, discord.TextChannel):
        return None
    ours = [thread for thread in interaction.channel.threads if thread.owner_id == interaction.client.app_id]
    return max((thread for thread in ours if thread.name == name), key=lambda thread: thread.id, default=None)


async def send_once(place: discord.abc.Messageable | discord.Message, layout: Layout, nonce: str) -> discord.Message:
    """The message that opens a talk in a place, or as an answer to a message; the first one, if this is a repeat.

    Raises `StudyError` when that one has been deleted since, or Discord cannot be reached.
    """
    send = place.send if isinstance(place, discord.abc.Messageable) else place.reply
    try:
        return await send(view=layout, nonce=nonce, allowed_mentions=discord.AllowedMentions.none())
    except discord.NotFound as refused:
        if refused.code != MESSAGE_DELETED:
            raise
        raise StudyError("discuss.just_deleted") from refused
    except BROKEN as broken:
        raise StudyError("error.discord_busy") from broken


async def thread_of(message: discord.Message, name: str) -> int:
    """The id of the message's thread, opened now if it had none.

    Raises `StudyError` when Discord opens none, or none now: it may be that too many have been opened lately.
    """
    try:
        return await start_thread(message, name)
    except (discord.HTTPException, *BROKEN) as lost:
        refused = isinstance(lost, discord.HTTPException) and lost.status < 500 and lost.status != 429
        _log.info("No thread from a message: %s", lost)
        raise StudyError("discuss.no_thread" if refused else "discuss.no_thread_yet", link=message.jump_url) from lost


def _must_have(allowed: discord.Permissions, needed: Sequence[str], key: str) -> None:
    """Raise the `StudyError` under the key, with the permissions that are missing."""
    if missing := _missing(allowed, needed):
        raise StudyError(key, n=len(missing), details=tuple(Remark(f"permission.{name}") for name in missing))


def _missing(allowed: discord.Permissions, needed: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name for name in needed if not getattr(allowed, name)))
