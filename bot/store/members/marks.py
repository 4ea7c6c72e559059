"""The lines of posts that struck members: which sentence of which post, and whom; no words, and no time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select, tuple_

from bot.core.posts import Mark
from bot.store.database import Connection
from bot.store.tables import deliveries, marks, passages, post_passages, posts, studies
from bot.store.times import to_epoch

_LINE = (marks.c.place, marks.c.sentence)
_of_posts = marks.join(posts, posts.c.id == marks.c.post_id)
_of_passages = (
    _of_posts.join(studies, studies.c.id == posts.c.study_id)
    .join(post_passages, (post_passages.c.post_id == marks.c.post_id) & (post_passages.c.place == marks.c.place))
    .join(passages, passages.c.id == post_passages.c.passage_id)
)
_people = func.count(marks.c.user_id.distinct())


class Counted(NamedTuple):
    """A line of a post, and how many people have marked it."""

    post_id: int
    mark: Mark
    people: int


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


async def of_study(connection: Connection, study_id: int, since: datetime | None, least: int) -> list[Counted]:
    """The lines that so many people have marked in a study's posts, or in those since then: most first."""
    lately = [] if since is None else [deliveries.c.sent_at >= to_epoch(since)]
    statement = (
        select(marks.c.post_id, *_LINE, func.count())
        .select_from(_of_posts.join(deliveries, deliveries.c.id == posts.c.delivery_id))
        .where(posts.c.study_id == study_id, *lately)
        .group_by(marks.c.post_id, *_LINE)
        .having(func.count() >= least)
        .order_by(func.count().desc(), marks.c.post_id, *_LINE)
    )
    rows = await connection.execute(statement)
    return [Counted(post_id, Mark(place, sentence), people) for post_id, place, sentence, people in rows]


async def passages_marked(
    connection: Connection,
    guild_id: int,
    *,
    essay_id: int | None,
    passage_ids: Sequence[int] | None,
    least: int,
    most: int,
) -> list[int]:
    """The passages of which so many people in a guild have marked a sentence, in one post or several.

    Those of one essay, or among some, if either is given. When there are more lines than `most`, those of the newest
    posts.
    """
    statement = select(post_passages.c.passage_id).select_from(_of_passages).where(studies.c.guild_id == guild_id)
    if essay_id is not None:
        statement = statement.where(passages.c.essay_id == essay_id)
    if passage_ids is not None:
        statement = statement.where(passages.c.id.in_(passage_ids))
    lines = statement.group_by(post_passages.c.passage_id, marks.c.sentence).having(_people >= least)
    newest = lines.order_by(func.max(marks.c.post_id).desc()).limit(most)
    return list(dict.fromkeys(await connection.scalars(newest)))


async def posts_with(connection: Connection, guild_id: int, passage_ids: Sequence[int]) -> list[int]:
    """A guild's posts in which lines of these passages are marked, newest first."""
    found = select(marks.c.post_id).select_from(_of_passages).where(studies.c.guild_id == guild_id)
    within = found.where(passages.c.id.in_(passage_ids)).distinct()
    return list(await connection.scalars(within.order_by(marks.c.post_id.desc())))


async def counts_together(
    connection: Connection, places: Collection[tuple[int, int]], least: int
) -> dict[tuple[int, int], int]:
    """How many people have marked a sentence, by its passage and number there, in all of these posts and places.

    Those that fewer people have marked are left out.
    """
    statement = (
        select(post_passages.c.passage_id, marks.c.sentence, _people)
        .select_from(_of_passages)
        .where(tuple_(marks.c.post_id, marks.c.place).in_(places))
        .group_by(post_passages.c.passage_id, marks.c.sentence)
        .having(_people >= least)
    )
    return {(passage_id, sentence): people for passage_id, sentence, people in await connection.execute(statement)}
