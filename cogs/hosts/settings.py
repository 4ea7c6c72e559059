"""What `/settings` answers: where hosts are told of problems, and who else can read it there."""

import discord

from bot import events
from bot.core.text.markup import NOTHING
from bot.i18n import Say
from bot.interactions.answers import Layout, display
from bot.services.deliveries import host_notices
from cogs.ui.buttons import Pressed, row
from cogs.ui.hosts import HostButton
from cogs.ui.passage_parts import below
from cogs.ui.replies import guild_of, turn


def settings_layout(say: Say, channel_id: int | None, *, is_public: bool) -> Layout:
    """The host channel, whether all can read it, and the button that gives it up; or that there is none."""
    if channel_id is None:
        return Layout(display(say("settings.no_host_channel")))
    public = say("settings.public") if is_public else NOTHING
    text = display(below(say("settings.host_channel", channel=channel_id), public))
    return Layout(text, row(NoHostChannelButton(label=say("button.no_host_channel"))))


def is_public(guild: discord.Guild | None, channel_id: int | None) -> bool:
    """Whether everybody can see a channel."""
    channel = guild.get_channel(channel_id) if guild and channel_id else None
    return channel is not None and channel.permissions_for(channel.guild.default_role).view_channel


class NoHostChannelButton(HostButton, kind="nohostchannel"):
    """*No host channel*: hosts are told when they next use a command."""

    async def pressed(self, interaction: Pressed) -> None:
        """Give the channel up."""
        bot, guild_id = interaction.client, guild_of(interaction)
        await host_notices.choose_channel(bot.database, guild_id, None)
        await turn(interaction, settings_layout(bot.say(interaction), None, is_public=False))
        events.notice_due(bot, guild_id)
