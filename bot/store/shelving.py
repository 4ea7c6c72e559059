"""Changing the shelf: putting essays on it, bringing them up to date, correcting and ordering them.

What changes an essay counts its revision up and keeps the index of its words; what has been posted is a copy, and
stays as it was said.
"""

import asyncio
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.core.drafts import DraftEssay, DraftPassage, DraftQuestion
from bot.core.models import Origin
from bot.store import words
from bot.store.tables import essays, passages, questions
from bot.store.transaction import Transaction

_revised = update(essays).values(revision=essays.c.revision + 1)


async def add_essay(connection: Transaction, guild_id: int | None, draft: DraftEssay, digest: str) -> int:
    """Put an essay at the end of its shelf, with its passages and questions; the id of its row."""
    shelf = essays.c.guild_id.is_(None) if guild_id is None else essays.c.guild_id == guild_id
    last = await connection.scalar(select(func.max(essays.c.position)).where(shelf)) or 0
    values = {"guild_id": guild_id, **_head(draft), "digest": digest, "position": last + 1}
    row = await connection.execute(insert(essays).values(**values).returning(essays.c.id))
    essay_id = row.scalar_one()
    for number, (heading, passage) in enumerate(_numbered(draft), start=1):
        await _add_passage(connection, essay_id, number, heading, passage)
    await words.index(connection, essay_id)
    return essay_id


async def update_essay(connection: Transaction, essay_id: int, draft: DraftEssay, digest: str) -> None:
    """Bring a stored essay to a new version; passages and questions that are still the same ones keep their rows."""
    from bot.core.identity import Version, same_passages  # which an ordinary start does not need

    await connection.execute(_revised.where(essays.c.id == essay_id).values(**_head(draft), digest=digest))
    stored = select(passages.c.id, passages.c.heading, passages.c.text).where(passages.c.essay_id == essay_id)
    rows = (await connection.execute(stored.order_by(passages.c.number))).all()
    numbered = _numbered(draft)
    kept = await asyncio.to_thread(  # a second for a book of which every passage has changed
        same_passages,
        [Version(row.heading, row.text) for row in rows],
        [Version(heading, passage.text) for heading, passage in numbered],
    )
    gone = set(range(len(rows))).difference(each for each in kept if each is not None)
    if gone:
        await connection.execute(delete(passages).where(passages.c.id.in_([rows[index].id for index in gone])))
    await _unnumber(connection, essay_id)
    for number, ((heading, passage), same) in enumerate(zip(numbered, kept, strict=True), start=1):
        if same is None:
            await _add_passage(connection, essay_id, number, heading, passage)
            continue
        values = {"number": number, "heading": heading, "text": passage.text}
        await connection.execute(update(passages).where(passages.c.id == rows[same].id).values(**values))
        await _replace_questions(connection, rows[same].id, passage)
    await words.index(connection, essay_id)


async def set_head(connection: Transaction, essay_id: int, title: str, author: str | None) -> None:
    """Give an essay another title and author."""
    await connection.execute(_revised.where(essays.c.id == essay_id).values(title=title, author=author))
    await words.index(connection, essay_id)


async def set_passage(
    connection: Transaction, essay_id: int, passage_id: int, text: str, suggested: Sequence[DraftQuestion]
) -> None:
    """Give a passage another text; the questions that the bot had made from the old one give way to `suggested`."""
    await connection.execute(_revised.where(essays.c.id == essay_id))
    await connection.execute(update(passages).where(passages.c.id == passage_id).values(text=text))
    made = (questions.c.passage_id == passage_id) & (questions.c.origin == Origin.SUGGESTED)
    if await connection.scalar(select(func.count()).where(made)):
        await connection.execute(delete(questions).where(made))
        await _add_questions(connection, passage_id, suggested)
    await words.index(connection, essay_id)


async def set_heading(connection: Transaction, essay_id: int, numbers: range, heading: str | None) -> None:
    """Give the passages with these numbers, a section, another heading."""
    await connection.execute(_revised.where(essays.c.id == essay_id))
    section = (passages.c.essay_id == essay_id) & passages.c.number.between(numbers.start, numbers.stop - 1)
    await connection.execute(update(passages).where(section).values(heading=heading))
    await words.index(connection, essay_id)


async def reorder(connection: Transaction, essay_id: int, passage_ids: Sequence[int]) -> None:
    """Number the passages of an essay anew: all of them, in this order."""
    await connection.execute(_revised.where(essays.c.id == essay_id))
    await _unnumber(connection, essay_id)
    place = update(passages).where(passages.c.id == bindparam("passage")).values(number=bindparam("place"))
    rows = [{"passage": passage_id, "place": number} for number, passage_id in enumerate(passage_ids, start=1)]
    await connection.execute(place, rows)


async def rearrange(connection: Transaction, essay_ids: Sequence[int]) -> None:
    """Put the essays of one shelf in this order."""
    place = update(essays).where(essays.c.id == bindparam("essay")).values(position=bindparam("place"))
    rows = [{"essay": essay_id, "place": position} for position, essay_id in enumerate(essay_ids, start=1)]
    await connection.execute(place, rows)


async def remove_essay(connection: Transaction, essay_id: int) -> None:
    """Take an essay off its shelf and out of every study's list; posts that were made of it stay in the ledger."""
    await connection.execute(delete(essays).where(essays.c.id == essay_id))


async def _unnumber(connection: Transaction, essay_id: int) -> None:
    """Move all numbers out of the way: two passages never have the same one, not even for a moment."""
    await connection.execute(update(passages).where(passages.c.essay_id == essay_id).values(number=-passages.c.number))


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


async def _add_passage(
    connection: Transaction, essay_id: int, number: int, heading: str | None, passage: DraftPassage
) -> None:
    values = {"essay_id": essay_id, "number": number, "heading": heading, "text": passage.text}
    row = await connection.execute(insert(passages).values(**values).returning(passages.c.id))
    await _add_questions(connection, row.scalar_one(), passage.questions)


async def _replace_questions(connection: Transaction, passage_id: int, passage: DraftPassage) -> None:
    rows = await connection.execute(select(questions).where(questions.c.passage_id == passage_id))
    wanted = {(question.rung.value, question.text) for question in passage.questions}
    stored = {(row.rung, row.text): row.id for row in rows}
    gone = [row_id for key, row_id in stored.items() if key not in wanted]
    if gone:
        await connection.execute(delete(questions).where(questions.c.id.in_(gone)))
    new = [question for question in passage.questions if (question.rung.value, question.text) not in stored]
    await _add_questions(connection, passage_id, new)


async def _add_questions(connection: Transaction, passage_id: int, asked: Sequence[DraftQuestion]) -> None:
    rows = [
        {"passage_id": passage_id, "rung": question.rung, "text": question.text, "origin": question.origin}
        for question in asked
    ]
    if rows:
        await connection.execute(insert(questions), rows)
