"""What Discord has been told of our commands, so that it is told again only after a change."""

from collections.abc import Mapping

from bot.store import guilds
from bot.store.database import Database


async def known_ids(database: Database, application_id: int, digest: str) -> Mapping[str, int] | None:
    """The ids of the commands, by name; None unless those with this digest were the last that Discord was told.

    They are stored with the digest: Discord keeps the id of a command for as long as it has the command, and asking for
    them at every start would be one more request that can fail.
    """
    async with database.reading() as connection:
        if await guilds.known_commands(connection, application_id) != digest:
            return None
        return await guilds.command_ids(connection, application_id)


async def note(database: Database, application_id: int, digest: str, ids: Mapping[str, int]) -> None:
    """Store the digest of the commands that Discord has just been told, and the ids that it answered with."""
    async with database.writing() as connection:
        await guilds.note_commands(connection, application_id, digest, ids)


async def forget(database: Database) -> None:
    """Have Discord be told of the commands at the next start, whether or not they have changed.

    Another program with the same token may have told it of others since, which the digest cannot know.
    """
    async with database.writing() as connection:
        await guilds.forget_commands(connection)
