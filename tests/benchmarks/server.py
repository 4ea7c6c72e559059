"""How fast looking up is on PostgreSQL: search through the store beside ILIKE through the same store."""

import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from sqlalchemy import select

from bot.core.lookup.search_query import Query
from bot.services import moving
from bot.store.database import Database
from bot.store.essays.essays import VISIBLE
from bot.store.tables import essays, passage_words, passages
from tests import postgres
from tests.benchmarks import lookup, shelf
from tests.benchmarks.figures import Figure


async def measure() -> list[Figure]:
    """The times of both, asked in turn, over as many passages as with SQLite."""
    chance = random.Random(7)
    with TemporaryDirectory() as folder, postgres.server() as server, postgres.database(server) as url:
        file, backups = Path(folder) / "study.sqlite3", Path(folder) / "backups"
        vocabulary = await shelf.write(file, lookup.COMPARED, chance)
        await moving.move(f"sqlite+aiosqlite:///{file}", url, backups)
        async with Database.opened(url, backups) as database:
            return await _searches(database, lookup.asked(chance, vocabulary))


async def _searches(database: Database, queries: Sequence[Query]) -> list[Figure]:
    ours, theirs = list[float](), list[float]()
    for query in queries:
        ours.append(
            min([await lookup.timed(partial(lookup.search_once, database), query) for _ in range(lookup.ROUNDS)])
        )
        theirs.append(await lookup.timed(partial(_ilike, database), query))
    times = median(like / mine for mine, like in zip(ours, theirs, strict=True))
    at = f"{lookup.COMPARED:,} passages on PostgreSQL, search"
    return [
        Figure(f"{at}, median milliseconds", median(ours) * 1000),
        Figure(f"{at}, 99th percentile in milliseconds", quantiles(ours, n=100)[98] * 1000),
        Figure(f"{at}, how many times faster than ILIKE (median of pairs)", times, 30, "higher"),
        Figure(f"{at} by ILIKE, median milliseconds", median(theirs) * 1000),
    ]


async def _ilike(database: Database, query: Query) -> None:
    found = select(passages.c.id).join(essays).join(passage_words).where(VISIBLE)
    for word in query.wanted:
        found = found.where(passage_words.c.text.ilike(f"%{word}%"))
    async with database.reading() as connection:
        await connection.execute(found.order_by(passages.c.id).limit(6), {"guild_id": 1})
