"""What hosts have to be told: each thing once, in their channel or with their next command."""

from dataclasses import replace
from datetime import datetime

from bot.core import reading
from bot.core.models import Notice
from bot.services import standing
from bot.store import guilds, notices
from bot.store.database import Database
from bot.store.transaction import Transaction


async def untold(database: Database, guild_id: int | None = None) -> list[Notice]:
    """What has not been told yet, in one guild or in all; how many passages are left as they are counted now."""
    async with database.reading() as connection:
        found = await notices.untold(connection, guild_id)
        return [
            replace(each, left=await _left(connection, each)) if each.key in reading.LEFT_NOTICES.values() else each
            for each in found
        ]


async def told(database: Database, notice: Notice, now: datetime) -> None:
    """Remember that the hosts have been told."""
    async with database.writing() as connection:
        await notices.set_told(connection, notice.id, now)


async def channel(database: Database, guild_id: int) -> int | None:
    """The channel in which this guild's hosts want to be told."""
    async with database.reading() as connection:
        return await guilds.host_channel(connection, guild_id)


async def choose_channel(database: Database, guild_id: int, channel_id: int | None) -> None:
    """Remember that channel, or that there is none."""
    async with database.writing() as connection:
        await guilds.set_host_channel(connection, guild_id, channel_id)


async def _left(connection: Transaction, notice: Notice) -> int:
    study = await standing.own(connection, notice.guild_id, notice.study_id)
    return len(reading.left(await standing.reading_of(connection, study)))
