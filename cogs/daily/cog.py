"""`/today` and `/catch-up`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.lookup import passage_lookup
from bot.services.participation import catching_up
from bot.services.participation.catching_up import CatchUp
from cogs.daily.catch_up import catch_up_layout, which_layout
from cogs.daily.layouts import today_layout
from cogs.ui.replies import stamp
from cogs.ui.visibility import sight_of


class Daily(commands.Cog):
    """The commands that show the passages of the days."""

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
        unread = today.unread if sight_of(interaction)(today.study.channel_id) else 0
        await reply(interaction, today_layout(say, today.post, coming, new=new, unread=unread))

    @app_commands.command(name="catch-up", description=described("command.catch_up"))
    @app_commands.guild_only()
    async def catch_up(self, interaction: discord.Interaction[StudyBot]) -> None:
        """Show what somebody has not read yet, the oldest first."""
        bot, say = self._bot, self._bot.say(interaction)
        found = await catching_up.begin(bot.database, bot.asker(interaction), sight_of(interaction))
        if isinstance(found, CatchUp):
            await reply(interaction, catch_up_layout(say, found))
        else:
            await reply(interaction, which_layout(say, interaction.guild, found))
