"""Changing the shelf: what stays the same, and what notices."""

from bot.core.drafts import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.models import Origin, Rung
from bot.store import essays, passages, shelving
from bot.store.database import Database
from bot.store.transaction import Transaction
from tests.store.test_search import GUILD, found

TEXTS = ("Bread is broken for whoever comes late.", "Salt keeps what it is lost in.", "A lamp lights its bearer last.")


def draft(*texts: str, title: str = "At Table") -> DraftEssay:
    asked = (DraftQuestion(Rung.NOTICE, "What is said?", Origin.PACK),)
    held = tuple(DraftPassage(text, asked) for text in texts)
    return DraftEssay(title, None, None, "en", None, (DraftSection(None, held),), pack_id="at-table")


async def ids(connection: Transaction, essay_id: int) -> list[int]:
    return [passage.id for passage in await passages.of_essay(connection, essay_id)]


async def test_an_update_keeps_the_rows_of_what_is_still_there(database: Database):
    """A passage put in between shifts numbers, not identities; questions stay as well."""
    async with database.writing() as connection:
        essay_id = await shelving.add_essay(connection, None, draft(*TEXTS), "1")
        before = await ids(connection, essay_id)
        asked = await passages.questions_of(connection, before[2])
        await shelving.update_essay(connection, essay_id, draft(TEXTS[0], "Water waits.", *TEXTS[1:]), "2")
        after = await ids(connection, essay_id)
        assert [after[0], *after[2:]] == before
        assert await passages.questions_of(connection, before[2]) == asked
    assert await found(database, "waits") == [after[1]]


async def test_every_change_marks_the_shelf(database: Database):
    """Autocompletion compares the mark; another shelf's stays."""
    async with database.writing() as connection:
        essay_id = await shelving.add_essay(connection, None, draft(*TEXTS), "1")
        seen = {await essays.marks(connection, None)}
        held = await ids(connection, essay_id)
        await shelving.set_head(connection, essay_id, "On Salt", "A Circle")
        seen.add(await essays.marks(connection, None))
        await shelving.set_passage(connection, essay_id, held[0], "Rye bread.", ())
        seen.add(await essays.marks(connection, None))
        await shelving.reorder(connection, essay_id, held[::-1])
        seen.add(await essays.marks(connection, None))
        await shelving.remove_essay(connection, essay_id)
        seen.add(await essays.marks(connection, None))
        assert len(seen) == 5
        assert await essays.marks(connection, GUILD) == frozenset()


async def test_a_corrected_passage_is_found_by_its_new_words(database: Database):
    """And no longer by the old ones."""
    async with database.writing() as connection:
        essay_id = await shelving.add_essay(connection, None, draft(*TEXTS), "1")
        (first, *_) = await ids(connection, essay_id)
        await shelving.set_passage(connection, essay_id, first, "Rye is broken.", ())
    assert await found(database, "rye") == [first]
    assert await found(database, "bread") == []


async def test_passages_take_the_order_they_are_given(database: Database):
    """Numbers run from 1 without a gap."""
    async with database.writing() as connection:
        essay_id = await shelving.add_essay(connection, None, draft(*TEXTS), "1")
        held = await ids(connection, essay_id)
        await shelving.reorder(connection, essay_id, [held[2], held[0], held[1]])
        stored = await passages.of_essay(connection, essay_id)
        assert [(one.number, one.text) for one in stored] == [(1, TEXTS[2]), (2, TEXTS[0]), (3, TEXTS[1])]


async def test_a_shelf_is_read_in_its_order(database: Database):
    """New essays come last; each can be moved."""
    async with database.writing() as connection:
        first = await shelving.add_essay(connection, None, draft(TEXTS[0]), "1")
        second = await shelving.add_essay(connection, None, draft(TEXTS[1], title="Second"), "2")
        assert [essay.id for essay in await essays.shelf(connection, None)] == [first, second]
        await shelving.rearrange(connection, [second, first])
        assert [essay.id for essay in await essays.shelf(connection, None)] == [second, first]


async def test_a_removed_essay_leaves_nothing_to_find(database: Database):
    """Its words go with it."""
    async with database.writing() as connection:
        essay_id = await shelving.add_essay(connection, None, draft(*TEXTS), "1")
        await shelving.remove_essay(connection, essay_id)
    assert await found(database, "bread") == []
