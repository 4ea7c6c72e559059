"""The answers to `/me` and `/group`."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace

import discord

from bot.client import StudyBot
from bot.interactions.answers import reply
from bot.outside.pictures import Pictures
from bot.services.deliveries import reminders
from bot.services.participation import overviews
from bot.services.participation.overviews import GroupWeek, OwnRecord, StudyWeek
from cogs.participation.group_layout import group_layout
from cogs.participation.own_layout import me_layout
from cogs.participation.pictures import month_files, week_files
from cogs.ui.deferral import in_time
from cogs.ui.members_here import AT_ONCE, names_here

Store = Callable[[], Awaitable[object]]
"""Stores what has just been counted, so that it is told as well."""


async def give_own(interaction: discord.Interaction[StudyBot], pictures: Pictures, store: Store) -> None:
    """Tell a member what they took part in."""
    bot, say = interaction.client, interaction.client.say(interaction)
    own, files = await in_time(interaction, _own(interaction, pictures, store))
    await reply(interaction, me_layout(say, own, files), pictures=list(filter(None, files)))
    for _, reminder in own.reminders:
        if reminder.due_at is None:  # that it has ended is said once
            await reminders.stop(bot.database, reminder.user_id, reminder.study_id)


async def give_week(interaction: discord.Interaction[StudyBot], pictures: Pictures, store: Store) -> None:
    """Tell who took part this week, of those who agreed to be shown."""
    say = interaction.client.say(interaction)
    shown, files = await in_time(interaction, _week(interaction, pictures, store))
    await reply(interaction, group_layout(say, shown, files), pictures=list(filter(None, files)))


async def _own(
    interaction: discord.Interaction[StudyBot], pictures: Pictures, store: Store
) -> tuple[OwnRecord, list[discord.File | None]]:
    """What a member took part in, and the pictures of it: all that takes time, so that it takes it once."""
    bot, words = interaction.client, interaction.client.say(interaction).plain
    await store()
    own = await overviews.own_record(bot.database, bot.asker(interaction))
    return own, await month_files(pictures, words, [study.month for study in own.studies])


async def _week(
    interaction: discord.Interaction[StudyBot], pictures: Pictures, store: Store
) -> tuple[GroupWeek, list[discord.File | None]]:
    """The group's week, and the pictures of it."""
    bot, words = interaction.client, interaction.client.say(interaction).plain
    await store()
    group = await overviews.group_week(bot.database, bot.asker(interaction))
    shown = await _of_those_here(interaction.guild, group)
    return shown, await week_files(pictures, words, shown.studies)


async def _of_those_here(guild: discord.Guild | None, group: GroupWeek) -> GroupWeek:
    """The group's week without the names of those who have left the server, who are counted as not named.

    Where Discord does not answer, all keep their names: they agreed to it.
    """
    each = AT_ONCE // max(1, len(group.studies))
    here = await names_here(guild, {user_id for week in group.studies for user_id in week.shown[:each]})
    if here is None:
        return group
    weeks = (_with_names(week, here.keys() & week.shown[:each]) for week in group.studies)
    return GroupWeek(tuple(weeks), group.more)


def _with_names(week: StudyWeek, named: Collection[int]) -> StudyWeek:
    """The week with these names alone."""
    return replace(week, shown=tuple(sorted(named)), hidden=week.hidden + len(week.shown) - len(named))
