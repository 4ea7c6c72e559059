"""Reading single passages and their questions, always within what a guild may see."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select

from bot.core.models import Opening, Origin, Passage, PostState, Question, Rung
from bot.core.reading import Listed
from bot.core.references import Heading
from bot.store import essays as shelf
from bot.store.tables import essays, passages, posts, questions, studies
from bot.store.transaction import Transaction

_passage = select(passages.c.id, passages.c.essay_id, passages.c.number, passages.c.heading, passages.c.text)
_opening = select(
    passages.c.id, essays.c.title, passages.c.number, passages.c.heading, func.substr(passages.c.text, 1, 80)
).join(essays, essays.c.id == passages.c.essay_id)


async def passage(connection: Transaction, passage_id: int, guild_id: int | None) -> Passage | None:
    """The passage with this id, if this guild can read it."""
    return await _one(connection, _within(guild_id).where(passages.c.id == passage_id))


async def some(connection: Transaction, passage_ids: Sequence[int], guild_id: int | None) -> list[Passage]:
    """Those of the passages with these ids that this guild can read, in the order of the ids."""
    rows = await connection.execute(_within(guild_id).where(passages.c.id.in_(passage_ids)))
    found = {row.id: Passage(*row) for row in rows}
    return [found[passage_id] for passage_id in passage_ids if passage_id in found]


async def numbered(connection: Transaction, essay_id: int, first: int, last: int) -> list[Passage]:
    """The passages of an essay from one number to another, in order."""
    where = (passages.c.essay_id == essay_id) & passages.c.number.between(first, last)
    return [Passage(*row) for row in await connection.execute(_passage.where(where).order_by(passages.c.number))]


async def headings(connection: Transaction, essay_ids: Sequence[int]) -> list[Heading]:
    """The heading over each passage of these essays, in reading order."""
    found = (
        select(passages.c.essay_id, passages.c.number, passages.c.heading)
        .where(passages.c.essay_id.in_(essay_ids))
        .order_by(passages.c.essay_id, passages.c.number)
    )
    return [Heading(*row) for row in await connection.execute(found)]


async def by_reference(connection: Transaction, code: str, guild_id: int) -> Passage | None:
    """The passage that this guild's post with this reference held."""
    return await _one(connection, _posted(guild_id).where(posts.c.reference == code))


async def by_message(connection: Transaction, guild_id: int, channel_id: int, message_id: int | None) -> Passage | None:
    """The passage of this guild's post that is this message, or in whose thread it stands."""
    ids = [channel_id] if message_id is None else [channel_id, message_id]
    is_it = posts.c.thread_id.in_(ids) | (posts.c.message_id == message_id)
    return await _one(connection, _posted(guild_id).where(is_it))


async def random_passage(connection: Transaction, guild_id: int | None, essay_id: int | None) -> Passage | None:
    """Any passage the guild can read, or any of one essay."""
    chosen = _within(guild_id)
    if essay_id is not None:
        chosen = chosen.where(passages.c.essay_id == essay_id)
    return await _one(connection, chosen.order_by(func.random()))


async def openings(connection: Transaction, guild_id: int | None) -> list[Opening]:
    """How every passage on this very shelf (for None, the common one) begins, in reading order."""
    own = essays.c.guild_id.is_(None) if guild_id is None else essays.c.guild_id == guild_id
    found = _opening.where(own).order_by(essays.c.id, passages.c.number)
    return [Opening(*row) for row in await connection.execute(found)]


async def listed(connection: Transaction, essay_ids: Sequence[int]) -> list[Listed]:
    """These essays in this order, with their passages; those without any are left out."""
    found = select(passages.c.essay_id, passages.c.id).where(passages.c.essay_id.in_(essay_ids))
    held: dict[int, list[int]] = {}
    for essay_id, passage_id in await connection.execute(found.order_by(passages.c.essay_id, passages.c.number)):
        held.setdefault(essay_id, []).append(passage_id)
    return [Listed(essay_id, tuple(held[essay_id])) for essay_id in essay_ids if essay_id in held]


async def openings_of(connection: Transaction, passage_ids: Sequence[int]) -> list[Opening]:
    """How each of these passages begins, in this order."""
    rows = await connection.execute(_opening.where(passages.c.id.in_(passage_ids)))
    found = {row.id: Opening(*row) for row in rows}
    return [found[passage_id] for passage_id in passage_ids if passage_id in found]


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


def _posted(guild_id: int) -> Select[Any, Any, Any, Any, Any]:
    return (
        _within(guild_id)
        .join(posts, posts.c.passage_id == passages.c.id)
        .join(studies, studies.c.id == posts.c.study_id)
        .where(studies.c.guild_id == guild_id)
        .order_by(posts.c.id.desc())
    )


async def _one(connection: Transaction, found: Select[Any, Any, Any, Any, Any]) -> Passage | None:
    row = (await connection.execute(found.limit(1))).one_or_none()
    return None if row is None else Passage(*row)


def _question(row: Row[tuple[int, int, str, str, str]]) -> Question:
    return Question(row.id, row.passage_id, Rung(row.rung), row.text, Origin(row.origin))
