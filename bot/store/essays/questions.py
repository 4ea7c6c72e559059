"""Questions as one guild sees them: those that came with the essay, unless it hides them, and the guild's own.

Every read carries the guild (None: whoever asks outside of one), and what one guild has written no other ever sees.
What waits for its hosts is in none of them: `members/suggestions.py` and `studies/model_drafts.py` read that.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, case, delete, func, insert, select, update

from bot.core.essays.draft import DraftQuestion
from bot.core.models import Origin, Question, QuestionState, Rung
from bot.store.database import Connection
from bot.store.essays import essays as shelf
from bot.store.tables import essays, good_questions, hidden_questions, passages, questions, suggestions

DECLINED_KEPT = 20
"""Questions of one guild about one passage that are asked no more: of more, the oldest are deleted."""
_guild = bindparam("guild_id", type_=BigInteger)
_hidden = (hidden_questions.c.question_id == questions.c.id) & (hidden_questions.c.guild_id == _guild)
_is_hidden = hidden_questions.c.question_id.is_not(None)
_marks = (
    select(func.count())
    .where(good_questions.c.question_id == questions.c.id, good_questions.c.guild_id == _guild)
    .correlate(questions)
    .scalar_subquery()
)
_to_be_told = (
    select(suggestions.c.question_id)
    .where(suggestions.c.question_id == questions.c.id, suggestions.c.wants_to_hear, ~suggestions.c.told)
    .correlate(questions)
    .exists()
)
_SEEN = (
    select(questions.c.id, questions.c.passage_id, questions.c.rung, questions.c.text, questions.c.origin)
    .add_columns(questions.c.guild_id, case((_is_hidden, QuestionState.DECLINED.value), else_=questions.c.state))
    .select_from(questions)
    .outerjoin(hidden_questions, _hidden)
    .where(questions.c.guild_id.is_(None) | (questions.c.guild_id == _guild))
    .where(questions.c.state != QuestionState.PENDING)
    .order_by(_marks.desc(), func.coalesce(questions.c.place, questions.c.id), questions.c.id)
)
OF_PASSAGE = _SEEN.where(questions.c.passage_id == bindparam("passage_id"))
"""What a guild sees of the questions about a passage; `to_ask` reads its rows."""
_OF_ESSAY = _SEEN.join(passages, passages.c.id == questions.c.passage_id).where(
    passages.c.essay_id == bindparam("essay_id")
)
_TO_ASK = (
    select(questions.c.id)
    .join(passages, passages.c.id == questions.c.passage_id)
    .join(essays, essays.c.id == passages.c.essay_id)
    .outerjoin(hidden_questions, _hidden)
    .where(shelf.VISIBLE, questions.c.guild_id.is_(None) | (questions.c.guild_id == _guild))
    .where(questions.c.state == QuestionState.APPROVED, ~_is_hidden)
)
_ONE = (
    _SEEN.join(passages, passages.c.id == questions.c.passage_id)
    .join(essays, essays.c.id == passages.c.essay_id)
    .where(shelf.VISIBLE, questions.c.id == bindparam("question_id"))
)


async def asked(connection: Connection, passage_id: int, guild_id: int | None) -> list[Question]:
    """The questions about a passage that are asked in a guild, none twice in the same words.

    Those come first that most of its members have marked as good, then those that were there first.
    """
    return to_ask(await connection.execute(OF_PASSAGE, {"guild_id": guild_id, "passage_id": passage_id}))


async def ids(
    connection: Connection,
    guild_id: int | None,
    *,
    essay_id: int | None = None,
    passage_ids: Sequence[int] | None = None,
    rung: Rung | None = None,
) -> list[int]:
    """The questions that are asked in a guild, of all it can read or of one essay, of some passages, on one rung."""
    wanted = _TO_ASK
    if essay_id is not None:
        wanted = wanted.where(essays.c.id == essay_id)
    if passage_ids is not None:
        wanted = wanted.where(questions.c.passage_id.in_(passage_ids))
    if rung is not None:
        wanted = wanted.where(questions.c.rung == rung)
    return list(await connection.scalars(wanted, {"guild_id": guild_id}))


async def set_good(connection: Connection, guild_id: int, question_id: int, user_id: int, *, is_good: bool) -> None:
    """Store that a member of a guild finds a question good, or does so no more."""
    mark = {"guild_id": guild_id, "question_id": question_id, "user_id": user_id}
    await connection.execute(delete(good_questions).filter_by(**mark))
    if is_good:
        await connection.execute(insert(good_questions).values(**mark))


async def about(connection: Connection, passage_id: int, guild_id: int) -> list[Question]:
    """The questions about a passage as hosts see them: with those that they hide, without their own old ones."""
    seen = await _all(connection, OF_PASSAGE, guild_id, passage_id=passage_id)
    return [one for one in seen if one.guild_id is None or one.state is not QuestionState.DECLINED]


async def of_essay(connection: Connection, essay_id: int, guild_id: int | None) -> dict[int, list[Question]]:
    """The questions about each passage of an essay that are asked in a guild, by the ids of the passages."""
    by_passage: dict[int, list[Question]] = {}
    for question in await _all(connection, _OF_ESSAY, guild_id, essay_id=essay_id):
        by_passage.setdefault(question.passage_id, []).append(question)
    return {passage_id: _approved(every) for passage_id, every in by_passage.items()}


async def brought_with(connection: Connection, essay_id: int) -> dict[int, list[Question]]:
    """The questions that came with an essay, whoever hides them, by the ids of the passages."""
    by_passage: dict[int, list[Question]] = {}
    for question in await _all(connection, _OF_ESSAY, None, essay_id=essay_id):
        by_passage.setdefault(question.passage_id, []).append(question)
    return by_passage


async def one(connection: Connection, question_id: int, guild_id: int | None) -> Question | None:
    """The question with this id, asked or not, if this guild may see it."""
    return next(iter(await _all(connection, _ONE, guild_id, question_id=question_id)), None)


async def add(
    connection: Connection, guild_id: int, passage_id: int, question: DraftQuestion, instead_of: int | None = None
) -> int:
    """Add a question of a guild's own, at the end or in the place of the one with the id `instead_of`; its id."""
    place = None if instead_of is None else await _place(connection, instead_of)
    values = {"passage_id": passage_id, "guild_id": guild_id, "place": place, **_columns(question)}
    return (await connection.execute(insert(questions).values(**values).returning(questions.c.id))).scalar_one()


