"""Bringing essays onto the shelf."""

import random
from pathlib import Path

import pytest

from bot.core.errors import StudyError
from bot.core.lookup import autocomplete
from bot.core.models import Rung
from bot.i18n import Texts
from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import passage_lookup
from bot.store.database import Database
from bot.store.essays import questions
from command_line.running import starter_library
from tests.services.conftest import GUILD, OTHER_GUILD, pack
from tests.services.lookup.looked_up import nothing, the_one

BANKS = Texts().banks()


async def titles(database: Database, guild_id: int | None) -> list[str]:
    return [essay.title for essay in await passage_lookup.shelf(database, guild_id)]


async def test_the_starter_library_is_stocked_once(database: Database, project: Path):
    """Every start looks at the files; only a change is read again."""
    files = starter_library(project / "data" / "essays")
    assert await catalogue.stock(database, files) == len(files)
    assert await catalogue.stock(database, files) == 0
    assert len(await titles(database, None)) == len(files)


async def test_a_changed_pack_updates_its_essay(database: Database):
    """Its id says which; passages keep their place, and what has gone is gone."""
    await catalogue.stock(database, [pack("On Bread", 3)])
    (before,) = await passage_lookup.shelf(database, None)
    shorter = pack("On Bread", 2)
    changed = EssayFile(shorter.name, shorter.data.replace(b"about bread", b"about rye bread"))
    assert await catalogue.stock(database, [changed]) == 1
    (after,) = await passage_lookup.shelf(database, None)
    assert (after.id, after.length) == (before.id, 2)
    assert "rye bread" in (await the_one(database, None, "bread 1", None)).passage.text


async def test_what_one_guild_imports_no_other_sees(database: Database):
    """Not on its shelf, not by search, not by name."""
    await catalogue.import_essay(database, GUILD, pack("Our Letter", 2), BANKS)
    assert await titles(database, GUILD) == ["Our Letter"]
    assert await titles(database, OTHER_GUILD) == []
    await nothing(database, OTHER_GUILD, "bread")
    for look in (
        the_one(database, OTHER_GUILD, "letter 1", None),
        the_one(database, OTHER_GUILD, autocomplete.chosen(1), None),
        passage_lookup.any_passage(database, OTHER_GUILD, None, random.Random(1)),
    ):
        with pytest.raises(StudyError):
            await look


async def test_the_same_text_is_not_imported_twice(database: Database):
    """The second time says so, and changes nothing; another guild may have it too."""
    await catalogue.import_essay(database, GUILD, pack("Our Letter", 2), BANKS)
    with pytest.raises(StudyError) as refused:
        await catalogue.import_essay(database, GUILD, pack("Our Letter", 2), BANKS)
    assert refused.value.key == "import.known"
    await catalogue.import_essay(database, OTHER_GUILD, pack("Our Letter", 2), BANKS)
    assert await titles(database, GUILD) == await titles(database, OTHER_GUILD) == ["Our Letter"]


async def test_a_bad_file_stores_nothing(database: Database):
    """Not even half of it."""
    with pytest.raises(StudyError):
        await catalogue.import_essay(database, GUILD, EssayFile("x.md", b"---\nid: x\n---\nText.\n"), BANKS)
    assert await titles(database, GUILD) == []


async def test_an_imported_essay_has_questions_on_every_rung(database: Database):
    """Suggested ones, stored with their passages."""
    text = b"On Rivers\n\n" + b"A river gives its water to the sea and to the field. " * 30
    await catalogue.import_essay(database, GUILD, EssayFile("rivers.txt", text), BANKS)
    view = await the_one(database, GUILD, "rivers 1", None)
    async with database.reading() as connection:
        asked = await questions.asked(connection, view.passage.id, GUILD)
    assert [question.rung for question in asked] == list(Rung)
