"""The shelf: essays with their passages and questions."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from bot.core.drafts import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.models import Essay, Origin, Rung
from bot.core.reading import Listed
from bot.store import words
from bot.store.tables import essays, passages, questions, study_essays
from bot.store.transaction import Transaction

_length = select(func.count()).where(passages.c.essay_id == essays.c.id).scalar_subquery()
_essay = select(
    essays.c.id,
    essays.c.guild_id,
    essays.c.title,
    essays.c.author,
    essays.c.language,
    essays.c.source,
    essays.c.licence,
    _length.label("length"),
)


async def add_essay(connection: Transaction, guild_id: int | None, draft: DraftEssay, digest: str) -> int:
    """Store an essay with its passages and questions; the id of its row."""
    row = await connection.execute(
        insert(essays).values(guild_id=guild_id, **_head(draft), digest=digest).returning(essays.c.id)
    )
    essay_id = row.scalar_one()
    for number, (heading, passage) in enumerate(_numbered(draft), start=1):
        await _add_passage(connection, essay_id, number, heading, passage)
    await words.index(connection, essay_id)
    return essay_id


async def update_essay(connection: Transaction, essay_id: int, draft: DraftEssay, digest: str) -> None:
    """Bring a stored essay to a new version of its pack; passages and unchanged questions keep their rows by number."""
    await connection.execute(update(essays).where(essays.c.id == essay_id).values(**_head(draft), digest=digest))
    rows = await connection.execute(select(passages.c.number, passages.c.id).where(passages.c.essay_id == essay_id))
    kept = {row.number: row.id for row in rows}
    for number, (heading, passage) in enumerate(_numbered(draft), start=1):
        passage_id = kept.pop(number, None)
        if passage_id is None:
            await _add_passage(connection, essay_id, number, heading, passage)
            continue
        values = _passage(heading, passage)
        await connection.execute(update(passages).where(passages.c.id == passage_id).values(**values))
        await _replace_questions(connection, passage_id, passage)
    if kept:
        await connection.execute(delete(passages).where(passages.c.id.in_(kept.values())))
    await words.index(connection, essay_id)


async def with_digest(connection: Transaction, guild_id: int | None, digest: str) -> Essay | None:
    """The essay on this guild's own shelf (or the common one, for None) that was imported from the same text."""
    return await _one(connection, _own_shelf(guild_id), essays.c.digest == digest)


async def digests(connection: Transaction, guild_id: int | None) -> set[str]:
    """The digests of all texts on this very shelf."""
    return set(await connection.scalars(select(essays.c.digest).where(_own_shelf(guild_id))))


async def with_pack_id(connection: Transaction, guild_id: int | None, pack_id: str) -> Essay | None:
    """The essay on this very shelf that came from the pack with this id."""
    return await _one(connection, _own_shelf(guild_id), essays.c.pack_id == pack_id)


async def shelf(connection: Transaction, guild_id: int | None) -> list[Essay]:
    """All essays this guild can read, the common ones first, each shelf in the order it was filled."""
    rows = await connection.execute(
        _essay.where(_visible(guild_id)).order_by(essays.c.guild_id.is_not(None), essays.c.id)
    )
    return [Essay(**row) for row in rows.mappings()]


async def essay(connection: Transaction, essay_id: int, guild_id: int | None) -> Essay | None:
    """The essay with this id, if this guild can read it."""
    return await _one(connection, essays.c.id == essay_id, _visible(guild_id))


async def of_study(connection: Transaction, study_id: int) -> list[Essay]:
    """The essays a study reads, in order."""
    found = _essay.join(study_essays, study_essays.c.essay_id == essays.c.id).where(study_essays.c.study_id == study_id)
    rows = await connection.execute(found.order_by(study_essays.c.position))
    return [Essay(**row) for row in rows.mappings()]


async def reading_order(connection: Transaction, study_id: int) -> list[Listed]:
    """The essays a study reads, in order, with their passages."""
    ordered = (
        select(passages.c.essay_id, passages.c.id)
        .join(study_essays, study_essays.c.essay_id == passages.c.essay_id)
        .where(study_essays.c.study_id == study_id)
        .order_by(study_essays.c.position, passages.c.number)
    )
    rows = await connection.execute(ordered)
    return [Listed(key, tuple(one for _, one in held)) for key, held in groupby(rows, key=itemgetter(0))]


