"""The words of passages as search compares them, kept beside the passages."""

from sqlalchemy import delete, insert, select

from bot.core.stems import terms
from bot.store.tables import essays, passage_words, passages
from bot.store.transaction import Transaction

AT_ONCE = 20
"""Passages whose words are found in one go: everything else the bot does waits that long (some 20 ms)."""


async def index(connection: Transaction, essay_id: int) -> None:
    """Bring the words of an essay's passages to what the passages say now."""
    own = select(passages.c.id).where(passages.c.essay_id == essay_id)
    await connection.execute(delete(passage_words).where(passage_words.c.passage_id.in_(own)))
    found = (
        select(passages.c.id, passages.c.heading, passages.c.text, essays.c.title, essays.c.language)
        .join(essays, essays.c.id == passages.c.essay_id)
        .where(essays.c.id == essay_id)
    )
    held = (await connection.execute(found)).all()
    for start in range(0, len(held), AT_ONCE):
        rows = [
            {"passage_id": passage_id, **words(title, heading, text, language)}
            for passage_id, heading, text, title, language in held[start : start + AT_ONCE]
        ]
        await connection.execute(insert(passage_words), rows)


def words(title: str, heading: str | None, text: str, language: str) -> dict[str, str]:
    """The three columns of a passage's words."""
    columns = {"title": title, "heading": heading or "", "text": text}
    return {name: " ".join(terms(value, language)) for name, value in columns.items()}
