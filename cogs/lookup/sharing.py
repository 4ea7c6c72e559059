"""Who may have the bot show something to everybody in a channel."""

import discord

from bot.core.errors import StudyError
from cogs.ui.buttons import Pressed


def must_speak_here(interaction: Pressed) -> None:
    """Raise `StudyError` unless the one who presses may write where they are."""
    may = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    if not (may.send_messages_in_threads if in_thread else may.send_messages):
        raise StudyError("quote.may_not_share")
