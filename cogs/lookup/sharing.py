"""Showing something to everybody in a channel, for somebody who may write there."""

import discord

from bot.core.errors import StudyError
from bot.core.limits import Act
from bot.interactions.answers import Layout, reply
from cogs.ui.buttons import Pressed
from cogs.ui.replies import turn


async def share(interaction: Pressed, shown: Layout, told: Layout) -> None:
    """Post the layout to be `shown`, and put what the presser is `told` in the place of what they have pressed.

    Raises `StudyError` unless they may write where they are, and when they or the server have shared too much.
    """
    may = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    if not (may.send_messages_in_threads if in_thread else may.send_messages):
        raise StudyError("share.may_not")
    interaction.client.rate_limits.take(Act.SHARE, interaction)
    await turn(interaction, told)
    await reply(interaction, shown, to_all=True)
