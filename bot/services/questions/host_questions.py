"""What hosts do to the questions about a passage, in their own guild: every change is an exchange that can be undone.

A question that came with its essay is only hidden in the guild, and an edited one gives way to a new one in its place:
so a new version of the essay finds its own as it left them, and never touches what a host has written.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftQuestion
from bot.core.essays.sizes import QUESTION
from bot.core.limits import OWN_QUESTIONS, QUESTIONS
from bot.core.lookup.autocomplete import MOST, NAME, Choice, chosen, chosen_id
from bot.core.models import Asker, Origin, Question, QuestionState, Rung
from bot.core.posts import PassageView
from bot.core.text.normalization import clean_line, fold, shorten
from bot.services.guilds import storage_limits
from bot.services.lookup import passage_lookup
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.essays import passages, questions
from bot.store.studies import chosen_questions


class AboutPassage(NamedTuple):
    """A passage, and the questions about it as hosts see them: declined ones are not asked in the guild."""

    view: PassageView
    questions: tuple[Question, ...]

    @property
    def asked(self) -> list[Question]:
        """Those that are asked in the guild."""
        return [question for question in self.questions if question.state is QuestionState.APPROVED]


class OneQuestion(NamedTuple):
    """A question with its passage."""

    view: PassageView
    question: Question


class Exchange(NamedTuple):
    """A change of a guild's questions about a passage: the ids of the one asked no more, and of the one asked now.

    Either may be None. The same the other way round undoes it.
    """

    passage_id: int
    gone: int | None
    back: int | None


async def about(database: Database, guild_id: int, passage_id: int) -> AboutPassage:
    """A passage with its questions. Raises `StudyError` when it is gone, or was never this guild's to read."""
    view = await passage_lookup.by_id(database, guild_id, passage_id)
    async with database.reading(snapshot=False) as connection:
        return AboutPassage(view, tuple(await questions.about(connection, passage_id, guild_id)))


async def named(database: Database, asker: Asker, typed: str) -> AboutPassage | Sequence[PassageView]:
    """The passage that was typed, as `/passage show` takes it, or all those that may be meant.

    Raises `StudyError` when nothing fits.
    """
    answer = await passage_lookup.show(database, asker, typed)
    if isinstance(answer, PassageView):
        return await about(database, asker.guild, answer.passage.id)
    return answer.views


async def offered(database: Database, asker: Asker, passage: str, typed: str) -> list[Choice]:
    """The questions asked about the passage named that hold the words typed, for a list of choices."""
    try:
        meant = await named(database, asker, passage)
    except StudyError:
        return []  # somebody is typing: the command itself will say what is wrong
    asked = meant.asked if isinstance(meant, AboutPassage) else []
    words = fold(typed).split()
    fitting = [question for question in asked if all(word in fold(question.text) for word in words)]
    return [Choice(shorten(question.text, NAME), chosen(question.id)) for question in fitting[:MOST]]


async def meant(database: Database, asker: Asker, passage: str, typed: str) -> OneQuestion | None:
    """The question chosen from the list, or the one that holds the words typed; None when these leave it open.

    Raises `StudyError` when the passage named does not fit any, or the question chosen is gone.
    """
    question_id = chosen_id(typed)
    if question_id is None:
        choices = await offered(database, asker, passage, typed)
        question_id = chosen_id(choices[0].value) if len(choices) == 1 else None
    return None if question_id is None else await one(database, asker.guild, question_id)


async def one(database: Database, guild_id: int, question_id: int) -> OneQuestion:
    """The question with this id. Raises `StudyError` when it is gone, or was never this guild's to see."""
    async with database.reading(snapshot=False) as connection:
        question = await _one(connection, guild_id, question_id)
    return OneQuestion(await passage_lookup.by_id(database, guild_id, question.passage_id), question)


async def add(database: Database, guild_id: int, passage_id: int, rung: Rung, text: str) -> Exchange:
    """Add a question about a passage.

    Raises `StudyError` when the passage is gone, for a text that is empty or too long or asked already, and for one
    question too many.
    """
    question = written(rung, text, Origin.HOST)
    async with database.writing() as connection:
        return await added(connection, guild_id, passage_id, question)