async def add_brought(connection: Connection, brought: Iterable[tuple[int, DraftQuestion]]) -> None:
    """Add questions that came with an essay, each with the id of its passage."""
    rows = [{"passage_id": passage_id, **_columns(question)} for passage_id, question in brought]
    if rows:
        await connection.execute(insert(questions), rows)


async def set_asked(connection: Connection, guild_id: int, question: Question, *, is_asked: bool) -> None:
    """Have a question asked in a guild, or asked no more; one that came with its essay stays for all others."""
    if question.guild_id is not None:
        state = QuestionState.APPROVED if is_asked else QuestionState.DECLINED
        await connection.execute(update(questions).where(questions.c.id == question.id).values(state=state))
        return
    this = (hidden_questions.c.guild_id == guild_id) & (hidden_questions.c.question_id == question.id)
    await connection.execute(delete(hidden_questions).where(this))
    if not is_asked:
        await connection.execute(insert(hidden_questions).values(guild_id=guild_id, question_id=question.id))


async def forget_declined(connection: Connection, guild_id: int, passage_id: int) -> None:
    """Delete what a guild asks no more about a passage, but for the newest, and what its author is to hear of."""
    declined = (questions.c.guild_id == guild_id) & (questions.c.passage_id == passage_id)
    declined &= (questions.c.state == QuestionState.DECLINED) & ~_to_be_told
    newest = select(questions.c.id).where(declined).order_by(questions.c.id.desc()).limit(DECLINED_KEPT)
    await connection.execute(delete(questions).where(declined, questions.c.id.not_in(newest)))


async def carry(connection: Connection, aside_id: int, essay_id: int, heirs: Mapping[int, int]) -> None:
    """Move what guilds have asked about passages that were put aside to those of an essay with these numbers."""
    own = questions.c.guild_id.is_not(None)
    of_aside = select(questions.c.passage_id).join(passages).where(passages.c.essay_id == aside_id, own).distinct()
    for passage_id in list(await connection.scalars(of_aside)):
        heir = select(passages.c.id).where(passages.c.essay_id == essay_id, passages.c.number == heirs[passage_id])
        moved = update(questions).where(questions.c.passage_id == passage_id, own)
        await connection.execute(moved.values(passage_id=heir.scalar_subquery()))


async def _place(connection: Connection, question_id: int) -> int | None:
    place = func.coalesce(questions.c.place, questions.c.id)
    return await connection.scalar(select(place).where(questions.c.id == question_id))


async def _all(
    connection: Connection, statement: Select[*tuple[Any, ...]], guild_id: int | None, **values: int
) -> list[Question]:
    return [_read(row) for row in await connection.execute(statement, {"guild_id": guild_id, **values})]


def to_ask(rows: Iterable[Sequence[Any]]) -> list[Question]:
    """Those questions of these rows that are asked, none twice in the same words."""
    return _approved([_read(row) for row in rows])


def _approved(seen: Sequence[Question]) -> list[Question]:
    approved = [question for question in seen if question.state is QuestionState.APPROVED]
    return list({(question.rung, question.text): question for question in reversed(approved)}.values())[::-1]


def _read(row: Sequence[Any]) -> Question:
    question_id, passage_id, rung, text, origin, guild_id, state, *_ = row
    return Question(question_id, passage_id, Rung(rung), text, Origin(origin), guild_id, QuestionState(state))


def _columns(question: DraftQuestion) -> dict[str, str]:
    return {"rung": question.rung, "text": question.text, "origin": question.origin}
