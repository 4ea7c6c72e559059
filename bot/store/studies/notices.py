"""What hosts have to be told, and whether they have been."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, literal, select, update

from bot.core.deliveries.notice_retries import PAUSES
from bot.core.models import Notice, Reason
from bot.store.database import Connection
from bot.store.studies.studies import is_due
from bot.store.tables import guilds, notices, studies
from bot.store.times import to_epoch

_notice = select(notices.c.id, notices.c.guild_id, notices.c.study_id, studies.c.channel_id, notices.c.reason).join(
    studies, studies.c.id == notices.c.study_id
)


async def add(
    connection: Connection, guild_id: int, study_id: int, reason: Reason, now: datetime, *, once: bool = False
) -> None:
    """Store a notice to the guild's hosts, unless the same one waits to be told already.

    With `once` neither when they have been told of it, until it is `over`: for what comes up again with every post.
    """
    same = (notices.c.study_id == study_id) & (notices.c.reason == reason)
    if not once:
        same &= notices.c.told_at.is_(None)
    if await connection.scalar(select(notices.c.id).where(same).limit(1)) is None:
        row = {"guild_id": guild_id, "study_id": study_id, "reason": reason, "at": to_epoch(now)}
        await connection.execute(insert(notices).values(**row))


async def add_where_due(connection: Connection, reason: Reason, due_by: datetime, now: datetime) -> bool:
    """Store a notice for every guild with a study due by then, about one of these; whether there was such a guild.

    Not for guilds that have a notice of this reason already, told or not.
    """
    has_it = select(notices.c.guild_id).where(notices.c.reason == reason)
    concerned = (
        select(studies.c.guild_id, func.min(studies.c.id), literal(str(reason)), literal(to_epoch(now)))
        .join(guilds, guilds.c.id == studies.c.guild_id)
        .where(is_due(due_by), studies.c.guild_id.not_in(has_it))
        .group_by(studies.c.guild_id)
    )
    columns = ["guild_id", "study_id", "reason", "at"]
    return (await connection.execute(insert(notices).from_select(columns, concerned))).rowcount > 0


async def untold(connection: Connection, guild_id: int | None = None) -> list[Notice]:
    """The notices that nobody has been told yet, in one guild or in all, oldest first."""
    statement = _notice.where(notices.c.told_at.is_(None)).order_by(notices.c.id)
    if guild_id is not None:
        statement = statement.where(notices.c.guild_id == guild_id)
    return [_read(row) for row in await connection.execute(statement)]


async def due(connection: Connection, now: datetime, guild_id: int) -> list[Notice]:
    """The notices to tell in this guild's host channel now, oldest first."""
    statement = _notice.where(_due(now), notices.c.guild_id == guild_id).order_by(notices.c.id)
    return [_read(row) for row in await connection.execute(statement)]


async def guilds_with_due(connection: Connection, now: datetime) -> list[int]:
    """The ids of the guilds in whose host channels there are notices to tell now; none that the bot has left."""
    statement = select(notices.c.guild_id).distinct().join(guilds, guilds.c.id == notices.c.guild_id)
    reachable = guilds.c.host_channel_id.is_not(None) & guilds.c.left_at.is_(None)
    return list(await connection.scalars(statement.where(_due(now), reachable)))


async def set_told(connection: Connection, notice_id: int, now: datetime) -> bool:
    """Store that the hosts have been told; False when they were already, or the notice has been deleted meanwhile."""
    statement = (
        update(notices).where(notices.c.id == notice_id, notices.c.told_at.is_(None)).values(told_at=to_epoch(now))
    )
    return (await connection.execute(statement)).rowcount == 1


async def tries(connection: Connection, notice_id: int) -> int:
    """How often a notice has been tried in vain."""
    return await connection.scalar(select(notices.c.tries).where(notices.c.id == notice_id)) or 0


async def try_again(connection: Connection, notice_id: int, at: datetime, tries: int) -> None:
    """Store how often a notice has been tried in vain, and when it is tried next."""
    later = update(notices).where(notices.c.id == notice_id).values(tries=tries, next_try_at=to_epoch(at))
    await connection.execute(later)


async def try_at_once(connection: Connection, guild_id: int) -> None:
    """Have every notice that waits in a guild tried now, and its pauses begin anew."""
    waiting = update(notices).where(notices.c.guild_id == guild_id, notices.c.told_at.is_(None))
    await connection.execute(waiting.values(tries=0, next_try_at=None))


async def forget(connection: Connection, study_id: int, *, but: Collection[Reason] = ()) -> None:
    """Delete the notices about a study, told or not, except those of the reasons in `but`."""
    await connection.execute(delete(notices).where(notices.c.study_id == study_id, notices.c.reason.not_in(but)))


async def forget_everywhere(connection: Connection, reasons: Collection[Reason]) -> None:
    """Delete the notices of these reasons in all guilds, told or not."""
    await connection.execute(delete(notices).where(notices.c.reason.in_(reasons)))


async def withdraw(connection: Connection, study_id: int, reasons: Collection[Reason]) -> bool:
    """Delete the notices of these reasons that nobody has been told, as they are not true any more; whether any was."""
    where = (notices.c.study_id == study_id) & notices.c.reason.in_(reasons) & notices.c.told_at.is_(None)
    return (await connection.execute(delete(notices).where(where))).rowcount > 0


async def over(connection: Connection, study_id: int, reasons: Collection[Reason]) -> None:
    """Delete the notices of these reasons, told or not: should the trouble come again, it is told again."""
    await connection.execute(delete(notices).where(notices.c.study_id == study_id, notices.c.reason.in_(reasons)))


def _due(now: datetime) -> ColumnElement[bool]:
    """Whether a notice is due; a try further off than any pause was set while a clock was wrong, and is due as well."""
    at, soonest, latest = notices.c.next_try_at, to_epoch(now), to_epoch(now + PAUSES[-1])
    return notices.c.told_at.is_(None) & (at.is_(None) | (at <= soonest) | (at > latest))


def _read(row: Row[Any, Any, Any, Any, Any]) -> Notice:
    return Notice(row.id, row.guild_id, row.study_id, row.channel_id, Reason(row.reason))
