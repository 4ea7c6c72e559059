"""Essays come and go a part at a time: how much work each transaction does, and that nobody sees half of anything."""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from bot.core.essays import draft_json
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.models import Origin, Rung
from bot.i18n import Texts
from bot.services.deliveries import slot_claims
from bot.services.guilds import guild_lifecycle as coming_and_going
from bot.services.library import corrections, essay_writer, shelving
from bot.services.library.shelving import Shelved
from bot.services.lookup import passage_lookup
from bot.services.studies import study_changes
from bot.store import guilds
from bot.store.database import Connection
from bot.store.dialects.sqlite.database import SqliteDatabase
from bot.store.essays import drafts, essays, passages, search_words, shelf_changes
from bot.store.essays.essay_rows import SLICE, essay_rows, slices
from bot.store.tables import essays as essay_table
from bot.store.tables import passage_words
from bot.store.tables import passages as passage_table
from tests.asking import asks
from tests.services.conftest import APPLICATION, DUE, GUILD, START, plan
from tests.store.essays.test_search import found

LONG = "Bread is broken for whoever comes late, and salt keeps what it is lost in. " * 12
BANKS = Texts().banks()


@pytest.fixture
def database(file_database: SqliteDatabase) -> SqliteDatabase:
    """A database in a file: it is what is tried here."""
    return file_database


