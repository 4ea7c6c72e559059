"""Talking about a passage: what to begin with, and which thread is a post's own."""

from datetime import datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Post, Question
from bot.core.questions import ladder
from bot.core.studies.participation import OPEN_FOR, OpenThread
from bot.services.lookup import passage_lookup
from bot.services.lookup.passage_lookup import PassageView
from bot.store.database import Database
from bot.store.essays import questions
from bot.store.studies import posts


class Topic(NamedTuple):
    """A passage to talk about, and the question to begin with (None when there is none about it)."""

    view: PassageView
    question: Question | None


class MessageTopic(NamedTuple):
    """What a message is about: the guild's post that it is, if it is one, and its passage as far as it is still there.

    One of the two is there in any case.
    """

    post: Post | None
    topic: Topic | None


async def topic(database: Database, guild_id: int, passage_id: int, asked: int | None) -> Topic:
    """The passage, with another question than the one asked last: the one with id `asked`, or that of the guild's post.

    Raises `StudyError` when the passage is gone, or was never this guild's to read.
    """
    view = await passage_lookup.by_id(database, guild_id, passage_id)
    content = view.post.content if view.post else None
    async with database.reading() as connection:
        about_it = await questions.asked(connection, passage_id, guild_id)
    return Topic(view, ladder.opening(about_it, asked or (content.question_id if content else None)))


async def of_message(
    database: Database, guild_id: int, message_id: int, carried: tuple[int, int] | None
) -> MessageTopic:
    """What a message of the bot's is about: as the ledger has it or, where it is no post, as its buttons do.

    `carried` is the passage and the question that the message's buttons name. Raises `StudyError` when there is no
    passage in it, or none that this guild can read.
    """
    async with database.reading() as connection:
        post = await posts.of_message(connection, guild_id, message_id)
    if post is not None and post.content is not None:
        carried = post.content.passage_id, post.content.question_id or 0
    if carried is None:
        raise StudyError("discuss.no_passage")
    try:
        return MessageTopic(post, await topic(database, guild_id, *carried))
    except StudyError:
        if post is None:
            raise
        return MessageTopic(post, None)  # the post says all that the group needs


async def thread_opened(database: Database, post: Post, thread_id: int, now: datetime) -> OpenThread | None:
    """Record the thread that a member opened from a post; given back when what is said in it counts from now on."""
    async with database.writing() as connection:
        await posts.set_thread(connection, post.id, thread_id)
        counting = await posts.open_threads(connection, now - OPEN_FOR)
    return next((thread for thread in counting if thread.id == thread_id), None)


async def thread_gone(database: Database, thread_id: int) -> None:
    """Forget a thread that is not there any more, if it was a post's: nothing leads to it from now on."""
    async with database.reading(snapshot=False) as connection:
        if not await posts.has_thread(connection, thread_id):
            return  # most threads that are deleted are nobody's post
    async with database.writing() as connection:
        await posts.forget_thread(connection, thread_id)
