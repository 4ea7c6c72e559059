"""`/report`: for the hosts of a study."""

import asyncio
import secrets
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.studies.participation.reports.markdown_file import markdown_file
from bot.core.text.markup import NOTHING
from bot.i18n import described
from bot.interactions.answers import reply, text_file
from bot.services.participation.reports.export import export
from bot.services.participation.reports.week import week
from cogs.participation.reports.week_document import week_document
from cogs.participation.reports.week_layout import week_layout
from cogs.ui.channel_options import ChannelWithStudyOption
from cogs.ui.deferral import put_off
from cogs.ui.hosts import must_steer_some
from cogs.ui.members_here import names_here
from cogs.ui.passage_parts import below

Asked = discord.Interaction[StudyBot]

MOST_BYTES = 8_000_000
"""Of each file; Discord says with every interaction how much it takes, ten million at least."""


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class Reports(commands.GroupCog, name="report", description=described("command.report")):
    """The commands by which hosts see how a study goes; the service says which one, and whether it is theirs."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether the person is a host of the server, or of at least one study here."""
        must_steer_some(interaction)
        return True

    @app_commands.command(name="week", description=described("command.report.week"))
    @app_commands.describe(channel=described("option.report_channel"))
    async def week(self, interaction: Asked, channel: ChannelWithStudyOption | None = None) -> None:
        """Show the last seven days and the next, and send them as a file."""
        await put_off(interaction)
        bot, say = self._bot, self._bot.say(interaction)
        report = await week(bot.database, bot.asker(interaction), channel)
        names = await names_here(interaction.guild, report.shown)
        here = report.shown if names is None else names
        document = week_document(say.plain, report, channel_name(interaction, report.channel_id), names or {})
        file = text_file(f"week-{report.now:%Y-%m-%d}.md", await asyncio.to_thread(markdown_file, document))
        await reply(interaction, week_layout(say, report, here), files=[file])

    @app_commands.command(name="export", description=described("command.report.export"))
    @app_commands.describe(channel=described("option.report_channel"))
    async def export(self, interaction: Asked, channel: ChannelWithStudyOption | None = None) -> None:
        """Send who took part in what as a table, in which members are called by a key that is thrown away."""
        await put_off(interaction)
        bot, say = self._bot, self._bot.say(interaction)
        key = secrets.token_bytes(32)
        table = await export(bot.database, bot.asker(interaction), key, file_size(interaction), channel)
        left_out = say("record.left_out", n=table.left_out) if table.left_out else NOTHING
        file = text_file(f"taking-part-{interaction.created_at:%Y-%m-%d}.csv", table.text)
        await reply(interaction, below(say("report.exported"), left_out), files=[file])


def file_size(interaction: Asked) -> int:
    """The most bytes of a file in the answer."""
    return min(MOST_BYTES, interaction.filesize_limit)


def channel_name(interaction: Asked, channel_id: int) -> str:
    """What the channel of a study is called; nothing when the bot cannot see it."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    return channel.name if channel else ""
