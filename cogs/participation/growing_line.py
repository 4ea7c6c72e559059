"""The line under a post that tells how many have read and answered: the post is edited for it, now and then.

No edit reaches those who follow a channel: a post that is published, by the bot or by a person, stays as it is.
"""

import asyncio
import logging

import discord
from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.connection.answered_requests import TOO_MANY_OLD_EDITS
from bot.connection.unasked import unasked
from bot.core.posts import Delivery, PostContent
from bot.core.studies.participation.growing_line import Counts, Edited
from bot.interactions.answers import Layout, texts
from bot.outside.network_errors import BROKEN
from bot.services.participation import growing_lines
from bot.services.participation.growing_lines import GrownLine
from cogs.daily.layouts import post_layout
from cogs.deliveries import refusals
from cogs.deliveries.sender import mentions_of

_log = logging.getLogger(__name__)


class GrowingLine(commands.Cog):
    """Edits the posts whose line has grown, one after the other, at each tick."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self._editing = asyncio.Lock()

    @commands.Cog.listener(events.TICKED)
    async def on_ticked(self) -> None:
        """Edit what is due, unless the tick before is still at it."""
        if self._editing.locked():
            return
        bot = self._bot
        async with self._editing:
            for grown in await growing_lines.to_edit(bot.database, bot.http_watch.discord_now()):
                if bot.is_closed():
                    return
                with unasked(grown.post.guild_id):
                    result = await self._result(grown)
                await growing_lines.was_edited(bot.database, grown, result, bot.http_watch.discord_now())

    async def _result(self, grown: GrownLine) -> Edited:
        """What an edit has come to; an error is logged and keeps no other post from its own."""
        try:
            return await self._edit(grown)
        except Exception:  # noqa: BLE001 # part of the tick: whatever is wrong with one post, the others are edited
            _log.exception("Post %d could not be edited; its next turn tries again", grown.post.id)
            return Edited.FAILED

    async def _edit(self, grown: GrownLine) -> Edited:
        """Have the post tell the new counts, which is nothing to do where it has no room for a line."""
        bot, post, content, delivery = self._bot, grown.post, grown.post.content, grown.post.delivery
        if content is None or delivery is None or delivery.message_id is None:
            return Edited.REFUSED
        layout = self._layout(grown, content, grown.counts)
        if [*texts(layout)] == [*texts(self._layout(grown, content, grown.line.says))]:
            return Edited.DONE
        message = _place(bot, delivery).get_partial_message(delivery.message_id)
        try:
            if await _is_published(bot, delivery, message):
                return Edited.REFUSED
            await bot.send_rate.wait()
            await message.edit(view=layout, allowed_mentions=mentions_of(content.role_id))
        except discord.HTTPException as refused:
            _log.info("Post %d was not edited (status %d, code %d)", post.id, refused.status, refused.code)
            return _meaning(refused)
        except BROKEN as broken:
            _log.info("Post %d was not edited (%s)", post.id, type(broken).__name__)
            return Edited.FAILED
        return Edited.DONE

    def _layout(self, grown: GrownLine, content: PostContent, counts: Counts) -> Layout:
        return post_layout(self._bot.texts.say(content.said_in), grown.post, content, counts)


def _place(bot: StudyBot, delivery: Delivery) -> discord.PartialMessageable:
    """Where the post's message is: its channel, or the thread that a forum post is."""
    channel_id = (delivery.forum and delivery.message_id) or delivery.channel_id
    return bot.get_partial_messageable(channel_id, guild_id=delivery.guild_id)


async def _is_published(bot: StudyBot, delivery: Delivery, message: discord.PartialMessage) -> bool:
    """Whether somebody has published the post: only what is not in an announcement channel need not be asked for."""
    channel = bot.get_channel(delivery.channel_id)
    if isinstance(channel, discord.ForumChannel) or (
        isinstance(channel, discord.TextChannel) and not channel.is_news()
    ):
        return False
    await bot.send_rate.wait()
    return (await message.fetch()).flags.crossposted


def _meaning(refused: discord.HTTPException) -> Edited:
    """What a refusal means for the edits to come."""
    if refused.code == TOO_MANY_OLD_EDITS:
        return Edited.TOO_MANY
    return Edited.REFUSED if refusals.is_about_the_place(refused) else Edited.FAILED
