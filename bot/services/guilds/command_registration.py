"""What Discord has been told of our commands, so that it is told again only after a change."""

from bot.store import guilds
from bot.store.database import Database


async def is_known(database: Database, application_id: int, digest: str) -> bool:
    """Whether the commands with this digest were the last that Discord was told for this application."""
    async with database.reading() as connection:
        return await guilds.known_commands(connection, application_id) == digest


async def note(database: Database, application_id: int, digest: str) -> None:
    """Store the digest of the commands that Discord has just been told."""
    async with database.writing() as connection:
        await guilds.note_commands(connection, application_id, digest)