def book(size: int, edition: str = "first", title: str = "A Book") -> DraftEssay:
    """Of so many passages of a kilobyte, each with four questions, in two sections."""

    def passage(number: int) -> DraftPassage:
        asked = (DraftQuestion(rung, f"What of {number}, {edition}?", Origin.BANK) for rung in Rung)
        return DraftPassage(f"{LONG} This is number{number}, {edition}.", tuple(asked))

    every = tuple(map(passage, range(size)))
    sections = (DraftSection("One", every[: size // 2]), DraftSection("Two", every[size // 2 :]))
    return DraftEssay(title, None, None, "en", None, sections, pack_id="a-book")


@dataclass
class Work:
    """What one write transaction does; `indexed` are the statements that change the words that search compares."""

    statements: int = 0
    characters: int = 0
    rows: int = 0
    indexed: int = 0


@contextmanager
def worked(database: SqliteDatabase) -> Iterator[list[Work]]:
    """The work of each write transaction until the block ends."""
    every = [Work()]

    def count(_: Any, __: Any, statement: str, values: Any, ___: Any, many: bool) -> None:
        rows = values if many else [values]
        every[-1].statements += 1
        every[-1].rows += len(rows)
        every[-1].characters += sum(len(value) for row in rows for value in row if isinstance(value, str))
        if "passage_words" in statement and not statement.startswith("SELECT"):
            every[-1].indexed += len(rows)

    def ended(_: Any) -> None:
        every.append(Work())

    event.listen(database._writer.sync_engine, "before_cursor_execute", count)
    event.listen(database._writer.sync_engine, "commit", ended)
    try:
        yield every
    finally:
        event.remove(database._writer.sync_engine, "before_cursor_execute", count)
        event.remove(database._writer.sync_engine, "commit", ended)


class Interrupted(SqliteDatabase):
    """The same database, in which something else is done just before the write transaction of this number."""

    def __init__(self, database: SqliteDatabase, number: int, other: Callable[[], Awaitable[object]]) -> None:
        vars(self).update(vars(database))
        self.left, self.other = number, other

    @asynccontextmanager
    async def writing(self, *, first: bool = False) -> AsyncGenerator[Connection]:
        self.left -= 1
        if self.left == 0:
            await self.other()
        async with super().writing(first=first) as connection:
            yield connection


async def rows(database: SqliteDatabase) -> tuple[int, int, int]:
    """How many essays, passages and words of passages there are, seen or not."""
    async with database.reading() as connection:
        tables = (essay_table, passage_table, passage_words)
        counts = [await connection.execute(select(func.count()).select_from(table)) for table in tables]
        one, two, three = [count.scalar_one() for count in counts]
    return one, two, three


async def test_no_transaction_of_a_book_does_much(database: SqliteDatabase):
    """Neither when it comes nor when all of it is written anew or goes; statements do not grow with it."""
    most: dict[int, int] = {}
    for size in (100, 400):
        with worked(database) as every:
            essay_id = await essay_writer.put(database, GUILD, book(size), f"1 {size}")
            await essay_writer.put(database, GUILD, book(size, "second"), f"2 {size}")
            await essay_writer.put(database, GUILD, replace(book(size, "third"), language="de"), f"3 {size}")
            await corrections.remove(database, GUILD, essay_id)
        most[size] = max(work.statements for work in every)
        texts = sum(len(passage.text) for passage in book(size).passages)
        assert max(work.indexed for work in every) * len(LONG) <= 1.2 * SLICE
        assert sum(work.characters for work in every) > 5 * texts
        assert max(work.characters for work in every) <= max(2.5 * SLICE, 1.5 * texts)
    assert most[100] == most[400]
    assert await rows(database) == (0, 0, 0)


async def test_an_essay_that_is_being_written_is_seen_by_nobody(database: SqliteDatabase):
    """Not on the shelf, not by search, title, chance or digest, and not as an update; the next start takes it away."""
    await essay_writer.put(database, GUILD, book(2, title="Another"), "0")
    parts = list(slices(essay_rows(replace(book(300), pack_id="new"), "1").passages))
    async with database.writing() as connection:
        hidden = await shelf_changes.add_hidden(
            connection, GUILD, essay_rows(replace(book(300), pack_id="new"), "1").head
        )
        await shelf_changes.add_passages(connection, hidden, parts[0])
    assert len(parts) > 1
    assert [essay.title for essay in await passage_lookup.shelf(database, GUILD)] == ["Another"]
    assert len(await found(database, "bread", GUILD, most=500)) == 2
    async with database.reading() as connection:
        assert await essays.with_digest(connection, GUILD, "1") is None
        assert await essays.with_pack_id(connection, GUILD, "new") is None
        assert len(await passages.headed(connection, GUILD)) == 2
        assert {start.essay_id for start, _ in await passages.headed(connection, GUILD)} != {hidden}
    assert (await passage_lookup.any_passage(database, GUILD, None, random.Random(1))).essay.title == "Another"
    await essay_writer.mend(database)
    assert await rows(database) == (1, 2, 2)


async def test_an_import_that_is_refused_leaves_nothing(database: SqliteDatabase):
    """What had been written of it is deleted again."""
    draft_id = await _draft(database, book(200))

    async def changed() -> None:
        async with database.writing() as connection:
            draft = await drafts.draft(connection, draft_id, GUILD)
            assert draft is not None
            await drafts.change(connection, draft, "Another", draft.essay, START, draft.digest)

    outcome = await asyncio.gather(
        shelving.shelve(Interrupted(database, 3, changed), asks(GUILD, now=START), draft_id, 1),
        return_exceptions=True,
    )
    assert "draft_changed" in str(outcome[0])
    assert await rows(database) == (0, 0, 0)


async def test_two_hosts_who_import_the_same_draft_get_one_essay(database: SqliteDatabase):
    """The other is told that the draft has gone, or that the text is there."""
    draft_id = await _draft(database, book(150))
    pressed = (shelving.shelve(database, asks(GUILD, now=START), draft_id, 1) for _ in range(2))
    outcomes = await asyncio.gather(*pressed, return_exceptions=True)
    assert len([one for one in outcomes if isinstance(one, Shelved)]) == 1
    assert await rows(database) == (1, 150, 150)


async def test_a_claim_during_an_update_loses_no_passage(database: SqliteDatabase):
    """What the update had found out of the study is found out again."""
    essay_id = await essay_writer.put(database, GUILD, book(6), "1")
    await study_changes.set_up(database, plan(essay_id=essay_id), START)
    (one, *_), other = book(6).sections, book(6)
    turned = replace(other, sections=(replace(one, passages=other.passages[::-1]),))
    claimed: list[str] = []

    async def claim() -> None:
        (post,) = await slot_claims.claim_due(database, APPLICATION, DUE)
        assert post.content is not None
        claimed.append(post.content.text)

    await essay_writer.put(Interrupted(database, 2, claim), GUILD, turned, "2")
    for number in range(1, 6):
        (post,) = await slot_claims.claim_due(database, APPLICATION, DUE.replace(day=DUE.day + number))
        assert post.content is not None
        claimed.append(post.content.text)
    assert sorted(claimed) == sorted(passage.text for passage in turned.passages)


async def test_only_what_has_changed_is_indexed(database: SqliteDatabase):
    """Nothing for an author, one passage for its text, a section for its heading; all for a title, and nothing else."""
    essay_id = await essay_writer.put(database, GUILD, book(20), "1")
    changes = {
        0: corrections.set_head(database, GUILD, essay_id, 1, "A Book", "Somebody"),
        1: corrections.set_passage(database, GUILD, essay_id, 2, 3, heading="One", text="Rye.", banks=BANKS),
        10: corrections.set_passage(database, GUILD, essay_id, 3, 3, heading="Grain", text="Rye.", banks=BANKS),
        20: corrections.set_head(database, GUILD, essay_id, 4, "Meals", "Somebody"),
    }
    for most, change in changes.items():
        with worked(database) as every:
            await change
        assert sum(work.indexed for work in every) == most
        assert sum(work.characters for work in every) < 3000
    assert len(await found(database, "rye grain meals", GUILD)) == 1


async def test_what_another_host_changes_meanwhile_is_found_by_its_words(database: SqliteDatabase):
    """A new title is being written into the index of a book when a passage gets another text."""
    essay_id = await essay_writer.put(database, GUILD, book(300), "1")

    async def correct() -> None:
        await corrections.set_passage(database, GUILD, essay_id, 2, 1, heading="One", text="Rye.", banks=BANKS)

    await corrections.set_head(Interrupted(database, 3, correct), GUILD, essay_id, 1, "Meals", "")
    assert len(await found(database, "rye meals", GUILD)) == 1
    assert len(await found(database, "meals", GUILD, most=500)) == 300
    assert len(await found(database, "number299 meals", GUILD)) == 1


async def test_an_index_that_was_not_finished_is_finished_at_the_next_start(database: SqliteDatabase):
    """Whatever words were old."""
    essay_id = await essay_writer.put(database, GUILD, book(30), "1")
    async with database.writing() as connection:
        held = await passages.of_essay(connection, essay_id)
        await search_words.take_out(connection, held[0].id)
        nonsense = {"text": "nonsens", "forms": "nonsense"}
        await search_words.change(connection, [{search_words.PASSAGE: each.id, **nonsense} for each in held])
    assert await found(database, "bread", GUILD) == []
    await essay_writer.mend(database)
    assert len(await found(database, "bread", GUILD)) == 30
    assert await found(database, "nonsense", GUILD) == []


async def test_a_guild_is_forgotten_a_part_at_a_time(database: SqliteDatabase):
    """Its books, its posts and all else; other guilds write in between."""
    await essay_writer.put(database, GUILD, book(100), "1")
    await study_changes.set_up(database, plan(), START)
    assert await slot_claims.claim_due(database, APPLICATION, DUE)
    await coming_and_going.left(database, GUILD, START)
    with worked(database) as every:
        assert await coming_and_going.forget_gone(database, (), START + timedelta(days=31)) == 1
    assert len([work for work in every if work.statements]) >= 100 / guilds.REMOVED_AT_ONCE
    assert max(work.rows for work in every) < 3 * guilds.REMOVED_AT_ONCE
    assert await rows(database) == (0, 0, 0)


async def test_a_guild_to_which_the_bot_comes_back_is_forgotten_no_further(database: SqliteDatabase):
    """What is still there stays."""
    await essay_writer.put(database, GUILD, book(100), "1")
    await coming_and_going.left(database, GUILD, START)
    back = Interrupted(database, 2, lambda: coming_and_going.joined(database, GUILD, DUE))
    assert await coming_and_going.forget_gone(back, (), START + timedelta(days=31)) == 0
    assert await rows(database) == (1, 100 - guilds.REMOVED_AT_ONCE, 100 - guilds.REMOVED_AT_ONCE)


async def _draft(database: SqliteDatabase, essay: DraftEssay) -> int:
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, GUILD)
        return await drafts.add(connection, GUILD, "digest", essay.title, draft_json.dump(essay), START)
