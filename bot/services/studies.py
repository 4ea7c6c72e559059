"""Setting up a study, and steering it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import reading, schedule
from bot.core.errors import StudyError
from bot.core.models import Essay, Post, Slot, Study, StudyState, Timetable
from bot.store import essays, guilds, posts, studies
from bot.store.database import Database

LOOK_BACK = timedelta(days=7)
LOOK_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What a host asks for; `essay_id` None means the whole shelf, in order."""

    guild_id: int
    channel_id: int
    role_id: int | None
    time: str
    zone: str
    weekdays: frozenset[int]
    essay_id: int | None


@dataclass(frozen=True, slots=True)
class StudyStatus:
    """How a study stands: the ledger of the last days, the next times, and how many passages are left."""

    study: Study
    essays: tuple[Essay, ...]
    recent: tuple[Post, ...]
    upcoming: tuple[Slot, ...]
    passages: int
    left: int


async def set_up(database: Database, plan: Plan, now: datetime) -> StudyStatus:
    """Start a study.

    Raises `StudyError` for a time or zone that does not exist, a channel that has a study already, an essay this guild
    does not have, and a shelf with nothing on it; nothing is stored then.
    """
    timetable = Timetable(schedule.parse_time(plan.time), schedule.parse_zone(plan.zone), plan.weekdays)
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, plan.guild_id)
        if await studies.in_channel(connection, plan.channel_id) is not None:
            raise StudyError("study.channel_taken", channel=plan.channel_id)
        shelf = await essays.shelf(connection, plan.guild_id)
        chosen = [essay for essay in shelf if plan.essay_id in (None, essay.id)]
        if not chosen:
            raise StudyError("study.no_such_essay" if shelf else "study.empty_shelf")
        study_id = await studies.add_study(
            connection,
            guild_id=plan.guild_id,
            channel_id=plan.channel_id,
            role_id=plan.role_id,
            timetable=timetable,
            slot=schedule.first_slot(timetable, now=now, last=None),
            essay_ids=[essay.id for essay in chosen],
        )
    return await _status(database, study_id, now)


async def status(database: Database, guild_id: int, channel_id: int | None, now: datetime) -> list[StudyStatus]:
    """How the study in this channel stands, or every study of the guild when the channel has none."""
    return [await _status(database, study.id, now) for study in await _meant(database, guild_id, channel_id)]


async def pause(database: Database, guild_id: int, channel_id: int | None) -> Study:
    """Stop posting until a host resumes. Raises `StudyError` when there is nothing to pause."""
    study = await the_one(database, guild_id, channel_id)
    if study.state is StudyState.PAUSED:
        raise StudyError("study.already_paused")
    async with database.writing() as connection:
        await studies.set_state(connection, study.id, StudyState.PAUSED, slot=None)
    return study


async def resume(database: Database, guild_id: int, channel_id: int | None, now: datetime) -> StudyStatus:
    """Go on with the next slot to come. Raises `StudyError` when the study is running, or has nothing left to read."""
    study = await the_one(database, guild_id, channel_id)
    if study.state is StudyState.ACTIVE:
        raise StudyError("study.not_paused")
    async with database.writing() as connection:
        order = await essays.reading_order(connection, study.id)
        if not reading.left_to_read(order, await posts.passages_posted(connection, study.id)):
            raise StudyError("study.nothing_left")
        latest = await posts.latest(connection, study.id)
        slot = schedule.first_slot(study.timetable, now=now, last=latest.slot.due_at if latest else None)
        await studies.set_state(connection, study.id, StudyState.ACTIVE, slot=slot)
    return await _status(database, study.id, now)


async def the_one(database: Database, guild_id: int, channel_id: int | None) -> Study:
    """The study meant from this channel: its own, or the guild's only one. Raises `StudyError` when that is unclear."""
    found = await _meant(database, guild_id, channel_id)
    if not found:
        raise StudyError("study.none_yet")
    if len(found) > 1:
        raise StudyError("study.which_one")
    return found[0]


async def guild_left(database: Database, guild_id: int, now: datetime | None) -> None:
    """Freeze the studies of a guild that the bot has left; with None, it is there (again)."""
    async with database.writing() as connection:
        await guilds.set_left(connection, guild_id, now)


async def _meant(database: Database, guild_id: int, channel_id: int | None) -> list[Study]:
    async with database.reading() as connection:
        found = await studies.of_guild(connection, guild_id)
    here = [study for study in found if study.channel_id == channel_id]
    return here or found


async def _status(database: Database, study_id: int, now: datetime) -> StudyStatus:
    async with database.reading() as connection:
        study = await studies.study(connection, study_id)
        if study is None:
            raise StudyError("study.none_here")
        order = await essays.reading_order(connection, study.id)
        left = len(reading.left_to_read(order, await posts.passages_posted(connection, study.id)))
        return StudyStatus(
            study=study,
            essays=tuple(await essays.of_study(connection, study.id)),
            recent=tuple(await posts.recent(connection, study.id, now - LOOK_BACK)),
            upcoming=_upcoming(study, left),
            passages=len(order),
            left=left,
        )


def _upcoming(study: Study, left: int) -> tuple[Slot, ...]:
    if study.next_slot is None:
        return ()
    return tuple(schedule.upcoming(study.timetable, study.next_slot, min(LOOK_AHEAD, left)))
