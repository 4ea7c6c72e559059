"""Questions that wait for the hosts of their guild, who has suggested them, and what has become of them.

A question in other words takes the place of the one suggested: by that it is known what became of it.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, func, insert, select, update

from bot.core.essays.draft import DraftQuestion
from bot.core.models import Author, Origin, Question, QuestionState, Rung, Suggestion, Verdict
from bot.store.database import Connection, ours
from bot.store.essays.essays import VISIBLE
from bot.store.tables import essays, passages, questions, suggestions

_later = questions.alias()
_reworded = (
    select(_later.c.text)
    .where(_later.c.passage_id == questions.c.passage_id, _later.c.place == questions.c.id)
    .where(_later.c.state == QuestionState.APPROVED)
    .order_by(_later.c.id.desc())
    .limit(1)
    .correlate(questions)
    .scalar_subquery()
)
_SUGGESTION = (
    select(questions.c.id, questions.c.passage_id, questions.c.rung, questions.c.text, questions.c.origin)
    .add_columns(questions.c.guild_id, questions.c.state, suggestions.c.user_id, suggestions.c.wants_to_hear, _reworded)
    .select_from(questions)
    .join(passages, passages.c.id == questions.c.passage_id)
    .join(essays, essays.c.id == passages.c.essay_id)
    .outerjoin(suggestions, suggestions.c.question_id == questions.c.id)
    .where(VISIBLE, questions.c.guild_id == bindparam("guild_id"))
    .order_by(questions.c.id)
)
_waits = questions.c.state == QuestionState.PENDING
_untold = suggestions.c.wants_to_hear & ~suggestions.c.told & ~_waits


async def add(
    connection: Connection,
    guild_id: int,
    passage_id: int,
    question: DraftQuestion,
    user_id: int | None = None,
    *,
    wants_to_hear: bool = False,
) -> int:
    """Add a question that waits for the guild's hosts, with the member who suggests it; its id."""
    values = {"passage_id": passage_id, "guild_id": guild_id, "origin": question.origin, "state": QuestionState.PENDING}
    added = insert(questions).values(**values, rung=question.rung, text=question.text).returning(questions.c.id)
    question_id = (await connection.execute(added)).scalar_one()
    if user_id is not None:
        row = {"question_id": question_id, "user_id": user_id, "wants_to_hear": wants_to_hear}
        await connection.execute(insert(suggestions).values(**row))
    return question_id


async def one(connection: Connection, guild_id: int, question_id: int) -> Suggestion | None:
    """A question of the guild's own, whatever has become of it."""
    return next(iter(await _all(connection, guild_id, questions.c.id == question_id)), None)


async def waiting_about(connection: Connection, guild_id: int, passage_id: int) -> list[Suggestion]:
    """What waits about a passage, oldest first."""
    return await _all(connection, guild_id, _waits, questions.c.passage_id == passage_id)


async def next_waiting(connection: Connection, guild_id: int, after: int) -> Suggestion | None:
    """What waits longest of all after the question with this id, else of all; None when nothing waits."""
    in_turn = _SUGGESTION.where(_waits).order_by(None).order_by(questions.c.id <= after, questions.c.id).limit(1)
    return next(iter(await _rows(connection, guild_id, in_turn)), None)


async def count_waiting(connection: Connection, guild_id: int) -> int:
    """How many questions wait for the guild's hosts."""
    waiting = _SUGGESTION.where(_waits).order_by(None).subquery()
    return await connection.scalar(select(func.count()).select_from(waiting), {"guild_id": guild_id}) or 0


async def open_of(connection: Connection, guild_id: int, user_id: int) -> list[Suggestion]:
    """What a member has suggested and nobody has reviewed, newest first."""
    return (await _all(connection, guild_id, _waits, suggestions.c.user_id == user_id))[::-1]


