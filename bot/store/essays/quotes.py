"""The lines of passages that stand alone, as they are stored: marked by a pack, or found by the bot."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from bot.core.lookup.quotes import Quotable
from bot.store.database import Connection
from bot.store.essays import essays as shelf
from bot.store.tables import essays, passages, quotes


class StoredQuote(NamedTuple):
    """A quote with its passage, and the language of its essay."""

    id: int
    passage_id: int
    text: str
    language: str


_AT_ONCE = 500
"""Quotes that are deleted by one statement."""
_OF_SHELF = (
    select(quotes.c.id)
    .join(passages, passages.c.id == quotes.c.passage_id)
    .join(essays, essays.c.id == passages.c.essay_id)
    .where(shelf.VISIBLE)
)
_ONE = (
    select(quotes.c.passage_id, quotes.c.text)
    .join(passages, passages.c.id == quotes.c.passage_id)
    .join(essays, essays.c.id == passages.c.essay_id)
    .where(shelf.VISIBLE, quotes.c.id == bindparam("quote_id"))
)


async def ids(connection: Connection, guild_id: int | None, essay_id: int | None) -> list[int]:
    """The quotes of all essays that a guild can read, or of the one that is named."""
    within = () if essay_id is None else (essays.c.id == essay_id,)
    return list(await connection.scalars(_OF_SHELF.where(*within), {"guild_id": guild_id}))


async def of_passages(connection: Connection, passage_ids: Sequence[int]) -> list[StoredQuote]:
    """The quotes of these passages."""
    statement = (
        select(quotes.c.id, quotes.c.passage_id, quotes.c.text, essays.c.language)
        .join(passages, passages.c.id == quotes.c.passage_id)
        .join(essays, essays.c.id == passages.c.essay_id)
        .where(quotes.c.passage_id.in_(passage_ids))
    )
    return [StoredQuote(*row) for row in await connection.execute(statement)]


async def one(connection: Connection, quote_id: int, guild_id: int | None) -> tuple[int, str] | None:
    """The passage that a quote stands in, and its text, if this guild can read it."""
    row = (await connection.execute(_ONE, {"guild_id": guild_id, "quote_id": quote_id})).one_or_none()
    return None if row is None else (row.passage_id, row.text)


async def of_essay(connection: Connection, essay_id: int) -> dict[int, dict[int, Quotable]]:
    """The quotes of each passage of an essay, by the ids of both, in the order they were written."""
    statement = select(quotes).join(passages).where(passages.c.essay_id == essay_id).order_by(quotes.c.id)
    by_passage: dict[int, dict[int, Quotable]] = {}
    for row in await connection.execute(statement):
        by_passage.setdefault(row.passage_id, {})[row.id] = Quotable(row.text, row.marked)
    return by_passage


async def add(connection: Connection, added: Iterable[tuple[int, Quotable]]) -> None:
    """Add quotes, each with the id of its passage."""
    rows = [{"passage_id": passage_id, "text": quote.text, "marked": quote.marked} for passage_id, quote in added]
    if rows:
        await connection.execute(insert(quotes), rows)


async def take_away(connection: Connection, quote_ids: Sequence[int]) -> None:
    """Delete the quotes with these ids."""
    for start in range(0, len(quote_ids), _AT_ONCE):
        await connection.execute(delete(quotes).where(quotes.c.id.in_(quote_ids[start : start + _AT_ONCE])))


async def replace(connection: Connection, passage_id: int, wanted: Sequence[Quotable]) -> None:
    """Give a passage these quotes in the place of those it had."""
    await connection.execute(delete(quotes).where(quotes.c.passage_id == passage_id))
    await add(connection, [(passage_id, quote) for quote in wanted])
