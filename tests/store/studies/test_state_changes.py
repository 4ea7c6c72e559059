"""Changes of state: each compares the state it comes from, so that what somebody else has settled stays."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time

import pytest

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftSection
from bot.core.models import Arrangement, Ending, Place, Portion, Reason, Slot, Study, StudyState, Timetable
from bot.core.posts import DeliveryState, Post, PostContent
from bot.services.deliveries import daily_posts, host_notices, outcomes, post_extras
from bot.services.library import essay_writer
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.studies import deliveries, notices, posts, studies
from tests import posting

GUILD, CHANNEL = 2 * 10**17, 4 * 10**17
NOW = datetime(2026, 5, 1, 7, 0, tzinfo=UTC)
CONTENT = PostContent(1, "On Bread", None, None, None, "Bread.", None, None, None, 1, 1, 1, "ABC", "en", None)


async def _sent(database: Database, post: Post) -> Post:
    return await posting.sent(database, post, 77, NOW)


async def _skipped(database: Database, post: Post) -> Post:
    return await posting.ended(database, post, DeliveryState.SKIPPED, Reason.FORBIDDEN, NOW, refused=True)


async def _unknown(database: Database, post: Post) -> Post:
    return await posting.ended(database, post, DeliveryState.UNKNOWN, Reason.UNKNOWN, NOW, refused=True)


OUTCOMES = {"sent": _sent, "skipped": _skipped, "unknown": _unknown}
Outcome = Callable[[Database, Post], Awaitable[Post]]


@pytest.fixture
async def study(database: Database) -> Study:
    """A study of an essay of one passage, due at seven."""
    essay = DraftEssay("On Bread", None, None, "en", None, (DraftSection(None, (DraftPassage("Bread."),)),))
    essay_id = await essay_writer.put(database, None, essay, "digest")
    async with database.writing() as connection:
        await guilds.set_left(connection, GUILD, None)
        study_id = await studies.add_study(
            connection,
            guild_id=GUILD,
            host_role_id=None,
            place=Place(CHANNEL, pin=True, publish=True),
            timetable=Timetable(time(7), "UTC", frozenset(range(7))),
            slot=Slot(NOW.date(), NOW),
            essay_ids=(essay_id,),
            arrangement=Arrangement.IN_ORDER,
            ending=Ending.STOP,
            portion=Portion(),
        )
        return await _study(connection, study_id)


@pytest.fixture
async def claimed(database: Database, study: Study) -> Post:
    """Its first post, claimed."""
    async with database.writing() as connection:
        slot = Slot(NOW.date(), NOW)
        (post,) = await posts.claim(connection, [posts.SlotClaim(study, slot, CONTENT, "n")], NOW)
        return post


async def _study(connection: Connection, study_id: int) -> Study:
    study = await studies.study(connection, study_id)
    assert study is not None
    return study


async def _post(connection: Connection, post_id: int) -> Post:
    post = await posts.post(connection, post_id)
    assert post is not None
    return post


async def _kept(database: Database, post: Post) -> tuple[Post, Study, list[Reason]]:
    """The post and its study as they stand, and what hosts have to be told."""
    async with database.reading() as connection:
        untold = [notice.reason for notice in await notices.untold(connection, GUILD)]
        return await _post(connection, post.id), await _study(connection, post.study_id), untold


@pytest.mark.parametrize("second", OUTCOMES.values(), ids=OUTCOMES)
@pytest.mark.parametrize("first", OUTCOMES.values(), ids=OUTCOMES)
async def test_of_two_outcomes_of_a_post_only_the_first_is_recorded(
    database: Database, claimed: Post, first: Outcome, second: Outcome
):
    """Nothing of the second is kept: it pauses no study, and tells hosts nothing."""
    await first(database, claimed)
    before = await _kept(database, claimed)
    with pytest.raises(StudyError) as refused:
        await second(database, claimed)
    assert refused.value.key == "study.not_unknown"
    assert await _kept(database, claimed) == before


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
async def test_no_attempt_begins_on_a_post_that_has_ended(database: Database, claimed: Post, outcome: Outcome):
    """It would be sent a second time."""
    ended = await outcome(database, claimed)
    with pytest.raises(StudyError) as refused:
        await outcomes.begin_attempt(database, posting.claim_of(claimed), NOW, nothing_before=False)
    assert refused.value.key == "study.not_unknown"
    assert (await _kept(database, claimed))[0] == ended


async def test_an_end_is_an_end(database: Database, claimed: Post):
    """Also for those who know of it: what has been sent is not sent, skipped or claimed again."""
    sent = await _sent(database, claimed)
    for outcome in OUTCOMES.values():
        with pytest.raises(StudyError):
            await outcome(database, sent)
    with pytest.raises(StudyError):
        async with database.writing() as connection:
            await deliveries.reopen(connection, posting.claim_of(sent), NOW)
    assert (await _kept(database, claimed))[0] == sent


async def test_what_was_claimed_again_is_not_settled_as_unknown(database: Database, claimed: Post):
    """Two hosts answer for the same unknown post: one has it sent again, the other leaves it."""
    unknown = await _unknown(database, claimed)
    async with database.writing() as connection:
        await deliveries.reopen(connection, posting.claim_of(unknown), NOW)
    for outcome in (_sent, _skipped):
        with pytest.raises(StudyError):
            await outcome(database, unknown)
    post, _, _ = await _kept(database, claimed)
    assert post.state is DeliveryState.CLAIMED


async def test_an_unknown_post_can_be_settled(database: Database, claimed: Post):
    """By a look, or by a host's word."""
    unknown = await _unknown(database, claimed)
    await daily_posts.settle_unknown(database, GUILD, unknown.study_id, unknown.id, NOW, message_id=77)
    post, _, _ = await _kept(database, claimed)
    assert (post.state, post.message_id) == (DeliveryState.SENT, 77)


