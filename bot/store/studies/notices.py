"""What hosts have to be told, and whether they have been."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, func, insert, literal, select, update

from bot.core.deliveries.notice_retries import PAUSES
from bot.core.models import Reason
from bot.core.posts import Delivery, DeliveryState, Notice, NoticeContent
from bot.store.database import Connection, ours
from bot.store.studies import deliveries as deliveries_store
from bot.store.studies.studies import is_due
from bot.store.tables import deliveries, guilds, notices, studies
from bot.store.times import to_epoch

_notice = (
    select(notices.c.id, notices.c.guild_id, notices.c.study_id, studies.c.channel_id, notices.c.reason)
    .select_from(notices)
    .join(studies, studies.c.id == notices.c.study_id)
    .outerjoin(deliveries, deliveries.c.id == notices.c.delivery_id)
)
_OWN = len(_notice.selected_columns) + 1
_on_its_way = func.coalesce(deliveries.c.state, "") == DeliveryState.CLAIMED


async def add(
    connection: Connection, guild_id: int, study_id: int, reason: Reason, now: datetime, *, once: bool = False
) -> None:
    """Store a notice to the guild's hosts, unless the same one waits to be told already.

    With `once` neither when they have been told of it, until it is `over`: for what comes up again with every post.
    Else one that may have been told, without anybody knowing, makes room for the new one, which can be.
    """
    same = (notices.c.study_id == study_id) & (notices.c.reason == reason)
    if not once:
        same &= notices.c.told_at.is_(None)
        unknown = select(deliveries.c.id).where(deliveries.c.state == DeliveryState.UNKNOWN)
        await _delete(connection, same & notices.c.delivery_id.in_(unknown))
    if await connection.scalar(select(notices.c.id).where(same).limit(1)) is None:
        row = {"guild_id": guild_id, "study_id": study_id, "reason": reason, "at": to_epoch(now)}
        await connection.execute(insert(notices).values(**row))


async def add_where_due(connection: Connection, reason: Reason, due_by: datetime, now: datetime) -> bool:
    """Store a notice for every guild with a study due by then, about one of these; whether there was such a guild.

    Not for guilds that have a notice of this reason already, told or not.
    """
    return await _add_once(connection, reason, is_due(connection, due_by), now)


class UnstoredNotice(NamedTuple):
    """What hosts have to be told while nothing can be stored about it, and where."""

    guild_id: int
    host_channel_id: int
    study_id: int
    content: NoticeContent


async def where_due(connection: Connection, reason: Reason, due_by: datetime) -> list[UnstoredNotice]:
    """The notice of this reason for every guild with a study due by then and a channel for hosts, about one."""
    statement = (
        select(studies.c.guild_id, guilds.c.host_channel_id, func.min(studies.c.id), studies.c.channel_id)
        .join(guilds, guilds.c.id == studies.c.guild_id)
        .where(is_due(connection, due_by), guilds.c.host_channel_id.is_not(None))
        .group_by(studies.c.guild_id, guilds.c.host_channel_id)
    )
    rows = await connection.execute(statement)
    return [UnstoredNotice(*row[:3], NoticeContent(row[3], reason)) for row in rows]


async def add_about(connection: Connection, reason: Reason, study_ids: Collection[int], now: datetime) -> bool:
    """Store a notice for every guild of these studies, about one of them; whether any had none of this reason yet."""
    return await _add_once(connection, reason, studies.c.id.in_(study_ids), now)


async def _add_once(connection: Connection, reason: Reason, where: ColumnElement[bool], now: datetime) -> bool:
    has_it = select(notices.c.guild_id).where(notices.c.reason == reason)
    concerned = (
        select(studies.c.guild_id, func.min(studies.c.id), literal(str(reason)), literal(to_epoch(now)))
        .join(guilds, guilds.c.id == studies.c.guild_id)
        .where(where, studies.c.guild_id.not_in(has_it))
        .group_by(studies.c.guild_id)
    )
    columns = ["guild_id", "study_id", "reason", "at"]
    return (await connection.execute(insert(notices).from_select(columns, concerned))).rowcount > 0


async def untold(connection: Connection, guild_id: int | None = None) -> list[Notice]:
    """The notices that nobody has been told yet, in one guild or all of ours, oldest first; none on its way."""
    statement = _notice.where(notices.c.told_at.is_(None), ~_on_its_way).order_by(notices.c.id)
    statement = statement.where(ours(connection, notices.c.guild_id))
    if guild_id is not None:
        statement = statement.where(notices.c.guild_id == guild_id)
    return [_read(row) for row in await connection.execute(statement)]


class Due(NamedTuple):
    """A notice to tell in its guild's host channel, and its delivery if it is on its way there or elsewhere already."""

    notice: Notice
    channel_id: int
    delivery: Delivery | None


async def next_due(connection: Connection, guild_id: int, now: datetime, after: int) -> Due | None:
    """The first notice with an id above `after` to tell in this guild's host channel now."""
    statement = _notice.add_columns(guilds.c.host_channel_id, *deliveries_store.COLUMNS)
    statement = statement.join(guilds, guilds.c.id == notices.c.guild_id)
    where = (notices.c.guild_id == guild_id) & (notices.c.id > after) & _due(now)
    row = (await connection.execute(statement.where(where).order_by(notices.c.id).limit(1))).one_or_none()
    if row is None:
        return None
    *notice, channel_id = row[:_OWN]
    in_hand = None if row[_OWN] is None else deliveries_store.read(row[_OWN:])
    on_its_way = in_hand if in_hand and in_hand.state is DeliveryState.CLAIMED else None
    return Due(_read(notice), channel_id, on_its_way)


