"""Counts of rows: to be compared with the limits, and of what was done on a day."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.core.posts import DeliveryKind, DeliveryState
from bot.store.database import Connection
from bot.store.essays.essays import SHOWN
from bot.store.tables import deliveries, essays, metadata, participation, passages, posts
from bot.store.times import to_epoch


async def rows(connection: Connection, table: str, owner: str, owner_id: int) -> int:
    """How many rows of a table have this id in the column `owner`, which has an index; of essays those on a shelf."""
    counted = metadata.tables[table]
    statement = select(func.count()).select_from(counted).where(counted.c[owner] == owner_id)
    return await connection.scalar(statement.where(SHOWN) if counted is essays else statement) or 0


async def passages_of_guild(connection: Connection, guild_id: int) -> int:
    """How many passages there are on a guild's own shelf."""
    statement = select(func.count()).select_from(passages.join(essays)).where(essays.c.guild_id == guild_id, SHOWN)
    return await connection.scalar(statement) or 0


async def slots(connection: Connection, since: datetime, until: datetime) -> Mapping[DeliveryState, int]:
    """How many slots that came due in this time are in each state; one without a claim was skipped."""
    state = func.coalesce(deliveries.c.state, DeliveryState.SKIPPED)
    due = (posts.c.due_at >= to_epoch(since)) & (posts.c.due_at < to_epoch(until))
    statement = select(state, func.count()).select_from(posts.outerjoin(deliveries)).where(due).group_by(state)
    return {DeliveryState(name): counted for name, counted in await connection.execute(statement)}


async def sent_late(connection: Connection, since: datetime, until: datetime, by: timedelta) -> int:
    """How many posts that came due in this time were sent more than so much later."""
    due = (posts.c.due_at >= to_epoch(since)) & (posts.c.due_at < to_epoch(until))
    late = deliveries.c.sent_at - deliveries.c.due_at > int(by.total_seconds())
    statement = select(func.count()).select_from(posts.join(deliveries))
    return await connection.scalar(statement.where(due, deliveries.c.state == DeliveryState.SENT, late)) or 0


async def answers_sent(connection: Connection, since: datetime, until: datetime) -> int:
    """How many answers of members were sent in this time."""
    sent = (deliveries.c.sent_at >= to_epoch(since)) & (deliveries.c.sent_at < to_epoch(until))
    kind = deliveries.c.kind == DeliveryKind.ANSWER
    return await connection.scalar(select(func.count()).select_from(deliveries).where(sent, kind)) or 0


async def members_taking_part(connection: Connection, since: datetime, until: datetime) -> int:
    """How many people took part in something in this time, each counted once."""
    then = (participation.c.at >= to_epoch(since)) & (participation.c.at < to_epoch(until))
    return await connection.scalar(select(func.count(participation.c.user_id.distinct())).where(then)) or 0
