"""Opening a talk exactly once.

Claim before act, without a table: a talk's first message goes out under a nonce made of what it is about, and a thread
bears the id of its message. Whoever presses again gets the first one's message and thread: within this process because
one waits for the other, and across processes and crashes as long as Discord remembers the nonce, surely a minute. What
a crash leaves is at worst a message without its thread, which the next press or *Discuss this* opens.
"""

import logging
from typing import NamedTuple

import discord

from bot.client import StudyBot
from bot.core.deliveries.delivery import NONCE_TRUST
from bot.core.deliveries.discussion_nonce import MESSAGE_DELETED, Subject, talk_nonce
from bot.core.errors import StudyError
from bot.core.limits import Act
from bot.core.posts import Post
from bot.core.text.markup import Markup
from bot.i18n import Say
from bot.interactions.answers import Layout
from bot.outside.network_errors import BROKEN
from bot.services.deliveries import post_extras
from cogs.discussion.threads import TalkPlace, start_thread
from cogs.ui.buttons import Pressed
from cogs.ui.replies import channel_link, guild_of, message_link

_log = logging.getLogger(__name__)


class Opener(NamedTuple):
    """What a talk begins with."""

    layout: Layout
    thread_name: str


class Opened(NamedTuple):
    """A talk that has been opened, by this press or by one before it."""

    where: Markup
    in_thread: bool
    """Whether it goes on in a thread that was there already."""
    first_id: int
    """The id of the message that opened it."""

    def told(self, say: Say) -> Markup:
        """The way to it, for the one who has opened it."""
        return say("discuss.here" if self.in_thread else "discuss.open", place=self.where)


async def open_here(interaction: Pressed, place: TalkPlace, subject: tuple[Subject, int], opener: Opener) -> Opened:
    """Open a talk by a message of its own in this place. Raises `StudyError` like `open_below`."""
    bot = interaction.client
    bot.rate_limits.take(Act.TALK, interaction)
    nonce = talk_nonce(bot.app_id, place.id, *subject)
    async with bot.keyed_lock.hold(nonce):
        message = await _send_once(bot, place, opener.layout, nonce)
        if isinstance(place, discord.Thread):
            return _in_thread(interaction, message)
        return Opened(channel_link(await thread_of(message, opener.thread_name)), False, message.id)


async def open_below(
    interaction: Pressed, message: discord.Message, post: Post | None, place: TalkPlace, opener: Opener
) -> Opened:
    """Open a talk from a message in this place, which may be the message of a post.

    Raises `StudyError` when the person or the server has opened too many, or Discord opens none.
    """
    bot = interaction.client
    bot.rate_limits.take(Act.TALK, interaction)
    nonce = talk_nonce(bot.app_id, place.id, Subject.MESSAGE, message.id)
    async with bot.keyed_lock.hold(nonce):
        if isinstance(place, discord.Thread):
            return _in_thread(interaction, await _send_once(bot, message, opener.layout, nonce))
        thread_id = await thread_of(message, opener.thread_name)
        if post is not None:
            await post_extras.thread_opened(bot.database, post, thread_id, bot.http_watch.discord_now())
        thread = bot.get_partial_messageable(thread_id, guild_id=interaction.guild_id)
        first = await _send_once(bot, thread, opener.layout, nonce)
        return Opened(channel_link(thread_id), False, first.id)


def _in_thread(interaction: Pressed, first: discord.Message) -> Opened:
    return Opened(message_link(guild_of(interaction), first.channel.id, first.id), True, first.id)


async def _send_once(
    bot: StudyBot, place: discord.abc.Messageable | discord.Message, layout: Layout, nonce: str
) -> discord.Message:
    """The message that opens a talk in a place, or as an answer to a message; the first one, if this is a repeat.

    Raises `StudyError` when that one has been deleted since, or Discord cannot be reached.
    """
    send = place.send if isinstance(place, discord.abc.Messageable) else place.reply
    begin_by = bot.http_watch.discord_now() + NONCE_TRUST
    try:
        with bot.http_watch.none_begins_after(begin_by):
            return await send(view=layout, nonce=nonce, allowed_mentions=discord.AllowedMentions.none())
    except discord.NotFound as refused:
        if refused.code != MESSAGE_DELETED:
            raise
        raise StudyError("discuss.just_deleted") from refused
    except BROKEN as broken:
        raise StudyError("error.discord_busy") from broken


async def thread_of(message: discord.Message | discord.PartialMessage, name: str) -> int:
    """The id of the message's thread, opened now if it had none.

    Raises `StudyError` when Discord opens none, or none now: it may be that too many have been opened lately.
    """
    try:
        return await start_thread(message, name)
    except (discord.HTTPException, *BROKEN) as lost:
        refused = isinstance(lost, discord.HTTPException) and lost.status < 500 and lost.status != 429
        _log.info("No thread from a message: %s", lost)
        raise StudyError("discuss.no_thread" if refused else "discuss.no_thread_yet", link=message.jump_url) from lost
