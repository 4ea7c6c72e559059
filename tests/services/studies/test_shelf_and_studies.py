"""What a change of the shelf, or a host’s word, does to a study: nothing is lost, and nothing comes twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.core.errors import StudyError
from bot.core.models import Ending, Reason, StudyState
from bot.core.posts import DeliveryState, Post
from bot.services.deliveries import daily_posts, slot_claims
from bot.services.library import catalogue, corrections, essay_drafts, shelving
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import passage_lookup
from bot.services.studies import left_out_days, reading_list, reading_position, study_changes
from bot.store.database import Database
from bot.store.tables import studies as study_rows
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, DUE, GUILD, START, pack, plan

DAY = timedelta(days=1)


async def day(database: Database, number: int) -> list[tuple[str, int]]:
    """What is posted on that day (from 0): titles and numbers."""
    return [
        _named(await posting.sent(database, post, 1000 + post.id, DUE + number * DAY))
        for post in await due(database, number)
    ]


async def due(database: Database, number: int) -> list[Post]:
    return await slot_claims.claim_due(database, APPLICATION, DUE + number * DAY)


def _named(post: Post) -> tuple[str, int]:
    assert post.content is not None
    return post.content.title, post.content.number


async def bring(database: Database, *files: EssayFile) -> dict[str, int]:
    """The guild's own essays by title, after these have come."""
    for file in files:
        await catalogue.import_essay(database, GUILD, file, {})
    return {essay.title: essay.id for essay in await passage_lookup.shelf(database, GUILD)}


async def test_a_day_posted_early_by_a_host_has_had_its_post(stocked: Database):
    """Even where its usual hour is more than twelve hours later: the next one is the day after."""
    status = await study_changes.set_up(stocked, plan(time="19:30"), datetime(2026, 5, 1, tzinfo=UTC))
    await slot_claims.claim_now(stocked, APPLICATION, status.study.id, datetime(2026, 5, 1, 7, tzinfo=UTC))
    assert await slot_claims.claim_due(stocked, APPLICATION, datetime(2026, 5, 1, 20, tzinfo=UTC)) == []
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, datetime(2026, 5, 2, 19, 31, tzinfo=UTC))
    assert post.slot.date.isoformat() == "2026-05-02"


async def test_a_date_planned_twice_by_an_older_version_is_passed(stocked: Database):
    """And keeps nobody else waiting."""
    status = await study_changes.set_up(stocked, plan(), START)
    (first,) = await due(stocked, 0)
    values = {"next_date": first.slot.date.isoformat(), "next_due_at": 1, "next_claim_at": 1}
    async with stocked.writing() as connection:
        await connection.execute(update(study_rows).where(study_rows.c.id == status.study.id).values(**values))
    assert await due(stocked, 0) == []
    assert len(await due(stocked, 1)) == 1


async def test_a_passage_that_is_moved_is_neither_lost_nor_read_again(database: Database):
    """Whichever side of what has been read it comes to: one that was to come still does, at its new place."""
    essays = await bring(database, pack("Ours", 6))
    await study_changes.set_up(database, plan(essay_id=essays["Ours"]), START)
    assert [await day(database, n) for n in range(2)] == [[("Ours", 1)], [("Ours", 2)]]
    for number, to in ((3, 1), (2, 6), (6, 4)):  # to come, now before all; read, now behind all; read, amid the others
        essay = await corrections.own(database, GUILD, essays["Ours"])
        await corrections.move_passage(database, GUILD, essay.id, essay.revision, number, to)
    texts = [post.content.text for number in range(2, 7) for post in await due(database, number) if post.content]
    assert [text[:15] for text in texts] == [f"Ours, passage {n}" for n in (3, 4, 5, 6)]


async def test_an_update_in_another_order_loses_no_passage(database: Database):
    """What was to come comes, and nothing again."""
    before = pack("Ours", 5)
    essays = await bring(database, before)
    await study_changes.set_up(database, plan(essay_id=essays["Ours"]), START)
    for number in range(3):
        await day(database, number)
    changed = _reordered(before)
    waiting = await essay_drafts.begin(database, asks(GUILD, now=START), changed, {})
    assert (await shelving.compared(database, waiting)).update is not None
    await shelving.shelve(database, asks(GUILD, now=START), waiting.draft.id, waiting.draft.revision)
    to_come = [post for number in range(3, 7) for post in await due(database, number)]
    texts_to_come = [post.content.text for post in to_come if post.content]
    assert [text[:15] for text in texts_to_come] == ["Ours, passage 4", "Ours, passage 5"]


@pytest.mark.parametrize("common", [True, False])
async def test_a_pack_updated_by_an_operator_loses_no_passage(database: Database, *, common: bool):
    """In the starter library, for every guild that reads it, or by hand on the shelf of one."""
    before = pack("Ours", 5)

    async def brought(file: EssayFile) -> None:
        await (catalogue.stock(database, [file]) if common else catalogue.import_essay(database, GUILD, file, {}))

    await brought(before)
    await study_changes.set_up(database, plan(), START)
    for number in range(3):
        await day(database, number)
    await brought(_reordered(before))
    to_come = [post.content.text for number in range(3, 7) for post in await due(database, number) if post.content]
    assert [text[:15] for text in to_come] == ["Ours, passage 4", "Ours, passage 5"]


