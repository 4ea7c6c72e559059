"""Days on which a study does not post: one or the next few are left out, or taken in again."""

from collections.abc import Collection
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.limits import SKIPS
from bot.core.models import Asker, HostAct, Slot, Study, StudyState
from bot.core.studies import schedule
from bot.services.guilds import storage_limits
from bot.services.studies import host_changes, reading_progress
from bot.services.studies.host_changes import Changed, Editing, Upcoming
from bot.store.database import Connection, Database
from bot.store.studies import days_left_out


class NextLeftOut(NamedTuple):
    """The slot at which nothing is posted, the one at which its passage comes instead, and the change, to undo it."""

    study_id: int
    slot: Slot
    instead: Slot
    undo: int | None
    is_paused: bool = False


class Shift(NamedTuple):
    """Days that would be left out, and what would come then."""

    study: Study
    days: tuple[date, ...]
    upcoming: Upcoming


async def shift(database: Database, asker: Asker, study: Study, count: int) -> Shift:
    """What leaving the next so many days out would bring. Raises `StudyError` as `reading_progress.planned` does."""
    async with database.reading() as connection:
        study = await reading_progress.own(connection, asker.guild, study.id)
        days = await _next_days(connection, study, asker.now, count)
        return Shift(study, days, await host_changes.upcoming(connection, study, asker.now, besides=days))


async def leave_next_out(database: Database, asker: Asker, study_id: int) -> NextLeftOut:
    """Leave the next day out that is not left out yet.

    Raises `StudyError` as `reading_progress.planned` does, and when too many days are left out already.
    """
    async with host_changes.writing(database, asker, study_id, HostAct.LEAVE_OUT) as editing:
        first = await reading_progress.planned(editing.connection, editing.study, asker.now)
        left_out = await days_left_out.left_out(editing.connection, study_id)
        slot, instead = schedule.upcoming(editing.study.timetable, first, 2, left_out)
        await _leave_out(editing, [slot.date])
    changed = await host_changes.changed(database, asker, study_id)
    return NextLeftOut(study_id, slot, instead, changed.undo, changed.study.state is StudyState.PAUSED)


async def leave_next_days_out(
    database: Database, asker: Asker, study_id: int, first: date, count: int, revision: int
) -> tuple[Changed, tuple[date, ...]]:
    """Leave the next so many days out, of which a host has seen the first; how the study stands then, and the days.

    Raises `StudyError` as `leave_out` does, and when something has been posted or changed since.
    """
    async with host_changes.writing(database, asker, study_id, HostAct.LEAVE_OUT, revision) as editing:
        days = await _next_days(editing.connection, editing.study, asker.now, count)
        if days[0] != first:
            raise StudyError("moving.changed")
        await _leave_out(editing, days)
    return await host_changes.changed(database, asker, study_id), days


async def leave_out(database: Database, asker: Asker, study_id: int, days: Collection[date]) -> Changed:
    """Leave these days out; how the study stands then.

    Raises `StudyError` when one of them has passed meanwhile, or is no day of the study's any more, when too many days
    are left out already, and as `reading_progress.planned` does.
    """
    async with host_changes.writing(database, asker, study_id, HostAct.LEAVE_OUT) as editing:
        first = await reading_progress.planned(editing.connection, editing.study, asker.now)
        week = editing.study.timetable.weekdays
        if min(days) < first.date or any(day.weekday() not in week for day in days):
            raise StudyError("moving.changed")
        await _leave_out(editing, days)
    return await host_changes.changed(database, asker, study_id)


async def take_in(database: Database, asker: Asker, study_id: int, days: Collection[date]) -> Changed:
    """Leave these days out no more, as far as they are still to come. Raises `StudyError` when all of them are over."""
    async with host_changes.writing(database, asker, study_id, HostAct.TAKE_IN) as editing:
        study = editing.study
        if all(schedule.is_over(study.timetable, day, now=asker.now, following=study.next_slot) for day in days):
            raise StudyError("moving.over")
        for day in days:
            await days_left_out.unskip(editing.connection, study_id, day)
    return await host_changes.changed(database, asker, study_id)


async def _next_days(connection: Connection, study: Study, now: datetime, count: int) -> tuple[date, ...]:
    """The next so many days of the study that are not left out yet."""
    first = await reading_progress.planned(connection, study, now)
    known = await days_left_out.left_out(connection, study.id)
    free = (day for day in schedule.days_from(first.date, study.timetable.weekdays) if day not in known)
    return tuple(islice(free, count))


async def _leave_out(editing: Editing, days: Collection[date]) -> None:
    await storage_limits.check(editing.connection, SKIPS, editing.study.id, len(days))
    for day in days:
        await days_left_out.skip(editing.connection, editing.study.id, day)
