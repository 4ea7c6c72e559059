"""Talking about a passage: what to begin with, and which thread is a post's own."""

from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Question
from bot.core.posts import Post
from bot.core.questions import ladder
from bot.services.lookup import passage_lookup
from bot.services.lookup.passage_lookup import PassageView
from bot.store.database import Database
from bot.store.essays import questions
from bot.store.studies import posts


class Topic(NamedTuple):
    """A passage to talk about, and the question to begin with (None when there is none about it)."""

    view: PassageView
    question: Question | None


class Carried(NamedTuple):
    """What the buttons of a message name: a passage, and a question (0: none); `begins` when a talk begins with it."""

    passage_id: int
    asked: int = 0
    begins: bool = False


class MessageTopic(NamedTuple):
    """What a message is about: the guild's post that it is, if it is one, and its passage as far as it is still there.

    One of the two is there in any case.
    """

    post: Post | None
    topic: Topic | None


async def topic(database: Database, guild_id: int, carried: Carried) -> Topic:
    """The passage, with the question that the talk begins with.

    That is another one than was asked last, in what it was pressed on or in the guild's post, unless it `begins`.

    Raises `StudyError` when the passage is gone, or was never this guild's to read.
    """
    view = await passage_lookup.by_id(database, guild_id, carried.passage_id)
    content = view.post.content if view.post else None
    async with database.reading() as connection:
        about_it = await questions.asked(connection, carried.passage_id, guild_id)
    begins_with = [question for question in about_it if carried.begins and question.id == carried.asked]
    asked = carried.asked or (content.question_id if content else None)
    return Topic(view, next(iter(begins_with), None) or ladder.opening(about_it, asked))


async def of_message(database: Database, guild_id: int, message_id: int, carried: Carried | None) -> MessageTopic:
    """What a message of the bot's is about: as the ledger has it or, where it is no post, as its buttons do.

    `carried` is what the message's buttons name. Raises `StudyError` when there is no passage in it, or none that this
    guild can read.
    """
    async with database.reading() as connection:
        post = await posts.of_message(connection, guild_id, message_id)
    if post is not None and post.content is not None:
        carried = Carried(post.content.asked_about, post.content.question_id or 0)
    if carried is None:
        raise StudyError("discuss.no_passage")
    try:
        return MessageTopic(post, await topic(database, guild_id, carried))
    except StudyError:
        if post is None:
            raise
        return MessageTopic(post, None)  # the post says all that the group needs


async def thread_gone(database: Database, thread_id: int) -> None:
    """Forget a thread that is not there any more, if it was a post's: nothing leads to it from now on."""
    async with database.reading(snapshot=False) as connection:
        if not await posts.has_thread(connection, thread_id):
            return  # most threads that are deleted are nobody's post
    async with database.writing() as connection:
        await posts.forget_thread(connection, thread_id)
