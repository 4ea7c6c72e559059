"""Lines that stand alone: one at a time, none twice until all have been shown."""

from collections.abc import Mapping
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.lookup import highlights, search_query
from bot.core.lookup.quotes import QuoteKey
from bot.core.lookup.turns import next_turn
from bot.core.posts import PassageView
from bot.services.lookup import marked_quotes, passage_search
from bot.services.lookup.marked_quotes import MarkedQuote
from bot.services.lookup.passage_search import Found
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
    """A quote with the passage it stands in; `again` when all have been shown before it.

    `people` is how many of the server have marked it, if it is a line of theirs.
    """

    view: PassageView
    key: QuoteKey
    text: str
    people: int = 0
    again: bool = False


async def draw(database: Database, guild_id: int | None, drawn_from: Draw, shown: QuoteKey | None = None) -> QuoteView:
    """The first quote of a draw, or the one after the quote `shown`: first those that the guild's members marked.

    Raises `StudyError`, which says what to do, when there is none.
    """
    async with database.reading() as connection:
        found = await _found(connection, guild_id, drawn_from)
        marked = await marked_quotes.of_guild(
            connection, guild_id, essay_id=drawn_from.essay_id, passage_ids=found.passage_ids if found else None
        )
        keys = await _keys(connection, guild_id, drawn_from, found, marked)
        turn = next_turn(keys, drawn_from.seed, shown, later=lambda key: key.is_stored)
        if turn is None:
            raise await _none(connection, guild_id, drawn_from)
        return await _view(connection, guild_id, turn.key, marked, again=turn.again)


async def by_key(database: Database, guild_id: int | None, key: QuoteKey) -> QuoteView:
    """The quote that this names. Raises `StudyError` when it is gone, or was never this guild's to read."""
    async with database.reading() as connection:
        marked: Mapping[QuoteKey, MarkedQuote] = {}
        if not key.is_stored:
            marked = await marked_quotes.of_guild(connection, guild_id, passage_ids=[key.row_id])
        return await _view(connection, guild_id, key, marked)


async def _found(connection: Connection, guild_id: int | None, drawn_from: Draw) -> Found | None:
    """The passages that answer to the words best; None without words. Raises `StudyError` when none does."""
    if not drawn_from.words:
        return None
    query = search_query.parse_query(drawn_from.words)
    if not query.wanted:
        raise StudyError("lookup.no_words")
    found = await passage_search.find(connection, query, guild_id, drawn_from.essay_id, MOST_SEARCHED, 0)
    if not found.passage_ids:
        raise StudyError("lookup.nothing_found", words=query.text[:100])
    return found


async def _keys(
    connection: Connection,
    guild_id: int | None,
    drawn_from: Draw,
    found: Found | None,
    marked: Mapping[QuoteKey, MarkedQuote],
) -> list[QuoteKey]:
    """All quotes of a draw, each line once: those that hold the most of its words, if there are some."""
    known = {quote.stored_id for quote in marked.values()}
    if found is None:
        stored_ids = await quotes.ids(connection, guild_id, drawn_from.essay_id)
        return [*marked, *(QuoteKey(quote_id) for quote_id in stored_ids if quote_id not in known)]
    texts = {key: (quote.text, quote.language) for key, quote in marked.items()}
    stored = await quotes.of_passages(connection, found.passage_ids)
    texts |= {QuoteKey(quote.id): (quote.text, quote.language) for quote in stored if quote.id not in known}
    held = {key: len(highlights.spelt(*text, found.query)) for key, text in texts.items()}
    most = max(held.values(), default=0)
    return [key for key, count in held.items() if count == most > 0]


async def _none(connection: Connection, guild_id: int | None, drawn_from: Draw) -> StudyError:
    if drawn_from.words:
        return StudyError("quote.none_with_words", words=drawn_from.words[:100])
    essay = None if drawn_from.essay_id is None else await essays.essay(connection, drawn_from.essay_id, guild_id)
    return StudyError("quote.none") if essay is None else StudyError("quote.none_there", title=essay.title)


async def _view(
    connection: Connection,
    guild_id: int | None,
    key: QuoteKey,
    marked: Mapping[QuoteKey, MarkedQuote],
    *,
    again: bool = False,
) -> QuoteView:
    line = marked.get(key)
    if line is None and not key.is_stored:
        raise StudyError("quote.unmarked")
    quote = (key.row_id, line.text) if line else await quotes.one(connection, key.row_id, guild_id)
    view = await passage_views.view(connection, quote[0], guild_id) if quote else None
    if quote is None or view is None:
        raise StudyError("lookup.gone")
    return QuoteView(view, key, quote[1], line.people if line else 0, again)
