"""What a person reads when an exception was raised: the only place where that is decided."""

import logging
import secrets
from collections.abc import Mapping

import discord
from discord import app_commands

from bot.core.errors import StudyError
from bot.core.text.markup import cut, joined
from bot.i18n import Say
from bot.interactions.answers import TEXT_LIMIT, reply, text_file
from bot.outside.network_errors import HeldBackError

_log = logging.getLogger(__name__)

_TOO_LATE = (10062, 50027)
"""Codes of an interaction that is not known any more, or whose token is not valid any more: its time is over."""
_SAID: Mapping[type[BaseException], str] = {
    app_commands.MissingPermissions: "error.hosts_only",
    app_commands.MissingRole: "error.study_hosts_only",
    app_commands.NoPrivateMessage: "error.guild_only",
    app_commands.CommandNotFound: "error.old_command",
    app_commands.CommandSignatureMismatch: "error.old_command",
}
"""What is said of errors of discord.py that say no more than their kind."""
MOST_DETAILS = 10
"""Single things that are wrong in an answer; a file holds all of them when there are more."""
MOST_IN_FILE = 10_000
"""Lines of that file: more would be more than Discord takes, and than anybody reads."""


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
    refusal = _foreseen(error)
    if refusal is None:
        reference = secrets.token_hex(3).upper()
        _log.error("Unforeseen error, reference %s", reference, exc_info=error)
        refusal = StudyError("error.unforeseen", reference=reference)
    try:
        await _refuse(interaction, say, refusal)
    except discord.HTTPException as lost:
        _log.info("An answer came too late or could not be given: %s", lost)


def _came_too_late(error: BaseException) -> bool:
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    return isinstance(error, discord.HTTPException) and error.code in _TOO_LATE


async def _refuse(interaction: discord.Interaction, say: Say, refusal: StudyError) -> None:
    """Say what a refusal says to this person only: its first lines, and all of it in a file when there is more."""
    lines = say.lines(refusal)
    shown = joined("\n", lines[: 1 + MOST_DETAILS])
    if len(lines) <= 1 + MOST_DETAILS and len(shown) <= TEXT_LIMIT:
        await reply(interaction, shown)
        return
    more = say("error.in_file")
    whole = [*say.plain.lines(refusal)]
    if len(whole) > MOST_IN_FILE:
        whole[MOST_IN_FILE:] = [say.plain("error.more", n=len(whole) - MOST_IN_FILE)]
    shown = joined("\n", [cut(shown, TEXT_LIMIT - len(more) - 1), more])
    await reply(interaction, shown, files=[text_file("details.txt", "\n".join(whole))])


def _foreseen(error: BaseException) -> StudyError | None:
    """What is said about an error that can happen in ordinary use, or None."""
    match error:
        case app_commands.CommandInvokeError():
            return _foreseen(error.original)
        case app_commands.TransformerError(__cause__=StudyError() as cause):
            return cause
        case StudyError():
            return error
        case _ if type(error) in _SAID:
            return StudyError(_SAID[type(error)])
        case app_commands.TransformerError():
            return StudyError("error.bad_option", found=str(error.value)[:80])
        case discord.Forbidden():
            return StudyError("error.forbidden")
        case discord.DiscordServerError() | HeldBackError():
            return StudyError("error.discord_busy")
        case _:
            return None
