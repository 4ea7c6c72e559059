"""Hosts write, edit and hide questions, each guild its own."""

from dataclasses import replace

import pytest

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.models import Origin, Question, QuestionState, Rung
from bot.services.deliveries import slot_claims
from bot.services.guilds import guild_lifecycle
from bot.services.library import catalogue, essay_writer
from bot.services.lookup import passage_lookup
from bot.services.questions import host_questions
from bot.services.studies import preview, study_changes
from bot.store.database import Database
from bot.store.essays import passages, questions
from bot.store.tables import questions as question_table
from tests.asking import asks
from tests.services.conftest import APPLICATION, DUE, GUILD, OTHER_GUILD, START, plan
from tests.services.lookup.looked_up import the_one

OWN = "Which loaf would you keep?"
TEXTS = ("Bread is broken for whoever comes late.", "Salt keeps what it is lost in.", "A lamp lights its bearer last.")


def essay(*texts: str, asked: str = "What is said?") -> DraftEssay:
    held = tuple(DraftPassage(text, (DraftQuestion(Rung.NOTICE, asked, Origin.PACK),)) for text in texts)
    return DraftEssay("At Table", None, None, "en", None, (DraftSection(None, held),), pack_id="at-table")


async def ids(database: Database, essay_id: int) -> list[int]:
    async with database.reading() as connection:
        return [passage.id for passage in await passages.of_essay(connection, essay_id)]


async def asked(database: Database, passage_id: int, guild_id: int | None = GUILD) -> list[Question]:
    async with database.reading() as connection:
        return await questions.asked(connection, passage_id, guild_id)


async def texts(database: Database, passage_id: int, guild_id: int | None = GUILD) -> list[str]:
    return [question.text for question in await asked(database, passage_id, guild_id)]


async def bread(database: Database) -> int:
    return (await the_one(database, GUILD, "bread 1", None)).passage.id


async def refusal(database: Database, passage_id: int, text: str) -> str:
    with pytest.raises(StudyError) as refused:
        await host_questions.add(database, GUILD, passage_id, Rung.APPLY, text)
    return refused.value.key


async def test_a_written_question_is_asked_in_its_guild(stocked: Database):
    """After those that came with the essay; `another` leads to it."""
    passage_id = await bread(stocked)
    added = await host_questions.add(stocked, GUILD, passage_id, Rung.APPLY, f"  {OWN[:11]}\n{OWN[11:]} ")
    *_, last = await asked(stocked, passage_id)
    assert (last.id, last.text, last.origin, last.guild_id) == (added.back, OWN, Origin.HOST, GUILD)
    before = await asked(stocked, passage_id)
    shown = await passage_lookup.another_question(stocked, GUILD, passage_id, before[1].id)
    assert shown == last


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "question.empty"),
        ("  ?\n", "question.empty"),
        ("x" * 301, "question.too_long"),
        ("What does passage 1 of On Bread mean?", None),
    ],
)
async def test_what_cannot_be_asked_is_refused(stocked: Database, text: str, key: str | None):
    """The same words on another rung are another question."""
    passage_id = await bread(stocked)
    if key:
        assert await refusal(stocked, passage_id, text) == key
    else:
        await host_questions.add(stocked, GUILD, passage_id, Rung.APPLY, text)
        assert await refusal(stocked, passage_id, text) == "question.asked_already"


async def test_a_passage_is_full_with_so_many(stocked: Database):
    """Twenty, those of the essay among them; editing one is possible still."""
    passage_id = await bread(stocked)
    for number in range(18):
        await host_questions.add(stocked, GUILD, passage_id, Rung.APPLY, f"Number {number}?")
    assert await refusal(stocked, passage_id, OWN) == "question.full"
    *_, last = await asked(stocked, passage_id)
    await host_questions.edit(stocked, GUILD, last.id, Rung.APPLY, OWN)
    assert len(await asked(stocked, passage_id)) == 20


async def test_an_edited_question_keeps_its_place_and_can_be_put_back(stocked: Database):
    """One of the essay's own is only hidden, for this guild alone."""
    passage_id = await bread(stocked)
    first, second = await asked(stocked, passage_id)
    done = await host_questions.edit(stocked, GUILD, first.id, first.rung, OWN)
    assert await texts(stocked, passage_id) == [OWN, second.text]
    assert await texts(stocked, passage_id, OTHER_GUILD) == await texts(stocked, passage_id, None)
    assert await texts(stocked, passage_id, None) == [first.text, second.text]
    again = await host_questions.edit(stocked, GUILD, done.back or 0, first.rung, "And whose loaf?")
    assert await texts(stocked, passage_id) == ["And whose loaf?", second.text]
    await host_questions.exchange(stocked, GUILD, again.back, again.gone)
    await host_questions.exchange(stocked, GUILD, done.back, done.gone)
    assert await asked(stocked, passage_id) == [first, second]


async def test_what_says_the_same_changes_nothing(stocked: Database):
    """Sending a form as it stands is no edit."""
    first, _ = await asked(stocked, await bread(stocked))
    done = await host_questions.edit(stocked, GUILD, first.id, first.rung, f" {first.text} ")
    assert (done.gone, done.back) == (None, None)


async def test_a_removed_question_is_asked_no_more_until_it_is_put_back(stocked: Database):
    """Hosts still see one of the essay's own."""
    passage_id = await bread(stocked)
    first, second = await asked(stocked, passage_id)
    own = await host_questions.add(stocked, GUILD, passage_id, Rung.APPLY, OWN)
    for question_id in (first.id, own.back):
        await host_questions.exchange(stocked, GUILD, question_id, None)
    assert await asked(stocked, passage_id) == [second]
    seen = await host_questions.about(stocked, GUILD, passage_id)
    assert seen.questions == (replace(first, state=QuestionState.DECLINED), second)
    with pytest.raises(StudyError, match=r"question\.changed"):
        await host_questions.exchange(stocked, GUILD, first.id, None)
    for question_id in (first.id, own.back):
        await host_questions.exchange(stocked, GUILD, None, question_id)
    assert await texts(stocked, passage_id) == [first.text, second.text, OWN]


