"""Answers in the place of what was pressed, and people, places and times as Discord writes them."""

from datetime import datetime

import discord
from discord.ui import LayoutView

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.core.text.markup import Markup, mark
from bot.interactions.answers import Layout, display, reply


async def turn(interaction: discord.Interaction[StudyBot], answer: LayoutView | Markup) -> None:
    """Put this in the place of the message whose button was pressed, or whose form was sent."""
    layout = Layout(display(answer)) if isinstance(answer, Markup) else answer
    mentions = discord.AllowedMentions.none()
    if interaction.message is None:
        await reply(interaction, layout)
    elif interaction.response.is_done():
        await interaction.edit_original_response(view=layout, allowed_mentions=mentions)
    else:
        await interaction.response.edit_message(view=layout, allowed_mentions=mentions)


async def fill(interaction: discord.Interaction[StudyBot], answer: LayoutView | Markup) -> None:
    """Put this into the one message that answers an interaction that was put off, in the place of what stood there."""
    layout = Layout(display(answer)) if isinstance(answer, Markup) else answer
    await interaction.edit_original_response(view=layout, allowed_mentions=discord.AllowedMentions.none())


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


def stamp(at: datetime, style: str = "f") -> Markup:
    """A time that each reader's Discord shows in their own zone and language (`<t:…>`)."""
    return mark("<t:{}:{}>", int(at.timestamp()), style)


def channel_link(channel_id: int) -> Markup:
    """A channel or thread, as a link with its name."""
    return mark("<#{}>", channel_id)


def message_link(guild_id: int, channel_id: int, message_id: int) -> Markup:
    """A message, as a link."""
    return mark("https://discord.com/channels/{}/{}/{}", guild_id, channel_id, message_id)


def member_name(user_id: int) -> Markup:
    """A member, by the name that each reader knows; pinged only where the message allows it."""
    return mark("<@{}>", user_id)
