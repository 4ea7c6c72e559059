"""Which channels of the server a person can see now."""

from collections.abc import Callable

import discord

from bot.client import StudyBot


def sight_of(interaction: discord.Interaction[StudyBot]) -> Callable[[int], bool]:
    """Whether the one who asks can see a channel: the one they are in, and those that Discord lets them see now.

    They see none that is gone.
    """
    guild, person = interaction.guild, interaction.user
    here = interaction.client.asker(interaction).channel_id

    def sees(channel_id: int) -> bool:
        if channel_id == here:
            return True
        channel = guild.get_channel(channel_id) if guild else None
        if channel is None or not isinstance(person, discord.Member):
            return False
        return channel.permissions_for(person).view_channel

    return sees