async def test_former_wordings_do_not_pile_up(stocked: Database):
    """Of a passage the newest twenty stay, beside the one before and the one that is asked."""
    passage_id = await bread(stocked)
    last = (await host_questions.add(stocked, GUILD, passage_id, Rung.APPLY, OWN)).back
    for number in range(30):
        last = (await host_questions.edit(stocked, GUILD, last or 0, Rung.APPLY, f"Number {number}?")).back
    async with stocked.reading() as connection:
        own = question_table.select().where(question_table.c.guild_id == GUILD)
        assert len((await connection.execute(own)).all()) == 22


async def test_another_guild_sees_nothing_by_any_way(stocked: Database):
    """Neither asking, nor leading on, nor talking, nor its posts, nor an export, nor guessing the id."""
    passage_id = await bread(stocked)
    done = await host_questions.add(stocked, GUILD, passage_id, Rung.NOTICE, OWN)
    first, _ = await asked(stocked, passage_id, None)
    await host_questions.exchange(stocked, GUILD, first.id, None)
    for guild_id in (OTHER_GUILD, None):
        assert OWN not in await texts(stocked, passage_id, guild_id)
        assert first.text in await texts(stocked, passage_id, guild_id)
        exported = await catalogue.export_essay(stocked, guild_id, "On Bread")
        assert OWN not in repr(exported)
        assert first.text in repr(exported)
        shown = 0
        for _ in range(5):
            question = await passage_lookup.another_question(stocked, guild_id, passage_id, shown)
            assert question is not None
            assert question.text != OWN
            shown = question.id
    assert OWN not in repr(await host_questions.about(stocked, OTHER_GUILD, passage_id))
    for doing in (
        host_questions.one(stocked, OTHER_GUILD, done.back or 0),
        host_questions.edit(stocked, OTHER_GUILD, done.back or 0, Rung.NOTICE, "Mine now?"),
        host_questions.exchange(stocked, OTHER_GUILD, done.back, None),
    ):
        with pytest.raises(StudyError, match=r"question\.gone"):
            await doing
    study = await study_changes.set_up(stocked, plan(guild_id=OTHER_GUILD), START)
    coming = await preview.preview(stocked, asks(OTHER_GUILD, now=START), study.study.id)
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    assert OWN not in repr((coming, post))


async def test_a_guild_exports_what_it_asks(stocked: Database):
    """Its own questions, without those it hides; read again, none comes twice."""
    essay_id = await essay_writer.put(stocked, GUILD, essay(*TEXTS), "1")
    (first, *_) = await ids(stocked, essay_id)
    (brought,) = await asked(stocked, first)
    await host_questions.edit(stocked, GUILD, brought.id, Rung.NOTICE, OWN)
    exported = await catalogue.read_back(stocked, GUILD, essay_id)
    assert [question.text for question in exported.passages[0].questions] == [OWN]
    await essay_writer.put(stocked, GUILD, exported, "2")
    assert await texts(stocked, first) == [OWN]


async def test_a_new_version_of_an_essay_leaves_what_hosts_have_written(database: Database):
    """With its passage, wherever that stands; where it is gone, with the nearest; and what they hide stays hidden."""
    essay_id = await essay_writer.put(database, None, essay(*TEXTS), "1")
    bread_id, salt_id, lamp_id = await ids(database, essay_id)
    for passage_id, text in ((bread_id, "Of bread?"), (salt_id, "Of salt?"), (lamp_id, "Of lamps?")):
        await host_questions.add(database, GUILD, passage_id, Rung.APPLY, text)
    (brought, _) = await asked(database, bread_id)
    await host_questions.exchange(database, GUILD, brought.id, None)
    await essay_writer.put(database, None, essay("Water waits.", TEXTS[2], TEXTS[0], asked="What now?"), "2")
    water_id, *_ = await ids(database, essay_id)
    assert await texts(database, bread_id) == ["Of bread?"]
    assert "Of lamps?" in await texts(database, lamp_id)
    kept = [
        passage_id for passage_id in (water_id, lamp_id, bread_id) if "Of salt?" in await texts(database, passage_id)
    ]
    assert len(kept) == 1
    assert [await texts(database, passage_id, None) for passage_id in (water_id, bread_id)] == [["What now?"]] * 2
    await essay_writer.put(database, None, essay("All of it is another text now."), "3")
    (only,) = await ids(database, essay_id)
    assert set(await texts(database, only)) == {"What is said?", "Of bread?", "Of salt?", "Of lamps?"}


async def test_what_a_guild_has_written_goes_with_it(stocked: Database):
    """A month after the bot has left."""
    passage_id = await bread(stocked)
    first, _ = await asked(stocked, passage_id)
    await host_questions.edit(stocked, GUILD, first.id, Rung.NOTICE, OWN)
    await guild_lifecycle.left(stocked, GUILD, START)
    await guild_lifecycle.forget_gone(stocked, (), START + guild_lifecycle.KEPT_FOR * 2)
    assert await asked(stocked, passage_id) == await asked(stocked, passage_id, None)
    async with stocked.reading() as connection:
        own = question_table.select().where(question_table.c.guild_id.is_not(None))
        assert (await connection.execute(own)).all() == []
