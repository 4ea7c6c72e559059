"""Who took part in which post: ids, kinds and times, nothing else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.dialects.sqlite import insert

from bot.core.models import DeliveryState, Part
from bot.core.studies.participation import TakingPart
from bot.store.database import Connection
from bot.store.tables import deliveries, participation, posts, studies
from bot.store.times import from_epoch, to_epoch


async def record(connection: Connection, parts: Sequence[TakingPart]) -> int:
    """Store the parts that are not known yet; how many there were."""
    if not parts:
        return 0
    rows = [
        {"post_id": part.post_id, "user_id": part.user_id, "part": part.part, "at": to_epoch(part.at)} for part in parts
    ]
    result = await connection.execute(
        insert(participation).on_conflict_do_nothing().returning(participation.c.post_id), rows
    )
    return len(result.all())


async def of_member(
    connection: Connection, guild_id: int, user_id: int, since: datetime | None = None
) -> list[TakingPart]:
    """What one member took part in, in this guild, newest first."""
    statement = _parts(guild_id, since).where(participation.c.user_id == user_id).order_by(participation.c.at.desc())
    return [_read(row) for row in await connection.execute(statement)]


async def of_guild(connection: Connection, guild_id: int, since: datetime) -> list[TakingPart]:
    """What everybody took part in, in this guild, since then."""
    statement = _parts(guild_id, since)
    return [_read(row) for row in await connection.execute(statement)]


async def count_posts(connection: Connection, guild_id: int, since: datetime | None = None) -> int:
    """How many posts the guild has had, since then or ever."""
    statement = (
        select(func.count())
        .select_from(posts)
        .join(deliveries, deliveries.c.id == posts.c.delivery_id)
        .join(studies, studies.c.id == posts.c.study_id)
        .where(studies.c.guild_id == guild_id, deliveries.c.state == DeliveryState.SENT)
    )
    if since is not None:
        statement = statement.where(deliveries.c.sent_at >= to_epoch(since))
    return await connection.scalar(statement) or 0


def _parts(guild_id: int, since: datetime | None) -> Select[Any, Any, Any, Any]:
    statement = (
        select(participation.c.post_id, participation.c.user_id, participation.c.part, participation.c.at)
        .join(posts, posts.c.id == participation.c.post_id)
        .join(deliveries, deliveries.c.id == posts.c.delivery_id)
        .join(studies, studies.c.id == posts.c.study_id)
        .where(studies.c.guild_id == guild_id)
    )
    return statement if since is None else statement.where(deliveries.c.sent_at >= to_epoch(since))


def _read(row: Row[Any, Any, Any, Any]) -> TakingPart:
    return TakingPart(row.post_id, row.user_id, Part(row.part), from_epoch(row.at))