async def edit(database: Database, guild_id: int, question_id: int, rung: Rung, text: str) -> Exchange:
    """Ask this in the place of the question with this id; without ids when it says the same already.

    Raises `StudyError` when the question is asked no more, and for a text that is empty or too long or asked already.
    """
    question = written(rung, text, Origin.HOST)
    async with database.writing() as connection:
        return await edited(connection, guild_id, question_id, question)


async def added(connection: Connection, guild_id: int, passage_id: int, question: DraftQuestion) -> Exchange:
    """Add a question in this transaction. Raises what `add` does."""
    await must_have_room(connection, guild_id, passage_id, question)
    return Exchange(passage_id, None, await put(connection, guild_id, passage_id, question))


async def must_have_room(connection: Connection, guild_id: int, passage_id: int, question: DraftQuestion) -> None:
    """Raises `StudyError` when the passage is gone, or has so many questions, or this one already."""
    if await passages.passage(connection, passage_id, guild_id) is None:
        raise StudyError("lookup.gone")
    asked = await questions.asked(connection, passage_id, guild_id)
    must_be_new(question, asked)
    if len(asked) >= QUESTIONS.most:
        raise StudyError("question.full", n=QUESTIONS.most)


async def put(
    connection: Connection, guild_id: int, passage_id: int, question: DraftQuestion, instead_of: int | None = None
) -> int:
    """Store a question, at the end or in the place of another; its id. Raises `StudyError` for one too many."""
    await guilds.ensure_guild(connection, guild_id)
    await questions.forget_declined(connection, guild_id, passage_id)
    await storage_limits.check(connection, OWN_QUESTIONS, guild_id)
    return await questions.add(connection, guild_id, passage_id, question, instead_of)


async def edited(connection: Connection, guild_id: int, question_id: int, question: DraftQuestion) -> Exchange:
    """Edit a question in this transaction. Raises what `edit` does."""
    before = await _one(connection, guild_id, question_id)
    if (question.rung, question.text) == (before.rung, before.text):
        return Exchange(before.passage_id, None, None)
    _must_be(before, QuestionState.APPROVED)
    others = [one for one in await questions.asked(connection, before.passage_id, guild_id) if one.id != before.id]
    must_be_new(question, others)
    after_id = await put(connection, guild_id, before.passage_id, question, before.id)
    await questions.set_asked(connection, guild_id, before, is_asked=False)
    await chosen_questions.hand_on(connection, guild_id, before.id, after_id)
    return Exchange(before.passage_id, before.id, after_id)


async def exchange(database: Database, guild_id: int, gone: int | None, back: int | None) -> Exchange:
    """Ask a question no more, and ask another one again; either may be None, though not both.

    Raises `StudyError` when one of them is gone, or somebody has done the same already.
    """
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, guild_id)
        passage_id = 0
        for question_id, is_asked in ((gone, False), (back, True)):
            if question_id is not None:
                question = await _one(connection, guild_id, question_id)
                _must_be(question, QuestionState.DECLINED if is_asked else QuestionState.APPROVED)
                await questions.set_asked(connection, guild_id, question, is_asked=is_asked)
                passage_id = question.passage_id
        if gone is not None and back is not None:
            await chosen_questions.hand_on(connection, guild_id, gone, back)
        await questions.forget_declined(connection, guild_id, passage_id)
    return Exchange(passage_id, gone, back)


async def _one(connection: Connection, guild_id: int, question_id: int) -> Question:
    question = await questions.one(connection, question_id, guild_id)
    if question is None:
        raise StudyError("question.gone")
    return question


def written(rung: Rung, text: str, origin: Origin) -> DraftQuestion:
    """The question in what somebody has typed, in one line. Raises `StudyError` for one that is empty or too long."""
    text = clean_line(text)
    if not any(map(str.isalnum, text)):
        raise StudyError("question.empty")
    if len(text) > QUESTION:
        raise StudyError("question.too_long", found=len(text), most=QUESTION)
    return DraftQuestion(rung, text, origin)


def must_be_new(question: DraftQuestion, asked: Sequence[Question]) -> None:
    """Raises `StudyError` when one of these has the same words on the same rung."""
    if any((one.rung, one.text) == (question.rung, question.text) for one in asked):
        raise StudyError("question.asked_already")


def _must_be(question: Question, state: QuestionState) -> None:
    if question.state is not state:
        raise StudyError("question.changed")
