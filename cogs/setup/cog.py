"""`/study`: setting a study up and changing it; `steering.py` holds what comes after."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.lookup import autocomplete
from bot.core.models import Arrangement, Ending
from bot.core.studies import weekdays
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.guilds import guild_lifecycle
from bot.services.lookup import passage_lookup
from bot.services.studies import study_changes
from bot.services.studies.study_changes import Change, Plan
from cogs._shared.hosts import must_be_host
from cogs._shared.replies import guild_of, place_of
from cogs.setup import weeks
from cogs.setup.checks import StudyChannel, place_in, study_channel
from cogs.setup.edits import edit_layout
from cogs.setup.plans import Planning
from cogs.setup.status import running_layout
from cogs.setup.steering import Asked, Steering
from cogs.setup.telling import Telling

_ORDERS = [app_commands.Choice(name=described(f"order.{each}"), value=each.value) for each in Arrangement]
_ENDINGS = [app_commands.Choice(name=described(f"ending.{each}"), value=each.value) for each in Ending]
ChannelOption = app_commands.Transform[discord.TextChannel | discord.ForumChannel, StudyChannel]


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class Setup(Steering, Planning, commands.GroupCog, name="study", description=described("command.study")):
    """What hosts do."""

    def __init__(self, bot: StudyBot) -> None:
        """Prepare the commands."""
        self._bot = bot
        self._telling = Telling(bot)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Whether the person is a host."""
        must_be_host(interaction)
        return True

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Notice what changed while the bot was away, guilds and shelves, and tell hosts what is waiting."""
        await guild_lifecycle.compare(self._bot.database, {guild.id for guild in self._bot.guilds}, self._bot.now())
        await study_changes.wake_all(self._bot.database, self._bot.now())
        await self.on_study_notice()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Welcome a guild, or welcome it back: its studies wait for a host."""
        await guild_lifecycle.joined(self._bot.database, guild.id, self._bot.now())

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Freeze the studies of a guild that the bot was taken out of. (An outage does not come here.)"""
        await guild_lifecycle.left(self._bot.database, guild.id, self._bot.now())

    @commands.Cog.listener("on_study_claimed")
    @commands.Cog.listener("on_study_tick")
    @commands.Cog.listener()
    async def on_study_notice(self, guild_id: int | None = None) -> None:
        """Tell hosts what has just come up in a guild, or what is due in all."""
        if guild_id is None:
            await self._telling.tell_all()
        else:
            await self._telling.tell(guild_id)

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Asked, command: object) -> None:
        """Tell a host what is waiting, after the answer to their command."""
        del command
        await self.on_study_refusal(interaction)

    @commands.Cog.listener()
    async def on_study_refusal(self, interaction: Asked) -> None:
        """Tell it as well after a command that was refused: what is waiting may be why."""
        command = interaction.command
        if isinstance(command, app_commands.Command) and command.parent and command.parent.name == "study":
            await self._telling.tell_after(interaction)

    @app_commands.command(name="setup", description=described("command.study.setup"))
    @app_commands.describe(
        channel=described("option.channel"),
        time=described("option.time"),
        zone=described("option.zone"),
        essay=described("option.essay"),
        days=described("option.days"),
        role=described("option.role"),
        tag=described("option.tag"),
        pin=described("option.pin"),
        order=described("option.order"),
        ending=described("option.ending"),
    )
    @app_commands.choices(order=_ORDERS, ending=_ENDINGS)
    async def set_up(
        self,
        interaction: Asked,
        channel: ChannelOption,
        time: app_commands.Range[str, 1, 20],
        zone: app_commands.Range[str, 1, 60],
        essay: str | None = None,
        days: app_commands.Range[str, 1, 100] | None = None,
        role: discord.Role | None = None,
        tag: str | None = None,
        pin: bool = False,
        order: app_commands.Choice[str] | None = None,
        ending: app_commands.Choice[str] | None = None,
    ) -> None:
        """Start a study in a channel."""
        guild_id = guild_of(interaction)
        plan = Plan(
            guild_id=guild_id,
            place=place_in(channel, role=role, tag=tag, pin=pin),
            time=time,
            zone=zone,
            weekdays=weeks.chosen(self._bot.say(interaction), days) if days else weekdays.ALL,
            essay_id=await passage_lookup.essay_id(self._bot.database, guild_id, essay),
            arrangement=Arrangement(order.value) if order else Arrangement.IN_ORDER,
            ending=Ending(ending.value) if ending else Ending.STOP,
        )
        status = await study_changes.set_up(self._bot.database, plan, self._bot.now())
        await reply(interaction, running_layout(self._bot.say(interaction), "setup.started", status))

    @app_commands.command(name="edit", description=described("command.study.edit"))
    @app_commands.describe(
        channel=described("option.new_channel"),
        time=described("option.time"),
        zone=described("option.zone"),
        days=described("option.days"),
        role=described("option.role"),
        tag=described("option.tag"),
        pin=described("option.pin"),
    )
    async def edit(
        self,
        interaction: Asked,
        channel: ChannelOption | None = None,
        time: app_commands.Range[str, 1, 20] | None = None,
        zone: app_commands.Range[str, 1, 60] | None = None,
        days: app_commands.Range[str, 1, 100] | None = None,
        role: discord.Role | None = None,
        tag: str | None = None,
        pin: bool | None = None,
    ) -> None:
        """Show what would change, and the button that changes it."""
        study = await study_changes.the_one(self._bot.database, guild_of(interaction), place_of(interaction))
        old = study.place
        change = Change(
            place=place_in(
                channel or study_channel(interaction.guild, old.channel_id),
                role=role or (interaction.guild.get_role(old.role_id or 0) if interaction.guild else None),
                tag=tag or (None if channel else _tag_name(interaction.guild, old.channel_id, old.tag_id)),
                pin=old.pin if pin is None else pin,
            ),
            time=time,
            zone=zone,
            weekdays=weeks.chosen(self._bot.say(interaction), days) if days else None,
        )
        found = await study_changes.consequences(self._bot.database, study, change, self._bot.now())
        await reply(interaction, edit_layout(self._bot.say(interaction), found))

    @set_up.autocomplete("zone")
    @edit.autocomplete("zone")
    async def zones(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The time zones that fit what has been typed."""
        return [app_commands.Choice(name=zone.name, value=zone.value) for zone in autocomplete.zones(typed)]

    @set_up.autocomplete("days")
    @edit.autocomplete("days")
    async def weeks(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The days of the week that fit what has been typed."""
        found = weeks.offered(self._bot.say(interaction).plain, typed)
        return [app_commands.Choice(name=week.name, value=week.value) for week in found]

    @set_up.autocomplete("essay")
    async def essays(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays that fit what has been typed."""
        shelf = await passage_lookup.shelf(self._bot.database, interaction.guild_id)
        return [app_commands.Choice(name=essay.name, value=essay.value) for essay in autocomplete.essays(shelf, typed)]


def _tag_name(guild: discord.Guild | None, channel_id: int, tag_id: int | None) -> str | None:
    """The name of the tag a study has, as its forum calls it now."""
    forum = guild.get_channel(channel_id) if guild else None
    tags = forum.available_tags if isinstance(forum, discord.ForumChannel) else []
    return next((tag.name for tag in tags if tag.id == tag_id), None)