async def guilds_with_due(connection: Connection, now: datetime) -> list[int]:
    """The ids of the guilds in whose host channels there are notices to tell now."""
    statement = select(notices.c.guild_id).distinct().join(guilds, guilds.c.id == notices.c.guild_id)
    carried = statement.outerjoin(deliveries, deliveries.c.id == notices.c.delivery_id)
    return list(await connection.scalars(carried.where(_due(now), ours(connection, notices.c.guild_id))))


async def set_delivery(connection: Connection, notice_id: int, delivery_id: int) -> None:
    """Store by which delivery a notice is told, and forget the one of before."""
    before = select(notices.c.delivery_id).where(notices.c.id == notice_id, notices.c.delivery_id.is_not(None))
    await connection.execute(delete(deliveries).where(deliveries.c.id.in_(before)))
    await connection.execute(update(notices).where(notices.c.id == notice_id).values(delivery_id=delivery_id))


async def set_told(connection: Connection, notice_id: int, now: datetime) -> bool:
    """Store that the hosts have been told; False when they were already, or the notice has been deleted meanwhile."""
    statement = (
        update(notices).where(notices.c.id == notice_id, notices.c.told_at.is_(None)).values(told_at=to_epoch(now))
    )
    return (await connection.execute(statement)).rowcount == 1


async def set_told_by(connection: Connection, delivery_id: int, at: datetime) -> None:
    """Store that the hosts can read in their channel what this delivery says."""
    where = (notices.c.delivery_id == delivery_id) & notices.c.told_at.is_(None)
    await connection.execute(update(notices).where(where).values(told_at=to_epoch(at)))


async def tries(connection: Connection, delivery_id: int) -> int:
    """How often the notice of this delivery has been tried in vain."""
    return await connection.scalar(select(notices.c.tries).where(notices.c.delivery_id == delivery_id)) or 0


async def try_again(connection: Connection, delivery_id: int, at: datetime, tries: int) -> None:
    """Store how often the notice of this delivery has been tried in vain, and when it is claimed again."""
    later = update(notices).where(notices.c.delivery_id == delivery_id).values(tries=tries, next_try_at=to_epoch(at))
    await connection.execute(later)


async def try_at_once(connection: Connection, guild_id: int) -> None:
    """Have every notice that waits in a guild tried now, and its pauses begin anew."""
    waiting = update(notices).where(notices.c.guild_id == guild_id, notices.c.told_at.is_(None))
    await connection.execute(waiting.values(tries=0, next_try_at=None))


async def forget(connection: Connection, study_id: int, *, but: Collection[Reason] = ()) -> None:
    """Delete the notices about a study, told or not, except those of the reasons in `but`."""
    await _delete(connection, (notices.c.study_id == study_id) & notices.c.reason.not_in(but))


async def forget_everywhere(connection: Connection, reasons: Collection[Reason]) -> None:
    """Delete the notices of these reasons in all guilds of ours, told or not."""
    await _delete(connection, notices.c.reason.in_(reasons) & ours(connection, notices.c.guild_id))


async def withdraw(connection: Connection, study_id: int, reasons: Collection[Reason]) -> bool:
    """Delete the notices of these reasons that nobody has been told, as they are not true any more; whether any was."""
    where = (notices.c.study_id == study_id) & notices.c.reason.in_(reasons) & notices.c.told_at.is_(None)
    return await _delete(connection, where)


async def over(connection: Connection, study_id: int, reasons: Collection[Reason]) -> None:
    """Delete the notices of these reasons, told or not: should the trouble come again, it is told again."""
    await _delete(connection, (notices.c.study_id == study_id) & notices.c.reason.in_(reasons))


async def over_in_guild(connection: Connection, guild_id: int, reasons: Collection[Reason]) -> None:
    """Delete the notices of these reasons about any study of a guild, told or not."""
    await _delete(connection, (notices.c.guild_id == guild_id) & notices.c.reason.in_(reasons))


async def _delete(connection: Connection, where: ColumnElement[bool]) -> bool:
    """Delete notices with their deliveries, also with one on its way; whether there were any."""
    carried = select(notices.c.delivery_id).where(where, notices.c.delivery_id.is_not(None))
    await connection.execute(delete(deliveries).where(deliveries.c.id.in_(carried)))
    return (await connection.execute(delete(notices).where(where))).rowcount > 0


def _due(now: datetime) -> ColumnElement[bool]:
    """Whether a notice is to be told in a host channel, or what is on its way is to be seen to; none in a guild left.

    A try further off than any pause was set while a clock was wrong, and is due as well. One whose delivery has an end
    that nobody knows is not: it waits for a host's command.
    """
    at, soonest, latest = notices.c.next_try_at, to_epoch(now), to_epoch(now + PAUSES[-1])
    its_turn = at.is_(None) | (at <= soonest) | (at > latest)
    surely_untold = func.coalesce(deliveries.c.state, DeliveryState.SKIPPED) == DeliveryState.SKIPPED
    reachable = guilds.c.host_channel_id.is_not(None) & guilds.c.left_at.is_(None)
    return notices.c.told_at.is_(None) & reachable & (_on_its_way | (surely_untold & its_turn))


def _read(row: Sequence[Any]) -> Notice:
    notice_id, guild_id, study_id, channel_id, reason = row
    return Notice(notice_id, guild_id, study_id, NoticeContent(channel_id, Reason(reason)))
