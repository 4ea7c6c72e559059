"""How long one guild holds the writer, for which everybody else waits, while it does the largest things there are.

A book comes onto the shelf, gets a new version in which every passage is another, another title, and is removed;
members of another guild press *I've read it* all the while. A study reads the book, so its plan is kept as well.

A machine with other things to do makes every hold longer: the time that passes has a bound only while nobody waits for
a processor. What the processors did for this process meanwhile, members' presses included, has it always.
"""

import asyncio
import os
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, count, takewhile
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from bot.core.essays import draft_json
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftSection
from bot.core.importers.drafts.edits import suggested
from bot.core.limits import PASSAGES
from bot.core.models import Essay, Place
from bot.core.studies.schedule import WEEKS
from bot.i18n import Texts
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue, corrections, shelving
from bot.services.library.catalogue import EssayFile
from bot.services.library.shelving import Shelved
from bot.services.lookup import passage_lookup
from bot.services.participation import counting
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.dialects.sqlite.database import SqliteDatabase
from bot.store.tables import drafts
from tests import posting
from tests.asking import asks
from tests.benchmarks.figures import Figure
from tests.benchmarks.shelf import words

SIZES = (1_000, 5_000)
CHARACTERS = 1_900_000
LONGEST = 100.0
"""Milliseconds."""
OURS, THEIRS, APPLICATION = 10, 20, 30
NOW = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
Step = Callable[[Database], Awaitable[object]]


class Watched(SqliteDatabase):
    """The same database, which notes how long each of its write transactions lasts, from its turn to its end."""

    def __init__(self, database: Database) -> None:
        vars(self).update(vars(database))
        self.holds = list[float]()
        self.computed = list[float]()

    @asynccontextmanager
    async def writing(self, **how: bool) -> AsyncGenerator[Connection]:
        async with AsyncExitStack() as stack:
            began = list[float]()
            stack.callback(lambda: self._note(*began))
            connection = await stack.enter_async_context(super().writing(**how))
            began += time.perf_counter(), time.process_time()
            yield connection

    def _note(self, began: float, computed: float) -> None:
        self.holds.append(time.perf_counter() - began)
        self.computed.append(time.process_time() - computed)


async def measure() -> list[Figure]:
    """For books of so many passages: the longest holds, and what a member of another guild waited."""
    figures: list[Figure] = []
    shelving.PASSAGES = replace(PASSAGES, most=max(SIZES))  # more than hosts may import
    for size in SIZES:
        with TemporaryDirectory() as folder:
            async with Database.opened(f"sqlite+aiosqlite:///{Path(folder) / 'study.sqlite3'}") as database:
                figures += await _with_a_book(database, size)
    return figures


async def _with_a_book(database: Database, size: int) -> list[Figure]:
    chance = random.Random(7)
    vocabulary = words(chance)
    post_id = await a_post_of_others(database)
    first, second = (_book(chance, vocabulary, size, number) for number in (1, 2))

    async def brought(watched: Database, book: DraftEssay) -> Shelved:
        return await shelving.shelve(watched, asks(OURS, now=NOW), await _draft(database, book), 1)

    async def on_shelf() -> Essay:
        return next(essay for essay in await passage_lookup.shelf(database, OURS) if essay.guild_id is not None)

    async def titled(watched: Database) -> None:
        book = await on_shelf()
        await corrections.set_head(watched, OURS, book.id, book.revision, "Another Title", "")

    async def removed(watched: Database) -> None:
        await corrections.remove(watched, OURS, (await on_shelf()).id)

    figures = await _during(f"{size:,} passages, import", database, post_id, lambda watched: brought(watched, first))
    await study_changes.set_up(database, _plan(OURS, (await on_shelf()).id), NOW)
    steps: dict[str, Step] = {
        "every passage changed": lambda watched: brought(watched, _changed(first)),
        "every passage replaced": lambda watched: brought(watched, second),
        "another title": titled,
        "removal": removed,
    }
    for name, step in steps.items():
        figures += await _during(f"{size:,} passages, {name}", database, post_id, step)
    return figures


