"""Answering: to one person by default, in layouts that fit Discord's limits."""

from collections.abc import Iterator
from datetime import datetime

import discord
from discord.ui import LayoutView, TextDisplay

from bot.client import StudyBot
from bot.core.errors import StudyError

TEXT_LIMIT = 4000
"""Characters all text displays of a message may have together (Discord's components reference)."""


class Layout(LayoutView):
    """A layout without a time limit: its buttons are `StudyButton`s, which nothing has to remember."""

    def __init__(self, *items: discord.ui.Item["Layout"]) -> None:
        """Show these parts, top to bottom."""
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)


def first_that_fits(layouts: Iterator[Layout]) -> Layout:
    """The first of these layouts whose text fits into a message, else the last; there is one at least."""
    layout = next(layouts)
    while layout.content_length() > TEXT_LIMIT and (shorter := next(layouts, None)) is not None:
        layout = shorter
    return layout


async def reply(interaction: discord.Interaction[StudyBot], answer: LayoutView | str, *, to_all: bool = False) -> None:
    """Answer an interaction, put off before or not: only to the person who asked, unless sharing is the point."""
    view = Layout(TextDisplay(answer[:TEXT_LIMIT])) if isinstance(answer, str) else answer
    mentions = discord.AllowedMentions.none()
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=not to_all, allowed_mentions=mentions)
    else:
        await interaction.response.send_message(view=view, ephemeral=not to_all, allowed_mentions=mentions)


async def put_off(interaction: discord.Interaction[StudyBot], *, alone: bool = False) -> None:
    """Answer in a moment, for what may take longer than Discord waits (3 seconds); `turn` and `reply` know of it.

    `alone` when the answer will be a message of its own, not one in the place of the message that was pressed.
    """
    if interaction.response.is_done():
        return
    thinking = alone or interaction.message is None
    await interaction.response.defer(ephemeral=thinking, thinking=thinking)


async def turn(interaction: discord.Interaction[StudyBot], layout: LayoutView) -> None:
    """Put this in the place of the message whose button was pressed, or whose form was sent."""
    mentions = discord.AllowedMentions.none()
    if interaction.message is None:
        await reply(interaction, layout)
    elif interaction.response.is_done():
        await interaction.edit_original_response(view=layout, allowed_mentions=mentions)
    else:
        await interaction.response.edit_message(view=layout, allowed_mentions=mentions)


async def turn_or_reply(interaction: discord.Interaction[StudyBot], layout: LayoutView) -> None:
    """Put this in the place of the message if only this person sees that; else answer them alone."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await turn(interaction, layout)
    else:
        await reply(interaction, layout)


def guild_of(interaction: discord.Interaction[StudyBot]) -> int:
    """The guild an interaction comes from. Raises `StudyError` in a direct message."""
    if interaction.guild_id is None:
        raise StudyError("error.guild_only")
    return interaction.guild_id


def place_of(interaction: discord.Interaction[StudyBot]) -> int | None:
    """The channel somebody speaks in; inside a thread, the channel it belongs to."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    return interaction.channel_id


def stamp(at: datetime, style: str = "f") -> str:
    """A time that each reader's Discord shows in their own zone and language (`<t:…>`)."""
    return f"<t:{int(at.timestamp())}:{style}>"
