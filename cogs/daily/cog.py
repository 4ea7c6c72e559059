"""`/today`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.lookup import passage_lookup
from cogs.daily.layouts import today_layout
from cogs.ui.replies import stamp


class Daily(commands.Cog):
    """The command that shows the passage of the day."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command(name="today", description=described("command.today"))
    @app_commands.guild_only()
    async def today(self, interaction: discord.Interaction[StudyBot]) -> None:
        """Show today's passage, its question and where the group talks about it."""
        say = self._bot.say(interaction)
        today = await passage_lookup.today(self._bot.database, self._bot.asker(interaction))
        new = today.new and not interaction.permissions.manage_guild  # hosts know their study
        coming = say("today.next", at=stamp(today.next_slot.due_at, "F")) if today.next_slot else say("today.no_next")
        await reply(interaction, today_layout(say, today.post, coming, new=new))
