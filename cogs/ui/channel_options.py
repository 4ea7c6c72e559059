"""Options of commands for the channel of a study."""

from typing import Any

import discord
from discord import app_commands

from cogs.ui.hosts import STUDY_CHANNELS


class OfStudyKinds(app_commands.Transformer):
    """An option for which Discord offers the kinds of `STUDY_CHANNELS`."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The kind of option: a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channels in which a study can post."""
        return list(STUDY_CHANNELS)


class ChannelWithStudy(OfStudyKinds):
    """A channel that is to have a study: its id, whether or not the bot can work in it now."""

    async def transform(self, interaction: discord.Interaction[Any], value: app_commands.AppCommandChannel, /) -> int:
        """The id of the channel."""
        return value.id


ChannelWithStudyOption = app_commands.Transform[int, ChannelWithStudy]
