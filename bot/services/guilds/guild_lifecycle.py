"""Guilds that the bot joins and leaves: their studies wait while it is away, and are deleted a month after it left."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core.models import Reason, StudyState
from bot.store import guilds
from bot.store.database import Database
from bot.store.studies import notices, studies

KEPT_FOR = timedelta(days=30)


async def joined(database: Database, guild_id: int, now: datetime) -> None:
    """Store that the bot is in the guild; if it had left, the studies are paused, and hosts are told to resume them."""
    async with database.writing() as connection:
        if await guilds.has_left(connection, guild_id):
            for study in await studies.of_guild(connection, guild_id):
                await studies.set_state(
                    connection, study, StudyState.PAUSED, slot=None, paused_because=Reason.BACK_AGAIN
                )
                await notices.add(connection, guild_id, study.id, Reason.BACK_AGAIN, now)
        await guilds.set_left(connection, guild_id, None)


async def left(database: Database, guild_id: int, now: datetime) -> None:
    """Store that the bot was taken out of the guild: nothing is claimed there, and nothing is deleted yet."""
    async with database.writing() as connection:
        await guilds.set_left(connection, guild_id, now)


async def compare(database: Database, present: Collection[int], now: datetime) -> None:
    """Store which guilds the bot has joined or left while it was not running; `present` are those it is in now."""
    async with database.reading() as connection:
        known = await guilds.known(connection)
    for guild_id, is_gone in known.items():
        if guild_id in present and is_gone:
            await joined(database, guild_id, now)
        elif guild_id not in present and not is_gone:
            await left(database, guild_id, now)


async def forget_gone(database: Database, present: Collection[int], now: datetime) -> int:
    """Delete all there is about guilds that the bot left more than thirty days ago; how many there were.

    None of those that it is in now, which may be known here before it is noted that it came back. A part at a time;
    what is not done when the process ends is done the next time.
    """
    async with database.reading() as connection:
        gone = await guilds.gone_since(connection, now - KEPT_FOR) - set(present)
    return sum([await _forget(database, guild_id, now - KEPT_FOR) for guild_id in gone])


async def _forget(database: Database, guild_id: int, before: datetime) -> bool:
    """Delete all there is about a guild; False if the bot has come back to it meanwhile."""
    while True:
        async with database.writing() as connection:
            if guild_id not in await guilds.gone_since(connection, before):
                return False
            if not await guilds.remove_some(connection, guild_id):
                return True
