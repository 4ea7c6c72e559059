"""Reminders that members have asked for: when each is due, and what of its study is unread then."""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, delete, select, update

from bot.core.posts import DeliveryKind
from bot.core.studies.participation.reminders import Due, Reminder
from bot.store.database import Connection, ours
from bot.store.dialects import upserts
from bot.store.studies import posts as ledger
from bot.store.studies import study_views
from bot.store.tables import deliveries, guilds, participation, posts, reminders, studies
from bot.store.times import from_epoch_or_none, to_epoch

AT_ONCE = 500
"""Reminders that are seen to at once; the others come with the next tick."""
_COLUMNS = (
    reminders.c.study_id,
    studies.c.guild_id,
    reminders.c.user_id,
    reminders.c.local_time,
    reminders.c.zone,
    reminders.c.channel_id,
    reminders.c.due_at,
    reminders.c.reminded_of,
)
_of_study = reminders.join(studies, studies.c.id == reminders.c.study_id)
_read = (
    select(participation.c.post_id)
    .where(participation.c.post_id == posts.c.id, participation.c.user_id == reminders.c.user_id)
    .correlate(posts, reminders)
    .exists()
    .label("read")
)
_now: BindParameter[int] = bindparam("now")
_DUE = (
    select(*_COLUMNS, _read, *ledger.COLUMNS, studies.c.channel_id)
    .select_from(
        _of_study.join(guilds, guilds.c.id == studies.c.guild_id)
        .outerjoin(posts, posts.c.id == study_views.last_of(reminders.c.study_id))
        .outerjoin(deliveries, deliveries.c.id == posts.c.delivery_id)
    )
    .where(reminders.c.due_at <= _now, guilds.c.left_at.is_(None))
    .order_by(reminders.c.due_at)
    .limit(AT_ONCE)
)
_READ = len(_COLUMNS)


async def due(connection: Connection, now: datetime) -> list[Due]:
    """The reminders that are due in servers that the bot is in, the oldest first."""
    rows = await connection.execute(_DUE.where(ours(connection, guilds.c.id)), {"now": to_epoch(now)})
    return [
        Due(
            _reminder(row[:_READ]),
            ledger.read(row[_READ + 1 : -1]) if row[_READ + 1] else None,
            bool(row[_READ]),
            row[-1],
        )
        for row in rows
    ]


async def of_member(connection: Connection, user_id: int, study_ids: Collection[int]) -> list[Reminder]:
    """What a member has asked for in these studies."""
    where = (reminders.c.user_id == user_id) & reminders.c.study_id.in_(study_ids)
    rows = await connection.execute(
        select(*_COLUMNS).select_from(_of_study).where(where).order_by(reminders.c.study_id)
    )
    return [_reminder(row) for row in rows]


async def put(connection: Connection, reminder: Reminder) -> None:
    """Store what a member has asked for, in the place of what they had asked for in the same study."""
    hour = {"local_time": reminder.at.isoformat("minutes"), "zone": reminder.zone}
    values = {**hour, "channel_id": reminder.channel_id, "due_at": _seconds(reminder.due_at)}
    key = {"study_id": reminder.study_id, "user_id": reminder.user_id}
    await upserts.put(connection, reminders, key, values)


async def put_off(connection: Connection, reminder: Reminder, until: datetime, reminded_of: int | None) -> bool:
    """Store when a reminder is due next, and of what it was the last time; False when it has changed or is gone."""
    values = {"due_at": to_epoch(until), "reminded_of": reminded_of}
    unchanged = _is(reminder.study_id, reminder.user_id) & (reminders.c.due_at == _seconds(reminder.due_at))
    return (await connection.execute(update(reminders).where(unchanged).values(values))).rowcount == 1


async def end(connection: Connection, study_id: int, user_id: int) -> None:
    """Store that a reminder has ended, for its member to read."""
    await connection.execute(update(reminders).where(_is(study_id, user_id)).values(due_at=None))


async def remove(connection: Connection, study_id: int, user_id: int) -> None:
    """Delete a reminder, and what it has said or is about to say."""
    await connection.execute(delete(reminders).where(_is(study_id, user_id)))
    await forget_said(connection, study_id, user_id)


async def forget_said(connection: Connection, study_id: int, user_id: int) -> None:
    """Delete what a member was reminded of in a study; what is on its way is not sent then."""
    own = (deliveries.c.study_id == study_id) & (deliveries.c.user_id == user_id)
    await connection.execute(delete(deliveries).where(own, deliveries.c.kind == DeliveryKind.REMINDER))


def _is(study_id: int, user_id: int) -> ColumnElement[bool]:
    return (reminders.c.study_id == study_id) & (reminders.c.user_id == user_id)


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else to_epoch(at)


def _reminder(values: Sequence[Any]) -> Reminder:
    study_id, guild_id, user_id, at, zone, channel_id, due_at, reminded_of = values
    hour = time.fromisoformat(at)
    return Reminder(study_id, guild_id, user_id, hour, zone, channel_id, from_epoch_or_none(due_at), reminded_of)
