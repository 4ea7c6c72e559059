"""The one place where an exception becomes what a person reads."""

import logging
import secrets

import discord
from discord import app_commands

from bot.core.errors import StudyError
from bot.i18n import Say
from bot.outside.refusal_budget import HeldBackError

_log = logging.getLogger(__name__)

_TOO_LATE = (10062, 50027)
"""Codes of an interaction that is not known any more, or whose token is not valid any more: its time is over."""


async def answer_error(interaction: discord.Interaction, say: Say, error: BaseException) -> None:
    """Tell the person, and nobody else, what happened and what they can do; log what nobody foresaw.

    Once the client is closed nobody can be told any more, and what failed did so for that reason.
    """
    if interaction.client.is_closed():
        _log.info("The stop cut an answer short: %s", error)
        return
    if _came_too_late(error):
        _log.info("An answer came too late for Discord: nobody can be told any more")
        return
    text = _foreseen(say, error)
    if text is None:
        reference = secrets.token_hex(3).upper()
        _log.error("Unforeseen error, reference %s", reference, exc_info=error)
        text = say("error.unforeseen", reference=reference)
    try:
        await tell(interaction, text)
    except discord.HTTPException as lost:
        _log.info("An answer came too late or could not be given: %s", lost)


def _came_too_late(error: BaseException) -> bool:
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    return isinstance(error, discord.HTTPException) and error.code in _TOO_LATE


async def tell(interaction: discord.Interaction, text: str) -> None:
    """Say something to this person only, whether or not something was answered before."""
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=discord.AllowedMentions.none())
    else:
        await interaction.response.send_message(text, ephemeral=True, allowed_mentions=discord.AllowedMentions.none())


def _foreseen(say: Say, error: BaseException) -> str | None:
    """The sentence for an error that can happen in ordinary use, or None."""
    match error:
        case app_commands.CommandInvokeError():
            return _foreseen(say, error.original)
        case app_commands.TransformerError(__cause__=StudyError() as cause):
            return say.error(cause)
        case StudyError():
            return say.error(error)
        case app_commands.MissingPermissions():
            return say("error.hosts_only")
        case app_commands.NoPrivateMessage():
            return say("error.guild_only")
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return say("error.old_command")
        case app_commands.TransformerError():
            return say("error.bad_option", found=str(error.value)[:80])
        case discord.Forbidden():
            return say("error.forbidden")
        case discord.DiscordServerError() | discord.RateLimited() | HeldBackError():
            return say("error.discord_busy")
        case _:
            return None
