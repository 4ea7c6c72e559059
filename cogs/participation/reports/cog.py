"""`/report`, for the hosts of a study, and `/record`, for its members.

What makes the answers is loaded when somebody asks: it takes some 30 ms of a start, and few do.
"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.connection.send_rate import SendRate
from bot.i18n import described
from cogs.ui.channel_options import ChannelWithStudyOption
from cogs.ui.deferral import put_off
from cogs.ui.hosts import must_steer_some

Asked = discord.Interaction[StudyBot]

ANSWERS_READ = 10.0
"""Answers that are read back in a second, for all servers together: a fifth of what Discord allows a bot in all."""


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class Reports(commands.GroupCog, name="report", description=described("command.report")):
    """The commands by which hosts see how a study goes; the service says which one, and whether it is theirs."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether the person is a host of the server, or of at least one study here."""
        must_steer_some(interaction)
        return True

    @app_commands.command(name="week", description=described("command.report.week"))
    @app_commands.describe(channel=described("option.report_channel"))
    async def week(self, interaction: Asked, channel: ChannelWithStudyOption | None = None) -> None:
        """Show the last seven days and the next, and send them as a file."""
        from cogs.participation.reports.week_answer import give_week  # as said above

        await put_off(interaction)
        await give_week(interaction, channel)

    @app_commands.command(name="export", description=described("command.report.export"))
    @app_commands.describe(channel=described("option.report_channel"))
    async def export(self, interaction: Asked, channel: ChannelWithStudyOption | None = None) -> None:
        """Send who took part in what as a table, in which members are called by a key that is thrown away."""
        from cogs.participation.reports.export_answer import give_export  # as said above

        await put_off(interaction)
        await give_export(interaction, channel)


class Records(commands.Cog):
    """The command with which members take along what they have read together."""

    def __init__(self) -> None:
        self._rate = SendRate(ANSWERS_READ)

    @app_commands.command(name="record", description=described("command.record"))
    @app_commands.guild_only()
    @app_commands.describe(channel=described("option.report_channel"))
    async def record(self, interaction: Asked, channel: ChannelWithStudyOption | None = None) -> None:
        """Hand over the record of a study as two files."""
        from cogs.participation.reports.record_answer import give_record  # as said above

        await put_off(interaction)
        await give_record(interaction, self._rate, channel)
