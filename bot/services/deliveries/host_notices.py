"""What hosts have to be told: each thing once, in their channel or with their next command, whichever is first.

What was surely not sent is claimed again after a pause. Where nobody can tell whether it was, it is not sent again, and
a host reads it after a command of theirs: it may be told twice, but only to who asked for something.
"""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.core.deliveries.delivery import notice_nonce
from bot.core.posts import Delivery, Notice
from bot.core.studies.plan import LEFT_NOTICES
from bot.services.studies import reading_ahead, reading_progress
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.studies import deliveries, notices


class Claim(NamedTuple):
    """A notice's delivery; `untried` when it has been claimed just now."""

    notice_id: int
    delivery: Delivery
    untried: bool


async def untold(database: Database, guild_id: int | None = None) -> list[Notice]:
    """The notices that have not been told yet, in one guild or in all, with how many passages are left now.

    None whose message may be in the host channel: that is found out first, and it is among these again if nobody can.
    """
    async with database.reading() as connection:
        return await _counted(connection, await notices.untold(connection, guild_id))


async def guilds_to_tell(database: Database, now: datetime) -> list[int]:
    """The guilds in whose host channels something is due; none that the bot has left."""
    async with database.reading() as connection:
        return await notices.guilds_with_due(connection, now)


async def claim_next(
    database: Database, application_id: int, guild_id: int, now: datetime, *, after: int = 0
) -> Claim | None:
    """Claim the next notice above the id `after` that is due in this guild's host channel; None when there is none.

    One that is on its way already is not claimed anew: what may have been sent is settled before it is sent again. To
    be called where nobody else tells notices in this guild.
    """
    async with database.writing() as connection:
        due = await notices.next_due(connection, guild_id, now, after)
        if due is None:
            return None
        notice, channel_id, on_its_way = due
        if on_its_way is not None:
            return Claim(notice.id, on_its_way, untried=False)
        (counted,) = await _counted(connection, [notice])
        claimed = await deliveries.claim(
            connection,
            deliveries.NewDelivery(
                counted.content,
                guild_id=guild_id,
                study_id=notice.study_id,
                channel_id=channel_id,
                nonce=notice_nonce(application_id, guild_id, channel_id, notice.id, now),
                due_at=now,
                now=now,
            ),
        )
        await notices.set_delivery(connection, notice.id, claimed.id)
        return Claim(notice.id, claimed, untried=True)


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
    return [
        replace(notice, content=replace(notice.content, left=await _left(connection, notice)))
        if notice.reason in LEFT_NOTICES.values()
        else notice
        for notice in notice_list
    ]


async def _left(connection: Connection, notice: Notice) -> int:
    study = await reading_progress.own(connection, notice.guild_id, notice.study_id)
    return await reading_ahead.left(connection, study)
