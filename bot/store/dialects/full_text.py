"""What full-text search is asked for, whatever the database, and which of them answers.

A passage is found by the stems in `passage_words`; that the words also stand there in the form that was typed only
raises it. Ranking is what costs, so at most `CANDIDATES` passages are ranked: without that limit two common words in a
million passages take seconds.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from bot.core.lookup.search_query import Query
from bot.core.text import stems
from bot.store.database import Connection

CANDIDATES = 5000
"""Passages that are ranked at most; when more fit, these are the first in the order they came to the shelf."""


class Within(NamedTuple):
    """Where to search: what a guild (None: nobody in particular) can read, in these languages; one essay, or all."""

    guild_id: int | None
    languages: Sequence[str]
    essay_id: int | None = None


class Hits(NamedTuple):
    """The ids of some of the passages found, best first, and how many there are in all (up to `CANDIDATES`)."""

    passage_ids: list[int]
    total: int


class Clause(NamedTuple):
    """What one word or phrase may be in a passage: one of these phrases of stems, or the words as they were typed.

    Stems are those of title, heading and text; forms are the text's. Where only beginnings are looked for, each of
    `stems` may stand anywhere, with a last word that goes on.
    """

    stems: tuple[str, ...]
    forms: str = ""
    is_beginning: bool = False


class Search(NamedTuple):
    """What a passage has to hold, every clause or any, and what it must not hold."""

    wanted: tuple[Clause, ...]
    unwanted: tuple[Clause, ...] = ()
    every: bool = True


class FullText(Protocol):
    """The index of one kind of database; terms are as `passage_words` has them, parted by spaces."""

    async def ranked(self, connection: Connection, search: Search, within: Within, most: int, skipped: int = 0) -> Hits:
        """The passages that answer, best first: at most so many, after those that are skipped."""
        ...

    async def closest(
        self, connection: Connection, search: Search, within: Within, most: int, weights: Sequence[float]
    ) -> Hits:
        """The passages that hold most of what is wanted, each as heavy as its weight."""
        ...

    async def holds(self, connection: Connection, search: Search, within: Within) -> bool:
        """Whether any passage answers."""
        ...

    async def known(self, connection: Connection, terms: Sequence[str]) -> list[str]:
        """Those of the terms that the index has, of any guild."""
        ...

    async def alike(self, connection: Connection, word: str, edits: int) -> list[str]:
        """The terms of the index with the word's first letter and, give or take so many letters, its length."""
        ...

    async def documents(self, connection: Connection, terms: Sequence[str]) -> Mapping[str, int]:
        """How many passages hold each of these terms, give or take: those of all guilds."""
        ...


def of(connection: Connection) -> FullText:
    """The index of the database that a connection leads to."""
    kind = "postgres" if connection.dialect.name == "postgresql" else "sqlite"
    return cast("FullText", import_module(f"bot.store.dialects.{kind}.full_text"))


def read(query: Query, languages: Sequence[str], *, every: bool = True) -> Search | None:
    """The query as an index takes it; None where it has nothing that could be found.

    >>> search = read(Query(("two words",), ("hate",)), ["en"])
    >>> search == Search((Clause(("two word",), "two words"),), (Clause(("hate",)),))
    True
    """
    wanted = [_clause(words, languages, is_beginning=words in query.beginnings) for words in query.wanted]
    if not wanted or not all(clause.stems for clause in wanted):
        return None
    unwanted = (Clause(stems.variants(words, languages)) for words in query.unwanted)
    return Search(tuple(wanted), tuple(clause for clause in unwanted if clause.stems), every)


def _clause(words: str, languages: Sequence[str], *, is_beginning: bool) -> Clause:
    variants = stems.variants(words, languages)
    if is_beginning:
        every = dict.fromkeys((*variants, stems.as_indexed(words.replace("'", ""))))
        return Clause(tuple(every), is_beginning=True)
    return Clause(variants, " ".join(stems.forms(words)))
