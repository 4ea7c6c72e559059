"""The words of passages as search compares them, kept beside the passages.

A passage without words is one whose essay is still being indexed: whoever began that goes on with it, and after a crash
the next start does (`bot.services.library.essay_writer`).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, delete, insert, select, update

from bot.core.text.stems import forms, terms
from bot.store.database import Connection
from bot.store.essays import essays as shelf
from bot.store.tables import essays, passage_words, passages

PASSAGE = "passage"
"""The key of a passage's id in a row of words; its other keys are those columns of it that have changed."""
WordRow = Mapping[str, str | int]


class IndexedPassage(NamedTuple):
    """What a passage's words are made of, at which revision of its essay, and its words; None where it has none."""

    id: int
    heading: str | None
    text: str
    title: str
    language: str
    revision: int
    words: tuple[str | None, ...]


def words(title: str, heading: str | None, text: str, language: str) -> dict[str, str]:
    """The columns of a passage's words: stems of title, heading and text, and the text's words as they are written."""
    columns = {"title": short_words(title, language), "heading": short_words(heading or "", language)}
    return {**columns, **text_words(text, language)}


def text_words(text: str, language: str) -> dict[str, str]:
    """The words of a passage's text: their stems, and their forms as they are written."""
    return {"text": " ".join(terms(text, language)), "forms": " ".join(forms(text))}


@lru_cache(maxsize=256)
def short_words(text: str, language: str) -> str:
    """The words of a title or a heading, which many passages share."""
    return " ".join(terms(text, language))


async def add(connection: Connection, rows: Sequence[WordRow]) -> None:
    """Store the words of passages that have none yet."""
    if rows:
        named = [{"passage_id": row[PASSAGE], **{name: row[name] for name in _names(row)}} for row in rows]
        await connection.execute(insert(passage_words), named)


async def change(connection: Connection, rows: Sequence[WordRow]) -> None:
    """Change the words of passages, in the columns that each row names."""
    for columns, alike in groupby(sorted(rows, key=_names), key=_names):
        changed = update(passage_words).where(passage_words.c.passage_id == bindparam(PASSAGE))
        named = [{PASSAGE: row[PASSAGE], **{f"new_{name}": row[name] for name in columns}} for row in alike]
        await connection.execute(changed.values(**new_values(*columns)), named)


async def take_out(connection: Connection, passage_id: int) -> None:
    """Delete a passage's words, which marks its essay as being indexed."""
    await connection.execute(delete(passage_words).where(passage_words.c.passage_id == passage_id))


async def put(connection: Connection, rows: Sequence[WordRow]) -> None:
    """Replace all the words of these passages."""
    ids = [row[PASSAGE] for row in rows]
    await connection.execute(delete(passage_words).where(passage_words.c.passage_id.in_(ids)))
    await add(connection, rows)


async def unfinished(connection: Connection) -> list[int]:
    """The ids of the essays on any shelf of which some passage has no words yet."""
    statement = (
        select(passages.c.essay_id)
        .join(essays, essays.c.id == passages.c.essay_id)
        .outerjoin(passage_words, passage_words.c.passage_id == passages.c.id)
        .where(shelf.SHOWN, passage_words.c.passage_id.is_(None))
    )
    return list(await connection.scalars(statement.distinct()))


async def indexed(connection: Connection, essay_id: int, *, whole: bool) -> list[IndexedPassage]:
    """An essay's passages with their words: all of them if `whole`, else those that have no words yet."""
    statement = (
        select(passages.c.id, passages.c.heading, passages.c.text, essays.c.title, essays.c.language, essays.c.revision)
        .add_columns(passage_words.c.title, passage_words.c.heading, passage_words.c.text, passage_words.c.forms)
        .join(essays, essays.c.id == passages.c.essay_id)
        .outerjoin(passage_words, passage_words.c.passage_id == passages.c.id)
        .where(essays.c.id == essay_id)
    )
    rows = await connection.execute(statement if whole else statement.where(passage_words.c.passage_id.is_(None)))
    return [
        IndexedPassage(passage_id, heading, text, title, language, revision, tuple(stored_words))
        for passage_id, heading, text, title, language, revision, *stored_words in rows
    ]


def new_values(*columns: str) -> dict[str, BindParameter[object]]:
    """The values of an update of these columns, each under the name `new_` and its own."""
    return {name: bindparam(f"new_{name}") for name in columns}


def _names(row: WordRow) -> tuple[str, ...]:
    """The columns that a row of words is about."""
    return tuple(sorted(name for name in row if name != PASSAGE))
