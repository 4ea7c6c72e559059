"""Full-text search by SQLite's FTS5, ranked by bm25: it counts the rare form that was typed beside the stem."""

from collections.abc import Mapping, Sequence

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.types import BigInteger

from bot.store.database import Connection
from bot.store.dialects.full_text import CANDIDATES, Clause, Hits, Search, Within
from bot.store.essays import essays as shelf

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


async def ranked(connection: Connection, search: Search, within: Within, most: int, skipped: int = 0) -> Hits:
    """The passages that answer, best first."""
    return await _find(connection, search, within, most, skipped, _RANKED)


async def closest(connection: Connection, search: Search, within: Within, most: int, weights: Sequence[float]) -> Hits:
    """The passages that hold most of what is wanted: bm25 knows by itself which words are rare."""
    del weights
    return await _find(connection, search, within, most, 0, _CLOSEST)


async def holds(connection: Connection, search: Search, within: Within) -> bool:
    """Whether any passage answers."""
    return await connection.scalar(_HELD, _values(search, within)) is not None


async def known(connection: Connection, terms: Sequence[str]) -> list[str]:
    """Those of the terms that the index has."""
    return list(await connection.scalars(_KNOWN.bindparams(terms=list(terms))))


async def alike(connection: Connection, word: str, edits: int) -> list[str]:
    """The terms with the word's first letter and nearly its length."""
    values = {"first": word[0], "last": chr(ord(word[0]) + 1)}
    values |= {"shortest": len(word) - edits, "longest": len(word) + edits}
    return list(await connection.scalars(_ALIKE.bindparams(**values)))


async def documents(connection: Connection, terms: Sequence[str]) -> Mapping[str, int]:
    """How many passages hold each of these terms."""
    return {row.term: row.doc for row in await connection.execute(_COUNTED, {"terms": list(terms)})}


def match(search: Search) -> str:
    """The search as FTS5 takes it; each phrase stands in quotes, so that no word is an operator.

    >>> match(Search((Clause(("two word",), "two words"),), (Clause(("hate",)),)))
    '(({title heading text} : ("two word") OR forms : "two words")) NOT ({title heading text} : ("hate"))'
    """
    joined = (" AND " if search.every else " OR ").join(map(_any_of, search.wanted))
    left_out = " OR ".join(map(_stems, search.unwanted))
    return f"({joined})" + (f" NOT ({left_out})" if left_out else "")


async def _find(
    connection: Connection, search: Search, within: Within, most: int, skipped: int, statement: TextClause
) -> Hits:
    values = _values(search, within)
    rows = (await connection.execute(statement.bindparams(**values, most=most, skipped=skipped))).all()
    return Hits([row.id for row in rows], rows[0].total if rows else 0)


def _values(search: Search, within: Within) -> dict[str, str | int | None]:
    return {"match": match(search), "guild_id": within.guild_id, "essay_id": within.essay_id}


def _any_of(clause: Clause) -> str:
    if clause.is_beginning:
        return " OR ".join(f'"{variant}"*' for variant in clause.stems).join("()")
    return f'({_stems(clause)} OR forms : "{clause.forms}")' if clause.forms else _stems(clause)


def _stems(clause: Clause) -> str:
    variants = " OR ".join(f'"{variant}"' for variant in clause.stems)
    return f"{{title heading text}} : ({variants})"
