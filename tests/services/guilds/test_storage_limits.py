"""What nobody can fill: each thing that people store has an end, which is said with what to do."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import limits
from bot.core.errors import StudyError
from bot.core.essays import draft_json
from bot.core.essays.draft import DraftQuestion
from bot.core.importers.reader import read_essay
from bot.core.limits import Limit
from bot.core.models import Origin, Place, Rung
from bot.services.library import catalogue, essay_drafts, essay_writer, shelving
from bot.services.library.catalogue import EssayFile
from bot.services.studies import left_out_days, reading_list, study_changes
from bot.services.studies.study_changes import StudyStatus
from bot.store import counts, guilds
from bot.store.database import Database
from bot.store.essays import drafts
from tests.asking import asks
from tests.services.conftest import GUILD, OTHER_GUILD, START, pack, plan


async def rows(database: Database, limit: Limit, owner_id: int = GUILD) -> int:
    async with database.reading() as connection:
        return await counts.rows(connection, limit.table, limit.owner, owner_id)


async def drafted(database: Database, file: EssayFile) -> int:
    """A draft of the file, without a process of its own."""
    essay = read_essay(file.name, file.data, {})
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, GUILD)
        digest = catalogue.digest_of(file.data)
        return await drafts.add(connection, GUILD, digest, essay.title, draft_json.dump(essay), START)


async def fill(database: Database, count: int, passages: int = 1) -> None:
    """So many essays on the guild's shelf."""
    for number in range(count):
        file = pack(f"Essay {number}", passages)
        await essay_writer.put(database, GUILD, read_essay(file.name, file.data, {}), file.name)


async def shelve(database: Database, draft_id: int) -> shelving.Shelved:
    """Put a draft on the shelf, onto the essay that it can update if there is one."""
    asker = asks(GUILD, now=START)
    waiting = await shelving.compared(database, await essay_drafts.by_id(database, asker, draft_id))
    onto = waiting.update.essay.id if waiting.update else None
    return await shelving.shelve(database, asker, draft_id, 1, onto)


def small(monkeypatch: pytest.MonkeyPatch, name: str, most: int) -> None:
    """Have a limit be lower, so that filling it takes no time."""
    limit = replace(getattr(limits, name), most=most)
    for module in (
        limits,
        essay_drafts,
        shelving,
        left_out_days,
        reading_list,
        study_changes,
        *(essay_drafts.storage_limits,),
    ):
        if hasattr(module, name):
            monkeypatch.setattr(module, name, limit)


async def refusal(doing: object) -> StudyError:
    with pytest.raises(StudyError) as refused:
        await doing  # type: ignore[misc] # any of the services
    return refused.value


async def test_a_server_has_so_many_studies(stocked: Database):
    """Another server has its own; one that is removed makes room."""
    for number in range(limits.STUDIES.most):
        await study_changes.set_up(stocked, plan(place=Place(number + 1)), START)
    refused = await refusal(study_changes.set_up(stocked, plan(place=Place(900)), START))
    assert (refused.key, refused.values["n"]) == ("limit.studies", 25)
    await study_changes.set_up(stocked, plan(place=Place(901), guild_id=OTHER_GUILD), START)
    await study_changes.remove(stocked, await study_changes.the_one(stocked, asks(GUILD, channel_id=1)))
    await study_changes.set_up(stocked, plan(place=Place(900)), START)


async def test_a_shelf_has_so_many_essays(stocked: Database):
    """A new version of one that is there still comes in; the starter library does not count."""
    await fill(stocked, limits.ESSAYS.most - 1)
    await shelve(stocked, await drafted(stocked, pack("The Last", 1)))
    draft_id = await drafted(stocked, pack("One Too Many", 1))
    assert (await refusal(shelve(stocked, draft_id))).key == "limit.essays"
    assert (await essay_drafts.by_id(stocked, asks(GUILD, now=START), draft_id)).draft.id == draft_id
    await shelve(stocked, await drafted(stocked, pack("The Last", 2)))
    assert await rows(stocked, limits.ESSAYS) == limits.ESSAYS.most


