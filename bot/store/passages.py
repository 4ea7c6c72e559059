"""Reading single passages and their questions, always within what a guild may see."""

from typing import Any

from sqlalchemy import Row, Select, func, select

from bot.core.models import Essay, Opening, Origin, Passage, PostState, Question, Rung
from bot.store import essays as shelf
from bot.store.tables import essays, passages, posts, questions, studies
from bot.store.transaction import Transaction

_passage = select(passages.c.id, passages.c.essay_id, passages.c.number, passages.c.heading, passages.c.text)


async def passage(connection: Transaction, passage_id: int, guild_id: int | None) -> Passage | None:
    """The passage with this id, if this guild can read it."""
    return await _one(connection, _within(guild_id).where(passages.c.id == passage_id))


async def numbered(connection: Transaction, essay: Essay, number: int) -> Passage | None:
    """The passage with this number in an essay."""
    return await _one(connection, _passage.where(passages.c.essay_id == essay.id, passages.c.number == number))


async def by_reference(connection: Transaction, code: str, guild_id: int) -> Passage | None:
    """The passage that this guild's post with this reference held."""
    found = (
        _within(guild_id)
        .join(posts, posts.c.passage_id == passages.c.id)
        .join(studies, studies.c.id == posts.c.study_id)
        .where(posts.c.reference == code, studies.c.guild_id == guild_id)
        .order_by(posts.c.id.desc())
    )
    return await _one(connection, found)


async def random_passage(connection: Transaction, guild_id: int | None, essay_id: int | None) -> Passage | None:
    """Any passage the guild can read, or any of one essay."""
    chosen = _within(guild_id)
    if essay_id is not None:
        chosen = chosen.where(passages.c.essay_id == essay_id)
    return await _one(connection, chosen.order_by(func.random()))


async def holding(
    connection: Transaction, wanted: list[str], guild_id: int | None, essay_id: int | None, most: int
) -> list[Passage]:
    """The passages that hold every one of the folded words, in reading order, at most so many."""
    found = _within(guild_id).order_by(passages.c.essay_id, passages.c.number).limit(most)
    for word in wanted:
        found = found.where(passages.c.folded.contains(word, autoescape=True))
    if essay_id is not None:
        found = found.where(passages.c.essay_id == essay_id)
    return [Passage(*row) for row in await connection.execute(found)]


async def openings(connection: Transaction, guild_id: int | None) -> list[Opening]:
    """How every passage the guild can read begins, in reading order."""
    found = (
        select(
            passages.c.id, essays.c.title, passages.c.number, passages.c.heading, func.substr(passages.c.text, 1, 80)
        )
        .join(essays, essays.c.id == passages.c.essay_id)
        .where(shelf.visible_to(guild_id))
        .order_by(essays.c.guild_id.is_not(None), essays.c.id, passages.c.number)
    )
    return [Opening(*row) for row in await connection.execute(found)]


async def questions_of(connection: Transaction, passage_id: int) -> list[Question]:
    """The questions about a passage, in the order they were written."""
    rows = await connection.execute(
        select(questions).where(questions.c.passage_id == passage_id).order_by(questions.c.id)
    )
    return [_question(row) for row in rows]


async def last_rung(connection: Transaction, study_id: int) -> Rung | None:
    """The rung of the question that the study's last post asked."""
    found = (
        select(questions.c.rung)
        .join(posts, posts.c.question_id == questions.c.id)
        .where(posts.c.study_id == study_id, posts.c.state != PostState.SKIPPED)
        .order_by(posts.c.id.desc())
        .limit(1)
    )
    rung = await connection.scalar(found)
    return None if rung is None else Rung(rung)


def _within(guild_id: int | None) -> Select[Any, Any, Any, Any, Any]:
    return _passage.join(essays, essays.c.id == passages.c.essay_id).where(shelf.visible_to(guild_id))


async def _one(connection: Transaction, found: Select[Any, Any, Any, Any, Any]) -> Passage | None:
    row = (await connection.execute(found.limit(1))).one_or_none()
    return None if row is None else Passage(*row)


def _question(row: Row[tuple[int, int, str, str, str]]) -> Question:
    return Question(row.id, row.passage_id, Rung(row.rung), row.text, Origin(row.origin))
