"""A shelf of any size, of made-up words: the common ones much more often than the others (Zipf), as in real text."""

import random
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.text import stems
from bot.store.database import Database

VOCABULARY, WORDS, PASSAGES = 100_000, 60, 100
"""Different words; words of a passage; passages of an essay."""
ESSAY = "INSERT INTO essays (id, title, digest, language) VALUES (?, ?, ?, 'en')"
PASSAGE = "INSERT INTO passages (id, essay_id, number, text, words) VALUES (?, ?, ?, ?, ?)"
HELD = "INSERT INTO passage_words (passage_id, title, heading, text, forms) VALUES (?, ?, '', ?, ?)"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A database with so many passages, and the words they are made of, the commonest first."""

    database: Database
    file: Path
    passages: int
    vocabulary: Sequence[str]


@asynccontextmanager
async def filled(passages: int, chance: random.Random) -> AsyncIterator[Shelf]:
    """The shelf, until the block ends."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "study.sqlite3"
        vocabulary = await write(file, passages, chance)
        async with Database.opened(f"sqlite+aiosqlite:///{file}") as database:
            yield Shelf(database, file, passages, vocabulary)


async def write(file: Path, passages: int, chance: random.Random) -> Sequence[str]:
    """Write a database with the shelf; the words it is made of."""
    vocabulary = words(chance)
    async with Database.opened(f"sqlite+aiosqlite:///{file}"):
        pass  # makes the tables
    _fill(file, passages, vocabulary, chance)
    return vocabulary


def words(chance: random.Random) -> list[str]:
    """A vocabulary."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = range(chance.randint(1, 5))
        found["".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in syllables)] = None
    return list(found)


def _fill(file: Path, passages: int, vocabulary: Sequence[str], chance: random.Random) -> None:
    """Write what importing would write; the index is built at the end, in half the time that its triggers take."""
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    stem = {word: stems.terms(word, "en")[0] for word in vocabulary}
    with closing(sqlite3.connect(file)) as connection, connection:
        (trigger,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'passage_words_added'").fetchone()
        connection.execute("DROP TRIGGER passage_words_added")
        for essay_id in range(1, passages // PASSAGES + 1):
            title = chance.choices(vocabulary, k=3)
            connection.execute(ESSAY, (essay_id, " ".join(title).title(), str(essay_id)))
            texts = [chance.choices(vocabulary, cum_weights=weights, k=WORDS) for _ in range(PASSAGES)]
            connection.executemany(PASSAGE, _passages(essay_id, texts))
            connection.executemany(HELD, _held(essay_id, title, texts, stem))
        connection.execute("INSERT INTO passage_index(passage_index) VALUES ('rebuild')")
        connection.execute(trigger)


def _passages(essay_id: int, texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int, str, int]]:
    first = (essay_id - 1) * PASSAGES
    numbered = enumerate(texts, start=1)
    return ((first + number, essay_id, number, " ".join(text), len(text)) for number, text in numbered)


def _held(
    essay_id: int, title: Sequence[str], texts: Sequence[Sequence[str]], stem: Mapping[str, str]
) -> Iterator[tuple[int, str, str, str]]:
    first, heading = (essay_id - 1) * PASSAGES, " ".join(stem[word] for word in title)
    return (
        (first + number, heading, " ".join(map(stem.__getitem__, text)), " ".join(text))
        for number, text in enumerate(texts, start=1)
    )
