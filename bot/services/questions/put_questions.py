"""Another question about a post's passage: for one person, and put to the group by those who may, once below a post."""

from datetime import datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Asker, Question, QuestionState
from bot.core.posts import Post, PutQuestion
from bot.services.lookup import passage_lookup
from bot.store.database import Connection, Database
from bot.store.essays import questions
from bot.store.members import put_questions
from bot.store.studies import posts, studies

MOST = 5
"""Questions that members who are no hosts put below one post, all of them together."""


class Another(NamedTuple):
    """The next question about a passage (None when there is no other), and whether the person may put it to the group.

    They may below a post of a study that takes questions of theirs, but for the one that the post asks itself.
    """

    question: Question | None
    may_put: bool


class Wanted(NamedTuple):
    """A question that somebody wants to put below a post, and what is known of it there.

    `last_at` is when the bot last wrote for that person there.
    """

    post: Post
    question: Question
    last_at: datetime | None
    put: PutQuestion | None


async def another(database: Database, asker: Asker, passage_id: int, shown: int, post_id: int) -> Another:
    """The question after the one shown, seen from below a post (0: from elsewhere).

    Raises `StudyError` when the passage is gone, or was never this guild's to read.
    """
    question = await passage_lookup.another_question(database, asker.guild_id, passage_id, shown)
    if question is None or not post_id:
        return Another(question, may_put=False)
    async with database.reading(snapshot=False) as connection:
        post = await _post(connection, asker, post_id)
        if post is None or post.content is None or post.content.question_id == question.id:
            return Another(question, may_put=False)
        return Another(question, await _may_put(connection, asker, post))


async def wanted(database: Database, asker: Asker, post_id: int, question_id: int) -> Wanted:
    """The question and the post below which it is to be put.

    Raises `StudyError` when either is gone, or the person may not put questions to this group any more.
    """
    async with database.reading() as connection:
        post = await _post(connection, asker, post_id)
        if post is None or post.message_id is None:
            raise StudyError("study.post_gone")
        question = await questions.one(connection, question_id, asker.guild)
        is_asked = question is not None and question.state is QuestionState.APPROVED
        if question is None or not is_asked or not await put_questions.is_about(connection, post_id, question_id):
            raise StudyError("question.gone")
        if not await _may_put(connection, asker, post):
            raise StudyError("put.hosts_only")
        last_at = await put_questions.last_written_at(connection, asker.user_id, post_id, post.message_id)
        return Wanted(post, question, last_at, await put_questions.put(connection, post_id, question_id))


async def claim(database: Database, asker: Asker, wanted: Wanted, channel_id: int) -> None:
    """Claim the question for a thread or channel before it is sent; an earlier claim has come to nothing by then.

    Raises `StudyError` when members have put as many below the post as they may.
    """
    post_id, question_id = wanted.post.id, wanted.question.id
    by_host = asker.may_steer(wanted.post.study_id)
    async with database.writing() as connection:
        await put_questions.withdraw(connection, post_id, question_id)
        if not by_host and await put_questions.by_members(connection, post_id) >= MOST:
            raise StudyError("put.many", n=MOST)
        await put_questions.claim(
            connection,
            post_id,
            question_id,
            channel_id=channel_id,
            user_id=asker.user_id,
            by_host=by_host,
            now=asker.now,
        )


async def stands(database: Database, wanted: Wanted, message_id: int) -> None:
    """Store the message in which a claimed question stands."""
    async with database.writing() as connection:
        await put_questions.set_message(connection, wanted.post.id, wanted.question.id, message_id)


async def refused(database: Database, wanted: Wanted) -> None:
    """Forget the claim of a question that surely has no message, so that it can be put another time."""
    async with database.writing() as connection:
        await put_questions.withdraw(connection, wanted.post.id, wanted.question.id)


async def _post(connection: Connection, asker: Asker, post_id: int) -> Post | None:
    post = await posts.post(connection, post_id)
    return None if post is None or post.guild_id != asker.guild else post


async def _may_put(connection: Connection, asker: Asker, post: Post) -> bool:
    study = await studies.study(connection, post.study_id)
    return study is not None and study.takes_questions_of(asker)
