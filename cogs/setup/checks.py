"""What must be true in a channel before a study can live there."""

from typing import Any

import discord
from discord import app_commands

from bot.client import PERMISSIONS
from bot.core.errors import Remark, StudyError


def text_channel(interaction: discord.Interaction[Any], channel_id: int) -> discord.TextChannel:
    """The channel, if the bot can post there and open threads.

    Raises `StudyError` that says what is in the way: a channel of another kind, one the bot cannot see, or the single
    permissions that are missing.
    """
    guild = interaction.guild
    channel = guild.get_channel(channel_id) if guild else None
    if channel is None or guild is None:
        raise StudyError("setup.unseen", channel=channel_id)
    if not isinstance(channel, discord.TextChannel) or channel.is_news():
        raise StudyError("setup.not_text", channel=channel_id)
    allowed = channel.permissions_for(guild.me)
    if not allowed.view_channel:
        raise StudyError("setup.unseen", channel=channel_id)
    missing = [name for name, wanted in PERMISSIONS if wanted and not getattr(allowed, name)]
    if missing:
        details = tuple(Remark(f"permission.{name}") for name in missing)
        raise StudyError("setup.missing_permissions", channel=channel_id, n=len(missing), details=details)
    return channel


class StudyChannel(app_commands.Transformer):
    """An option for which Discord offers text channels only, and the bot takes those it can work in."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Ordinary text channels."""
        return [discord.ChannelType.text]

    async def transform(
        self, interaction: discord.Interaction[Any], value: app_commands.AppCommandChannel, /
    ) -> discord.TextChannel:
        """The channel, or the refusal of `text_channel`."""
        return text_channel(interaction, value.id)


def pingable(channel: discord.TextChannel, role: discord.Role | None) -> int | None:
    """The role's id, if the bot can ping it. Raises `StudyError` otherwise, with where to change that."""
    if role is None:
        return None
    if role.is_default():
        raise StudyError("setup.role_everyone")
    if not (role.mentionable or channel.permissions_for(channel.guild.me).mention_everyone):
        raise StudyError("setup.role_not_mentionable", role=role.id)
    return role.id
