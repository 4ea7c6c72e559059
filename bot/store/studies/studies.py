"""Studies: their timetable, their essays, and the slot that comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, insert, select, update

from bot.core.errors import StudyError
from bot.core.models import (
    Arrangement,
    Ending,
    Essay,
    Place,
    Portion,
    PortionKind,
    QuestionsBy,
    Reason,
    Slot,
    Study,
    StudyState,
    Timetable,
)
from bot.core.studies import weekdays
from bot.core.studies.schedule import FURTHEST, jitter
from bot.store.database import Connection, ours
from bot.store.studies import reading_lists
from bot.store.tables import guilds, studies, study_essays
from bot.store.times import from_epoch, from_epoch_or_none, to_epoch

COLUMNS: tuple[ColumnElement[Any], ...] = tuple(studies.c)
"""What a `Study` is made of."""
_PLACE = tuple(field.name for field in fields(Place))
_BY_ID = select(studies).where(studies.c.id == bindparam("study_id"))
_SET = update(studies).where(studies.c.id == bindparam("study_id"))
_REVISE = _SET.values(revision=studies.c.revision + 1)


async def add_study(
    connection: Connection,
    *,
    guild_id: int,
    place: Place,
    host_role_id: int | None,
    timetable: Timetable,
    slot: Slot,
    essay_ids: Sequence[int],
    arrangement: Arrangement,
    ending: Ending,
    portion: Portion,
) -> int:
    """Store a study that starts with `slot`; the id of its row."""
    row = await connection.execute(
        insert(studies)
        .values(
            guild_id=guild_id,
            host_role_id=host_role_id,
            state=StudyState.ACTIVE,
            epoch=1,
            arrangement=arrangement,
            ending=ending,
            **reading_lists.portion_values(portion),
            **asdict(place),
            **_timetable(timetable),
            **_next(place.channel_id, slot),
        )
        .returning(studies.c.id)
    )
    study_id = row.scalar_one()
    await reading_lists.set_essays(connection, study_id, essay_ids)
    return study_id


async def change(connection: Connection, study: Study, place: Place, timetable: Timetable, slot: Slot | None) -> None:
    """Give a study another place or timetable; another hour, zone or channel opens a new epoch."""
    moved = place.channel_id != study.channel_id
    retimed = (timetable.time, timetable.zone) != (study.timetable.time, study.timetable.zone)
    values = {**asdict(place), **_timetable(timetable), **_next(place.channel_id, slot)}
    epoch = study.epoch + (moved or retimed)
    await connection.execute(update(studies).where(studies.c.id == study.id).values(**values, epoch=epoch))


async def set_host_role(connection: Connection, study_id: int, role_id: int | None) -> None:
    """Store the role whose members steer the study, or (with None) that there is none."""
    await connection.execute(update(studies).where(studies.c.id == study_id).values(host_role_id=role_id))


async def set_questions_by(connection: Connection, study_id: int, questions_by: QuestionsBy) -> None:
    """Store who may put another question to the group."""
    await connection.execute(update(studies).where(studies.c.id == study_id).values(questions_by=questions_by))


async def host_roles(connection: Connection, guild_id: int | None = None) -> dict[int, dict[int, int]]:
    """The roles of the studies that have one for their own hosts, by guild and study; of one guild or all of ours."""
    statement = select(studies.c.guild_id, studies.c.id, studies.c.host_role_id)
    statement = statement.where(ours(connection, studies.c.guild_id))
    if guild_id is not None:
        statement = statement.where(studies.c.guild_id == guild_id)
    roles: dict[int, dict[int, int]] = {}
    for row in await connection.execute(statement.where(studies.c.host_role_id.is_not(None))):
        roles.setdefault(row.guild_id, {})[row.id] = row.host_role_id
    return roles


async def remove(connection: Connection, study_id: int) -> None:
    """Delete a study, with its ledger and all that members did in it."""
    await connection.execute(delete(studies).where(studies.c.id == study_id))


async def revise(connection: Connection, study_id: int) -> None:
    """Count a change of the study, so that what was made of it before is refused."""
    await connection.execute(_REVISE, {"study_id": study_id})


async def set_next(connection: Connection, study: Study, slot: Slot) -> None:
    """Store the study's next slot."""
    await connection.execute(_SET, {"study_id": study.id, **_next(study.channel_id, slot)})


async def go_on(connection: Connection, slots: Iterable[tuple[Study, Slot]]) -> None:
    """Store the next slots of studies that have just claimed one, and count that as a change of each."""
    rows = [{"study_id": study.id, **_next(study.channel_id, slot)} for study, slot in slots]
    if rows:
        await connection.execute(_REVISE, rows)


async def set_state(
    connection: Connection, study: Study, state: StudyState, *, slot: Slot | None, paused_because: Reason | None = None
) -> None:
    """Pause, finish or resume a study; only an active one has a next slot.

    Raises `StudyError` when the study has come to another state than the given one's meanwhile.
    """
    values = {"state": state, "paused_because": paused_because, **_next(study.channel_id, slot)}
    before = (studies.c.id == study.id) & (studies.c.state == study.state)
    if (await connection.execute(update(studies).where(before).values(**values))).rowcount != 1:
        raise StudyError("moving.changed")


async def study(connection: Connection, study_id: int) -> Study | None:
    """The study with this id."""
    row = (await connection.execute(_BY_ID, {"study_id": study_id})).one_or_none()
    return None if row is None else read(row)


async def in_channel(connection: Connection, channel_id: int) -> Study | None:
    """The study that posts in this channel."""
    return await _one(connection, select(studies).where(studies.c.channel_id == channel_id))


