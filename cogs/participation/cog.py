"""`/me`, `/group`, and the messages in the threads of the day."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.core.studies.participation.parts import OpenThread
from bot.i18n import described
from bot.outside.pictures import Pictures
from bot.services.participation import own_data
from cogs.participation.counting.read_back import ReadBack
from cogs.participation.counting.recorder import ParticipationRecorder


class Participation(commands.Cog):
    """Counts who takes part, and answers `/me` and `/group`."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self.recorder = ParticipationRecorder(bot)
        self.read_back = ReadBack(bot, self.recorder)
        self._pictures = Pictures()

    async def cog_load(self) -> None:
        """Begin to notice who writes in a thread of the day (the words never reach the bot), and to read back."""
        self._bot.heeding_messages.append(self.recorder.message)
        self.read_back.start()

    async def cog_unload(self) -> None:
        """Store what has been counted."""
        self._bot.heeding_messages.remove(self.recorder.message)
        await self.read_back.stop()
        await self.recorder.stop()

    @commands.Cog.listener()
    async def on_shard_connect(self, shard_id: int) -> None:
        """A new session has begun, and what was said since the last one is lost; one that is resumed loses nothing."""
        self.read_back.new_session(shard_id)

    @commands.Cog.listener()
    async def on_shard_disconnect(self, shard_id: int) -> None:
        """What is said now is heard later, or not at all."""
        self.read_back.connection_lost(shard_id)

    @commands.Cog.listener()
    async def on_shard_resumed(self, shard_id: int) -> None:
        """It has been heard."""
        self.read_back.session_resumed(shard_id)

    @commands.Cog.listener()
    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """What is said during an outage is not heard."""
        self.read_back.doubt(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Discord has told of its threads: what is missing can be read."""
        del guild
        self.read_back.wake()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot may have been here before."""
        self.read_back.doubt(guild)

    @commands.Cog.listener(events.THREAD_OPENED)
    async def on_thread_opened(self, thread: OpenThread) -> None:
        """Learn of a new thread; with it the one before closes."""
        self.recorder.threads.add(thread)
        self.read_back.wake()

    @commands.Cog.listener(events.TICKED)
    async def on_ticked(self) -> None:
        """Try again what could not be read or stored, note what has closed, and see to what the operator has asked."""
        self.recorder.close(self.read_back.is_heard)
        self.read_back.wake()
        if own_data.is_asked(self._bot.database):
            await self.recorder.forget_asked()

    @app_commands.command(name="me", description=described("command.me"))
    @app_commands.guild_only()
    async def me(self, interaction: discord.Interaction[StudyBot]) -> None:
        """Tell a member what they took part in."""
        from cogs.participation.overview_answers import give_own  # 20 ms of a start, for both commands

        await give_own(interaction, self._pictures, self.recorder.store)

    async def export(self, user_id: int) -> str:
        """All that is kept about a person, as JSON, with what has just been counted."""
        await self.recorder.store()
        return await own_data.export(self._bot.database, user_id)

    async def forget(self, user_id: int) -> None:
        """Delete all that is kept about a person, what has not been stored yet too."""
        await self.recorder.forget(user_id)

    @app_commands.command(name="group", description=described("command.group"))
    @app_commands.guild_only()
    async def group(self, interaction: discord.Interaction[StudyBot]) -> None:
        """Tell who took part this week, of those who agreed to be shown."""
        from cogs.participation.overview_answers import give_week  # as above

        await give_week(interaction, self._pictures, self.recorder.store)
