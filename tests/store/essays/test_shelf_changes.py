"""Changing the shelf: what stays the same, and what notices."""

from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.models import Essay, Origin, Passage, Question, Rung
from bot.i18n import Texts
from bot.services.library import corrections, essay_writer
from bot.store.database import Database
from bot.store.essays import essays, passages, questions, shelf_changes
from tests.store.essays.test_search import GUILD, found

BANKS = Texts().banks()
TEXTS = ("Bread is broken for whoever comes late.", "Salt keeps what it is lost in.", "A lamp lights its bearer last.")


def draft(*texts: str, title: str = "At Table", pack_id: str = "at-table", asked: str = "What is said?") -> DraftEssay:
    questions = (DraftQuestion(Rung.NOTICE, asked, Origin.PACK),)
    held = tuple(DraftPassage(text, questions) for text in texts)
    return DraftEssay(title, None, None, "en", None, (DraftSection(None, held),), pack_id=pack_id)


async def of_essay(database: Database, essay_id: int) -> list[Passage]:
    async with database.reading() as connection:
        return await passages.of_essay(connection, essay_id)


async def ids(database: Database, essay_id: int) -> list[int]:
    return [passage.id for passage in await of_essay(database, essay_id)]


async def asked_about(database: Database, passage_id: int) -> list[Question]:
    async with database.reading() as connection:
        return await questions.asked(connection, passage_id, None)


async def on_shelf(database: Database, guild_id: int | None = GUILD) -> list[Essay]:
    async with database.reading() as connection:
        return await essays.shelf(connection, guild_id)


async def test_an_update_keeps_the_rows_of_what_is_still_there(database: Database):
    """A passage put in between shifts numbers, not identities; questions stay as well."""
    essay_id = await essay_writer.put(database, None, draft(*TEXTS), "1")
    before = await ids(database, essay_id)
    asked = await asked_about(database, before[2])
    assert await essay_writer.put(database, None, draft(TEXTS[0], "Water waits.", *TEXTS[1:]), "2") == essay_id
    after = await ids(database, essay_id)
    assert [after[0], *after[2:]] == before
    assert await asked_about(database, before[2]) == asked
    assert await found(database, "waits") == [after[1]]


async def test_an_update_takes_away_what_is_gone(database: Database):
    """Its words, its questions and its passages; numbers run from 1 without a gap."""
    essay_id = await essay_writer.put(database, None, draft(*TEXTS), "1")
    first, _, last = await ids(database, essay_id)
    await essay_writer.put(database, None, draft(TEXTS[2], TEXTS[0]), "2")
    assert [(one.id, one.number) for one in await of_essay(database, essay_id)] == [(last, 1), (first, 2)]
    assert await found(database, "salt") == []
    assert [essay.id for essay in await on_shelf(database)] == [essay_id]


async def test_a_question_in_another_wording_is_the_same_one(database: Database):
    """A post that asked it still knows how deep it went."""
    essay_id = await essay_writer.put(database, None, draft(*TEXTS), "1")
    (first, *_) = await ids(database, essay_id)
    (asked,) = await asked_about(database, first)
    await essay_writer.put(database, None, draft(*TEXTS, asked="What is meant?"), "2")
    (now,) = await asked_about(database, first)
    assert (now.id, now.rung, now.text) == (asked.id, asked.rung, "What is meant?")


async def test_every_change_marks_the_shelf(database: Database):
    """Autocompletion compares the mark; another shelf's stays."""

    async def marked(guild_id: int = GUILD) -> frozenset[tuple[int, ...]]:
        async with database.reading() as connection:
            return await essays.marks(connection, guild_id)

    essay_id = await essay_writer.put(database, GUILD, draft(*TEXTS), "1")
    seen = {await marked()}
    await corrections.set_head(database, GUILD, essay_id, 1, "On Salt", "A Circle")
    seen.add(await marked())
    await corrections.set_passage(database, GUILD, essay_id, 2, 1, heading="", text="Rye bread.", banks=BANKS)
    seen.add(await marked())
    await corrections.move_passage(database, GUILD, essay_id, 3, 1, 3)
    seen.add(await marked())
    await corrections.remove(database, GUILD, essay_id)
    seen.add(await marked())
    assert len(seen) == 5
    assert await marked(GUILD + 1) == frozenset()


async def test_a_corrected_passage_is_found_by_its_new_words(database: Database):
    """And no longer by the old ones; so are its title and its heading."""
    essay_id = await essay_writer.put(database, GUILD, draft(*TEXTS), "1")
    every = await ids(database, essay_id)
    await corrections.set_passage(
        database, GUILD, essay_id, 1, 1, heading="On Grain", text="Rye is broken.", banks=BANKS
    )
    await corrections.set_head(database, GUILD, essay_id, 2, "On Meals", "")
    assert await found(database, "rye", GUILD) == [every[0]]
    assert await found(database, "bread", GUILD) == []
    assert sorted(await found(database, "grain", GUILD)) == every
    assert sorted(await found(database, "meals", GUILD)) == every
    assert await found(database, "table", GUILD) == []


async def test_passages_take_the_order_they_are_given(database: Database):
    """Numbers run from 1 without a gap."""
    essay_id = await essay_writer.put(database, GUILD, draft(*TEXTS), "1")
    await corrections.move_passage(database, GUILD, essay_id, 1, 3, 1)
    stored = await of_essay(database, essay_id)
    assert [(one.number, one.text) for one in stored] == [(1, TEXTS[2]), (2, TEXTS[0]), (3, TEXTS[1])]


async def test_a_shelf_is_read_in_its_order(database: Database):
    """New essays come last; each can be moved."""
    first = await essay_writer.put(database, None, draft(TEXTS[0]), "1")
    second = await essay_writer.put(database, None, draft(TEXTS[1], title="Second", pack_id="second"), "2")
    assert [essay.id for essay in await on_shelf(database)] == [first, second]
    async with database.writing() as connection:
        await shelf_changes.rearrange(connection, [second, first])
    assert [essay.id for essay in await on_shelf(database)] == [second, first]


async def test_a_removed_essay_leaves_nothing_to_find(database: Database):
    """Its words go with it."""
    essay_id = await essay_writer.put(database, GUILD, draft(*TEXTS), "1")
    await corrections.remove(database, GUILD, essay_id)
    assert await found(database, "bread", GUILD) == []
    assert await of_essay(database, essay_id) == []