async def count_open(connection: Connection, guild_id: int, user_id: int | None = None) -> int:
    """How many questions a member of the guild (for None, all of them) has suggested and nobody has reviewed."""
    statement = select(func.count()).select_from(suggestions.join(questions)).where(_waits)
    statement = statement.where(questions.c.guild_id == guild_id)
    if user_id is not None:
        statement = statement.where(suggestions.c.user_id == user_id)
    return await connection.scalar(statement) or 0


async def change(connection: Connection, question_id: int, question: DraftQuestion, *, wants_to_hear: bool) -> None:
    """Give a suggestion other words, and store anew whether its author wants to hear of it."""
    row = update(questions).where(questions.c.id == question_id, _waits)
    await connection.execute(row.values(rung=question.rung, text=question.text))
    of_author = update(suggestions).where(suggestions.c.question_id == question_id)
    await connection.execute(of_author.values(wants_to_hear=wants_to_hear))


async def take_back(connection: Connection, question_id: int) -> None:
    """Delete a suggestion that waits still."""
    await connection.execute(delete(questions).where(questions.c.id == question_id, _waits))


async def set_state(connection: Connection, question_id: int, state: QuestionState) -> None:
    """Store what has become of a suggestion, of which its author has heard nothing yet."""
    await connection.execute(update(questions).where(questions.c.id == question_id).values(state=state))
    of_author = update(suggestions).where(suggestions.c.question_id == question_id)
    await connection.execute(of_author.values(told=False))


async def untold_authors(connection: Connection) -> set[Author]:
    """Everybody in any guild of ours who is to hear what has become of a suggestion."""
    statement = select(questions.c.guild_id, suggestions.c.user_id).join_from(suggestions, questions).where(_untold)
    statement = statement.where(ours(connection, questions.c.guild_id))
    return {Author(guild_id, user_id) for guild_id, user_id in await connection.execute(statement.distinct())}


async def untold(connection: Connection, guild_id: int, user_id: int) -> list[Suggestion]:
    """The suggestions of a member that have been reviewed, and of which they are to hear."""
    return await _all(connection, guild_id, _untold, suggestions.c.user_id == user_id)


async def set_told(connection: Connection, question_ids: Collection[int]) -> None:
    """Store that the author has heard what has become of these."""
    told = update(suggestions).where(suggestions.c.question_id.in_(question_ids))
    await connection.execute(told.values(told=True))


async def forget_open(connection: Connection, user_id: int) -> int:
    """Delete what a person has suggested, in any guild, and nobody has reviewed; how many there were."""
    own = select(suggestions.c.question_id).where(suggestions.c.user_id == user_id)
    return (await connection.execute(delete(questions).where(questions.c.id.in_(own), _waits))).rowcount


async def _all(connection: Connection, guild_id: int, *where: ColumnElement[bool]) -> list[Suggestion]:
    return await _rows(connection, guild_id, _SUGGESTION.where(*where))


async def _rows(connection: Connection, guild_id: int, statement: Select[*tuple[Any, ...]]) -> list[Suggestion]:
    return [_read(row) for row in await connection.execute(statement, {"guild_id": guild_id})]


def _read(row: Row[*tuple[Any, ...]]) -> Suggestion:
    question_id, passage_id, rung, text, origin, guild_id, state, user_id, wants_to_hear, reworded = row
    question = Question(question_id, passage_id, Rung(rung), text, Origin(origin), guild_id, QuestionState(state))
    verdict, asked_as = _outcome(question, reworded)
    return Suggestion(question, user_id, bool(wants_to_hear), verdict, asked_as)


def _outcome(question: Question, reworded: str | None) -> tuple[Verdict | None, str | None]:
    """What has become of it, and the words in which it is asked."""
    if question.state is QuestionState.PENDING:
        return None, None
    if question.state is QuestionState.APPROVED:
        return Verdict.APPROVED, question.text
    return (Verdict.DECLINED, None) if reworded is None else (Verdict.REWORDED, reworded)
