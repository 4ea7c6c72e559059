"""What is said to groups besides their posts: what hosts have chosen, and what is due."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Column, ScalarSelect, and_, bindparam, delete, exists, func, select, update

from bot.core.studies.participation.occasions import Occasions
from bot.store.database import Connection, ours
from bot.store.dialects import upserts
from bot.store.studies.posts import is_there
from bot.store.tables import (
    chosen_questions,
    closings,
    deliveries,
    guilds,
    occasions,
    passages,
    plan,
    post_passages,
    posts,
    studies,
)
from bot.store.tables import study_essays as listed
from bot.store.times import from_epoch, to_epoch

AT_ONCE = 50
"""Recaps, and closing posts, that are seen to at once; the others come with the next tick."""
_RECAPS = (
    select(occasions.c.study_id, occasions.c.recap_due_at)
    .select_from(occasions.join(studies, studies.c.id == occasions.c.study_id))
    .join(guilds, guilds.c.id == studies.c.guild_id)
    .where(occasions.c.recap_due_at.is_not(None), guilds.c.left_at.is_(None))
    .order_by(occasions.c.recap_due_at)
)
_CLOSINGS = (
    select(closings.c.post_id, posts.c.study_id, posts.c.round, closings.c.due_at)
    .select_from(closings.join(posts, posts.c.id == closings.c.post_id))
    .join(studies, studies.c.id == posts.c.study_id)
    .join(guilds, guilds.c.id == studies.c.guild_id)
    .where(guilds.c.left_at.is_(None))
    .order_by(closings.c.due_at)
)
"""What is to be said in servers that the bot is in, the oldest first."""


def _essay_of(post_id: Column[int] | int) -> ScalarSelect[int]:
    """The essay that a post ends with."""
    return (
        select(passages.c.essay_id)
        .join(post_passages, post_passages.c.passage_id == passages.c.id)
        .where(post_passages.c.post_id == post_id)
        .order_by(post_passages.c.place.desc())
        .limit(1)
        .correlate(posts)
        .scalar_subquery()
    )


_to_come = (
    exists()
    .where(plan.c.study_id == posts.c.study_id, plan.c.passage_id == passages.c.id)
    .where(passages.c.essay_id == _essay_of(posts.c.id), studies.c.round == posts.c.round)
    .correlate(posts, studies)
)
_on_list = exists().where(listed.c.study_id == posts.c.study_id, listed.c.essay_id == _essay_of(posts.c.id))
_is_read = and_(_on_list.correlate(posts), ~_to_come)
_was_chosen = exists().where(
    post_passages.c.post_id == posts.c.id,
    chosen_questions.c.study_id == posts.c.study_id,
    chosen_questions.c.passage_id == post_passages.c.passage_id,
)
_of_study = posts.join(studies, studies.c.id == posts.c.study_id)
_IS_READ = select(_is_read).select_from(_of_study).where(posts.c.id == bindparam("post_id"))
_OUT = (
    select(posts.c.id, _is_read.label("is_read"), _was_chosen.correlate(posts).label("was_chosen"))
    .select_from(_of_study)
    .where(posts.c.delivery_id == bindparam("delivery_id"))
)


class PostOut(NamedTuple):
    """A post that is out, whether `is_read` holds for it, and whether hosts had chosen what it asks."""

    post_id: int
    is_read: bool
    was_chosen: bool


class DueRecap(NamedTuple):
    """A study whose week is to be recalled, and since when."""

    study_id: int
    due_at: datetime


class DueClosing(NamedTuple):
    """The last post of an essay, its study, in which round of it that was, and when it is to be said."""

    post_id: int
    study_id: int
    round: int
    due_at: datetime


class Read(NamedTuple):
    """How an essay was read in a round: its first and last day there, and the ids of its posts."""

    first_day: int
    last_day: int
    post_ids: tuple[int, ...]


async def chosen(connection: Connection, study_id: int) -> Occasions:
    """What the hosts of a study have chosen."""
    columns = occasions.c.recap_on, occasions.c.closings, occasions.c.last_words
    row = (await connection.execute(select(*columns).where(occasions.c.study_id == study_id))).one_or_none()
    return Occasions() if row is None else Occasions(*row)


async def choose(connection: Connection, study_id: int, wanted: Occasions, recap_at: datetime | None) -> None:
    """Store what the hosts of a study have chosen, and when the next recap comes."""
    values = {
        "recap_on": wanted.recap_on,
        "recap_due_at": None if recap_at is None else to_epoch(recap_at),
        "closings": wanted.closings,
        "last_words": wanted.last_words,
    }
    await upserts.put(connection, occasions, {"study_id": study_id}, values)


async def recaps_due(connection: Connection, now: datetime) -> list[DueRecap]:
    """The recaps that are due, the oldest first."""
    due = _RECAPS.where(occasions.c.recap_due_at <= to_epoch(now), ours(connection, guilds.c.id)).limit(AT_ONCE)
    return [DueRecap(study_id, from_epoch(at)) for study_id, at in await connection.execute(due)]


async def next_at(connection: Connection) -> datetime | None:
    """When something is due next in any study."""
    recap = await connection.scalar(_RECAPS.with_only_columns(occasions.c.recap_due_at).limit(1))
    closing = await connection.scalar(_CLOSINGS.with_only_columns(closings.c.due_at).limit(1))
    return min((from_epoch(at) for at in (recap, closing) if at is not None), default=None)


async def put_off(connection: Connection, due: DueRecap, until: datetime) -> bool:
    """Store when the recap after this one comes; False when hosts have chosen another day meanwhile."""
    unchanged = (occasions.c.study_id == due.study_id) & (occasions.c.recap_due_at == to_epoch(due.due_at))
    changed = await connection.execute(update(occasions).where(unchanged).values(recap_due_at=to_epoch(until)))
    return changed.rowcount == 1


async def is_read(connection: Connection, post_id: int) -> bool:
    """Whether no passage of the essay that this post ends with is still to come in the round of that post.

    Not for an essay that hosts have taken off the list.
    """
    return bool(await connection.scalar(_IS_READ, {"post_id": post_id}))


async def post_out(connection: Connection, delivery_id: int) -> PostOut | None:
    """The post of this delivery."""
    row = (await connection.execute(_OUT, {"delivery_id": delivery_id})).one_or_none()
    return None if row is None else PostOut(*row)


async def add_closing(connection: Connection, post_id: int, due_at: datetime) -> None:
    """Store that what this post ends is to be said then."""
    await upserts.add_once(connection, closings, {"post_id": post_id, "due_at": to_epoch(due_at)})


async def closings_due(connection: Connection, now: datetime) -> list[DueClosing]:
    """What is due of essays that have been read, the oldest first."""
    due = _CLOSINGS.where(closings.c.due_at <= to_epoch(now), ours(connection, guilds.c.id)).limit(AT_ONCE)
    return [DueClosing(*row[:3], from_epoch(row[3])) for row in await connection.execute(due)]


async def forget_closing(connection: Connection, post_id: int) -> bool:
    """Delete that something is to be said after this post; False when that has been done."""
    return (await connection.execute(delete(closings).where(closings.c.post_id == post_id))).rowcount == 1


async def read(connection: Connection, due: DueClosing) -> Read | None:
    """How the essay was read that this post has ended: by posts of its round up to that one; None when it is gone."""
    is_of_essay = passages.c.essay_id == _essay_of(due.post_id)
    statement = (
        select(posts.c.id, posts.c.day)
        .join(deliveries, deliveries.c.id == posts.c.delivery_id)
        .join(post_passages, post_passages.c.post_id == posts.c.id)
        .join(passages, passages.c.id == post_passages.c.passage_id)
        .where(posts.c.study_id == due.study_id, posts.c.round == due.round, is_of_essay, is_there(deliveries))
        .group_by(posts.c.id, posts.c.day)
        .order_by(func.max(posts.c.due_at), posts.c.id)
    )
    rows = [(post_id, day) for post_id, day in await connection.execute(statement)]
    if not rows:
        return None
    days = [day for _, day in rows if day is not None]
    return Read(min(days), max(days), tuple(post_id for post_id, _ in rows))
