"""The answer to `/report week`."""

import asyncio

import discord

from bot.client import StudyBot
from bot.core.studies.participation.reports.markdown_file import markdown_file
from bot.interactions.answers import reply, text_file
from bot.services.participation.reports.week import week
from cogs.participation.reports.places import channel_name
from cogs.participation.reports.week_document import week_document
from cogs.participation.reports.week_layout import week_layout
from cogs.ui.members_here import names_here


async def give_week(interaction: discord.Interaction[StudyBot], channel_id: int | None) -> None:
    """Show what fits of the week of a study, and send the whole of it as a file."""
    bot, say = interaction.client, interaction.client.say(interaction)
    report = await week(bot.database, bot.asker(interaction), channel_id)
    names = await names_here(interaction.guild, report.shown)
    here = report.shown if names is None else names
    document = week_document(say.plain, report, channel_name(interaction, report.channel_id), names or {})
    file = text_file(f"week-{report.now:%Y-%m-%d}.md", await asyncio.to_thread(markdown_file, document))
    await reply(interaction, week_layout(say, report, here), files=[file])
