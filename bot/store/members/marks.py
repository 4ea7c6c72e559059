"""The lines of posts that struck members: which sentence of which post, and whom; no words, and no time."""

from collections.abc import Collection

from sqlalchemy import delete, func, insert, select, tuple_

from bot.core.models import Mark
from bot.store.database import Connection
from bot.store.tables import marks

_LINE = (marks.c.place, marks.c.sentence)
_people = func.count(marks.c.user_id.distinct())


async def of_member(connection: Connection, post_id: int, user_id: int) -> frozenset[Mark]:
    """The lines of a post that one member has marked."""
    where = (marks.c.post_id == post_id) & (marks.c.user_id == user_id)
    return frozenset(Mark(*row) for row in await connection.execute(select(*_LINE).where(where)))


async def count_people(connection: Connection, post_id: int) -> int:
    """How many people have marked lines of a post."""
    return await connection.scalar(select(_people).where(marks.c.post_id == post_id)) or 0


async def counts(connection: Connection, post_id: int) -> dict[Mark, int]:
    """How many people have marked each line of a post that is marked."""
    statement = select(*_LINE, func.count()).where(marks.c.post_id == post_id).group_by(*_LINE)
    return {Mark(place, sentence): people for place, sentence, people in await connection.execute(statement)}


async def change(
    connection: Connection, post_id: int, user_id: int, *, added: Collection[Mark], removed: Collection[Mark]
) -> None:
    """Add marks of a member that are not there, and take others back."""
    own = (marks.c.post_id == post_id) & (marks.c.user_id == user_id)
    await connection.execute(delete(marks).where(own, tuple_(*_LINE).in_(removed)))
    rows = [{"post_id": post_id, "user_id": user_id, "place": mark.place, "sentence": mark.sentence} for mark in added]
    if rows:
        await connection.execute(insert(marks), rows)
