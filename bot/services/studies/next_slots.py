"""The slot with which a study goes on, and the one it had last."""

from datetime import date, datetime

from bot.core.models import Slot, Study, Timetable
from bot.core.studies import schedule
from bot.store.database import Connection
from bot.store.studies import posts


async def next_slot(connection: Connection, study: Study, now: datetime) -> Slot:
    """The study's next slot; the one with which it would go on now, while it is paused or has nothing to read."""
    if study.next_slot is not None:
        return study.next_slot
    return await slot_to_come(connection, study, study.timetable, now)


async def slot_to_come(connection: Connection, study: Study, timetable: Timetable, now: datetime) -> Slot:
    """The first slot still to come by a timetable: the study's own, or the one it is to have."""
    taken = await taken_date(connection, study, timetable, now)
    return schedule.first_slot(timetable, now=now, last=await last_due(connection, study.id, now), taken=taken)


async def go_on(connection: Connection, study: Study, now: datetime) -> Slot:
    """The slot with which the study goes on; slots that a wrong clock has put ahead of it are deleted first."""
    await posts.forget_ahead(connection, study.id, now)
    return await slot_to_come(connection, study, study.timetable, now)


async def taken_date(connection: Connection, study: Study, timetable: Timetable, now: datetime) -> date | None:
    """The last date that has had its slot; none for another hour or zone, by which days are counted anew."""
    same = (timetable.time, timetable.zone) == (study.timetable.time, study.timetable.zone)
    return await posts.last_date(connection, study, now) if same else None


async def last_due(connection: Connection, study_id: int, now: datetime) -> datetime | None:
    """When the study's last slot was due."""
    latest = await posts.latest(connection, study_id, now)
    return latest.slot.due_at if latest else None
