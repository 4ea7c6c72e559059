"""How hosts review what members have suggested and models have drafted: one question at a time, each once."""

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftQuestion
from bot.core.models import Author, Question, QuestionState, Suggestion, Verdict
from bot.core.posts import PassageView
from bot.core.questions.likeness import alike
from bot.services.questions import host_questions
from bot.store.database import Connection, Database
from bot.store.essays import passage_views, questions
from bot.store.members import suggestions


class Card(NamedTuple):
    """A question that waits, its passage, questions that ask nearly the same, and how many wait with it."""

    view: PassageView
    suggestion: Suggestion
    alike: tuple[Question, ...]
    left: int


class Step(StrEnum):
    """What has come of a host's press: it was done, another host was first, or the question is not the one seen."""

    DONE = "done"
    ALREADY = "already"
    EDITED = "edited"
    GONE = "gone"


class Reviewed(NamedTuple):
    """What has come of a press; with `asked` the question that is asked now, and the author who is to hear of it."""

    step: Step
    verdict: Verdict | None = None
    asked: int | None = None
    author: Author | None = None


async def following(database: Database, guild_id: int, after: int = 0) -> Card | None:
    """The card after the question with this id, round and round; None when nothing waits."""
    async with database.reading() as connection:
        suggestion = await suggestions.next_waiting(connection, guild_id, after)
        return None if suggestion is None else await _card(connection, guild_id, suggestion)


async def one(database: Database, guild_id: int, question_id: int) -> Suggestion:
    """A question that waits. Raises `StudyError` that says what has become of it when it does not."""
    async with database.reading(snapshot=False) as connection:
        suggestion = await suggestions.one(connection, guild_id, question_id)
    if suggestion is None:
        raise StudyError("review.gone")
    if suggestion.verdict is not None:
        raise StudyError(f"review.already.{suggestion.verdict}")
    return suggestion


async def decide(
    database: Database,
    guild_id: int,
    question_id: int,
    wording: int,
    verdict: Verdict,
    words: DraftQuestion | None = None,
) -> Reviewed:
    """Give a question that waits its verdict, if it is the one that the host has seen, with this `wording`.

    With `words` it is asked in these. Raises `StudyError` when it is asked about its passage already, or the passage
    has as many questions as it can have.
    """
    async with database.writing() as connection:
        suggestion = await suggestions.one(connection, guild_id, question_id)
        if suggestion is None:
            return Reviewed(Step.GONE)
        if suggestion.verdict is not None:
            return Reviewed(Step.ALREADY, suggestion.verdict)
        if suggestion.question.wording != wording:
            return Reviewed(Step.EDITED)
        question = suggestion.question
        if words is not None:
            as_it_is = (words.rung, words.text) == (question.rung, question.text)
            verdict = Verdict.APPROVED if as_it_is else Verdict.REWORDED
        asked_id = await _settle(connection, guild_id, question, verdict, words)
    hears = suggestion.user_id is not None and suggestion.wants_to_hear
    author = Author(guild_id, suggestion.user_id or 0) if hears else None
    return Reviewed(Step.DONE, verdict, asked_id, author)


async def undo(database: Database, guild_id: int, question_id: int, asked_id: int | None) -> None:
    """Have a question wait again; `asked_id` is what has been asked since its review, None for nothing.

    Raises `StudyError` when it is gone, or something else has become of it since.
    """
    async with database.writing() as connection:
        suggestion = await suggestions.one(connection, guild_id, question_id)
        if suggestion is None:
            raise StudyError("question.gone")
        if asked_id is None:
            as_left = suggestion.verdict is Verdict.DECLINED
        else:
            asked = await questions.one(connection, asked_id, guild_id)
            as_left = asked is not None and asked.state is QuestionState.APPROVED
            as_left &= suggestion.verdict is (Verdict.APPROVED if asked_id == question_id else Verdict.REWORDED)
            if asked is not None and as_left:
                await questions.set_asked(connection, guild_id, asked, is_asked=False)
        if not as_left:
            raise StudyError("question.changed")
        await suggestions.set_state(connection, question_id, QuestionState.PENDING)


async def _settle(
    connection: Connection, guild_id: int, question: Question, verdict: Verdict, words: DraftQuestion | None
) -> int | None:
    """Store the verdict; the id of the question that is asked now."""
    passage_id, asked_id = question.passage_id, None
    if verdict is not Verdict.DECLINED:
        asked = DraftQuestion(question.rung, question.text, question.origin)
        asked = asked if words is None else replace(words, origin=question.origin)
        await host_questions.must_have_room(connection, guild_id, passage_id, asked)
        asked_id = question.id
        if verdict is Verdict.REWORDED:
            asked_id = await host_questions.put(connection, guild_id, passage_id, asked, question.id)
    state = QuestionState.APPROVED if asked_id == question.id else QuestionState.DECLINED
    await suggestions.set_state(connection, question.id, state)
    await questions.forget_declined(connection, guild_id, passage_id)
    return asked_id


async def _card(connection: Connection, guild_id: int, suggestion: Suggestion) -> Card | None:
    question = suggestion.question
    view = await passage_views.view(connection, question.passage_id, guild_id)
    if view is None:
        return None
    asked = await questions.asked(connection, question.passage_id, guild_id)
    waiting = [other.question for other in await suggestions.waiting_about(connection, guild_id, question.passage_id)]
    near = tuple(alike(question, [*asked, *waiting]))
    return Card(view, suggestion, near, await suggestions.count_waiting(connection, guild_id))
