"""Counts of rows, to be compared with the limits."""

from sqlalchemy import func, select

from bot.store.database import Connection
from bot.store.essays.essays import SHOWN
from bot.store.tables import essays, metadata, passages


async def rows(connection: Connection, table: str, owner: str, owner_id: int) -> int:
    """How many rows of a table have this id in the column `owner`, which has an index; of essays those on a shelf."""
    counted = metadata.tables[table]
    statement = select(func.count()).select_from(counted).where(counted.c[owner] == owner_id)
    return await connection.scalar(statement.where(SHOWN) if counted is essays else statement) or 0


async def passages_of_guild(connection: Connection, guild_id: int) -> int:
    """How many passages there are on a guild's own shelf."""
    statement = select(func.count()).select_from(passages.join(essays)).where(essays.c.guild_id == guild_id, SHOWN)
    return await connection.scalar(statement) or 0
