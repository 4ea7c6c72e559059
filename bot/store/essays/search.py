"""Full-text search by SQLite's FTS5: all that another database would do in its own way.

A passage is found by the stems in `passage_words`, whatever the database; only ranking is FTS5's own. Ranking is what
costs, so at most 5,000 passages are ranked: without that limit two common words in a million passages take seconds.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import TextClause, bindparam, select, text
from sqlalchemy.types import BigInteger

from bot.core.lookup.search_query import Query
from bot.core.text import stems
from bot.store.database import Connection
from bot.store.essays import essays as shelf
from bot.store.tables import essays

CANDIDATES = 5000
"""Passages that are ranked at most; when more fit, these are the first in the order they came to the shelf."""
_SAYS_NOTHING = -0.1
"""The score of a passage that only holds words which half of all passages hold."""


def _best_first(condition: str = "") -> str:
    return f"""
    SELECT id, count(*) OVER () AS total FROM (
        SELECT passages.id AS id, bm25(passage_index, 6.0, 3.0, 1.0) AS score
        FROM passage_index CROSS JOIN passages ON passages.id = passage_index.rowid
        WHERE passage_index MATCH :match AND passages.essay_id IN (
            SELECT id FROM essays
            WHERE (guild_id IS NULL OR guild_id = :guild_id) AND revision != {shelf.HIDDEN}
            AND (:essay_id IS NULL OR id = :essay_id)
        )
        LIMIT {CANDIDATES}
    ) {condition} ORDER BY score, id LIMIT :most OFFSET :skipped
    """  # noqa: S608 # what is put in is ours


RANKED = _best_first()
"""The search itself, which the benchmark also asks of bare sqlite3."""
_within = bindparam("guild_id", type_=BigInteger), bindparam("essay_id", type_=BigInteger)
_RANKED = text(RANKED).bindparams(*_within)
_CLOSEST = text(_best_first(f"WHERE score < {_SAYS_NOTHING}")).bindparams(*_within)
_LANGUAGES = select(essays.c.language).where(shelf.VISIBLE).distinct().order_by(essays.c.language)
_KNOWN = text("SELECT term FROM passage_vocabulary WHERE term IN :terms").bindparams(bindparam("terms", expanding=True))
_COUNTED = text("SELECT term, doc FROM passage_vocabulary WHERE term IN :terms").bindparams(
    bindparam("terms", expanding=True)
)
_ALIKE = text(
    "SELECT term FROM passage_vocabulary WHERE term >= :first AND term < :last"
    " AND length(term) BETWEEN :shortest AND :longest LIMIT 20000"
)


class Within(NamedTuple):
    """Where to search: what a guild (None: nobody in particular) can read, in these languages; one essay, or all."""

    guild_id: int | None
    languages: Sequence[str]
    essay_id: int | None = None


class Hits(NamedTuple):
    """The ids of some of the passages found, best first, and how many there are in all (up to `CANDIDATES`)."""

    passage_ids: list[int]
    total: int


async def languages(connection: Connection, guild_id: int | None) -> list[str]:
    """The languages of the essays this guild can read."""
    return [row.language for row in await connection.execute(_LANGUAGES, {"guild_id": guild_id})]


async def find(connection: Connection, query: Query, within: Within, most: int, skipped: int = 0) -> Hits:
    """The passages that answer to a query, best first: at most so many, after those that are skipped."""
    return await _find(connection, match(query, within.languages), within, most, skipped)


async def closest(connection: Connection, query: Query, within: Within, most: int) -> Hits:
    """The passages that hold most of the query's words, the rare ones counting more: at most so many.

    The rarest words are looked for, as many as `CANDIDATES` passages hold together, so that none is passed over.
    """
    variants = {words: stems.variants(words, within.languages) for words in query.wanted}
    terms = {term for alternatives in variants.values() for variant in alternatives for term in variant.split()}
    counts: dict[str, int] = {row.term: row.doc for row in await connection.execute(_COUNTED, {"terms": sorted(terms)})}
    passage_counts = {
        words: sum(_fewest(variant, counts) for variant in alternatives) for words, alternatives in variants.items()
    }
    rarest, left = list[str](), CANDIDATES
    for words in sorted(filter(passage_counts.get, passage_counts), key=passage_counts.__getitem__):
        if not rarest or passage_counts[words] <= left:
            rarest.append(words)
        left -= passage_counts[words]
    matching = match(Query(tuple(rarest), query.unwanted), within.languages, every=False)
    return await _find(connection, matching, within, most, 0, _CLOSEST)


async def find_term(connection: Connection, term: str, within: Within) -> Hits:
    """The best passage that holds a term of the index."""
    return await _find(connection, f'"{term}"', within, 1, 0)


async def known(connection: Connection, terms: Sequence[str]) -> list[str]:
    """Those of the terms that the index has, of any guild: only for finding what can then be looked for."""
    return list(await connection.scalars(_KNOWN.bindparams(terms=list(terms))))


async def alike(connection: Connection, word: str, edits: int) -> list[str]:
    """The terms of the index (see `known`) with the word's first letter and, give or take so many letters, length."""
    values = {"first": word[0], "last": chr(ord(word[0]) + 1)}
    values |= {"shortest": len(word) - edits, "longest": len(word) + edits}
    return list(await connection.scalars(_ALIKE.bindparams(**values)))


async def _find(
    connection: Connection, matching: str, within: Within, most: int, skipped: int, ranked: TextClause = _RANKED
) -> Hits:
    if not matching:
        return Hits([], 0)
    values = {"match": matching, "guild_id": within.guild_id, "essay_id": within.essay_id}
    rows = (await connection.execute(ranked.bindparams(**values, most=most, skipped=skipped))).all()
    return Hits([row.id for row in rows], rows[0].total if rows else 0)


def match(query: Query, languages: Sequence[str], *, every: bool = True) -> str:
    """The query as FTS5 takes it, for every word or any; each term stands in quotes, so that no word is an operator.

    >>> match(Query(("love", "two words"), ("hate",)), ["en"])
    '(("love") AND ("two word")) NOT ("hate")'
    """
    wanted = [_any_of(words, languages, beginnings=query.beginnings) for words in query.wanted]
    unwanted = [_any_of(words, languages, beginnings=False) for words in query.unwanted]
    if not all(wanted) or not wanted:
        return ""
    left_out = " OR ".join(terms.strip("()") for terms in unwanted if terms)
    return f"({(' AND ' if every else ' OR ').join(wanted)})" + (f" NOT ({left_out})" if left_out else "")


def _fewest(variant: str, counts: Mapping[str, int]) -> int:
    """How many passages may hold these terms together."""
    return min(counts.get(term, 0) for term in variant.split())


def _any_of(words: str, languages: Sequence[str], *, beginnings: bool) -> str:
    variants = stems.variants(words, languages)
    if beginnings:
        variants = tuple(dict.fromkeys((*variants, stems.as_indexed(words.replace("'", "")))))
    terms = [f'"{variant}"*' if beginnings else f'"{variant}"' for variant in variants]
    return f"({' OR '.join(terms)})" if terms else ""