def _reordered(file: EssayFile) -> EssayFile:
    """The pack with its third and fourth passage in each other's place."""
    head, body = file.data.decode().removeprefix("---\n").split("---\n", 1)
    parts = body.split("\n\n---\n\n")
    parts[2], parts[3] = parts[3], parts[2]
    return EssayFile(file.name, f"---\n{head}---\n{(chr(10) * 2 + '---' + chr(10) * 2).join(parts)}".encode())


@pytest.mark.parametrize("ending", [Ending.STOP, Ending.LOOP])
async def test_an_essay_that_grows_after_its_end_is_read_on(database: Database, ending: Ending):
    """A study that had finished goes on with what is new; one that begins again has it in its next round, once."""
    essays = await bring(database, pack("Ours", 2))
    await study_changes.set_up(database, plan(essay_id=essays["Ours"], ending=ending), START)
    read = [await day(database, number) for number in range(2)]
    await bring(database, pack("Ours", 3))
    read += [await day(database, number) for number in range(2, 6)]
    rest = [[("Ours", n)] for n in (1, 2, 3, 1)] if ending is Ending.LOOP else [[("Ours", 3)], [], [], []]
    assert read == [[("Ours", 1)], [("Ours", 2)], *rest]


async def test_an_essay_taken_off_the_shelf_brings_back_nothing_that_was_passed_over(database: Database):
    """The study goes on with what was to come."""
    essays = await bring(database, pack("First", 2), pack("Second", 2), pack("Third", 2))
    study = (await study_changes.set_up(database, plan(), START)).study
    skip = await reading_position.skip_to(database, asks(now=START, channel_id=None), study, "second 1")
    await reading_position.move(database, asks(GUILD, now=START), study.id, skip.target.passage_id, 1, back=False)
    assert [await day(database, n) for n in range(2)] == [[("Second", 1)], [("Second", 2)]]
    await corrections.remove(database, GUILD, essays["Second"])
    assert await day(database, 2) == [("Third", 1)]


async def test_only_essays_that_will_come_are_counted_as_coming(database: Database):
    """One that was begun and taken out by a host is not gone on to."""
    essays = await bring(database, pack("First", 2), pack("Second", 2), pack("Third", 2))
    ours = plan(essay_id=essays["First"], ending=Ending.GO_ON)
    study = (await study_changes.set_up(database, ours, START)).study
    assert (await reading_list.reading_list(database, GUILD, study.id)).then == 2
    await day(database, 0)
    await reading_list.add_essay(database, asks(GUILD, now=START), study.id, essays["Third"])
    found = await reading_list.remove_essay(database, asks(GUILD, now=START), study.id, essays["First"])
    assert (found.then, len(found.addable)) == (1, 2)


async def test_days_that_are_over_are_not_taken_in_again(database: Database):
    """To say so would be untrue."""
    await bring(database, pack("Ours", 4))
    study = (await study_changes.set_up(database, plan(), START)).study
    days = [study.next_slot.date] if study.next_slot else []
    await left_out_days.leave_out(database, asks(GUILD, now=START), study.id, days)
    assert await due(database, 0) == []
    with pytest.raises(StudyError, match=r"moving\.over"):
        await left_out_days.take_in(database, asks(GUILD, now=DUE), study.id, days)


async def test_a_passage_left_by_a_host_wakes_a_study_that_had_read_everything(database: Database):
    """It is to come again, so the study is not at its end."""
    essays = await bring(database, pack("Ours", 2))
    status = await study_changes.set_up(database, plan(essay_id=essays["Ours"]), START)
    await day(database, 0)
    (post,) = await due(database, 1)
    await posting.ended(database, post, DeliveryState.UNKNOWN, Reason.UNKNOWN, DUE + DAY)
    assert await due(database, 2) == []
    assert await daily_posts.settle_unknown(database, GUILD, post.study_id, post.id, DUE + 2 * DAY, message_id=None)
    assert (await study_changes.by_id(database, GUILD, status.study.id)).state is StudyState.ACTIVE
    assert await day(database, 3) == [("Ours", 2)]


async def test_a_host_is_told_when_a_passage_left_does_not_come_by_itself(database: Database):
    """It has been posted since, as a host went back to it."""
    essays = await bring(database, pack("Ours", 4))
    study = (await study_changes.set_up(database, plan(essay_id=essays["Ours"]), START)).study
    (post,) = await due(database, 0)
    await posting.ended(database, post, DeliveryState.UNKNOWN, Reason.UNKNOWN, DUE)
    back = await reading_position.go_back(database, asks(now=DUE, channel_id=None), study, None)
    revision = back.study.revision
    await reading_position.move(database, asks(GUILD, now=DUE), study.id, back.target.passage_id, revision, back=True)
    assert await day(database, 1) == [("Ours", 1)]
    assert not await daily_posts.settle_unknown(database, GUILD, post.study_id, post.id, DUE + DAY, message_id=None)
    assert await day(database, 2) == [("Ours", 2)]
