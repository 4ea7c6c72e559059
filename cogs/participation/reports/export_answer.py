"""The answer to `/report export`."""

import secrets

import discord

from bot.client import StudyBot
from bot.core.text.markup import NOTHING
from bot.interactions.answers import reply, text_file
from bot.services.participation.reports.export import export
from cogs.participation.reports.places import file_size
from cogs.ui.passage_parts import below


async def give_export(interaction: discord.Interaction[StudyBot], channel_id: int | None) -> None:
    """Send who took part in what; the key by which members are called is made for this table alone."""
    bot, say = interaction.client, interaction.client.say(interaction)
    key = secrets.token_bytes(32)
    table = await export(bot.database, bot.asker(interaction), key, file_size(interaction), channel_id)
    left_out = say("record.left_out", n=table.left_out) if table.left_out else NOTHING
    file = text_file(f"taking-part-{interaction.created_at:%Y-%m-%d}.csv", table.text)
    await reply(interaction, below(say("report.exported"), left_out), files=[file])
