"""Answers that members hand in with a form: claimed with their text, and given back when they cannot be posted."""

from datetime import datetime
from typing import NamedTuple

from bot.core.deliveries.delivery import ANSWER_KEPT_FOR, answer_nonce
from bot.core.errors import StudyError
from bot.core.models import Asker
from bot.core.posts import AnswerContent, Delivery, DeliveryKind, DeliveryState, Post
from bot.store.database import Database
from bot.store.members import answers, put_questions
from bot.store.studies import deliveries, posts

MOST = 10
"""Answers of one member to one post."""


class ToAnswer(NamedTuple):
    """A post that somebody wants to answer, and when the bot last wrote below it for them.

    `kept` is an answer of theirs that could not be posted, and that they have not had back.
    """

    post: Post
    last_at: datetime | None
    kept: Delivery | None


class Claim(NamedTuple):
    """An answer's delivery; `untried` when it has been claimed just now."""

    delivery: Delivery
    untried: bool


async def to_answer(database: Database, asker: Asker, post_id: int) -> ToAnswer:
    """The guild's post, if it is out. Raises `StudyError` when it is not, or not there any more."""
    async with database.reading() as connection:
        post = await posts.post(connection, post_id)
        if post is None or post.guild_id != asker.guild or post.message_id is None:
            raise StudyError("study.post_gone")
        last_at = await put_questions.last_written_at(connection, asker.user_id, post.id, post.message_id)
        return ToAnswer(post, last_at, await answers.kept(connection, asker.guild, asker.user_id))


async def claim(
    database: Database, application_id: int, asker: Asker, post: Post, text: str, *, opened_by: int, now: datetime
) -> Claim:
    """Claim what somebody has handed in with the form that a press has opened, before anything of it is sent.

    It goes into the thread of the post, which bears the id of the post's message. What is handed in twice with one form
    is claimed once. Raises `StudyError` when an answer of theirs to this post is under way or they have given as many
    as they may, and when that of this form could not be posted.
    """
    nonce, thread_id = answer_nonce(application_id, asker.user_id, opened_by), post.message_id
    if thread_id is None:
        raise StudyError("study.post_gone")
    async with database.writing() as connection:
        earlier = await answers.of_form(connection, asker.user_id, nonce)
        if earlier is not None:
            if earlier.state not in (DeliveryState.CLAIMED, DeliveryState.SENT):
                raise StudyError("answer.form_used")
            return Claim(earlier, untried=False)
        states = await answers.of_member(connection, asker.user_id, thread_id)
        if DeliveryState.CLAIMED in states:
            raise StudyError("answer.under_way")
        if len(states) >= MOST:
            raise StudyError("answer.many", n=MOST)
        claimed = await deliveries.claim(
            connection,
            deliveries.NewDelivery(
                AnswerContent(post.id, text),
                guild_id=post.guild_id,
                study_id=post.study_id,
                channel_id=thread_id,
                nonce=nonce,
                due_at=now,
                now=now,
                user_id=asker.user_id,
            ),
        )
    return Claim(claimed, untried=True)


async def unfinished(database: Database, now: datetime) -> list[Delivery]:
    """The answers that are under way; texts that were kept long enough for their members are erased."""
    before = now - ANSWER_KEPT_FOR
    async with database.reading() as connection:
        claimed = await deliveries.claimed(connection, DeliveryKind.ANSWER)
        overdue = await answers.is_kept_since(connection, before)
    if overdue:
        async with database.writing() as connection:
            await answers.erase_before(connection, before)
    return claimed


async def author_of(database: Database, guild_id: int, message_id: int) -> int | None:
    """Whose answer stands in a message of the bot's; None when it holds none."""
    async with database.reading(snapshot=False) as connection:
        return await answers.author_of(connection, guild_id, message_id)


async def as_it_stands(database: Database, delivery: Delivery) -> Delivery | None:
    """How far an answer has come; None when its member has deleted their data, or the study is gone."""
    async with database.reading(snapshot=False) as connection:
        return await deliveries.delivery(connection, delivery.id)


async def given_back(database: Database, delivery: Delivery) -> None:
    """Erase the text of an answer that its member has back."""
    async with database.writing() as connection:
        await answers.erase(connection, delivery.id)
