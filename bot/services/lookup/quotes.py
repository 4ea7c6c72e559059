"""Lines that stand alone: one at a time, none twice until all have been shown."""

from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.lookup import highlights, search_query
from bot.core.lookup.turns import next_turn
from bot.core.models import PassageView
from bot.services.lookup import passage_search
from bot.store.database import Connection, Database
from bot.store.essays import essays, passage_views, quotes

MOST_SEARCHED = 300
"""Passages whose quotes are looked at for words: those that answer to them best."""


class Draw(NamedTuple):
    """What quotes are drawn from: those of one essay, or of all, that hold the words; the seed decides the order."""

    seed: int
    words: str = ""
    essay_id: int | None = None


class QuoteView(NamedTuple):
    """A quote with the passage it stands in; `again` when all have been shown before it."""

    view: PassageView
    quote_id: int
    text: str
    again: bool = False


async def draw(database: Database, guild_id: int | None, drawn_from: Draw, shown: int | None = None) -> QuoteView:
    """The first quote of a draw, or the one after the quote with the id `shown`.

    Raises `StudyError`, which says what to do, when there is none.
    """
    async with database.reading() as connection:
        wanted = await _ids(connection, guild_id, drawn_from)
        turn = next_turn(wanted, drawn_from.seed, shown)
        if turn is None:
            raise await _none(connection, guild_id, drawn_from)
        view, quote_id, text, _ = await _view(connection, guild_id, turn.row_id)
    return QuoteView(view, quote_id, text, turn.again)


async def by_id(database: Database, guild_id: int | None, quote_id: int) -> QuoteView:
    """The quote with this id. Raises `StudyError` when it is gone, or was never this guild's to read."""
    async with database.reading() as connection:
        return await _view(connection, guild_id, quote_id)


async def _ids(connection: Connection, guild_id: int | None, drawn_from: Draw) -> list[int]:
    if not drawn_from.words:
        return await quotes.ids(connection, guild_id, drawn_from.essay_id)
    query = search_query.parse_query(drawn_from.words)
    if not query.wanted:
        raise StudyError("lookup.no_words")
    found = await passage_search.find(connection, query, guild_id, drawn_from.essay_id, MOST_SEARCHED, 0)
    if not found.passage_ids:
        raise StudyError("lookup.nothing_found", words=query.text[:100])
    held = {
        quote_id: len(highlights.spelt(text, language, found.query))
        for quote_id, text, language in await quotes.of_passages(connection, found.passage_ids)
    }
    most = max(held.values(), default=0)
    return [quote_id for quote_id, count in held.items() if count == most > 0]


async def _none(connection: Connection, guild_id: int | None, drawn_from: Draw) -> StudyError:
    if drawn_from.words:
        return StudyError("quote.none_with_words", words=drawn_from.words[:100])
    essay = None if drawn_from.essay_id is None else await essays.essay(connection, drawn_from.essay_id, guild_id)
    return StudyError("quote.none") if essay is None else StudyError("quote.none_there", title=essay.title)


async def _view(connection: Connection, guild_id: int | None, quote_id: int) -> QuoteView:
    quote = await quotes.one(connection, quote_id, guild_id)
    view = None if quote is None else await passage_views.view(connection, quote[0], guild_id)
    if quote is None or view is None:
        raise StudyError("lookup.gone")
    return QuoteView(view, quote_id, quote[1])
