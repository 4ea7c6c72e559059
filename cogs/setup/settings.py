"""`/settings`: what a server's hosts can choose."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.deliveries import host_notices
from cogs._shared.hosts import must_be_host
from cogs._shared.replies import guild_of


class SettingsCog(commands.Cog, name="Settings"):
    """What hosts choose for the whole server."""

    def __init__(self, bot: StudyBot) -> None:
        """Prepare the command."""
        self._bot = bot

    @app_commands.command(name="settings", description=described("command.settings"))
    @app_commands.describe(host_channel=described("option.host_channel"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def settings(
        self, interaction: discord.Interaction[StudyBot], host_channel: discord.TextChannel | None = None
    ) -> None:
        """Choose the channel in which hosts are told of problems, or show which one it is."""
        must_be_host(interaction)
        guild_id, say = guild_of(interaction), self._bot.say(interaction)
        if host_channel is not None:
            allowed = host_channel.permissions_for(host_channel.guild.me)
            if not (allowed.view_channel and allowed.send_messages):
                raise StudyError("settings.host_channel_closed", channel=host_channel.id)
            await host_notices.choose_channel(self._bot.database, guild_id, host_channel.id)
        chosen = await host_notices.channel(self._bot.database, guild_id)
        text = say("settings.host_channel", channel=chosen) if chosen else say("settings.no_host_channel")
        await reply(interaction, text)
        self._bot.dispatch("study_notice", guild_id)