async def test_two_at_once_do_not_both_take_the_last_place(stocked: Database):
    """The places are counted where they are taken."""
    await fill(stocked, limits.ESSAYS.most - 1)
    ids = [await drafted(stocked, pack(f"Both {number}", 1)) for number in range(2)]
    done = await asyncio.gather(*(shelve(stocked, each) for each in ids), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["Shelved", "StudyError"]
    assert await rows(stocked, limits.ESSAYS) == limits.ESSAYS.most


async def test_a_shelf_has_so_many_passages(stocked: Database, monkeypatch: pytest.MonkeyPatch):
    """Two hundred essays of the longest would fill a small disk; a new version counts instead of the old one."""
    small(monkeypatch, "SHELF", 30)
    await fill(stocked, 2, passages=12)
    refused = await refusal(shelve(stocked, await drafted(stocked, pack("Seven", 7))))
    assert (refused.key, refused.values["found"], refused.values["most"]) == ("limit.shelf", 31, 30)
    await shelve(stocked, await drafted(stocked, pack("Essay 1", 18)))


async def test_the_operator_is_not_bound(stocked: Database, monkeypatch: pytest.MonkeyPatch):
    """Neither in the starter library, nor from the command line."""
    small(monkeypatch, "ESSAYS", 1)
    small(monkeypatch, "SHELF", 2)
    for number in range(3):
        await catalogue.import_essay(stocked, GUILD, pack(f"By hand {number}", 3), {})
    assert await catalogue.stock(stocked, [pack(f"Starter {number}", 3) for number in range(3)]) == 3


async def test_a_server_has_so_many_drafts(database: Database):
    """As before, and counted in the same place."""
    for number in range(limits.DRAFTS.most):
        await drafted(database, pack(f"Draft {number}", 1))
    file = pack("Draft too many", 1)
    refused = await refusal(essay_drafts.begin(database, asks(GUILD, now=START + timedelta(hours=1)), file, {}))
    assert (refused.key, refused.values["n"]) == ("library.many_drafts", 5)


async def test_a_study_leaves_so_many_days_out(stocked: Database, study: StudyStatus, monkeypatch: pytest.MonkeyPatch):
    """Shift after shift; days that have passed do not count."""
    small(monkeypatch, "SKIPS", 65)
    study_id = study.study.id
    for count, said in ((60, None), (5, None), (1, "limit.skips")):
        found = await left_out_days.shift(stocked, asks(now=START), study.study, count)
        doing = left_out_days.leave_out(stocked, asks(GUILD, now=START), study_id, found.days)
        if said:
            assert (await refusal(doing)).key == said
        else:
            await doing
    assert (await refusal(left_out_days.leave_next_out(stocked, asks(GUILD), study_id))).key == "limit.skips"
    assert await rows(stocked, limits.SKIPS, study_id) == 65


def test_a_passage_has_so_many_questions():
    """A pack with more is refused, with the line of each passage that has them."""
    asked = "? notice: What is it?\n" * 21
    head = "---\ntitle: Many\nid: many\n---\nFirst.\n\n? notice: Why?\n"
    text = f"{head}\n---\n\nSecond.\n\n{asked}\n---\n\nThird.\n\n{asked}"
    with pytest.raises(StudyError) as refused:
        read_essay("many.md", text.encode(), {})
    assert [(one.key, *dict(one.values).values()) for one in refused.value.details] == [
        ("pack.many_questions", 11, 21, 20),
        ("pack.many_questions", 37, 21, 20),
    ]


def test_passages_are_not_joined_to_have_more():
    """Merging would go round it."""
    from bot.core.importers.drafts.edits import joined

    file = pack("On Bread", 2)
    draft = read_essay(file.name, file.data, {})
    asked = tuple(DraftQuestion(Rung.NOTICE, f"Number {number}?", Origin.PACK) for number in range(11))
    section = draft.sections[0]
    full = replace(section, passages=tuple(replace(each, questions=asked) for each in section.passages))
    with pytest.raises(StudyError) as refused:
        joined(replace(draft, sections=(full,)), 1, {})
    assert (refused.value.key, refused.value.values["found"]) == ("library.many_questions", 22)
