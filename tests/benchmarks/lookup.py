"""How fast looking up is: search through the store, against LIKE and against bare sqlite3; whole commands; stalls.

Three quarters of the searches are two ordinary words, one quarter two very common ones.
"""

import random
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from functools import partial
from statistics import median, quantiles

from sqlalchemy import select

from bot.core.lookup import autocomplete
from bot.core.lookup.search_query import Query
from bot.core.models import Opening
from bot.store.database import Database
from bot.store.dialects.full_text import Within, read
from bot.store.dialects.sqlite import full_text
from bot.store.essays import search
from bot.store.essays.essays import VISIBLE
from bot.store.tables import essays, passage_words, passages
from tests.benchmarks import commands, stalls
from tests.benchmarks.figures import Figure
from tests.benchmarks.shelf import Shelf, filled, words

SIZES = (1_000, 100_000)
COMPARED = 100_000
"""Passages with which the bounds are meant; LIKE takes too long with more, and is as good with few."""
SEARCHES, ROUNDS, TITLES = 100, 9, 5000
WITHIN = Within(1, ["en"])


async def measure(sizes: Sequence[int] = SIZES) -> list[Figure]:
    """The ratios and the times behind them, for shelves of these sizes; the stalls with the largest."""
    chance = random.Random(7)
    figures = await commands.measure()
    figures.append(
        Figure("autocompletion over 5,000 titles, milliseconds (median)", _autocompletion(chance, words(chance)), 1.0)
    )
    for size in sorted(sizes):
        async with filled(size, chance) as shelf:
            figures += await _searches(shelf, chance)
            if size == max(sizes):
                figures += [_named(figure, size) for figure in await stalls.measure(shelf, chance)]
    return figures


async def _searches(shelf: Shelf, chance: random.Random) -> list[Figure]:
    queries = asked(chance, shelf.vocabulary)
    ours, bare = await _ours_and_bare(shelf, queries)
    compared = shelf.passages == COMPARED
    figures = [
        Figure("search, median milliseconds", median(ours) * 1000),
        Figure("search, 99th percentile in milliseconds", _p99(ours) * 1000),
        Figure("search, 99th percentile, ratio to bare sqlite3", _p99(ours) / _p99(bare), 1.5 if compared else None),
    ]
    if compared:
        pairs = [await _ours_and_like(shelf.database, query) for query in queries]
        times = median(like / ours for ours, like in pairs)
        figures += [
            Figure("search, how many times faster than LIKE (median of pairs)", times, 30, "higher"),
            Figure("search by LIKE, median milliseconds", median(like for _, like in pairs) * 1000),
        ]
    return [_named(figure, shelf.passages) for figure in figures]


def _named(figure: Figure, size: int) -> Figure:
    return Figure(f"{size:,} passages, {figure.figure}", figure.value, figure.bound, figure.better)


def asked(chance: random.Random, vocabulary: Sequence[str]) -> list[Query]:
    """What is searched for."""
    ordinary, common = vocabulary[200:5000], vocabulary[:100]
    return [Query(tuple(chance.sample(common if number % 4 == 3 else ordinary, 2))) for number in range(SEARCHES)]


async def _ours_and_bare(shelf: Shelf, queries: Sequence[Query]) -> tuple[list[float], list[float]]:
    """Both in turn, search by search, so that whatever else the machine does falls on both; each at its better time."""
    ours: list[float] = []
    bare: list[float] = []
    with closing(sqlite3.connect(shelf.file)) as connection:
        for query in queries:
            values = {"match": _match(query), "guild_id": 1, "essay_id": None}
            values |= {"most": 6, "skipped": 0}
            mine: list[float] = []
            theirs: list[float] = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                connection.execute(full_text.RANKED, values).fetchall()
                theirs.append(time.perf_counter() - began)
                mine.append(await timed(lambda query: search_once(shelf.database, query), query))
            ours.append(min(mine))
            bare.append(min(theirs))
    return ours, bare


def _match(query: Query) -> str:
    asked = read(query, WITHIN.languages)
    assert asked is not None
    return full_text.match(asked)


async def _ours_and_like(database: Database, query: Query) -> tuple[float, float]:
    """The seconds of a search, the best of three, and of LIKE right after it, which takes a hundred times as long."""
    ours = min([await timed(partial(search_once, database), query) for _ in range(3)])
    return ours, await timed(partial(_like, database), query)


async def search_once(database: Database, query: Query) -> None:
    """A search through the store."""
    async with database.reading() as connection:
        await search.find(connection, query, WITHIN, 6)


async def _like(database: Database, query: Query) -> None:
    found = select(passages.c.id).join(essays).join(passage_words).where(VISIBLE)
    for word in query.wanted:
        found = found.where(passage_words.c.text.contains(word, autoescape=True))
    async with database.reading() as connection:
        await connection.execute(found.order_by(passages.c.id).limit(6), {"guild_id": 1})


async def timed(once: Callable[[Query], Awaitable[None]], query: Query) -> float:
    """How many seconds that takes."""
    began = time.perf_counter()
    await once(query)
    return time.perf_counter() - began


def _autocompletion(chance: random.Random, vocabulary: Sequence[str]) -> float:
    """The median over what people type: beginnings of titles, with and without a number, and a few first letters."""
    shelf = [
        Opening(index, " ".join(chance.choices(vocabulary, k=4)), index % 40 + 1, None,
                " ".join(chance.choices(vocabulary, k=12)))
        for index in range(TITLES)
    ]  # fmt: skip
    openings = autocomplete.Openings(shelf)
    times: list[float] = []
    for number in range(200):
        title = chance.choice(shelf).title
        typed = title[: 1 + number % 12] + (f" {number % 40}" if number % 3 == 0 else "")
        began = time.perf_counter()
        autocomplete.passages([openings], typed)
        times.append(time.perf_counter() - began)
    return median(times) * 1000


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]
