"""Searching: what is found, best first, and what could have been meant."""

import asyncio
from collections.abc import Sequence
from itertools import chain, islice, product
from typing import NamedTuple

from bot.core.lookup import ranking, search_query
from bot.core.lookup.ranking import Wanted
from bot.core.lookup.search_query import Query
from bot.core.text import spelling, stems, word_pieces
from bot.store.database import Connection
from bot.store.dialects.full_text import Within
from bot.store.essays import essays, passages
from bot.store.essays import search as index

MOST_SUGGESTED = 5
MOST_TRIED = 8
MOST_CLOSE = 3
"""Passages that are shown although they do not hold all the words."""
RANKED = 30
"""Of each way of looking, the best passages that are compared word by word."""
_FEW = 2
"""Words of which a passage that holds them all is always a better answer than one that does not."""


class Found(NamedTuple):
    """Passages that answer to a search, best first: a page of them, and how many there are in all.

    `query` is what they answer to: with other spellings where nothing has the words as they were typed; `suggestions`
    are more of these that find something. Not `whole` when no passage holds all of the words.
    """

    query: Query
    passage_ids: Sequence[int]
    total: int
    whole: bool
    suggestions: Sequence[Query] = ()


async def find(
    connection: Connection, query: Query, guild_id: int | None, essay_id: int | None, most: int, skipped: int
) -> Found:
    """The passages that answer to a query; the first ones when fewer are there than are to be skipped.

    First those that hold all the words, unless others come closer; where none holds all, those that come closest.
    """
    within = Within(guild_id, await index.languages(connection, guild_id), essay_id)
    suggestions: Sequence[Query] = ()
    hits = await index.find(connection, query, within, RANKED)
    if not hits.total:
        query, suggestions = await _as_it_may_be_meant(connection, query, within)
        hits = await index.find(connection, query, within, RANKED)
    apart = search_query.apart(query)
    near = list[int]()
    if not hits.total or len(apart.wanted) > _FEW:
        near = (await index.closest(connection, apart, within, RANKED)).passage_ids
    best = await _best_first(connection, query if hits.total else apart, within, hits.passage_ids, near)
    if not hits.total:
        return Found(apart, best[:MOST_CLOSE], len(best[:MOST_CLOSE]), whole=False, suggestions=suggestions)
    closer = best.index(next(filter(set(hits.passage_ids).__contains__, best)))
    first = [*best[:closer][:MOST_CLOSE], *(each for each in best if each in set(hits.passage_ids))]
    total = hits.total + len(first) - len(hits.passage_ids)
    skipped = skipped if skipped < total else 0
    shown = first[skipped : skipped + most]
    if len(shown) < most and skipped + len(shown) < total:
        after = max(skipped, len(first)) - (len(first) - len(hits.passage_ids))
        shown += (await index.find(connection, query, within, most - len(shown), after)).passage_ids
    return Found(query, shown, total, whole=True, suggestions=suggestions)


async def _best_first(connection: Connection, query: Query, within: Within, *ranked: Sequence[int]) -> list[int]:
    """These passages, compared word by word; what is equal stays in the order in which the index has ranked it."""
    lines = await index.lines(connection, list(dict.fromkeys(chain(*ranked))))
    held_by, passages_in_all = await index.counts(connection, query, within), await index.passages_in_all(connection)
    wanted = [
        Wanted(
            frozenset(tuple(variant.split()) for variant in stems.variants(words, within.languages)),
            " ".join(stems.forms(words)),
            ranking.weight(held_by[words], passages_in_all),
        )
        for words in query.wanted
    ]
    scores = {passage_id: ranking.score(wanted, line) for passage_id, line in lines.items()}
    return sorted(lines, key=lambda passage_id: -scores[passage_id])


async def _as_it_may_be_meant(connection: Connection, query: Query, within: Within) -> tuple[Query, Sequence[Query]]:
    """The query with words that passages within reach hold, or begin with, or spell nearly so; and more such."""
    spelt: list[list[str]] = []
    beginnings: set[str] = set()
    for word in query.wanted:
        near = [word]
        if not await index.holds(connection, Query((word,)), within):
            if await index.holds(connection, Query((word,), beginnings=frozenset((word,))), within):
                beginnings.add(word)
            else:
                near = await _spelt_nearly_so(connection, word, within)
        spelt.append(near)
    words = (near[0] if near else word for word, near in zip(query.wanted, spelt, strict=True))
    meant = Query(tuple(dict.fromkeys(words)), query.unwanted, frozenset(beginnings))
    suggestions = await _suggestions(connection, query, spelt, within)
    return meant, [suggestion for suggestion in suggestions if suggestion.wanted != meant.wanted]


async def _suggestions(
    connection: Connection, query: Query, spelt: Sequence[Sequence[str]], within: Within
) -> list[Query]:
    """The query with each word as it may be meant, where that finds something."""
    suggestions: list[Query] = []
    for words in islice(product(*spelt), MOST_TRIED * len(spelt)):
        changed = Query(words, query.unwanted)
        if words != query.wanted and await index.holds(connection, changed, within):
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
