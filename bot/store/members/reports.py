"""What reports of a study are made of: who took part when, and what was put and answered below its posts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from bot.core.models import Part
from bot.core.posts import DeliveryKind
from bot.core.studies.participation.reports.record import AnswerMessage
from bot.core.studies.participation.reports.stages import MemberDates
from bot.store.database import Connection
from bot.store.studies.posts import is_there
from bot.store.tables import deliveries, participation, posts, put_questions, questions
from bot.store.times import from_epoch, from_epoch_or_none, to_epoch


async def member_dates(connection: Connection, study_id: int, week: datetime) -> list[MemberDates]:
    """When each member of a study took part, by its posts; `week` is when this one began."""
    sent_at = deliveries.c.sent_at
    before = func.max(sent_at).filter(sent_at < to_epoch(week))
    statement = (
        select(func.min(sent_at), func.max(sent_at), before)
        .select_from(participation.join(posts, posts.c.id == participation.c.post_id))
        .join(deliveries, deliveries.c.id == posts.c.delivery_id)
        .where(posts.c.study_id == study_id, is_there(deliveries))
        .group_by(participation.c.user_id)
    )
    rows = await connection.execute(statement)
    return [MemberDates(from_epoch(row[0]), from_epoch(row[1]), from_epoch_or_none(row[2])) for row in rows]


async def parts(connection: Connection, post_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[int, Part]]]:
    """Who took part in each of these posts (user ids), and how."""
    columns = participation.c.post_id, participation.c.user_id, participation.c.part
    found = defaultdict[int, list[tuple[int, Part]]](list)
    for post_id, user_id, part in await connection.execute(select(*columns).where(columns[0].in_(post_ids))):
        found[post_id].append((user_id, Part(part)))
    return found


async def put_below(connection: Connection, study_id: int) -> Mapping[int, Sequence[str]]:
    """The questions that were put below each post of a study, in the order in which they were."""
    statement = (
        select(posts.c.id, questions.c.text)
        .select_from(put_questions.join(posts, posts.c.id == put_questions.c.post_id))
        .join(questions, questions.c.id == put_questions.c.question_id)
        .where(posts.c.study_id == study_id, put_questions.c.message_id.is_not(None))
        .order_by(put_questions.c.at, questions.c.id)
    )
    found = defaultdict[int, list[str]](list)
    for post_id, text in await connection.execute(statement):
        found[post_id].append(text)
    return found


async def answers(connection: Connection, study_id: int) -> list[AnswerMessage]:
    """The answers that the bot has posted below posts of a study, oldest first; none whose member is unknown."""
    carried = deliveries.alias()  # an answer stands in the thread of its post, which bears the id of the post's message
    statement = (
        select(posts.c.id, deliveries.c.user_id, deliveries.c.channel_id, deliveries.c.message_id)
        .select_from(deliveries.join(carried, carried.c.message_id == deliveries.c.channel_id))
        .join(posts, posts.c.delivery_id == carried.c.id)
        .where(deliveries.c.study_id == study_id, deliveries.c.kind == DeliveryKind.ANSWER, is_there(deliveries))
        .where(posts.c.study_id == study_id, deliveries.c.user_id.is_not(None))
        .order_by(deliveries.c.sent_at, deliveries.c.id)
    )
    return [AnswerMessage(*row) for row in await connection.execute(statement)]
