"""Imports that wait until a host has decided about them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, insert, select, update

from bot.store.database import Connection
from bot.store.tables import drafts
from bot.store.times import from_epoch, to_epoch


class StoredDraft(NamedTuple):
    """An import as it stands after so many changes (`revision`): `essay` is `draft_json`'s text of it."""

    id: int
    guild_id: int
    digest: str
    revision: int
    changed_at: datetime
    essay: str


async def add(connection: Connection, guild_id: int, digest: str, title: str, essay: str, now: datetime) -> int:
    """Store an import; the id of its row."""
    values = {"guild_id": guild_id, "digest": digest, "title": title, "essay": essay, "changed_at": to_epoch(now)}
    return (await connection.execute(insert(drafts).values(**values).returning(drafts.c.id))).scalar_one()


async def change(
    connection: Connection, draft: StoredDraft, title: str, essay: str, now: datetime, digest: str
) -> bool:
    """Store a draft as it has been changed; False when somebody else has changed it since it was read."""
    as_it_was = (drafts.c.id == draft.id) & (drafts.c.revision == draft.revision)
    head = {"digest": digest, "title": title, "changed_at": to_epoch(now)}
    values = {**head, "essay": essay, "revision": draft.revision + 1}
    return bool((await connection.execute(update(drafts).where(as_it_was).values(**values))).rowcount)


async def remove(connection: Connection, draft_id: int) -> None:
    """Delete a draft."""
    await connection.execute(delete(drafts).where(drafts.c.id == draft_id))


async def forget_before(connection: Connection, then: datetime) -> None:
    """Delete every draft that nobody has changed after then."""
    await connection.execute(delete(drafts).where(drafts.c.changed_at <= to_epoch(then)))


async def draft(connection: Connection, draft_id: int, guild_id: int) -> StoredDraft | None:
    """The guild's draft with this id."""
    return await _one(connection, (drafts.c.id == draft_id) & (drafts.c.guild_id == guild_id))


async def of_file(connection: Connection, guild_id: int, digest: str) -> StoredDraft | None:
    """The guild's draft of the file with this digest."""
    return await _one(connection, (drafts.c.guild_id == guild_id) & (drafts.c.digest == digest))


async def titles(connection: Connection, guild_id: int, since: datetime) -> list[tuple[str, int]]:
    """Title and id of each of the guild's drafts that was touched after then, the last one first."""
    where = (drafts.c.guild_id == guild_id) & (drafts.c.changed_at > to_epoch(since))
    statement = select(drafts.c.title, drafts.c.id).where(where)
    rows = await connection.execute(statement.order_by(drafts.c.changed_at.desc(), drafts.c.id.desc()))
    return [(row.title, row.id) for row in rows]


async def _one(connection: Connection, where: ColumnElement[bool]) -> StoredDraft | None:
    row = (await connection.execute(select(drafts).where(where))).one_or_none()
    if row is None:
        return None
    return StoredDraft(row.id, row.guild_id, row.digest, row.revision, from_epoch(row.changed_at), row.essay)
