"""Questions to discuss, by chance: one at a time, none twice until all have been shown."""

from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.lookup import search_query
from bot.core.lookup.turns import next_turn
from bot.core.models import Asker, Question, QuestionState, Rung
from bot.core.posts import PassageView
from bot.services.lookup import passage_lookup, passage_search
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.essays import passage_views, questions

MOST_SEARCHED = 300
"""Passages from whose questions is drawn for words: those that answer to them best."""


class Draw(NamedTuple):
    """What questions are drawn from: those about a passage, an essay, or all that hold the words; on one rung or any.

    The seed decides the order.
    """

    seed: int
    words: str = ""
    essay_id: int | None = None
    passage_id: int | None = None
    rung: Rung | None = None


class Prompt(NamedTuple):
    """A question with its passage; `again` when all have been shown before it, `deeper` is one on the next rung."""

    view: PassageView
    question: Question
    again: bool
    deeper: int | None


class Wanted(NamedTuple):
    """What somebody has typed: about which passage, of which essay, with which words, and on which rung."""

    passage: str | None = None
    essay: str | None = None
    words: str | None = None
    rung: Rung | None = None


async def start(database: Database, asker: Asker, wanted: Wanted, seed: int) -> tuple[Draw, Prompt]:
    """A draw from what is wanted, and its first question.

    Raises `StudyError` when there is no such passage or essay, more than one such passage, or no question.
    """
    essay_id = await passage_lookup.essay_id(database, asker.guild_id, wanted.essay)
    passage_id = None
    if wanted.passage:
        answer = await passage_lookup.show(database, asker, wanted.passage)
        if not isinstance(answer, PassageView):
            raise StudyError("prompt.which_passage", typed=wanted.passage[:100])
        passage_id = answer.passage.id
    drawn_from = Draw(seed, wanted.words or "", essay_id, passage_id, wanted.rung)
    return drawn_from, await draw(database, asker.guild_id, drawn_from)


async def draw(database: Database, guild_id: int | None, drawn_from: Draw, shown: int | None = None) -> Prompt:
    """The first question of a draw, or the one after the question with the id `shown`.

    Raises `StudyError`, which says what to do, when there is none.
    """
    async with database.reading() as connection:
        turn = next_turn(await _ids(connection, guild_id, drawn_from), drawn_from.seed, shown)
        if turn is None:
            raise StudyError("prompt.none" if drawn_from.rung is None else "prompt.none_on_rung")
        return await _prompt(connection, guild_id, turn.key, again=turn.again)


async def by_id(database: Database, guild_id: int | None, question_id: int) -> Prompt:
    """The question with this id. Raises `StudyError` when it is gone, or was never this guild's to see."""
    async with database.reading() as connection:
        return await _prompt(connection, guild_id, question_id, again=False)


async def mark(database: Database, asker: Asker, question_id: int, *, is_good: bool) -> None:
    """Store that a member finds a question good, or no more. Raises `StudyError` when it is gone."""
    async with database.writing() as connection:
        if await questions.one(connection, question_id, asker.guild) is None:
            raise StudyError("question.gone")
        await guilds.ensure_guild(connection, asker.guild)
        await questions.set_good(connection, asker.guild, question_id, asker.user_id, is_good=is_good)


async def _ids(connection: Connection, guild_id: int | None, drawn_from: Draw) -> list[int]:
    passage_ids = None if drawn_from.passage_id is None else [drawn_from.passage_id]
    if drawn_from.words:
        query = search_query.parse_query(drawn_from.words)
        if not query.wanted:
            raise StudyError("lookup.no_words")
        found = await passage_search.find(connection, query, guild_id, drawn_from.essay_id, MOST_SEARCHED, 0)
        if not found.passage_ids or not found.whole:
            raise StudyError("lookup.nothing_found", words=query.text[:100])
        passage_ids = list(found.passage_ids)
    return await questions.ids(
        connection, guild_id, essay_id=drawn_from.essay_id, passage_ids=passage_ids, rung=drawn_from.rung
    )


async def _prompt(connection: Connection, guild_id: int | None, question_id: int, *, again: bool) -> Prompt:
    question = await questions.one(connection, question_id, guild_id)
    view = None if question is None else await passage_views.view(connection, question.passage_id, guild_id)
    if view is None or question is None or question.state is not QuestionState.APPROVED:
        raise StudyError("question.gone")
    rungs, asked = list(Rung), await questions.asked(connection, view.passage.id, guild_id)
    deeper = [one for one in asked if rungs.index(one.rung) > rungs.index(question.rung)]
    following = min(deeper, key=lambda one: rungs.index(one.rung), default=None)
    return Prompt(view, question, again, None if following is None else following.id)
