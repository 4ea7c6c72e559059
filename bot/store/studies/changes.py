"""What hosts did to a study, the newest first, each with what undoes it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.core.models import HostAct, HostChange
from bot.core.studies import undo
from bot.core.studies.undo import Before
from bot.store.database import Connection
from bot.store.tables import changes, studies
from bot.store.times import from_epoch, to_epoch

KEPT = 50
"""Changes of one study; older ones are deleted."""
_change = (
    select(
        changes.c.id,
        changes.c.study_id,
        changes.c.act,
        changes.c.at,
        changes.c.user_id,
        (changes.c.revision == studies.c.revision).label("is_last"),
    )
    .join(studies, studies.c.id == changes.c.study_id)
    .order_by(changes.c.id.desc())
)


async def add(connection: Connection, study_id: int, act: HostAct, user_id: int, at: datetime, before: Before) -> None:
    """Store what a host has done to a study that is now at the revision after `before`; the oldest give way."""
    values = {"study_id": study_id, "act": act, "user_id": user_id, "at": to_epoch(at)}
    row = insert(changes).values(**values, revision=before.revision + 1, before=undo.write(before))
    await connection.execute(row)
    own = changes.c.study_id == study_id
    newest = select(changes.c.id).where(own).order_by(changes.c.id.desc()).limit(KEPT)
    await connection.execute(delete(changes).where(own, changes.c.id.not_in(newest)))


async def latest(connection: Connection, study_id: int, most: int) -> list[HostChange]:
    """The newest changes of a study, the last one first; only that can be undone."""
    rows = await connection.execute(_change.where(changes.c.study_id == study_id).limit(most))
    return [_read(row) for row in rows]


async def last(connection: Connection, study_id: int) -> int | None:
    """The change of a study that can be undone: nothing has been posted or changed since."""
    newest = await latest(connection, study_id, 1)
    return next((change.id for change in newest if change.is_last), None)


async def change(connection: Connection, change_id: int) -> tuple[HostChange, Before] | None:
    """The change with this id, and how its study stood before it."""
    statement = _change.add_columns(changes.c.before).where(changes.c.id == change_id)
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else (_read(row), undo.read(row.before))


async def forget(connection: Connection, made: HostChange, before: Before) -> None:
    """Delete a change that has been undone; what was done before it can be undone then."""
    await connection.execute(delete(changes).where(changes.c.id == made.id))
    of_study = update(studies).where(studies.c.id == made.study_id)
    await connection.execute(of_study.values(revision=before.revision))


def _read(values: Sequence[Any]) -> HostChange:
    change_id, study_id, act, at, user_id, is_last = values[:6]
    return HostChange(change_id, study_id, HostAct(act), from_epoch(at), user_id, is_last)
