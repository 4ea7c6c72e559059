"""Putting another question to the group, once below a post: claimed before it is sent, and looked for if need be."""

import logging
from typing import NamedTuple

import discord

from bot.connection.http_watch import counting
from bot.core.deliveries.delivery import NONCE_TRUST, STEP
from bot.core.deliveries.discussion_nonce import MESSAGE_DELETED, Subject, talk_nonce
from bot.core.errors import StudyError
from bot.core.limits import Act
from bot.core.models import Question
from bot.core.posts import PutQuestion
from bot.core.text.markup import Markup
from bot.i18n import Say
from bot.interactions.answers import Layout, display, panel, texts
from bot.outside.network_errors import BROKEN, never_left
from bot.services.questions import put_questions
from bot.services.questions.put_questions import Wanted
from cogs.discussion.below_post import place_to_write_in
from cogs.discussion.permissions import must_have
from cogs.discussion.threads import TalkPlace
from cogs.ui.buttons import Pressed
from cogs.ui.passage_parts import asked, below, small, suggested
from cogs.ui.replies import channel_link, guild_of, member_name, message_link

_log = logging.getLogger(__name__)

MOST_READ = 500
"""Messages that are read after a claim: a request whose answer was lost has ended within a minute."""
_WHY = {
    50083: "writing.locked_for_bot",  # Thread is archived
    160005: "writing.locked_for_bot",  # Thread is locked
    200000: "put.automod",  # Message was blocked by automatic moderation
    240000: "put.automod",  # Message blocked by harmful links filter
}
"""What is said by Discord's codes (Opcodes and Status Codes, JSON Error Codes)."""


class Standing(NamedTuple):
    """Where a question stands that was to be put, and whether it has been put just now."""

    question: Question
    where: Markup
    new: bool


async def put(interaction: Pressed, post_id: int, question_id: int) -> Standing:
    """Put a question below a post for somebody who may, if it does not stand there yet.

    Raises `StudyError` that says what is in the way, or that Discord has not said what became of it; the next press
    looks first then.
    """
    bot = interaction.client
    async with bot.keyed_lock.hold(f"put question {post_id}"):
        wanted = await put_questions.wanted(bot.database, bot.asker(interaction), post_id, question_id)
        if wanted.put is not None and wanted.put.message_id is not None:
            return _standing(interaction, wanted, wanted.put.channel_id, wanted.put.message_id, new=False)
        layout = put_layout(bot.say_to_guild(interaction.guild_id), wanted.question, interaction.user.id)
        try:
            place = await place_to_write_in(interaction, wanted.post, wanted.last_at if wanted.put is None else None)
            seen = None if wanted.put is None else await _look(interaction, place, wanted.put, layout)
        except BROKEN as broken:
            raise StudyError("error.discord_busy") from broken
        if wanted.put is not None and seen is not None:
            await put_questions.stands(bot.database, wanted, seen)
            return _standing(interaction, wanted, wanted.put.channel_id, seen, new=False)
        bot.rate_limits.take(Act.SHARE, interaction)
        await put_questions.claim(bot.database, bot.asker(interaction), wanted, place.id)
        sent = await _send(interaction, wanted, place, layout)
        await put_questions.stands(bot.database, wanted, sent)
        return _standing(interaction, wanted, place.id, sent, new=True)


def put_layout(say: Say, question: Question, user_id: int) -> Layout:
    """The question for the whole group, and who puts it: named, and not pinged."""
    text = below(asked(question.text), small(suggested(say, question.origin)))
    return Layout(display(say("put.by", member=member_name(user_id))), panel(display(text)))


def _standing(interaction: Pressed, wanted: Wanted, channel_id: int, message_id: int, *, new: bool) -> Standing:
    return Standing(wanted.question, message_link(guild_of(interaction), channel_id, message_id), new)


async def _look(interaction: Pressed, place: TalkPlace, put: PutQuestion, layout: Layout) -> int | None:
    """The message of an earlier attempt whose answer was lost, whoever made it; None when there is none.

    Without Read Message History Discord would answer an empty list, which proves nothing.
    """
    bot = interaction.client
    must_have(place.permissions_for(place.guild.me), ("read_message_history",), "writing.bot_lacks")
    earlier = bot.get_partial_messageable(put.channel_id, guild_id=interaction.guild_id)
    words = [*texts(layout)][-1:]
    try:
        async for message in earlier.history(limit=MOST_READ, after=put.at - STEP, oldest_first=True):
            view = discord.ui.LayoutView.from_message(message)
            if message.author.id == bot.app_id and [*texts(view)][1:] == words:
                return message.id
    except discord.NotFound:
        return None  # the thread is gone, with all that was in it
    return None


async def _send(interaction: Pressed, wanted: Wanted, place: TalkPlace, layout: Layout) -> int:
    """The id of the message: in the thread, or in the channel as an answer to the post.

    Raises `StudyError`, and forgets the claim if Discord has surely made no message.
    """
    bot = interaction.client
    nonce = talk_nonce(bot.app_id, place.id, Subject.QUESTION, wanted.question.id)
    post = None if isinstance(place, discord.Thread) else place.get_partial_message(wanted.post.message_id or 0)
    send = place.send if post is None else post.reply
    begin_by = bot.http_watch.discord_now() + NONCE_TRUST
    with counting() as requests, bot.http_watch.none_begins_after(begin_by):
        try:
            message = await send(view=layout, nonce=nonce, allowed_mentions=discord.AllowedMentions.none())
        except (discord.HTTPException, *BROKEN) as failed:
            _log.info("A question was not put below post %d: %s", wanted.post.id, type(failed).__name__)
            surely_not = requests.in_doubt == 0 or (never_left(failed) and requests.in_doubt == 1)
            if isinstance(failed, discord.HTTPException) and failed.code == MESSAGE_DELETED:
                raise StudyError("put.just_deleted") from failed
            if not surely_not:
                raise StudyError("put.unclear", place=channel_link(place.id)) from failed
            await put_questions.refused(bot.database, wanted)
            raise StudyError(_why(failed)) from failed
    return message.id


def _why(failed: Exception) -> str:
    """Why Discord has made no message, as a key of the catalogue."""
    if not isinstance(failed, discord.HTTPException) or failed.status == 429 or failed.status >= 500:
        return "error.discord_busy"
    if isinstance(failed, discord.Forbidden) and failed.code not in _WHY:
        return "error.forbidden"
    return _WHY.get(failed.code, "put.refused")
