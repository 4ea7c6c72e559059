"""`/settings`, and what the bot does for hosts by itself: noticing servers that come and go, telling what is due."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.deliveries import host_notices
from bot.services.guilds import guild_lifecycle
from bot.services.studies import study_changes
from cogs.hosts.host_notices import HostNotices
from cogs.hosts.settings import settings_layout, settings_of
from cogs.ui.hosts import must_be_host, must_manage, role_for_hosts
from cogs.ui.replies import guild_of

Asked = discord.Interaction[StudyBot]


class Hosts(commands.Cog):
    """What concerns a whole server and its hosts."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self.notices = HostNotices(bot)

    async def cog_unload(self) -> None:
        """Leave what is on its way to the next start."""
        await self.notices.deliveries.stop(within=0)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Store which guilds have come and gone, wake studies with more to read, and tell hosts what is waiting."""
        await guild_lifecycle.compare(
            self._bot.database, {guild.id for guild in self._bot.guilds}, self._bot.safe_now()
        )
        await study_changes.wake_all(self._bot.database, self._bot.http_watch.discord_now())
        await self.on_notice_due()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Store that the bot is in the guild; after a return its studies wait for a host."""
        await guild_lifecycle.joined(self._bot.database, guild.id, self._bot.safe_now())

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Store that the bot was taken out of the guild. (An outage does not come here.)"""
        await guild_lifecycle.left(self._bot.database, guild.id, self._bot.safe_now())

    @commands.Cog.listener(events.POSTS_CLAIMED)
    @commands.Cog.listener(events.TICKED)
    @commands.Cog.listener(events.NOTICE_DUE)
    async def on_notice_due(self, guild_id: int | None = None) -> None:
        """Tell hosts what has just come up in a guild, or what is due in all."""
        if guild_id is None:
            await self.notices.tell_all()
        else:
            await self.notices.tell(guild_id)

    @commands.Cog.listener(events.STORAGE_FAILS)
    async def on_storage_fails(self) -> None:
        """Tell the hosts of what is due that it cannot be posted, once."""
        await self.notices.tell_of_storage()

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Asked, command: object) -> None:
        """Tell a host what is waiting, after the answer to their command."""
        del command
        await self.on_command_refused(interaction)

    @commands.Cog.listener(events.COMMAND_REFUSED)
    async def on_command_refused(self, interaction: Asked) -> None:
        """Tell it as well after a command that was refused: what is waiting may be why."""
        command = interaction.command
        if isinstance(command, app_commands.Command) and command.parent and command.parent.name == "study":
            await self.notices.tell_after(interaction)

    @app_commands.command(name="settings", description=described("command.settings"))
    @app_commands.describe(host_channel=described("option.host_channel"), host_role=described("option.host_role"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def settings(
        self,
        interaction: Asked,
        host_channel: discord.TextChannel | None = None,
        host_role: discord.Role | None = None,
    ) -> None:
        """Choose who are hosts and where they are told of problems, or show what is chosen."""
        must_be_host(interaction)
        guild_id, say = guild_of(interaction), self._bot.say(interaction)
        if host_role is not None:
            must_manage(interaction)
            await self._bot.host_roles.choose(guild_id, role_for_hosts(host_role))
        if host_channel is not None:
            allowed = host_channel.permissions_for(host_channel.guild.me)
            if not (allowed.view_channel and allowed.send_messages):
                raise StudyError("settings.host_channel_closed", channel=host_channel.id)
            await host_notices.choose_channel(self._bot.database, guild_id, host_channel.id)
        await reply(interaction, settings_layout(say, await settings_of(interaction)))
        events.notice_due(self._bot, guild_id)
