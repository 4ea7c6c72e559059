"""What `/settings` answers: who hosts are, and where they are told of problems."""

from typing import NamedTuple

from bot import events
from bot.core.text.markup import NOTHING
from bot.i18n import Say
from bot.interactions.answers import Layout, display
from bot.services.deliveries import host_notices
from cogs.ui.buttons import Pressed, row
from cogs.ui.hosts import HostButton, must_manage
from cogs.ui.passage_parts import below
from cogs.ui.replies import guild_of, turn


class HostSettings(NamedTuple):
    """Where hosts are told of problems, whether everybody reads that, and the role whose members are hosts."""

    channel_id: int | None
    is_public: bool
    role_id: int | None


async def settings_of(interaction: Pressed) -> HostSettings:
    """The settings as they are."""
    guild, guild_id, bot = interaction.guild, guild_of(interaction), interaction.client
    chosen = await host_notices.channel(bot.database, guild_id)
    channel = guild.get_channel(chosen) if guild and chosen else None
    is_public = channel is not None and channel.permissions_for(channel.guild.default_role).view_channel
    return HostSettings(chosen, is_public, bot.host_roles.of(guild_id))


def settings_layout(say: Say, settings: HostSettings) -> Layout:
    """Who hosts are, where they are told of problems, who else can read that, and the buttons that give these up."""
    role_id, channel_id = settings.role_id, settings.channel_id
    text = below(
        say("settings.host_role", role=role_id) if role_id else say("settings.no_host_role"),
        say("settings.host_channel", channel=channel_id) if channel_id else say("settings.no_host_channel"),
        say("settings.public") if settings.is_public else NOTHING,
    )
    buttons: list[HostButton] = []
    if role_id:
        buttons.append(NoHostRoleButton(label=say("button.no_host_role")))
    if channel_id:
        buttons.append(NoHostChannelButton(label=say("button.no_host_channel")))
    return Layout(display(text), *([row(*buttons)] if buttons else []))


class NoHostChannelButton(HostButton, kind="nohostchannel"):
    """*No host channel*: hosts are told when they next use a command."""

    async def pressed(self, interaction: Pressed) -> None:
        """Give the channel up."""
        bot, guild_id = interaction.client, guild_of(interaction)
        await host_notices.choose_channel(bot.database, guild_id, None)
        await turn(interaction, settings_layout(bot.say(interaction), await settings_of(interaction)))
        events.notice_due(bot, guild_id)


class NoHostRoleButton(HostButton, kind="nohostrole"):
    """*No host role*: only who has Manage Server is a host from then on."""

    async def pressed(self, interaction: Pressed) -> None:
        """Give the role up."""
        must_manage(interaction)
        bot = interaction.client
        await bot.host_roles.choose(guild_of(interaction), None)
        await turn(interaction, settings_layout(bot.say(interaction), await settings_of(interaction)))
