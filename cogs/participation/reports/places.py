"""What an answer with a document has to know of the server: its channels, and how much a file may hold."""

import discord

from bot.client import StudyBot

MOST_BYTES = 8_000_000
"""Of each file; Discord says with every interaction how much it takes, ten million at least."""


def file_size(interaction: discord.Interaction[StudyBot]) -> int:
    """The most bytes of a file in the answer."""
    return min(MOST_BYTES, interaction.filesize_limit)


def channel_name(interaction: discord.Interaction[StudyBot], channel_id: int) -> str:
    """What the channel of a study is called; nothing when the bot cannot see it."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    return channel.name if channel else ""
