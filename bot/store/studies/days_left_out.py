"""Dates on which a study does not post, as its hosts chose."""

from datetime import date

from sqlalchemy import delete, select

from bot.store.database import Connection
from bot.store.dialects import upserts
from bot.store.tables import skips


async def skip(connection: Connection, study_id: int, day: date) -> None:
    """Store that the study does not post on this date."""
    await upserts.add_once(connection, skips, {"study_id": study_id, "local_date": day.isoformat()})


async def unskip(connection: Connection, study_id: int, day: date) -> None:
    """Store that the study posts on this date after all."""
    where = (skips.c.study_id == study_id) & (skips.c.local_date == day.isoformat())
    await connection.execute(delete(skips).where(where))


async def left_out(connection: Connection, study_id: int) -> set[date]:
    """The dates that hosts chose to skip."""
    dates = await connection.scalars(select(skips.c.local_date).where(skips.c.study_id == study_id))
    return set(map(date.fromisoformat, dates))
