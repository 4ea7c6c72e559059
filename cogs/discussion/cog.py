"""*Discuss this*, in the menu of a message, and threads that are deleted."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.i18n import described
from bot.services import discussion
from cogs.discussion.discuss import discuss_message


class Discussion(commands.Cog):
    """The entry *Discuss this*, which opens talks; and what becomes of a thread that somebody deletes."""

    def __init__(self, bot: StudyBot) -> None:
        """Prepare the entry of the menu: discord.py has no decorator for one in a cog."""
        self._bot = bot
        self.menu = app_commands.ContextMenu(name=described("menu.discuss"), callback=self.discuss_this)
        self.menu.guild_only = True

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, deleted: discord.RawThreadDeleteEvent) -> None:
        """Forget the thread, so that nothing leads to it any more."""
        await discussion.thread_gone(self._bot.database, deleted.thread_id)

    async def discuss_this(self, interaction: discord.Interaction[StudyBot], message: discord.Message) -> None:
        """Lead to the talk about a message of the bot's, or open it."""
        if message.author.id != self._bot.app_id:
            raise StudyError("discuss.not_ours")
        await discuss_message(interaction, message)
