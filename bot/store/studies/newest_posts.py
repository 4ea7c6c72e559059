"""Each study of a guild with its newest post: what is asked for most often, in one statement."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Column, ScalarSelect, bindparam, func, select

from bot.core.models import Study
from bot.core.posts import Post
from bot.store.database import Connection
from bot.store.studies import posts as ledger
from bot.store.studies import studies as plan
from bot.store.tables import deliveries, participation, posts, skips, studies

_earlier, _carried = posts.alias(), deliveries.alias()


def last_of(study_id: Column[int]) -> ScalarSelect[int]:
    """The last post that is there of the study that a column of the statement around it names."""
    return (
        select(_earlier.c.id)
        .join(_carried, _carried.c.id == _earlier.c.delivery_id)
        .where(_earlier.c.study_id == study_id, ledger.is_there(_carried))
        .order_by(_earlier.c.due_at.desc(), _earlier.c.id.desc())
        .limit(1)
        .correlate(study_id.table)
        .scalar_subquery()
    )


_OF_GUILD = (
    select(*plan.COLUMNS, *ledger.COLUMNS)
    .select_from(studies)
    .outerjoin(posts, posts.c.id == last_of(studies.c.id))
    .outerjoin(deliveries, deliveries.c.id == posts.c.delivery_id)
    .where(studies.c.guild_id == bindparam("guild_id"))
    .order_by(studies.c.id)
)
_HAS_TAKEN_PART = (
    select(participation.c.post_id)
    .join(_earlier, _earlier.c.id == participation.c.post_id)
    .where(participation.c.user_id == bindparam("user_id"), _earlier.c.study_id == studies.c.id)
    .correlate(studies)
    .exists()
    .label("has_taken_part")
)
_LEFT_OUT = (
    select(func.aggregate_strings(skips.c.local_date, " "))
    .where(skips.c.study_id == studies.c.id)
    .correlate(studies)
    .scalar_subquery()
    .label("left_out")
)
_FOR_MEMBER = _OF_GUILD.add_columns(_LEFT_OUT, _HAS_TAKEN_PART)
_STUDY = len(plan.COLUMNS)
_POST = _STUDY + len(ledger.COLUMNS)


class Newest(NamedTuple):
    """A study, its last post that is there, the dates that hosts chose to skip, and whether a member ever took part."""

    study: Study
    post: Post | None
    left_out: frozenset[date]
    known: bool


async def of_guild(connection: Connection, guild_id: int) -> list[tuple[Study, Post | None]]:
    """The guild's studies, oldest first, each with its last post that is there."""
    rows = await connection.execute(_OF_GUILD, {"guild_id": guild_id})
    return [(plan.read(row[:_STUDY]), ledger.read(row[_STUDY:]) if row[_STUDY] else None) for row in rows]


async def for_member(connection: Connection, guild_id: int, user_id: int) -> list[Newest]:
    """The guild's studies, oldest first, as they stand for one member."""
    rows = await connection.execute(_FOR_MEMBER, {"guild_id": guild_id, "user_id": user_id})
    return [
        Newest(
            plan.read(row[:_STUDY]),
            ledger.read(row[_STUDY:_POST]) if row[_STUDY] else None,
            frozenset(map(date.fromisoformat, (row.left_out or "").split())),
            bool(row.has_taken_part),
        )
        for row in rows
    ]
