"""Full-text search by SQLite's FTS5: all that another database would do in its own way.

A passage is found by the stems in `passage_words`, whatever the database; that the words also stand there in the form
that was typed only raises it (`bm25` counts the rare form beside the stem). Ranking is what costs, so at most 5,000
passages are ranked: without that limit two common words in a million passages take seconds.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import TextClause, bindparam, func, select, text
from sqlalchemy.types import BigInteger

from bot.core.lookup.ranking import Line
from bot.core.lookup.search_query import Query
from bot.core.text import stems
from bot.store.database import Connection
from bot.store.essays import essays as shelf
from bot.store.tables import essays, passage_words

CANDIDATES = 5000
"""Passages that are ranked at most; when more fit, these are the first in the order they came to the shelf."""
_SAYS_NOTHING = -0.1
"""The score of a passage that only holds words which half of all passages hold."""


def _best_first(condition: str = "") -> str:
    return f"""
    SELECT id, count(*) OVER () AS total FROM (
        SELECT passages.id AS id, bm25(passage_index, 6.0, 3.0, 1.0, 0.3) AS score
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
_HELD = text(
    f"""
    SELECT 1 FROM passage_index CROSS JOIN passages ON passages.id = passage_index.rowid
    WHERE passage_index MATCH :match AND passages.essay_id IN (
        SELECT id FROM essays
        WHERE (guild_id IS NULL OR guild_id = :guild_id) AND revision != {shelf.HIDDEN}
        AND (:essay_id IS NULL OR id = :essay_id)
    ) LIMIT 1
    """  # noqa: S608 # as above
).bindparams(*_within)
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
    held_by = await counts(connection, query, within)
    rarest, left = list[str](), CANDIDATES
    known = (words for words, held in held_by.items() if held or words in query.beginnings)
    for words in sorted(known, key=held_by.__getitem__):
        if not rarest or held_by[words] <= left:
            rarest.append(words)
        left -= held_by[words]
    matching = match(Query(tuple(rarest), query.unwanted, query.beginnings), within.languages, every=False)
    return await _find(connection, matching, within, most, 0, _CLOSEST)


async def counts(connection: Connection, query: Query, within: Within) -> dict[str, int]:
    """How many passages hold each of the query's words by their stems, give or take: those of all guilds."""
    variants = {words: stems.variants(words, within.languages) for words in query.wanted}
    terms = sorted({term for alternatives in variants.values() for variant in alternatives for term in variant.split()})
    held_by: dict[str, int] = {row.term: row.doc for row in await connection.execute(_COUNTED, {"terms": terms})}
    return {
        words: sum(_fewest(variant, held_by) for variant in alternatives) for words, alternatives in variants.items()
    }


async def passages_in_all(connection: Connection) -> int:
    """How many passages there are, give or take those that are gone."""
    return await connection.scalar(select(func.max(passage_words.c.passage_id))) or 0


async def holds(connection: Connection, query: Query, within: Within) -> bool:
    """Whether any passage answers to the query."""
    values = {"match": match(query, within.languages), "guild_id": within.guild_id, "essay_id": within.essay_id}
    return bool(values["match"]) and await connection.scalar(_HELD, values) is not None


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

    >>> match(Query(("two words",), ("hate",)), ["en"])
    '(({title heading text} : ("two word") OR forms : "two words")) NOT ({title heading text} : ("hate"))'
    """
    wanted = [_any_of(words, languages, is_beginning=words in query.beginnings) for words in query.wanted]
    if not all(wanted) or not wanted:
        return ""
    left_out = " OR ".join(filter(None, (_stems(words, languages) for words in query.unwanted)))
    return f"({(' AND ' if every else ' OR ').join(wanted)})" + (f" NOT ({left_out})" if left_out else "")


def _fewest(variant: str, counts: Mapping[str, int]) -> int:
    """How many passages may hold these terms together."""
    return min(counts.get(term, 0) for term in variant.split())


def _any_of(words: str, languages: Sequence[str], *, is_beginning: bool) -> str:
    if is_beginning:
        every = dict.fromkeys((*stems.variants(words, languages), stems.as_indexed(words.replace("'", ""))))
        return " OR ".join(f'"{variant}"*' for variant in every).join("()")
    stemmed, form = _stems(words, languages), " ".join(stems.forms(words))
    return f'({stemmed} OR forms : "{form}")' if stemmed and form else stemmed


def _stems(words: str, languages: Sequence[str]) -> str:
    variants = " OR ".join(f'"{variant}"' for variant in stems.variants(words, languages))
    return f"{{title heading text}} : ({variants})" if variants else ""