async def _during(name: str, database: Database, post_id: int, step: Step) -> list[Figure]:
    watched, waited, over = Watched(database), list[float](), asyncio.Event()

    async def victims() -> None:
        for user_id in takewhile(lambda _: not over.is_set(), count(1)):
            began = time.perf_counter()
            await counting.read_it(database, asks(THEIRS, now=NOW, user_id=hash(name) % 10**9 + user_id), post_id)
            waited.append(time.perf_counter() - began)
            await asyncio.sleep(0.005)

    pressing = asyncio.create_task(victims())
    began = time.perf_counter()
    await step(watched)
    took = time.perf_counter() - began
    over.set()
    await pressing
    quiet = os.getloadavg()[0] < (os.cpu_count() or 1)
    held, computed = _p99(watched.holds) * 1000, _p99(watched.computed) * 1000
    return [
        Figure(f"{name}, 99th percentile of holds of the writer, milliseconds", held, LONGEST if quiet else None),
        Figure(f"{name}, the same in processor time, milliseconds", computed, LONGEST),
        Figure(f"{name}, longest hold, milliseconds", max(watched.holds) * 1000),
        Figure(f"{name}, longest in processor time, milliseconds", max(watched.computed) * 1000),
        Figure(f"{name}, a press of others, 99th percentile in milliseconds", _p99(waited) * 1000),
        Figure(f"{name}, write transactions", len(watched.holds)),
        Figure(f"{name}, seconds in all", took),
    ]


async def a_post_of_others(database: Database, markdown: bytes = b"# On Bread\n\nBread is broken.\n") -> int:
    """The id of the first post in another guild, whose study reads this essay."""
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, OURS)
        await guilds.ensure_guild(connection, THEIRS)
    await catalogue.import_essay(database, THEIRS, EssayFile("a.md", markdown), {})
    (essay,) = await passage_lookup.shelf(database, THEIRS)
    await study_changes.set_up(database, _plan(THEIRS, essay.id), NOW)
    (post,) = await slot_claims.claim_due(database, APPLICATION, NOW + timedelta(hours=2))
    return (await posting.sent(database, post, 1, NOW + timedelta(hours=2))).id


def _plan(guild_id: int, essay_id: int) -> NewStudy:
    return NewStudy(guild_id, Place(guild_id + 1), "07:00", "UTC", WEEKS["every_day"], essay_id)


async def _draft(database: Database, essay: DraftEssay) -> int:
    values = {"guild_id": OURS, "digest": essay.title, "title": essay.title, "essay": draft_json.dump(essay)}
    async with database.writing() as connection:
        row = await connection.execute(
            insert(drafts).values(**values, changed_at=int(NOW.timestamp())).returning(drafts.c.id)
        )
        return row.scalar_one()


def _book(chance: random.Random, vocabulary: list[str], size: int, edition: int) -> DraftEssay:
    """A book of so many passages of made-up words, with questions of the bot's own, in another edition each time."""
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    banks = Texts().banks()
    passages = list[DraftPassage]()
    for _ in range(size):
        text = ""
        while len(text) < CHARACTERS // size:
            text += " ".join(chance.choices(vocabulary, cum_weights=weights, k=12)).capitalize() + ". "
        passages.append(DraftPassage(text.strip(), suggested(text, "en", "Essay", banks)))
    sections = (DraftSection("One", tuple(passages[: size // 2])), DraftSection("Two", tuple(passages[size // 2 :])))
    return DraftEssay(f"A Book, edition {edition}", None, None, "en", None, sections, pack_id="a-book")


def _changed(book: DraftEssay) -> DraftEssay:
    """The book with some words more, and other questions, in each passage."""

    def changed(passage: DraftPassage) -> DraftPassage:
        asked = (replace(question, text=f"{question.text} And why?") for question in passage.questions)
        return DraftPassage(f"{passage.text} So it is said.", tuple(asked))

    sections = (replace(each, passages=tuple(map(changed, each.passages))) for each in book.sections)
    return replace(book, title="A Book, corrected", sections=tuple(sections))


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else times[0]
