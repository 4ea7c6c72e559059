"""`/study`: setting studies up, seeing how they stand, and steering them."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.core.lookup import autocomplete
from bot.core.lookup.autocomplete import Choice
from bot.core.models import Arrangement, Ending, Portion, QuestionsBy, Study
from bot.core.posts import Moment
from bot.core.studies import portions, weekdays
from bot.core.text.markup import NOTHING
from bot.core.text.normalization import shorten
from bot.core.time_zones import choice as time_zones
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.deliveries.occasions import choices
from bot.services.lookup import passage_lookup
from bot.services.studies import left_out_days, preview, reading_list, reading_position, study_changes
from bot.services.studies.study_changes import Change, NewStudy
from cogs.study import weekday_choice
from cogs.study.channel_checks import StudyChannel, Without, place_edited, place_in, study_channel
from cogs.study.edits import edit_layout, host_role_layout, remove_layout
from cogs.study.occasions import occasions_form
from cogs.study.preview import preview_layout, skipped_layout
from cogs.study.reading.reading_list import reading_layout
from cogs.study.reading.reading_position import move_layout, shift_layout
from cogs.study.repairs import post_now
from cogs.study.status import paused_layout, running_layout, server_view, status_layout
from cogs.study.study_text import host_role_text
from cogs.ui.hosts import must_be_host, must_steer_some, role_for_hosts
from cogs.ui.replies import guild_of

_ORDERS = [app_commands.Choice(name=described(f"order.{order}"), value=order.value) for order in Arrangement]
_ENDINGS = [app_commands.Choice(name=described(f"ending.{ending}"), value=ending.value) for ending in Ending]
_QUESTIONS = [app_commands.Choice(name=described(f"questions_by.{by}"), value=by.value) for by in QuestionsBy]
_WITHOUT = [app_commands.Choice(name=described(f"without.{without}"), value=without.value) for without in Without]
OF_ONE_STUDY = frozenset(
    {
        "status",
        "preview",
        "edit",
        "pause",
        "resume",
        "skip",
        "post",
        "reading",
        "skip-to",
        "go-back",
        "shift",
        "occasions",
    }
)
"""The commands for a study's own hosts as well; which study is meant, and whether it is theirs, says the service."""
Asked = discord.Interaction[StudyBot]
ChannelOption = app_commands.Transform[discord.TextChannel | discord.ForumChannel, StudyChannel]
Finder = Callable[[Any, Study, str], Awaitable[list[Choice]]]
"""Finds what fits the words typed; cogs know the database only as what services take."""
PassageOption = app_commands.Range[str, 1, 200]


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class StudyCommands(commands.GroupCog, name="study", description=described("command.study")):
    """The commands for hosts."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether the person is a host of the server or, for what is about one study, of at least one here."""
        if interaction.command is not None and interaction.command.name in OF_ONE_STUDY:
            must_steer_some(interaction)
        else:
            must_be_host(interaction)
        return True

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
        publish=described("option.publish"),
        host_role=described("option.study_host_role"),
        order=described("option.order"),
        ending=described("option.ending"),
        at_once=described("option.at_once"),
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
        publish: bool = False,
        host_role: discord.Role | None = None,
        order: app_commands.Choice[str] | None = None,
        ending: app_commands.Choice[str] | None = None,
        at_once: app_commands.Range[str, 1, 30] | None = None,
    ) -> None:
        """Start a study in a channel."""
        guild_id = guild_of(interaction)
        new = NewStudy(
            guild_id=guild_id,
            place=place_in(channel, role=role, tag=tag, pin=pin, publish=publish),
            time=time,
            zone=zone,
            weekdays=weekday_choice.chosen(self._bot.say(interaction), days) if days else weekdays.ALL,
            essay_id=await passage_lookup.essay_id(self._bot.database, guild_id, essay),
            host_role_id=role_for_hosts(host_role) if host_role else None,
            arrangement=Arrangement(order.value) if order else Arrangement.IN_ORDER,
            ending=Ending(ending.value) if ending else Ending.STOP,
            portion=portions.named(at_once) if at_once else Portion(),
        )
        async with self._bot.host_roles.changing(guild_id):
            status = await study_changes.set_up(self._bot.database, new, interaction.created_at)
        say, silent = self._bot.say(interaction), server_view(interaction, [status]).silent
        hosts = host_role_text(say, channel.id, new.host_role_id) if host_role else NOTHING
        await reply(interaction, running_layout(say, "setup.started", status, silent, hosts, Moment.START))

    @app_commands.command(name="edit", description=described("command.study.edit"))
    @app_commands.describe(
        channel=described("option.new_channel"),
        time=described("option.time"),
        zone=described("option.zone"),
        days=described("option.days"),
        role=described("option.role"),
        tag=described("option.tag"),
        pin=described("option.pin"),
        publish=described("option.publish"),
        host_role=described("option.study_host_role"),
        questions=described("option.questions_by"),
        without=described("option.without"),
    )
    @app_commands.choices(questions=_QUESTIONS, without=_WITHOUT)
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
        publish: bool | None = None,
        host_role: discord.Role | None = None,
        questions: app_commands.Choice[str] | None = None,
        without: app_commands.Choice[str] | None = None,
    ) -> None:
        """Show what would change, and the button that changes it."""
        study, dropped = await _study_meant(interaction), Without(without.value) if without else None
        if host_role is not None or dropped is Without.HOST_ROLE:
            named = (channel, time, zone, days, role, tag, pin, publish, questions, dropped if host_role else None)
            await _edit_hosts(interaction, study, host_role, alone=all(option is None for option in named))
            return
        if channel is not None or role is not None or publish:
            must_be_host(interaction)
        place = None
        if any(named is not None for named in (channel, role, tag, pin, publish, without)):
            target = channel or study_channel(interaction.guild, study.channel_id)
            place = place_edited(study.place, target, role=role, tag=tag, pin=pin, publish=publish, without=dropped)
        week = weekday_choice.chosen(self._bot.say(interaction), days) if days else None
        questions_by = QuestionsBy(questions.value) if questions else None
        change = Change(place=place, time=time, zone=zone, weekdays=week, questions_by=questions_by)
        consequences = await study_changes.consequences(self._bot.database, study, change, interaction.created_at)
        await reply(interaction, edit_layout(self._bot.say(interaction), consequences))

    @set_up.autocomplete("zone")
    @edit.autocomplete("zone")
    async def zones(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The time zones that fit what has been typed."""
        now, say = self._bot.safe_now(), self._bot.say(interaction).plain
        zones: dict[str, str] = {}  # of two choices with one name, Discord's clients take the first
        for city in time_zones.offered(typed, now):
            zones.setdefault(shorten(say.remark(time_zones.remark(city, now)), autocomplete.NAME), city.zone)
        return [app_commands.Choice(name=name, value=zone) for name, zone in zones.items()]

    @set_up.autocomplete("days")
    @edit.autocomplete("days")
    async def weeks(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The days of the week that fit what has been typed."""
        offered = weekday_choice.offered(self._bot.say(interaction).plain, typed)
        return [app_commands.Choice(name=week.name, value=week.value) for week in offered]

    @set_up.autocomplete("at_once")
    async def amounts(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """How much can come at once."""
        say = self._bot.say(interaction).plain
        offered = {
            portions.written(portion): say(f"portion.{portion.kind}", n=portion.words) for portion in portions.OFFERED
        }
        fitting = {value: name for value, name in offered.items() if typed.casefold() in name.casefold()} or offered
        return [app_commands.Choice(name=name, value=value) for value, name in fitting.items()]

    @set_up.autocomplete("essay")
    async def essays(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays that fit what has been typed."""
        shelf = await passage_lookup.shelf(self._bot.database, interaction.guild_id)
        return [app_commands.Choice(name=essay.name, value=essay.value) for essay in autocomplete.essays(shelf, typed)]

    @app_commands.command(name="status", description=described("command.study.status"))
    async def status(self, interaction: Asked) -> None:
        """Show how the studies stand, and what is wrong with them."""
        statuses = await study_changes.status(self._bot.database, self._bot.asker(interaction))
        say = self._bot.say(interaction)
        view = server_view(interaction, statuses)
        await reply(interaction, status_layout(say, statuses, view) if statuses else say("study.none_yet"))

    @app_commands.command(name="preview", description=described("command.study.preview"))
    async def preview(self, interaction: Asked) -> None:
        """Show the next posts exactly as they will look."""
        study = await _study_meant(interaction)
        coming = await preview.preview(self._bot.database, self._bot.asker(interaction), study.id)
        await reply(interaction, preview_layout(self._bot.say(interaction), coming, None))

    @app_commands.command(name="pause", description=described("command.study.pause"))
    async def pause(self, interaction: Asked) -> None:
        """Stop posting for now."""
        study = await _study_meant(interaction)
        status = await study_changes.pause(self._bot.database, self._bot.asker(interaction), study.id)
        await reply(interaction, paused_layout(self._bot.say(interaction), status))

    @app_commands.command(name="resume", description=described("command.study.resume"))
    async def resume(self, interaction: Asked) -> None:
        """Go on posting."""
        study = await _study_meant(interaction)
        status = await study_changes.resume(self._bot.database, self._bot.asker(interaction), study.id)
        say = self._bot.say(interaction)
        await reply(interaction, running_layout(say, "setup.resumed", status, moment=Moment.RESUME))

    @app_commands.command(name="skip", description=described("command.study.skip"))
    async def skip(self, interaction: Asked) -> None:
        """Leave the next day out; its passage comes on the one after."""
        study, say = await _study_meant(interaction), self._bot.say(interaction)
        left_out = await left_out_days.leave_next_out(self._bot.database, self._bot.asker(interaction), study.id)
        await reply(interaction, skipped_layout(say, left_out))

    @app_commands.command(name="post", description=described("command.study.post"))
    async def post(self, interaction: Asked) -> None:
        """Post today's passage now instead of at its time."""
        study = await _study_meant(interaction)
        await post_now(self._bot, interaction, study.guild_id, study.id)

    @app_commands.command(name="remove", description=described("command.study.remove"))
    async def remove(self, interaction: Asked) -> None:
        """Ask whether the study shall really go."""
        await reply(interaction, remove_layout(self._bot.say(interaction), await _study_meant(interaction)))

    @app_commands.command(name="reading", description=described("command.study.reading"))
    @app_commands.describe(essay=described("option.add_essay"), listed=described("option.listed_essay"))
    async def reading(self, interaction: Asked, essay: str | None = None, listed: str | None = None) -> None:
        """Show what the study reads, after adding an essay if one was named; a listed one is chosen in it."""
        study, database = await _study_meant(interaction), self._bot.database
        essay_id = await passage_lookup.essay_id(database, study.guild_id, essay)
        chosen = await passage_lookup.essay_id(database, study.guild_id, listed)
        if essay_id is None:
            shown = await reading_list.reading_list(database, study.guild_id, study.id)
        else:
            shown = await reading_list.add_essay(database, self._bot.asker(interaction), study.id, essay_id)
        if chosen is not None and chosen not in {entry.essay.id for entry in shown.essays}:
            raise StudyError("reading.not_listed")
        await reply(interaction, reading_layout(self._bot.say(interaction), shown, chosen))

    @app_commands.command(name="skip-to", description=described("command.study.skip_to"))
    @app_commands.describe(passage=described("option.skip_to"))
    async def skip_to(self, interaction: Asked, passage: PassageOption) -> None:
        """Show what going on with a later passage means, and the button that does it."""
        study = await _study_meant(interaction)
        move = await reading_position.skip_to(self._bot.database, self._bot.asker(interaction), study, passage)
        await reply(interaction, move_layout(self._bot.say(interaction), move, back=False))

    @app_commands.command(name="go-back", description=described("command.study.go_back"))
    @app_commands.describe(passage=described("option.go_back"))
    async def go_back(self, interaction: Asked, passage: PassageOption | None = None) -> None:
        """Show what reading from an earlier passage on means, and the button that does it."""
        study = await _study_meant(interaction)
        move = await reading_position.go_back(self._bot.database, self._bot.asker(interaction), study, passage)
        await reply(interaction, move_layout(self._bot.say(interaction), move, back=True))

    @app_commands.command(name="shift", description=described("command.study.shift"))
    @app_commands.describe(days=described("option.shift"))
    async def shift(self, interaction: Asked, days: app_commands.Range[int, 1, 60]) -> None:
        """Show which days would be left out, and the button that does it."""
        shift = await left_out_days.shift(
            self._bot.database, self._bot.asker(interaction), await _study_meant(interaction), days
        )
        await reply(interaction, shift_layout(self._bot.say(interaction), shift))

    @app_commands.command(name="occasions", description=described("command.study.occasions"))
    async def occasions(self, interaction: Asked) -> None:
        """Open the form for what is said besides the posts."""
        study, asker = await _study_meant(interaction), self._bot.asker(interaction)
        now = await choices.chosen(self._bot.database, asker, study.id)
        await interaction.response.send_modal(occasions_form(self._bot.say(interaction), now))

    @reading.autocomplete("essay")
    async def addable(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays that fit what has been typed and are not on the list."""
        return await _offered(interaction, reading_list.addable, typed)

    @reading.autocomplete("listed")
    async def on_list(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays on the list that fit what has been typed."""
        return await _offered(interaction, reading_list.on_list, typed)

    @skip_to.autocomplete("passage")
    async def passages_ahead(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The passages to come that fit what has been typed."""
        return await _offered(interaction, reading_position.passages_ahead, typed)

    @go_back.autocomplete("passage")
    async def passages_behind(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The passages behind that fit what has been typed."""
        return await _offered(interaction, reading_position.passages_behind, typed)


async def _study_meant(interaction: Asked) -> Study:
    """The study of the place where the host is. Raises `StudyError` when that is unclear."""
    return await study_changes.the_one(interaction.client.database, interaction.client.asker(interaction))


async def _edit_hosts(interaction: Asked, study: Study, role: discord.Role | None, *, alone: bool) -> None:
    """Show what another role for the study's hosts means; it is chosen `alone`, with a button of its own."""
    must_be_host(interaction)
    if not alone:
        raise StudyError("edit.host_role_alone")
    role_id = role_for_hosts(role) if role else None
    await reply(interaction, host_role_layout(interaction.client.say(interaction), study, role_id))


async def _offered(interaction: Asked, find: Finder, typed: str) -> list[app_commands.Choice[str]]:
    try:
        choices = await find(interaction.client.database, await _study_meant(interaction), typed)
    except StudyError:
        return []  # somebody is typing: the command itself will say what is wrong
    return [app_commands.Choice(name=choice.name, value=choice.value) for choice in choices]
