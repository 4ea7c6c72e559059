"""What hosts do with a study that exists: see how it stands, hold it, skip, post, remove."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.studies import preview, reading_position, study_changes
from cogs._shared.replies import guild_of, place_of
from cogs.setup.edits import remove_layout
from cogs.setup.hosts import study_meant
from cogs.setup.previews import preview_layout, skipped_layout
from cogs.setup.repairs import post_now
from cogs.setup.status import running_layout, status_layout

Asked = discord.Interaction[StudyBot]


class Steering(commands.Cog):
    """The commands of `/study` for a study that exists; `Setup` is the cog they belong to."""

    _bot: StudyBot

    @app_commands.command(name="status", description=described("command.study.status"))
    async def status(self, interaction: Asked) -> None:
        """Show how the studies stand, and what is wrong with them."""
        found = await study_changes.status(
            self._bot.database, guild_of(interaction), place_of(interaction), self._bot.now()
        )
        say = self._bot.say(interaction)
        await reply(interaction, status_layout(say, found) if found else say("study.none_yet"))

    @app_commands.command(name="preview", description=described("command.study.preview"))
    async def preview(self, interaction: Asked) -> None:
        """Show the next posts exactly as they will look."""
        study = await study_meant(interaction)
        coming = await preview.preview(self._bot.database, study.guild_id, study.id, self._bot.now())
        await reply(interaction, preview_layout(self._bot.say(interaction), coming, None))

    @app_commands.command(name="pause", description=described("command.study.pause"))
    async def pause(self, interaction: Asked) -> None:
        """Stop posting for now."""
        study = await study_meant(interaction)
        await study_changes.pause(self._bot.database, study.guild_id, study.id)
        await reply(interaction, self._bot.say(interaction)("pause.done", channel=study.channel_id))

    @app_commands.command(name="resume", description=described("command.study.resume"))
    async def resume(self, interaction: Asked) -> None:
        """Go on posting."""
        study = await study_meant(interaction)
        status = await study_changes.resume(self._bot.database, study.guild_id, study.id, self._bot.now())
        await reply(interaction, running_layout(self._bot.say(interaction), "setup.resumed", status))

    @app_commands.command(name="skip", description=described("command.study.skip"))
    async def skip(self, interaction: Asked) -> None:
        """Leave the next day out; its passage comes on the one after."""
        study, say = await study_meant(interaction), self._bot.say(interaction)
        slot, instead = await reading_position.leave_next_out(self._bot.database, study.guild_id, study.id)
        await reply(interaction, skipped_layout(say, study.id, slot, instead))

    @app_commands.command(name="post", description=described("command.study.post"))
    async def post(self, interaction: Asked) -> None:
        """Post today's passage now instead of at its time."""
        study = await study_meant(interaction)
        await post_now(self._bot, interaction, study.guild_id, study.id)

    @app_commands.command(name="remove", description=described("command.study.remove"))
    async def remove(self, interaction: Asked) -> None:
        """Ask whether the study shall really go."""
        await reply(interaction, remove_layout(self._bot.say(interaction), await study_meant(interaction)))
