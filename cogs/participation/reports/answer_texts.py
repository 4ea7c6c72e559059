"""The texts of answers, read back from the bot's own messages: each by its id, and nobody else's with it."""

import asyncio
from collections.abc import Iterable, Mapping

import discord
from discord.ui import LayoutView

from bot.client import StudyBot
from bot.connection.send_rate import SendRate
from bot.core.studies.participation.reports.record import AnswerMessage
from bot.core.text.markup import unguarded
from bot.core.text.normalization import tidy
from bot.interactions.answers import texts
from bot.outside.network_errors import BROKEN

WITHIN = 300.0
"""Seconds after which a record goes without the rest: an interaction is good for fifteen minutes."""


async def answer_texts(
    bot: StudyBot, rate: SendRate, guild_id: int, answers: Iterable[AnswerMessage]
) -> Mapping[int, str | None]:
    """The texts by the ids of their messages; None where that is deleted, nothing where it could not be read."""
    found: dict[int, str | None] = {}
    closed = set[int]()
    try:
        async with asyncio.timeout(WITHIN):
            for answer in answers:
                if answer.message_id is None or answer.channel_id in closed:
                    continue
                await rate.wait()
                try:
                    found[answer.message_id] = await _text(bot, guild_id, answer.channel_id, answer.message_id)
                except discord.NotFound:
                    found[answer.message_id] = None
                except discord.Forbidden:
                    closed.add(answer.channel_id)  # nor will it let in for the others there
                except (discord.HTTPException, *BROKEN):
                    continue
    except TimeoutError:
        pass  # what has not been read by now is told as such
    return found


async def _text(bot: StudyBot, guild_id: int, channel_id: int, message_id: int) -> str | None:
    message = await bot.get_partial_messageable(channel_id, guild_id=guild_id).fetch_message(message_id)
    if message.author.id != bot.app_id:
        return None
    _, *said = texts(LayoutView.from_message(message))  # the first one says who answers
    return tidy(unguarded("\n\n".join(said)))
