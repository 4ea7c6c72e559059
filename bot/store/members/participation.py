"""Who took part in which post: ids, kinds and times, nothing else."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select

from bot.core.models import Part
from bot.core.studies.participation.parts import Circle, PostCounts, TakingPart
from bot.core.studies.participation.streaks import SentPost
from bot.store.database import Connection
from bot.store.dialects import upserts
from bot.store.studies.posts import is_there
from bot.store.tables import deliveries, members, participation, posts
from bot.store.times import from_epoch, to_epoch

ROWS_AT_ONCE = 20
"""Rows of one INSERT: a connection keeps its last 128 statements, and each number of rows is another, 0.4 kB a row."""


class StudyPart(NamedTuple):
    """One member's part in a post, with the post's study and when it was sent."""

    study_id: int
    sent_at: datetime
    part: TakingPart


async def posts_sent(
    connection: Connection, study_ids: Collection[int], since: datetime | None = None
) -> list[SentPost]:
    """The posts of these studies in the order in which they were sent: all of them, or those sent since then."""
    columns = posts.c.id, posts.c.study_id, posts.c.local_date, deliveries.c.sent_at
    carried = posts.join(deliveries, deliveries.c.id == posts.c.delivery_id)
    statement = select(*columns).select_from(carried).where(posts.c.study_id.in_(study_ids), is_there(deliveries))
    if since is not None:
        statement = statement.where(deliveries.c.sent_at >= to_epoch(since))
    rows = await connection.execute(statement.order_by(deliveries.c.sent_at, posts.c.id))
    return [
        SentPost(post_id, study_id, date.fromisoformat(day), from_epoch(sent_at))
        for post_id, study_id, day, sent_at in rows
    ]


async def record(connection: Connection, parts: Sequence[TakingPart]) -> int:
    """Store the parts that are not known yet, of posts that are still there; how many there were."""
    there = set(await connection.scalars(select(posts.c.id).where(posts.c.id.in_({part.post_id for part in parts}))))
    rows = [
        {"post_id": part.post_id, "user_id": part.user_id, "part": part.part, "at": to_epoch(part.at)}
        for part in parts
        if part.post_id in there
    ]
    if not rows:
        return 0
    added = upserts.insert(connection, participation).on_conflict_do_nothing().returning(participation.c.post_id)
    result = await connection.execute(added, rows, execution_options={"insertmanyvalues_page_size": ROWS_AT_ONCE})
    return len(result.all())


async def remove(connection: Connection, post_id: int, user_id: int, part: Part) -> bool:
    """Delete a member's part in a post; False when there was none."""
    row = (participation.c.post_id == post_id) & (participation.c.user_id == user_id) & (participation.c.part == part)
    return (await connection.execute(delete(participation).where(row))).rowcount > 0


async def of_member(connection: Connection, study_ids: Collection[int], user_id: int) -> list[StudyPart]:
    """What one member took part in, in these studies, newest first."""
    taken = participation.c.post_id, participation.c.user_id, participation.c.part, participation.c.at
    carried = posts.join(deliveries, deliveries.c.id == posts.c.delivery_id)
    statement = select(posts.c.study_id, deliveries.c.sent_at, *taken).select_from(
        carried.join(participation, participation.c.post_id == posts.c.id)
    )
    of_theirs = posts.c.study_id.in_(study_ids) & is_there(deliveries) & (participation.c.user_id == user_id)
    statement = statement.where(of_theirs).order_by(participation.c.at.desc())
    return [_read(row) for row in await connection.execute(statement)]


async def counts(connection: Connection, post_ids: Collection[int]) -> list[PostCounts]:
    """How many took part in each of these posts, of those in which anybody did."""
    post, person, part = participation.c.post_id, participation.c.user_id, participation.c.part
    ways = (func.count().filter(part == way) for way in (Part.READ, Part.ANSWERED, Part.REPLIED))
    statement = select(post, func.count(person.distinct()), *ways).where(post.in_(post_ids)).group_by(post)
    return [PostCounts(*row) for row in await connection.execute(statement)]


async def circles(connection: Connection, guild_id: int, post_ids: Collection[int]) -> dict[int, Circle]:
    """Who took part in these posts of a guild, by the id of their study."""
    study, person = posts.c.study_id, participation.c.user_id
    taken = posts.join(participation, participation.c.post_id == posts.c.id)
    agreed = (members.c.guild_id == guild_id) & (members.c.user_id == person) & members.c.shown
    everybody = select(study, func.count(person.distinct())).select_from(taken).group_by(study)
    named = select(study, person).select_from(taken.join(members, agreed)).distinct().order_by(person)
    shown = defaultdict[int, list[int]](list)
    for study_id, user_id in await connection.execute(named.where(posts.c.id.in_(post_ids))):
        shown[study_id].append(user_id)
    rows = await connection.execute(everybody.where(posts.c.id.in_(post_ids)))
    return {study_id: Circle(number, tuple(shown[study_id])) for study_id, number in rows}


def _read(row: Sequence[Any]) -> StudyPart:
    study_id, sent_at, post_id, user_id, part, at = row
    return StudyPart(study_id, from_epoch(sent_at), TakingPart(post_id, user_id, Part(part), from_epoch(at)))
