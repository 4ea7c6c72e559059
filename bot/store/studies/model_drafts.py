"""Questions that a language model drafts for a guild: for which studies, about which passages, and which ones wait."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Row, delete, insert, select

from bot.core.essays.draft import DraftQuestion
from bot.core.models import Origin, Question, QuestionState, Rung, Study, StudyState
from bot.store.database import Connection, ours
from bot.store.studies import studies as studies_store
from bot.store.tables import asked_of_model, guilds, questions, studies

WAITING_KEPT = 100
"""Drafts of one guild that wait for a host: of more, the oldest are deleted."""
_waiting = (questions.c.origin == Origin.MODEL) & (questions.c.state == QuestionState.PENDING)
_DRAFT = select(questions.c.id, questions.c.passage_id, questions.c.rung, questions.c.text, questions.c.guild_id)


async def agreed(connection: Connection, host: str) -> list[Study]:
    """The studies that are running in guilds whose passages may be sent to this machine."""
    rows = await connection.execute(
        select(studies)
        .join(guilds, guilds.c.id == studies.c.guild_id)
        .where(guilds.c.model_host == host, guilds.c.left_at.is_(None), studies.c.state == StudyState.ACTIVE)
        .where(ours(connection, guilds.c.id))
        .order_by(studies.c.id)
    )
    return [studies_store.read(row) for row in rows]


async def failures(connection: Connection, guild_id: int, passage_ids: Collection[int]) -> dict[int, int]:
    """How often nothing came of asking about each of these passages, 0 for drafts; without those not asked about."""
    mine = (asked_of_model.c.guild_id == guild_id) & asked_of_model.c.passage_id.in_(passage_ids)
    rows = await connection.execute(select(asked_of_model.c.passage_id, asked_of_model.c.failures).where(mine))
    return {row.passage_id: row.failures for row in rows}


async def note(connection: Connection, guild_id: int, passage_id: int, failures: int) -> None:
    """Store how often nothing has come of asking about a passage."""
    row = {"guild_id": guild_id, "passage_id": passage_id}
    await connection.execute(delete(asked_of_model).filter_by(**row))
    await connection.execute(insert(asked_of_model).values(**row, failures=failures))


async def add(connection: Connection, guild_id: int, passage_id: int, drafted: Iterable[DraftQuestion]) -> None:
    """Add questions that wait for a host, in this guild alone; the oldest drafts give way."""
    own = {"passage_id": passage_id, "guild_id": guild_id, "state": QuestionState.PENDING}
    rows = [{**own, "rung": draft.rung, "text": draft.text, "origin": draft.origin} for draft in drafted]
    await connection.execute(insert(questions), rows)
    mine = _waiting & (questions.c.guild_id == guild_id)
    newest = select(questions.c.id).where(mine).order_by(questions.c.id.desc()).limit(WAITING_KEPT)
    await connection.execute(delete(questions).where(mine, questions.c.id.not_in(newest)))


async def waiting(connection: Connection, guild_id: int, passage_ids: Collection[int]) -> dict[int, list[Question]]:
    """The drafts about these passages that wait for a host, by the ids of the passages."""
    about = _waiting & (questions.c.guild_id == guild_id) & questions.c.passage_id.in_(passage_ids)
    by_passage: dict[int, list[Question]] = {}
    for row in await connection.execute(_DRAFT.where(about).order_by(questions.c.id)):
        by_passage.setdefault(row.passage_id, []).append(_read(row))
    return by_passage


async def one(connection: Connection, guild_id: int, question_id: int) -> Question | None:
    """The draft with this id, if it is this guild's and waits for a host."""
    mine = _waiting & (questions.c.guild_id == guild_id) & (questions.c.id == question_id)
    row = (await connection.execute(_DRAFT.where(mine))).one_or_none()
    return None if row is None else _read(row)


async def forget_failures(connection: Connection, guild_id: int) -> None:
    """Have the passages of a guild asked about again of which nothing has come."""
    mine = asked_of_model.c.guild_id == guild_id
    await connection.execute(delete(asked_of_model).where(mine, asked_of_model.c.failures > 0))


async def forget(connection: Connection, guild_id: int) -> None:
    """Delete the drafts of a guild that wait for a host, and about which passages a model was asked."""
    await connection.execute(delete(questions).where(_waiting, questions.c.guild_id == guild_id))
    await connection.execute(delete(asked_of_model).where(asked_of_model.c.guild_id == guild_id))


def _read(row: Row[*tuple[Any, ...]]) -> Question:
    question_id, passage_id, rung, text, guild_id = row
    return Question(question_id, passage_id, Rung(rung), text, Origin.MODEL, guild_id, QuestionState.PENDING)
