"""Questions that members and hosts have put to their group, each once below one post."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from bot.core.posts import PutQuestion
from bot.store.database import Connection
from bot.store.members import answers
from bot.store.tables import post_passages, put_questions, questions
from bot.store.times import from_epoch, from_epoch_or_none, to_epoch


async def put(connection: Connection, post_id: int, question_id: int) -> PutQuestion | None:
    """What is known of this question below this post, if somebody has put it."""
    columns = put_questions.c.channel_id, put_questions.c.at, put_questions.c.message_id
    row = (await connection.execute(select(*columns).where(_is(post_id, question_id)))).one_or_none()
    return None if row is None else PutQuestion(row.channel_id, from_epoch(row.at), row.message_id)


async def is_about(connection: Connection, post_id: int, question_id: int) -> bool:
    """Whether a question is about a passage of a post."""
    about = select(questions.c.id).join(post_passages, post_passages.c.passage_id == questions.c.passage_id)
    about = about.where(questions.c.id == question_id, post_passages.c.post_id == post_id)
    return await connection.scalar(about.limit(1)) is not None


async def by_members(connection: Connection, post_id: int) -> int:
    """How many questions have been put below a post by members who were no hosts."""
    where = (put_questions.c.post_id == post_id) & ~put_questions.c.by_host
    return await connection.scalar(select(func.count()).select_from(put_questions).where(where)) or 0


async def last_written_at(connection: Connection, user_id: int, post_id: int, thread_id: int) -> datetime | None:
    """When the bot last wrote below a post, or in its thread, for a person: an answer, or a question that they put."""
    where = (put_questions.c.user_id == user_id) & (put_questions.c.post_id == post_id)
    put_at = from_epoch_or_none(await connection.scalar(select(func.max(put_questions.c.at)).where(where)))
    answered_at = await answers.last_sent_at(connection, user_id, thread_id)
    return max(filter(None, (answered_at, put_at)), default=None)


async def claim(
    connection: Connection,
    post_id: int,
    question_id: int,
    *,
    channel_id: int,
    user_id: int,
    by_host: bool,
    now: datetime,
) -> None:
    """Claim a question for a person before it is sent; below one post it can be claimed once."""
    values = {"channel_id": channel_id, "user_id": user_id, "by_host": by_host, "at": to_epoch(now)}
    await connection.execute(insert(put_questions).values(post_id=post_id, question_id=question_id, **values))


async def set_message(connection: Connection, post_id: int, question_id: int, message_id: int) -> None:
    """Store in which message a question stands."""
    await connection.execute(update(put_questions).where(_is(post_id, question_id)).values(message_id=message_id))


async def withdraw(connection: Connection, post_id: int, question_id: int) -> None:
    """Delete the claim of a question that has no message."""
    without = _is(post_id, question_id) & put_questions.c.message_id.is_(None)
    await connection.execute(delete(put_questions).where(without))


def _is(post_id: int, question_id: int) -> ColumnElement[bool]:
    return (put_questions.c.post_id == post_id) & (put_questions.c.question_id == question_id)
