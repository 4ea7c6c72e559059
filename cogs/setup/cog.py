"""`/study`: setting a study up, and steering it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core import choices, schedule
from bot.i18n import described
from bot.services import daily, lookup, studies
from bot.services.studies import Plan
from cogs._shared.replies import guild_of, place_of, reply
from cogs.setup.checks import StudyChannel, pingable, text_channel
from cogs.setup.layouts import started_text, status_layout

Asked = discord.Interaction[StudyBot]

_WEEKS = [app_commands.Choice(name=described(f"week.{name}"), value=name) for name in schedule.WEEKS]


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class Setup(commands.GroupCog, name="study", description=described("command.study")):
    """What hosts do."""

    def __init__(self, bot: StudyBot) -> None:
        """Prepare the commands."""
        self._bot = bot

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Whether the person is a host: Discord only hides the commands, and an admin can show them to anybody."""
        if not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        return True

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Welcome a guild, or welcome it back: its studies go on where they were."""
        await studies.guild_left(self._bot.database, guild.id, None)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Freeze the studies of a guild that the bot was taken out of. (An outage does not come here.)"""
        await studies.guild_left(self._bot.database, guild.id, self._bot.clock.now())

    @app_commands.command(name="setup", description=described("command.study.setup"))
    @app_commands.describe(
        channel=described("option.channel"),
        time=described("option.time"),
        zone=described("option.zone"),
        essay=described("option.essay"),
        days=described("option.days"),
        role=described("option.role"),
    )
    @app_commands.choices(days=_WEEKS)
    async def set_up(
        self,
        interaction: Asked,
        channel: app_commands.Transform[discord.TextChannel, StudyChannel],
        time: app_commands.Range[str, 1, 20],
        zone: app_commands.Range[str, 1, 60],
        essay: str | None = None,
        days: app_commands.Choice[str] | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Start a study in a channel."""
        guild_id = guild_of(interaction)
        plan = Plan(
            guild_id=guild_id,
            channel_id=channel.id,
            role_id=pingable(channel, role),
            time=time,
            zone=zone,
            weekdays=schedule.WEEKS[days.value if days else "every_day"],
            essay_id=await lookup.essay_id(self._bot.database, guild_id, essay),
        )
        status = await studies.set_up(self._bot.database, plan, self._bot.clock.now())
        await reply(interaction, started_text(self._bot.say(interaction), status))

    @app_commands.command(name="status", description=described("command.study.status"))
    async def status(self, interaction: Asked) -> None:
        """Show how the studies stand."""
        found = await studies.status(
            self._bot.database, guild_of(interaction), place_of(interaction), self._bot.clock.now()
        )
        say = self._bot.say(interaction)
        await reply(interaction, status_layout(say, found) if found else say("study.none_yet"))

    @app_commands.command(name="pause", description=described("command.study.pause"))
    async def pause(self, interaction: Asked) -> None:
        """Stop posting for now."""
        study = await studies.pause(self._bot.database, guild_of(interaction), place_of(interaction))
        await reply(interaction, self._bot.say(interaction)("pause.done", channel=study.channel_id))

    @app_commands.command(name="resume", description=described("command.study.resume"))
    async def resume(self, interaction: Asked) -> None:
        """Go on posting."""
        now = self._bot.clock.now()
        status = await studies.resume(self._bot.database, guild_of(interaction), place_of(interaction), now)
        await reply(interaction, started_text(self._bot.say(interaction), status))

    @app_commands.command(name="post", description=described("command.study.post"))
    async def post(self, interaction: Asked) -> None:
        """Post today's passage now instead of at its time."""
        bot = self._bot
        study = await studies.the_one(bot.database, guild_of(interaction), place_of(interaction))
        text_channel(interaction, study.channel_id)
        claimed = await daily.claim_now(bot.database, bot.app_id, study.id, bot.clock.now())
        bot.dispatch("study_claim", claimed)
        await reply(interaction, bot.say(interaction)("post.going_out", channel=study.channel_id))

    @set_up.autocomplete("zone")
    async def zones(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The time zones that fit what has been typed."""
        return [app_commands.Choice(name=zone.name, value=zone.value) for zone in choices.zones(typed)]

    @set_up.autocomplete("essay")
    async def essays(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays that fit what has been typed."""
        shelf = await lookup.shelf(self._bot.database, interaction.guild_id)
        return [app_commands.Choice(name=essay.name, value=essay.value) for essay in choices.essays(shelf, typed)]
