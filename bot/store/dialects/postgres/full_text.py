"""Full-text search by PostgreSQL's text search vectors, with queries made of our own terms: its parser sees nothing.

A vector has the letters A, B and C for the stems of title, heading and text, and D for the forms. It is ranked by
these alone; the best are compared word by word afterwards (`bot.services.lookup.passage_search`).
"""

from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import bindparam, text
from sqlalchemy.types import BigInteger

from bot.store.database import Connection
from bot.store.dialects.full_text import CANDIDATES, Clause, Hits, Search, Within
from bot.store.essays import essays as shelf

_LONGEST = 500
"""Characters of a term that are kept: a vector takes 2,046 bytes."""
_LEAST = 0.1
"""The weight of what says hardly anything: half of all passages hold it."""
_COUNTED = CANDIDATES + 1
_visible = f"""
    passages.essay_id IN (
        SELECT id FROM essays
        WHERE (guild_id IS NULL OR guild_id = :guild_id) AND revision != {shelf.HIDDEN}
        AND (:essay_id IS NULL OR id = :essay_id)
    )
"""  # noqa: S608 # what is put in is ours
_RANKED = """
    SELECT id, count(*) OVER () AS total FROM (
        SELECT passages.id AS id, {score} AS score
        FROM passage_words JOIN passages ON passages.id = passage_words.passage_id
        WHERE passage_words.vector @@ CAST(:match AS tsquery) AND {visible}
        LIMIT {candidates}
    ) AS found WHERE score > :least ORDER BY score DESC, id LIMIT :most OFFSET :skipped
"""
_within = bindparam("guild_id", type_=BigInteger), bindparam("essay_id", type_=BigInteger)
_BY_LETTER = "ts_rank('{0.03, 0.1, 0.3, 0.6}', passage_words.vector, CAST(:match AS tsquery))"
_HELD = text(
    f"""
    SELECT 1 FROM passage_words JOIN passages ON passages.id = passage_words.passage_id
    WHERE passage_words.vector @@ CAST(:match AS tsquery) AND {_visible} LIMIT 1
    """  # noqa: S608 # as above
).bindparams(*_within)
_KNOWN = text("SELECT term FROM passage_vocabulary WHERE term = ANY(CAST(:terms AS text[])) ORDER BY term")
_DOCUMENTS = text(
    f"""
    SELECT term, (
        SELECT count(*) FROM (
            SELECT 1 FROM passage_words WHERE vector @@ CAST(query AS tsquery) LIMIT {_COUNTED}
        ) AS counted
    ) AS documents
    FROM unnest(CAST(:terms AS text[]), CAST(:asked AS text[])) AS asked(term, query)
    """  # noqa: S608 # as above
)
_ALIKE = text(
    "SELECT term FROM passage_vocabulary WHERE term >= :first AND term < :last"
    " AND length(term) BETWEEN :shortest AND :longest ORDER BY term LIMIT 20000"
)


async def ranked(connection: Connection, search: Search, within: Within, most: int, skipped: int = 0) -> Hits:
    """The passages that answer, best first."""
    return await _find(connection, _BY_LETTER, search, within, most, skipped)


async def closest(connection: Connection, search: Search, within: Within, most: int, weights: Sequence[float]) -> Hits:
    """The passages that hold most of what is wanted, each as heavy as its weight."""
    held = (
        f"CASE WHEN passage_words.vector @@ CAST(:clause_{number} AS tsquery) THEN {weight:.6f} ELSE 0 END"
        for number, weight in enumerate(weights)
    )
    clauses = {f"clause_{number}": _any_of(clause) for number, clause in enumerate(search.wanted)}
    return await _find(connection, " + ".join(held), search, within, most, 0, _LEAST, clauses)


async def holds(connection: Connection, search: Search, within: Within) -> bool:
    """Whether any passage answers."""
    return await connection.scalar(_HELD, _values(search, within)) is not None


async def known(connection: Connection, terms: Sequence[str]) -> list[str]:
    """Those of the terms that the index has."""
    return list(await connection.scalars(_KNOWN, {"terms": list(terms)}))


async def alike(connection: Connection, word: str, edits: int) -> list[str]:
    """The terms with the word's first letter and nearly its length."""
    values = {"first": word[0], "last": chr(ord(word[0]) + 1)}
    values |= {"shortest": len(word) - edits, "longest": len(word) + edits}
    return list(await connection.scalars(_ALIKE, values))


async def documents(connection: Connection, terms: Sequence[str]) -> Mapping[str, int]:
    """How many passages hold each of these terms, up to one more than are ranked."""
    asked = {"terms": list(terms), "asked": [_quoted(term) for term in terms]}
    return {row.term: row.documents for row in await connection.execute(_DOCUMENTS, asked)}


def match(search: Search) -> str:
    """The search as PostgreSQL reads it; each term stands in quotes, so that no word is an operator.

    >>> match(Search((Clause(("two word",), "two words"),), (Clause(("hate",)),)))
    "(((('two':ABC <-> 'word':ABC)) | ('two':D <-> 'words':D))) & !(('hate':ABC))"
    """
    joined = (" & " if search.every else " | ").join(map(_any_of, search.wanted))
    left_out = " | ".join(map(_stems, search.unwanted))
    return f"({joined})" + (f" & !({left_out})" if left_out else "")


async def _find(
    connection: Connection,
    score: str,
    search: Search,
    within: Within,
    most: int,
    skipped: int,
    least: float = -1.0,
    clauses: Mapping[str, str] | None = None,
) -> Hits:
    statement = text(_RANKED.format(score=score, visible=_visible, candidates=CANDIDATES)).bindparams(*_within)
    values = {**_values(search, within), **(clauses or {}), "most": most, "skipped": skipped, "least": least}
    rows = (await connection.execute(statement, values)).all()
    return Hits([row.id for row in rows], rows[0].total if rows else 0)


def _values(search: Search, within: Within) -> dict[str, str | int | None]:
    return {"match": match(search), "guild_id": within.guild_id, "essay_id": within.essay_id}


def _any_of(clause: Clause) -> str:
    if clause.is_beginning:
        return " | ".join(map(partial(_phrase, letters="*"), clause.stems)).join("()")
    return f"({_stems(clause)} | {_phrase(clause.forms, letters='D')})" if clause.forms else _stems(clause)


def _stems(clause: Clause) -> str:
    return " | ".join(map(partial(_phrase, letters="ABC"), clause.stems)).join("()")


def _phrase(terms: str, *, letters: str) -> str:
    """Terms one after another; with a star the last of them may go on."""
    *before, last = (f"{_quoted(term)}:{letters}" for term in terms.split())
    quoted = [each.removesuffix(":*") for each in before] + [last]
    return quoted[0] if len(quoted) == 1 else " <-> ".join(quoted).join("()")


def _quoted(term: str) -> str:
    kept = term[:_LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{kept}'"