async def test_a_study_in_another_state_than_was_read_stays_as_it_is(database: Database, study: Study):
    """One host pauses it, and what another does was decided while it was running."""
    async with database.writing() as connection:
        await studies.set_state(connection, study, StudyState.PAUSED, slot=None)
    with pytest.raises(StudyError) as refused:
        async with database.writing() as connection:
            await studies.set_state(connection, study, StudyState.ACTIVE, slot=study.next_slot)
    assert refused.value.key == "moving.changed"
    async with database.reading() as connection:
        assert (await _study(connection, study.id)).state is StudyState.PAUSED


async def test_a_thread_that_a_member_has_opened_is_not_refused(database: Database, claimed: Post):
    """And hosts hear of no trouble that there is not."""
    sent = await _sent(database, claimed)
    await post_extras.thread_opened(database, sent, 77, NOW)
    before = await _kept(database, sent)
    await post_extras.thread_refused(database, sent, Reason.NO_THREAD, NOW)
    assert await _kept(database, sent) == before


async def test_a_post_that_is_pinned_is_not_refused_its_pin(database: Database, claimed: Post):
    """What was done stays done."""
    sent = await _sent(database, claimed)
    await post_extras.pinned(database, sent)
    before = await _kept(database, sent)
    await post_extras.pin_refused(database, sent, Reason.NO_PIN, NOW)
    assert await _kept(database, sent) == before


async def test_a_post_that_is_published_is_not_refused_that(database: Database, claimed: Post):
    """Nor is one that was refused published afterwards."""
    sent = await _sent(database, claimed)
    await post_extras.published(database, sent)
    before = await _kept(database, sent)
    await post_extras.publish_refused(database, sent, Reason.NOT_ANNOUNCEMENTS, NOW)
    assert await _kept(database, sent) == before


async def test_hosts_are_told_once(database: Database, study: Study):
    """The second who tells them hears that they know."""
    async with database.writing() as connection:
        await notices.add(connection, GUILD, study.id, Reason.UNKNOWN, NOW)
    (notice,) = await host_notices.untold(database, GUILD)
    assert await host_notices.told(database, notice, NOW)
    assert not await host_notices.told(database, notice, NOW)
