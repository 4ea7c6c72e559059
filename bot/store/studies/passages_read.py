"""What a study has read: the passages of its posts."""

from sqlalchemy import func, select

from bot.core.models import Study
from bot.core.posts import DeliveryState, Post
from bot.store.database import Connection
from bot.store.tables import deliveries, passages, plan, post_passages, posts, study_essays

_read = post_passages.join(posts, posts.c.id == post_passages.c.post_id).join(
    deliveries, deliveries.c.id == posts.c.delivery_id
)
_may_be_there = deliveries.c.state != DeliveryState.SKIPPED


async def posted(connection: Connection, study: Study) -> list[int]:
    """The passages a study has posted or claimed this round, in order; unknown ones count, since they may be there."""
    of_round = (posts.c.study_id == study.id) & (posts.c.round == study.round) & _may_be_there
    read = select(post_passages.c.passage_id).select_from(_read).where(of_round)
    return list(await connection.scalars(read.order_by(posts.c.id, post_passages.c.place)))


async def counts(connection: Connection, study: Study) -> dict[int, int]:
    """How many passages of each essay were posted this round and are not to come again, by the essay, as begun."""
    to_come = select(plan.c.passage_id).where(plan.c.study_id == study.id)
    behind = func.count(passages.c.id.distinct()).filter(passages.c.id.not_in(to_come))
    counted = (
        select(passages.c.essay_id, behind)
        .select_from(_read.join(passages, passages.c.id == post_passages.c.passage_id))
        .where(posts.c.study_id == study.id, posts.c.round == study.round, _may_be_there)
        .group_by(passages.c.essay_id)
        .order_by(func.min(posts.c.id))
    )
    return {row[0]: row[1] for row in await connection.execute(counted)}


async def last(connection: Connection, study_id: int) -> int | None:
    """The passage that the study has posted or claimed last, in whichever round."""
    read = select(post_passages.c.passage_id).select_from(_read).where(posts.c.study_id == study_id, _may_be_there)
    newest = read.order_by(posts.c.id.desc(), post_passages.c.place.desc()).limit(1)
    return await connection.scalar(newest)


async def unread(connection: Connection, post: Post) -> list[int]:
    """The passages of a slot without a post that are on its study's list, and neither planned nor posted since."""
    since = (posts.c.study_id == post.study_id) & (posts.c.id > post.id) & _may_be_there
    again = select(post_passages.c.passage_id).select_from(_read).where(since)
    planned = select(plan.c.passage_id).where(plan.c.study_id == post.study_id)
    own = (
        select(post_passages.c.passage_id)
        .join(passages, passages.c.id == post_passages.c.passage_id)
        .join(study_essays, study_essays.c.essay_id == passages.c.essay_id)
        .where(post_passages.c.post_id == post.id, study_essays.c.study_id == post.study_id)
        .where(passages.c.id.not_in(again), passages.c.id.not_in(planned))
        .order_by(post_passages.c.place)
    )
    return list(await connection.scalars(own))
