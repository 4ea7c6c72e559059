"""What is left of people who have had their data deleted: a signature that stands for each, and when that was."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select, update

from bot.store.database import Connection
from bot.store.dialects import upserts
from bot.store.dialects.sqlite.files import copies
from bot.store.tables import tombstones
from bot.store.times import from_epoch, to_epoch

A_LITTLE = timedelta(hours=1)
"""A time further ahead than this was written by a clock that was wrong."""
Deletions = Mapping[str, datetime]
"""When people had their data deleted the last time, by what stands for them."""


async def add(connection: Connection, deletions: Deletions) -> None:
    """Store that these people have had their data deleted; of two times of one person the later is kept."""
    rows = [{"person": person, "deleted_at": to_epoch(at)} for person, at in deletions.items()]
    if not rows:
        return
    new = upserts.insert(connection, tombstones)
    earlier = tombstones.c.deleted_at < new.excluded.deleted_at
    changed = {"deleted_at": new.excluded.deleted_at}
    await connection.execute(new.on_conflict_do_update(index_elements=["person"], set_=changed, where=earlier), rows)


async def since(connection: Connection, at: datetime) -> Deletions:
    """Who has had their data deleted at this moment or later."""
    statement = select(tombstones.c.person, tombstones.c.deleted_at).where(tombstones.c.deleted_at >= to_epoch(at))
    return {person: from_epoch(deleted_at) for person, deleted_at in await connection.execute(statement)}


def in_file(file: Path) -> Deletions | None:
    """All that a database holds that nobody has open: none where there is no file, None when it cannot be read."""
    if not file.exists():
        return {}
    try:
        with closing(copies.reader(file)) as connection:
            return {person: from_epoch(at) for person, at in connection.execute(str(select(tombstones)))}
    except sqlite3.Error:
        return None


async def purge(connection: Connection, before: datetime, now: datetime) -> None:
    """Delete those from before a moment; one that a wrong clock has written far ahead is of now from then on."""
    await connection.execute(delete(tombstones).where(tombstones.c.deleted_at < to_epoch(before)))
    ahead = update(tombstones).where(tombstones.c.deleted_at > to_epoch(now + A_LITTLE))
    await connection.execute(ahead.values(deleted_at=to_epoch(now)))
