"""Stored essays as wholes: as they were imported, and have been corrected since."""

from datetime import date
from itertools import groupby

from sqlalchemy import select

from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.store.database import Connection
from bot.store.essays import questions
from bot.store.tables import essays, passages, quotes


async def read_back(connection: Connection, essay_id: int, guild_id: int | None) -> DraftEssay:
    """A stored essay as a guild has it, with the questions asked there; neighbours under one heading make a section."""
    head = (await connection.execute(select(essays).where(essays.c.id == essay_id))).one()
    stored = await connection.execute(
        select(passages.c.id, passages.c.heading, passages.c.text)
        .where(passages.c.essay_id == essay_id)
        .order_by(passages.c.number)
    )
    asked = {
        passage_id: tuple(DraftQuestion(question.rung, question.text, question.origin) for question in about_it)
        for passage_id, about_it in (await questions.of_essay(connection, essay_id, guild_id)).items()
    }
    marked: dict[int, list[str]] = {}
    lines = select(quotes.c.passage_id, quotes.c.text).join(passages).order_by(quotes.c.id)
    for row in await connection.execute(lines.where(passages.c.essay_id == essay_id, quotes.c.marked)):
        marked.setdefault(row.passage_id, []).append(row.text)
    return DraftEssay(
        title=head.title,
        author=head.author,
        published=date.fromisoformat(head.published) if head.published else None,
        language=head.language,
        source=head.source,
        licence=head.licence,
        pack_id=head.pack_id,
        sections=tuple(
            DraftSection(
                heading,
                tuple(DraftPassage(row.text, asked.get(row.id, ()), tuple(marked.get(row.id, ()))) for row in together),
            )
            for heading, together in groupby(stored, key=lambda row: row.heading)
        ),
    )
