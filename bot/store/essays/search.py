"""Searching the passages of a shelf, by the full-text index of whichever database it is."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from bot.core.lookup import ranking
from bot.core.lookup.ranking import Line
from bot.core.lookup.search_query import Query
from bot.core.text import stems
from bot.store.database import Connection
from bot.store.dialects import full_text
from bot.store.dialects.full_text import CANDIDATES, Clause, Hits, Search, Within
from bot.store.essays import essays as shelf
from bot.store.tables import essays, passage_words

_LANGUAGES = select(essays.c.language).where(shelf.VISIBLE).distinct().order_by(essays.c.language)
_NOTHING = Hits([], 0)


async def languages(connection: Connection, guild_id: int | None) -> list[str]:
    """The languages of the essays this guild can read."""
    return [row.language for row in await connection.execute(_LANGUAGES, {"guild_id": guild_id})]


async def find(connection: Connection, query: Query, within: Within, most: int, skipped: int = 0) -> Hits:
    """The passages that answer to a query, best first: at most so many, after those that are skipped."""
    search = full_text.read(query, within.languages)
    return await full_text.of(connection).ranked(connection, search, within, most, skipped) if search else _NOTHING


async def closest(connection: Connection, query: Query, within: Within, most: int) -> Hits:
    """The passages that hold most of the query's words, the rare ones counting more: at most so many.

    The rarest words are looked for, as many as `CANDIDATES` passages hold together, so that none is passed over.
    """
    held_by = await counts(connection, query, within)
    rarest, left = list[str](), CANDIDATES
    known = (words for words, held in held_by.items() if held or words in query.beginnings)
    for words in sorted(known, key=held_by.__getitem__):
        if not rarest or held_by[words] <= left:
            rarest.append(words)
        left -= held_by[words]
    search = full_text.read(Query(tuple(rarest), query.unwanted, query.beginnings), within.languages, every=False)
    if search is None:
        return _NOTHING
    in_all = await passages_in_all(connection)
    weights = [ranking.tells(held_by[words], in_all) for words in rarest]
    return await full_text.of(connection).closest(connection, search, within, most, weights)


async def counts(connection: Connection, query: Query, within: Within) -> dict[str, int]:
    """How many passages hold each of the query's words by their stems, give or take: those of all guilds."""
    variants = {words: stems.variants(words, within.languages) for words in query.wanted}
    terms = sorted({term for alternatives in variants.values() for variant in alternatives for term in variant.split()})
    held_by = await full_text.of(connection).documents(connection, terms)
    return {
        words: sum(_fewest(variant, held_by) for variant in alternatives) for words, alternatives in variants.items()
    }


async def passages_in_all(connection: Connection) -> int:
    """How many passages there are, give or take those that are gone."""
    return await connection.scalar(select(func.max(passage_words.c.passage_id))) or 0


async def holds(connection: Connection, query: Query, within: Within) -> bool:
    """Whether any passage answers to the query."""
    search = full_text.read(query, within.languages)
    return search is not None and await full_text.of(connection).holds(connection, search, within)


async def lines(connection: Connection, passage_ids: Sequence[int]) -> dict[int, Line]:
    """The words of these passages."""
    rows = await connection.execute(select(passage_words).where(passage_words.c.passage_id.in_(passage_ids)))
    return {
        row.passage_id: Line(
            row.text.split(), frozenset(row.forms.split()), frozenset((*row.title.split(), *row.heading.split()))
        )
        for row in rows
    }


async def find_term(connection: Connection, term: str, within: Within) -> Hits:
    """The best passage that holds a term of the index."""
    search = Search((Clause((term,), term),))
    return await full_text.of(connection).ranked(connection, search, within, 1)


async def known(connection: Connection, terms: Sequence[str]) -> list[str]:
    """Those of the terms that the index has, of any guild: only for finding what can then be looked for."""
    return await full_text.of(connection).known(connection, terms)


async def alike(connection: Connection, word: str, edits: int) -> list[str]:
    """The terms of the index (see `known`) with the word's first letter and, give or take so many letters, length."""
    return await full_text.of(connection).alike(connection, word, edits)


def _fewest(variant: str, held_by: Mapping[str, int]) -> int:
    """How many passages may hold these terms together."""
    return min(held_by.get(term, 0) for term in variant.split())
