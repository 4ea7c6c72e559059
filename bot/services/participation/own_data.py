"""All that is kept about one person, for them to have or to delete."""

import json

from bot.store.database import Database
from bot.store.members import personal_data


async def export(database: Database, user_id: int) -> str:
    """All that is kept about a person, in every server, as JSON to read and to keep."""
    async with database.reading() as connection:
        return json.dumps(await personal_data.of_person(connection, user_id), indent=2) + "\n"


async def forget(database: Database, user_id: int) -> int:
    """Delete all that is kept about a person, in every server, at once; how many rows there were."""
    async with database.writing() as connection:
        return await personal_data.remove(connection, user_id)
