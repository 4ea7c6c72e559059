"""A passage by chance, found with as much work on a large shelf as on a small one."""

import random

from sqlalchemy import ColumnElement, func, select

from bot.store.database import Connection
from bot.store.essays import essays as shelf
from bot.store.tables import essays, passages

MOST_WEIGHED = 64
"""Essays whose lengths are compared for one draw."""
_length = (
    select(func.max(passages.c.number)).where(passages.c.essay_id == essays.c.id).correlate(essays).scalar_subquery()
)


async def draw(
    connection: Connection, guild_id: int | None, essay_id: int | None, chance: random.Random
) -> tuple[int, int] | None:
    """An essay that the guild can read, or the one that is named, and the number of one of its passages; if any.

    With 64 essays or fewer every passage is as likely as any other. Of more, 64 are drawn by their places, each as
    likely as any other, and one of these by its length: in a shelf of essays alike that comes to the same, and one
    essay that is far longer than all others comes less often than its share.
    """
    if essay_id is not None:
        lengths = await _lengths(connection, guild_id, essays.c.id == essay_id)
    else:
        lengths = await _some_lengths(connection, guild_id, chance)
    if not lengths:
        return None
    ((drawn, length),) = chance.choices(lengths, weights=[length for _, length in lengths])
    return drawn, chance.randint(1, length)


async def _some_lengths(connection: Connection, guild_id: int | None, chance: random.Random) -> list[tuple[int, int]]:
    """Essays of both shelves with their lengths: all, or as many as are weighed."""
    shelves = [_own(owner) for owner in dict.fromkeys((None, guild_id))]
    places = [await _places(connection, which) for which in shelves]
    count = sum(map(len, places))
    drawn = sorted(chance.sample(range(count), min(count, MOST_WEIGHED)))
    lengths: list[tuple[int, int]] = []
    for which, there in zip(shelves, places, strict=True):
        of_shelf = [there[index] for index in drawn if 0 <= index < len(there)]
        drawn = [index - len(there) for index in drawn if index >= len(there)]
        lengths += await _lengths(connection, guild_id, which, essays.c.position.in_(of_shelf)) if of_shelf else []
    return lengths or await _lengths(connection, guild_id)  # hardly ever: all that was drawn has been removed


async def _places(connection: Connection, which: ColumnElement[bool]) -> range:
    """The places of a shelf, some of which may be empty; each end is one step into the index."""
    first = await connection.scalar(select(func.min(essays.c.position)).where(which))
    last = await connection.scalar(select(func.max(essays.c.position)).where(which))
    return range(0) if first is None or last is None else range(first, last + 1)


async def _lengths(connection: Connection, guild_id: int | None, *which: ColumnElement[bool]) -> list[tuple[int, int]]:
    statement = select(essays.c.id, _length).where(shelf.VISIBLE, *which)
    rows = await connection.execute(statement, {"guild_id": guild_id})
    return [(essay_id, length) for essay_id, length in rows if length]


def _own(guild_id: int | None) -> ColumnElement[bool]:
    return essays.c.guild_id.is_(None) if guild_id is None else essays.c.guild_id == guild_id
