"""Which posts are edited so that their line tells how many have read and answered."""

from datetime import timedelta

from sqlalchemy import insert

from bot.core.models import Part, Place
from bot.core.posts import Post, Wish
from bot.core.studies.participation.growing_line import Counts, Edited
from bot.core.studies.participation.parts import TakingPart
from bot.services.deliveries import slot_claims
from bot.services.participation import counting, growing_lines, own_data
from bot.services.studies import study_changes
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.tables import studies
from tests import posting
from tests.services.conftest import APPLICATION, CHANNEL, DUE, START, plan

ANN, BEN = 5 * 10**17, 6 * 10**17
SOON = DUE + timedelta(minutes=2)


async def posted(database: Database, late: timedelta = timedelta(0)) -> list[Post]:
    """The posts of all studies, sent when they were due, or so much later."""
    claimed = await slot_claims.claim_due(database, APPLICATION, DUE)
    return [await posting.sent(database, post, 900 + number, DUE + late) for number, post in enumerate(claimed)]


async def read(database: Database, *read_posts: Post) -> None:
    await counting.record(database, [TakingPart(post.id, ANN, Part.READ, DUE) for post in read_posts])


async def test_a_line_is_told_once(stocked: Database, study: StudyStatus):
    """Until it changes; what somebody deletes about themselves changes it as well."""
    del study
    (post,) = await posted(stocked)
    assert await growing_lines.to_edit(stocked, SOON) == []
    parts = [(ANN, Part.READ), (BEN, Part.READ), (BEN, Part.ANSWERED), (BEN, Part.REPLIED)]
    await counting.record(stocked, [TakingPart(post.id, user, part, DUE) for user, part in parts])
    (grown,) = await growing_lines.to_edit(stocked, SOON)
    assert (grown.post.id, grown.counts) == (post.id, Counts(2, 1))
    await growing_lines.was_edited(stocked, grown, Edited.DONE, SOON)
    later = SOON + timedelta(hours=1)
    assert await growing_lines.to_edit(stocked, later) == []
    await own_data.forget(stocked, BEN, DUE)
    (shrunk,) = await growing_lines.to_edit(stocked, later)
    assert (shrunk.line.says, shrunk.counts) == (Counts(2, 1), Counts(1, 0))


async def test_a_line_that_was_refused_has_ended(stocked: Database, study: StudyStatus):
    """Too many edits only let it rest."""
    del study
    (post,) = await posted(stocked)
    await read(stocked, post)
    (grown,) = await growing_lines.to_edit(stocked, SOON)
    await growing_lines.was_edited(stocked, grown, Edited.TOO_MANY, SOON)
    assert await growing_lines.to_edit(stocked, SOON + timedelta(minutes=59)) == []
    (again,) = await growing_lines.to_edit(stocked, SOON + timedelta(hours=1))
    await growing_lines.was_edited(stocked, again, Edited.REFUSED, SOON + timedelta(hours=1))
    assert await growing_lines.to_edit(stocked, SOON + timedelta(hours=5)) == []


async def test_a_post_that_is_published_has_no_line(stocked: Database):
    """What a host chose when it was claimed holds for it."""
    await study_changes.set_up(stocked, plan(place=Place(CHANNEL, publish=True)), START)
    (post,) = await posted(stocked)
    assert post.publish is Wish.WANTED
    await read(stocked, post)
    assert await growing_lines.to_edit(stocked, SOON) == []


async def test_the_next_post_of_the_study_ends_the_day_of_its_own_alone(stocked: Database, study: StudyStatus):
    """Another study in the same server goes on."""
    await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1)), START)
    first, other = await posted(stocked, late=timedelta(hours=5))
    await read(stocked, first, other)
    tomorrow = DUE + timedelta(days=1)
    (following,) = (await slot_claims.claim_some(stocked, [study.study.id], APPLICATION, tomorrow)).posts
    await posting.sent(stocked, following, 990, tomorrow)
    grown = await growing_lines.to_edit(stocked, tomorrow + timedelta(hours=1))
    assert [line.post.id for line in grown] == [other.id]


async def test_a_turn_edits_a_few_and_the_next_the_others(stocked: Database, study: StudyStatus):
    """Those that have waited longest come first, so that none waits for ever."""
    del study
    most = growing_lines.MOST_AT_ONCE
    async with stocked.writing() as connection:
        row = (await connection.execute(studies.select())).mappings().one()
        copies = [dict(row) | {"id": 100 + n, "channel_id": CHANNEL + n} for n in range(1, most + 10)]
        await connection.execute(insert(studies), copies)
    all_posts = await posted(stocked)
    await read(stocked, *all_posts)
    edited: list[int] = []
    for _ in range(3):
        turn = await growing_lines.to_edit(stocked, SOON)
        assert len(turn) <= most
        for grown in turn:
            await growing_lines.was_edited(stocked, grown, Edited.DONE, SOON)
        edited += [grown.post.id for grown in turn]
    assert sorted(edited) == sorted(post.id for post in all_posts)
