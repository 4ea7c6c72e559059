"""All that is kept about one person, for them to have or to delete."""

import asyncio
import json
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.services.participation.counting import READ_BACK
from bot.store.database import Database
from bot.store.dialects.sqlite.files.backup_folder import KEPT_FOR
from bot.store.members.privacy import personal_data, tombstones
from bot.store.members.privacy.person_key import PersonKey
from bot.store.members.privacy.tombstones import Deletions

TOMBSTONES_KEPT_FOR = KEPT_FOR + READ_BACK
"""Until then an old copy may be put back, and a thread from before it may be read."""
TIDIED_FOR = timedelta(days=2)
"""For how long after a deletion `tidy` looks for what is left of it: it is called daily."""


async def export(database: Database, user_id: int) -> str:
    """All that is kept about a person, in every server, as JSON to read and to keep."""
    async with database.reading() as connection:
        return json.dumps(await personal_data.of_person(connection, user_id), indent=2) + "\n"


async def forget(database: Database, user_id: int, now: datetime) -> int:
    """Delete all that is kept about a person, in every server, at once; how many rows there were.

    A tombstone stays, which keeps out whatever else is found of before `now`.
    """
    deletions = {database.person_key.sign(user_id): now}
    async with database.writing() as connection:
        removed = await personal_data.remove(connection, user_id)
        await tombstones.add(connection, deletions)
    await database.overwrite_deleted()
    return removed


async def forget_signed(database: Database, key: PersonKey, deletions: Deletions) -> int:
    """The same for people of whom only what stands for them is known, signed with this key."""
    async with database.reading() as connection:
        known = await personal_data.people(connection)
    user_ids = await asyncio.to_thread(_signed, key, known, deletions) if deletions else []
    async with database.writing() as connection:
        removed = sum([await personal_data.remove(connection, user_id) for user_id in user_ids])
        await tombstones.add(connection, deletions)
    await database.overwrite_deleted()
    return removed


def is_asked(database: Database) -> bool:
    """Whether an operator has asked for a deletion: a look at a folder that is hardly ever there."""
    return bool(database.deletion_requests.asked())


async def forget_asked(database: Database, now: datetime) -> int:
    """Delete what is kept about those of whom an operator has asked it, and answer; how many people these were."""
    asked = database.deletion_requests.asked()
    for person in asked:
        removed = await forget_signed(database, database.person_key, {person: now})
        database.deletion_requests.answer(person, removed)
    return len(asked)


async def tidy(database: Database, now: datetime) -> None:
    """Purge tombstones that nothing can contradict any more, and what the database has left of rows lately deleted."""
    async with database.writing() as connection:
        await tombstones.purge(connection, now - TOMBSTONES_KEPT_FOR, now)
        lately = await tombstones.since(connection, now - TIDIED_FOR)
    if lately:
        await overwrite_remains(database)


async def overwrite_remains(database: Database) -> None:
    """Overwrite what the database has left of deleted rows about people where no row is."""
    await database.overwrite_deleted(personal_data.TABLES)


def _signed(key: PersonKey, user_ids: Collection[int], deletions: Deletions) -> list[int]:
    return [user_id for user_id in user_ids if key.sign(user_id) in deletions]
