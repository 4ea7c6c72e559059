"""Searching: one page of what is found, or what could have been meant."""

import asyncio
from collections.abc import Sequence
from itertools import islice, product
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.lookup import search_query
from bot.core.lookup.search_query import Query
from bot.core.models import Essay, PassageView
from bot.core.text import spelling, stems, word_pieces
from bot.store.database import Connection
from bot.store.essays import essays, passage_views, passages
from bot.store.essays import search as index
from bot.store.essays.search import Hits, Within

MOST_SUGGESTED = 5
MOST_TRIED = 8
MOST_CLOSE = 3
"""Passages that are shown although they do not hold all the words."""


class NothingFound(NamedTuple):
    """No passage within an essay, or within all, answers.

    `suggestions` are searches with words spelt nearly alike that find something; `closest` are the passages that hold
    most of the words, which `apart` looks for one by one.
    """

    query: Query
    within: Essay | None
    suggestions: Sequence[Query]
    apart: Query
    closest: Sequence[PassageView]

    @property
    def refusal(self) -> StudyError:
        """The refusal that says so."""
        words = self.query.text[:100]
        if self.within is None:
            return StudyError("lookup.nothing_found", words=words)
        return StudyError("lookup.nothing_found_there", title=self.within.title, words=words)


async def find(
    connection: Connection, query: Query, guild_id: int | None, essay_id: int | None, most: int, skipped: int
) -> tuple[Query, Hits] | NothingFound:
    """The passages that answer, and the query they answer to: the same one, or its words as beginnings of words.

    When fewer are there than are to be skipped, the first ones are given.
    """
    within = Within(guild_id, await index.languages(connection, guild_id), essay_id)
    for tried in (query, Query(query.wanted, query.unwanted, beginnings=True)):
        for start in dict.fromkeys((skipped, 0)):
            hits = await index.find(connection, tried, within, most, start)
            if hits.total:
                return tried, hits
    spelt = [await _as_it_may_be_meant(connection, word, within) for word in query.wanted]
    suggestions = await _suggestions(connection, query, spelt, within)
    words = (near[0] if near else word for word, near in zip(query.wanted, spelt, strict=True))
    likeliest = search_query.apart(Query(tuple(words), query.unwanted))
    hits = await index.closest(connection, likeliest, within, MOST_CLOSE)
    closest = await passage_views.some(connection, hits.passage_ids, guild_id)
    essay = None if essay_id is None else await essays.essay(connection, essay_id, guild_id)
    return NothingFound(query, essay, suggestions, likeliest, closest)


async def _as_it_may_be_meant(connection: Connection, word: str, within: Within) -> list[str]:
    """The word itself if a passage within reach holds it; else words spelt nearly so, the likeliest first."""
    holding = (await index.find(connection, Query((word,)), within, 1)).total
    return [word] if holding else await _spelt_nearly_so(connection, word, within)


async def _suggestions(
    connection: Connection, query: Query, spelt: Sequence[Sequence[str]], within: Within
) -> list[Query]:
    """The query with each word as it may be meant, where that finds something."""
    suggestions: list[Query] = []
    for words in islice(product(*spelt), MOST_TRIED * len(spelt)):
        changed = Query(words, query.unwanted)
        if changed != query and (await index.find(connection, changed, within, 1)).total:
            suggestions.append(changed)
            if len(suggestions) == MOST_SUGGESTED:
                break
    return suggestions


async def _spelt_nearly_so(connection: Connection, word: str, within: Within) -> list[str]:
    """Words nearly like this one, as passages that the guild can read spell them, the likeliest first."""
    if len(word_pieces.pieces(word)) != 1:
        return []
    spellings: dict[str, None] = {}
    for stem in stems.variants(word, within.languages):
        near = await index.known(connection, sorted(spelling.one_edit_away(stem)))
        if not near and spelling.SHORTEST + 2 <= len(stem) <= spelling.LONGEST:
            alike = await index.alike(connection, stem, spelling.MOST_EDITS)
            near = await asyncio.to_thread(spelling.nearest, stem, alike, MOST_TRIED)  # 20,000 take a while
        for term in near[:MOST_TRIED]:
            spelt = await _as_spelt(connection, term, within)
            spellings |= {spelt: None} if spelt else {}
    return list(spellings)


async def _as_spelt(connection: Connection, term: str, within: Within) -> str | None:
    """How a passage within reach spells a term of the index; None when no such passage has it."""
    hits = await index.find_term(connection, term, within)
    passage = await passages.passage(connection, hits.passage_ids[0], within.guild_id) if hits.total else None
    essay = None if passage is None else await essays.essay(connection, passage.essay_id, within.guild_id)
    if passage is None or essay is None:
        return None
    text = f"{essay.title}\n{passage.heading or ''}\n{passage.text}"
    return search_query.spelling(text, essay.language, term)