async def of_guild(connection: Connection, guild_id: int) -> list[Study]:
    """The guild's studies, oldest first."""
    rows = await connection.execute(select(studies).where(studies.c.guild_id == guild_id).order_by(studies.c.id))
    return [read(row) for row in rows]


async def of_present_guilds(connection: Connection) -> list[Study]:
    """The studies of all guilds that the bot has not left, guild by guild."""
    present = select(guilds.c.id).where(guilds.c.left_at.is_(None))
    statement = select(studies).where(studies.c.guild_id.in_(present)).order_by(studies.c.guild_id, studies.c.id)
    return [read(row) for row in await connection.execute(statement)]


async def that_read(connection: Connection, essay: Essay) -> list[Study]:
    """The studies, in all guilds that can read it, that have the essay on their list or may go on to it."""
    listed = studies.c.id.in_(select(study_essays.c.study_id).where(study_essays.c.essay_id == essay.id))
    statement = select(studies).where(listed | (studies.c.ending == Ending.GO_ON))
    if essay.guild_id is not None:
        statement = statement.where(studies.c.guild_id == essay.guild_id)
    return [read(row) for row in await connection.execute(statement.order_by(studies.c.id))]


async def that_list(connection: Connection, essay_id: int) -> list[Study]:
    """The studies, in all guilds, that have the essay on their list."""
    listed = select(study_essays.c.study_id).where(study_essays.c.essay_id == essay_id)
    return [read(row) for row in await connection.execute(select(studies).where(studies.c.id.in_(listed)))]


async def guilds_waiting(connection: Connection) -> list[int]:
    """The ids of the guilds with a study that has read everything."""
    has_read_all = studies.c.state == StudyState.FINISHED
    statement = select(studies.c.guild_id).where(has_read_all, ours(connection, studies.c.guild_id)).distinct()
    return list(await connection.scalars(statement))


async def due(connection: Connection, now: datetime) -> list[Study]:
    """The active studies whose next slot has come, in guilds where the bot still is; the longest waiting first."""
    statement = select(studies).join(guilds, guilds.c.id == studies.c.guild_id).where(is_due(connection, now))
    return [read(row) for row in await connection.execute(statement.order_by(studies.c.next_due_at))]


async def any_due(connection: Connection, now: datetime) -> bool:
    """Whether any study is due, by the same rule as `due`."""
    statement = select(studies.c.id).join(guilds, guilds.c.id == studies.c.guild_id).where(is_due(connection, now))
    return await connection.scalar(statement.limit(1)) is not None


async def astray(connection: Connection, now: datetime) -> list[Study]:
    """The active studies whose next slot lies further ahead than any timetable puts it: a wrong clock did that."""
    where = _is_astray(now) & ours(connection, studies.c.guild_id)
    rows = await connection.execute(select(studies).where(where).order_by(studies.c.id))
    return [read(row) for row in rows]


def is_due(connection: Connection, now: datetime) -> ColumnElement[bool]:
    """The condition, of `studies` joined with `guilds`, that a slot has come and may be claimed by this process."""
    is_active = (studies.c.state == StudyState.ACTIVE) & ours(connection, guilds.c.id)
    return (studies.c.next_claim_at <= to_epoch(now)) & guilds.c.left_at.is_(None) & is_active


async def next_claim_at(connection: Connection) -> datetime | None:
    """When the next slot of any active study will be claimed."""
    statement = select(func.min(studies.c.next_claim_at)).where(studies.c.state == StudyState.ACTIVE)
    return from_epoch_or_none(await connection.scalar(statement))


def _is_astray(now: datetime) -> ColumnElement[bool]:
    return (studies.c.next_claim_at > to_epoch(now + FURTHEST)) & (studies.c.state == StudyState.ACTIVE)


async def _one(connection: Connection, statement: Select[tuple[object, ...]]) -> Study | None:
    row = (await connection.execute(statement.limit(1))).one_or_none()
    return None if row is None else read(row)


def _next(channel_id: int, slot: Slot | None) -> dict[str, str | int | None]:
    if slot is None:
        return {"next_date": None, "next_due_at": None, "next_claim_at": None}
    due_at = to_epoch(slot.due_at)
    return {"next_date": slot.date.isoformat(), "next_due_at": due_at, "next_claim_at": due_at + jitter(channel_id)}


def _timetable(timetable: Timetable) -> dict[str, str | int]:
    return {
        "local_time": timetable.time.isoformat("minutes"),
        "zone": timetable.zone,
        "weekdays": weekdays.packed(timetable.weekdays),
    }


def read(values: Sequence[Any]) -> Study:
    """The study that these values of `COLUMNS` make."""
    stored = dict(zip(studies.c.keys(), values, strict=True))
    day, hour = stored["next_date"], time.fromisoformat(stored["local_time"])
    return Study(
        id=stored["id"],
        guild_id=stored["guild_id"],
        place=Place(**{name: stored[name] for name in _PLACE}),
        host_role_id=stored["host_role_id"],
        timetable=Timetable(hour, stored["zone"], weekdays.unpacked(stored["weekdays"])),
        state=StudyState(stored["state"]),
        paused_because=Reason(stored["paused_because"]) if stored["paused_because"] else None,
        epoch=stored["epoch"],
        next_slot=Slot(date.fromisoformat(day), from_epoch(stored["next_due_at"])) if day else None,
        arrangement=Arrangement(stored["arrangement"]),
        ending=Ending(stored["ending"]),
        portion=Portion(PortionKind(stored["portion"]), stored["portion_words"]),
        round=stored["round"],
        left_told=stored["left_told"],
        revision=stored["revision"],
        questions_by=QuestionsBy(stored["questions_by"]),
    )
