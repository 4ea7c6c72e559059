"""How fast looking up is: search over 100,000 passages through the store, against LIKE and against bare sqlite3.

The passages are made of a vocabulary of 20,000 words, the common ones much more often (Zipf), as in real text. Three
quarters of the searches are two ordinary words, one quarter two very common ones.
"""

import random
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select

from bot.core import choices
from bot.core.models import Opening
from bot.core.search import Query
from bot.store import search
from bot.store import words as wording
from bot.store.database import Database
from bot.store.essays import VISIBLE
from bot.store.search import Within
from bot.store.tables import essays, passage_words, passages
from tests.benchmarks.figures import Figure

PASSAGES, ESSAYS, VOCABULARY, WORDS = 100_000, 1000, 20_000, 60
SEARCHES, TITLES = 100, 5000
WITHIN = Within(1, ["en"])


async def measure() -> list[Figure]:
    """The ratios and the times behind them."""
    chance = random.Random(7)
    vocabulary = list({_word(chance) for _ in range(VOCABULARY * 2)})[:VOCABULARY]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "study.sqlite3"
        async with Database.opened(f"sqlite+aiosqlite:///{file}") as database:
            await _fill(database, chance, vocabulary)
            asked = _searches(chance, vocabulary)
            ours, bare = await _ours_and_bare(database, file, asked)
            like = await _each(asked, lambda query: _like(database, query))
    return [
        Figure("search, how many times faster than LIKE (medians)", median(like) / median(ours), 30, "higher"),
        Figure("search, 99th percentile, ratio to bare sqlite3", _p99(ours) / _p99(bare), 1.5),
        Figure("search, median milliseconds", median(ours) * 1000),
        Figure("search, 99th percentile in milliseconds", _p99(ours) * 1000),
        Figure("search by LIKE, median milliseconds", median(like) * 1000),
        Figure("autocompletion over 5,000 titles, milliseconds (median)", _autocompletion(chance, vocabulary), 1.0),
    ]


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(1, 4)))


async def _fill(database: Database, chance: random.Random, vocabulary: Sequence[str]) -> None:
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    async with database.writing() as connection:
        for essay_id in range(1, ESSAYS + 1):
            title = " ".join(chance.choices(vocabulary, k=3))
            head = {"id": essay_id, "title": title, "digest": str(essay_id), "language": "en"}
            await connection.execute(insert(essays).values(**head))
            first = (essay_id - 1) * PASSAGES // ESSAYS
            texts = [
                " ".join(chance.choices(vocabulary, cum_weights=weights, k=WORDS)) for _ in range(PASSAGES // ESSAYS)
            ]
            rows = [
                {"id": first + number, "essay_id": essay_id, "number": number, "text": text}
                for number, text in enumerate(texts, start=1)
            ]
            await connection.execute(insert(passages), rows)
            held = [{"passage_id": row["id"], **wording.words(title, None, str(row["text"]), "en")} for row in rows]
            await connection.execute(insert(passage_words), held)


def _searches(chance: random.Random, vocabulary: Sequence[str]) -> list[Query]:
    ordinary, common = vocabulary[200:5000], vocabulary[:100]
    return [Query(tuple(chance.sample(common if number % 4 == 3 else ordinary, 2))) for number in range(SEARCHES)]


async def _ours_and_bare(database: Database, file: Path, asked: Sequence[Query]) -> tuple[list[float], list[float]]:
    """Both in turn, search by search, so that whatever else the machine does falls on both; each at its better time."""
    ours: list[float] = []
    bare: list[float] = []
    with closing(sqlite3.connect(file)) as connection:
        for query in asked:
            values = {"match": search.match(query, WITHIN.languages), "guild_id": 1, "essay_id": None}
            values |= {"most": 6, "skipped": 0}
            mine: list[float] = []
            theirs: list[float] = []
            for _ in range(5):
                began = time.perf_counter()
                connection.execute(search.RANKED, values).fetchall()
                theirs.append(time.perf_counter() - began)
                mine.append(await _timed(lambda query: _search(database, query), query))
            ours.append(min(mine))
            bare.append(min(theirs))
    return ours, bare


async def _search(database: Database, query: Query) -> None:
    async with database.reading() as connection:
        await search.find(connection, query, WITHIN, 6)


async def _like(database: Database, query: Query) -> None:
    found = select(passages.c.id).join(essays).join(passage_words).where(VISIBLE)
    for word in query.wanted:
        found = found.where(passage_words.c.text.contains(word, autoescape=True))
    async with database.reading() as connection:
        await connection.execute(found.order_by(passages.c.id).limit(6), {"guild_id": 1})


async def _each(asked: Sequence[Query], once: Callable[[Query], Awaitable[None]]) -> list[float]:
    return [await _timed(once, query) for query in asked]


async def _timed(once: Callable[[Query], Awaitable[None]], query: Query) -> float:
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
    openings = choices.Openings(shelf)
    times: list[float] = []
    for number in range(200):
        title = chance.choice(shelf).title
        typed = title[: 1 + number % 12] + (f" {number % 40}" if number % 3 == 0 else "")
        began = time.perf_counter()
        choices.passages([openings], typed)
        times.append(time.perf_counter() - began)
    return median(times) * 1000


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]
