"""What hosts have to be told: each thing once, in their channel or with their next command."""

from dataclasses import replace
from datetime import datetime

from bot.core.deliveries.notice_retries import next_try
from bot.core.models import Notice
from bot.core.studies import reading_order
from bot.services.studies import reading_progress
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.studies import notices


async def untold(database: Database, guild_id: int | None = None) -> list[Notice]:
    """The notices that have not been told yet, in one guild or in all, with how many passages are left now."""
    async with database.reading() as connection:
        return await _counted(connection, await notices.untold(connection, guild_id))


async def guilds_to_tell(database: Database, now: datetime) -> list[int]:
    """The guilds in whose host channels something is due; none that the bot has left."""
    async with database.reading() as connection:
        return await notices.guilds_with_due(connection, now)


async def due(database: Database, guild_id: int, now: datetime) -> list[Notice]:
    """The notices to tell in this guild's host channel now; one that was tried in vain comes back after its pause."""
    async with database.reading() as connection:
        return await _counted(connection, await notices.due(connection, now, guild_id))


async def tried_in_vain(database: Database, notice: Notice, now: datetime) -> None:
    """Note that a notice could not be told, and when it is tried again."""
    async with database.writing() as connection:
        tries = await notices.tries(connection, notice.id) + 1
        await notices.try_again(connection, notice.id, next_try(tries, now), tries)


async def told(database: Database, notice: Notice, now: datetime) -> bool:
    """Store that the hosts have been told; False when they were already, or the notice is not true any more."""
    async with database.writing() as connection:
        return await notices.set_told(connection, notice.id, now)


async def channel(database: Database, guild_id: int) -> int | None:
    """The channel in which this guild's hosts want to be told."""
    async with database.reading() as connection:
        return await guilds.host_channel(connection, guild_id)


async def choose_channel(database: Database, guild_id: int, channel_id: int | None) -> None:
    """Store the channel in which hosts want to be told, None for no channel; what waits is tried there at once."""
    async with database.writing() as connection:
        await guilds.set_host_channel(connection, guild_id, channel_id)
        await notices.try_at_once(connection, guild_id)


async def _counted(connection: Connection, notice_list: list[Notice]) -> list[Notice]:
    """The same notices, those about the end of a reading with how many passages are left."""
    about_the_rest = reading_order.LEFT_NOTICES.values()
    return [
        replace(notice, left=await _left(connection, notice)) if notice.reason in about_the_rest else notice
        for notice in notice_list
    ]


async def _left(connection: Connection, notice: Notice) -> int:
    study = await reading_progress.own(connection, notice.guild_id, notice.study_id)
    return len(reading_order.left(await reading_progress.reading_of(connection, study)))