def visible_to(guild_id: int | None) -> ColumnElement[bool]:
    """The condition that a guild can read an essay: its own, or everybody's. Every look-up carries it."""
    return _visible(guild_id)


async def _one(connection: Transaction, *conditions: ColumnElement[bool]) -> Essay | None:
    row = (await connection.execute(_essay.where(*conditions).limit(1))).mappings().one_or_none()
    return None if row is None else Essay(**row)


def _own_shelf(guild_id: int | None) -> ColumnElement[bool]:
    return essays.c.guild_id.is_(None) if guild_id is None else essays.c.guild_id == guild_id


def _visible(guild_id: int | None) -> ColumnElement[bool]:
    common = essays.c.guild_id.is_(None)
    return common if guild_id is None else common | (essays.c.guild_id == guild_id)


def _head(draft: DraftEssay) -> dict[str, str | None]:
    return {
        "pack_id": draft.pack_id,
        "title": draft.title,
        "author": draft.author,
        "language": draft.language,
        "source": draft.source,
        "licence": draft.licence,
        "published": draft.published.isoformat() if draft.published else None,
    }


def _numbered(draft: DraftEssay) -> Sequence[tuple[str | None, DraftPassage]]:
    return [(section.heading, passage) for section in draft.sections for passage in section.passages]


def _passage(heading: str | None, passage: DraftPassage) -> dict[str, str | None]:
    return {"heading": heading, "text": passage.text}


async def _add_passage(
    connection: Transaction, essay_id: int, number: int, heading: str | None, passage: DraftPassage
) -> None:
    row = await connection.execute(
        insert(passages).values(essay_id=essay_id, number=number, **_passage(heading, passage)).returning(passages.c.id)
    )
    await _add_questions(connection, row.scalar_one(), passage, known=set())


async def _replace_questions(connection: Transaction, passage_id: int, passage: DraftPassage) -> None:
    rows = await connection.execute(select(questions).where(questions.c.passage_id == passage_id))
    wanted = {(question.rung.value, question.text) for question in passage.questions}
    stored = {(row.rung, row.text): row.id for row in rows}
    gone = [row_id for key, row_id in stored.items() if key not in wanted]
    if gone:
        await connection.execute(delete(questions).where(questions.c.id.in_(gone)))
    await _add_questions(connection, passage_id, passage, known=set(stored))


async def _add_questions(
    connection: Transaction, passage_id: int, passage: DraftPassage, known: set[tuple[str, str]]
) -> None:
    rows = [
        {"passage_id": passage_id, "rung": question.rung, "text": question.text, "origin": question.origin}
        for question in passage.questions
        if (question.rung.value, question.text) not in known
    ]
    if rows:
        await connection.execute(insert(questions), rows)


async def read_back(connection: Transaction, essay_id: int) -> DraftEssay:
    """A stored essay as it was imported; neighbouring passages under one heading make a section."""
    head = (await connection.execute(select(essays).where(essays.c.id == essay_id))).one()
    stored = await connection.execute(
        select(passages.c.id, passages.c.heading, passages.c.text)
        .where(passages.c.essay_id == essay_id)
        .order_by(passages.c.number)
    )
    asked: dict[int, list[DraftQuestion]] = {}
    for row in await connection.execute(
        select(questions).join(passages).where(passages.c.essay_id == essay_id).order_by(questions.c.id)
    ):
        one = DraftQuestion(Rung(row.rung), row.text, Origin(row.origin))
        asked.setdefault(row.passage_id, []).append(one)
    return DraftEssay(
        title=head.title,
        author=head.author,
        published=date.fromisoformat(head.published) if head.published else None,
        language=head.language,
        source=head.source,
        licence=head.licence,
        pack_id=head.pack_id,
        sections=tuple(
            DraftSection(heading, tuple(DraftPassage(row.text, tuple(asked.get(row.id, ()))) for row in together))
            for heading, together in groupby(stored, key=lambda row: row.heading)
        ),
    )
