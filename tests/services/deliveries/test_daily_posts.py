"""Claiming and recording the daily post."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, update

from bot.core.deliveries import delivery
from bot.core.errors import StudyError
from bot.core.models import Place, Reason, Rung, StudyState
from bot.core.posts import DeliveryState, Post
from bot.core.studies import schedule
from bot.services.deliveries import claim_holds, daily_posts, outcomes, post_extras, slot_claims
from bot.services.guilds import guild_lifecycle
from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from bot.services.studies import left_out_days, reading_progress, study_changes
from bot.services.studies.study_changes import Change, StudyStatus
from bot.store.database import Database
from bot.store.studies import posts
from bot.store.studies import studies as store_studies
from bot.store.tables import deliveries, studies
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, START, plan


async def claim(database: Database, now: datetime) -> list[Post]:
    return await slot_claims.claim_due(database, APPLICATION, now)


async def ledger(database: Database, study_id: int, days: int = 400) -> list[Post]:
    async with database.reading() as connection:
        return await posts.recent(connection, study_id, START - timedelta(days=days))


async def test_nothing_is_claimed_before_its_time(stocked: Database, study: StudyStatus):
    """At 06:59:59 nothing is due."""
    del study
    assert await claim(stocked, START + timedelta(minutes=59, seconds=59)) == []


async def test_a_slot_is_claimed_once(stocked: Database, study: StudyStatus):
    """A second tick in the same minute finds nothing to claim."""
    now = START + timedelta(hours=1, seconds=30)
    (post,) = await claim(stocked, now)
    assert await claim(stocked, now) == []
    assert (post.slot.date, post.state, posting.claim_of(post).attempts) == (date(2026, 5, 1), DeliveryState.CLAIMED, 1)
    assert post.study_id == study.study.id


async def test_claims_are_handed_on_before_the_next_ones_are_made(stocked: Database, study: StudyStatus):
    """A thousand take seconds, in which the first ones go out."""
    del study
    for place in range(slot_claims.IN_ONE):
        await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1 + place)), START)
    writes: list[int] = []
    claimed = await slot_claims.claim_due(stocked, APPLICATION, DUE, lambda _: writes.append(stocked.writes))
    assert len(claimed) == slot_claims.IN_ONE + 1
    assert [later - earlier for earlier, later in pairwise(writes)] == [*[0] * (slot_claims.IN_ONE - 1), 1]


async def test_a_claim_holds_all_that_the_post_will_say(stocked: Database, study: StudyStatus):
    """Whatever becomes of the essay, a retry says the same."""
    del study
    (post,) = await claim(stocked, DUE)
    assert post.content is not None
    assert (post.content.title, post.content.number, post.content.length) == ("On Bread", 1, 3)
    assert (post.content.day, post.content.question) == (1, "What does passage 1 of On Bread mean?")
    assert len(post.content.reference) == 6
    assert len(posting.claim_of(post).nonce) == 25


async def test_a_claim_holds_the_language_in_which_the_post_is_said(stocked: Database, study: StudyStatus):
    """So a retry says the same in another language of the guild; a claim of before there were others is in English."""
    (post,) = await claim(stocked, DUE)
    async with stocked.writing() as connection:
        stored = (await connection.execute(select(deliveries.c.content))).scalar_one()
        assert stored.pop("said_in") == "en"
        await connection.execute(update(deliveries).values(content=stored))
    assert (await ledger(stocked, study.study.id))[0].content == post.content


async def test_days_follow_one_another_through_all_essays(stocked: Database, study: StudyStatus):
    """Five days, five passages; then the study has read everything and says so."""
    seen: list[tuple[int, str, int]] = []
    for day in range(5):
        (post,) = await claim(stocked, DUE + timedelta(days=day))
        await posting.sent(stocked, post, 1000 + day, DUE + timedelta(days=day))
        assert post.content is not None
        seen.append((post.content.day, post.content.title, post.content.number))
    assert seen == [(1, "On Bread", 1), (2, "On Bread", 2), (3, "On Bread", 3), (4, "On Salt", 1), (5, "On Salt", 2)]
    assert await claim(stocked, DUE + timedelta(days=5)) == []
    (status,) = await study_changes.status(stocked, asks(GUILD, now=START, channel_id=CHANNEL))
    assert status.study.state is StudyState.FINISHED
    last = (await ledger(stocked, study.study.id))[-1]
    assert (last.state, last.reason) == (DeliveryState.SKIPPED, Reason.NOTHING_LEFT)


async def test_questions_to_differ_about_take_turns(database: Database):
    """A passage that has only one to notice is asked that, and the turn is whose it was."""
    on_all = "".join(f"? {rung}: {rung}?\n" for rung in Rung)
    passages = (f"Bread.\n\n{on_all}", f"Rye.\n\n{on_all}", "Salt.\n\n? notice: notice?\n", f"Oil.\n\n{on_all}")
    text = "---\ntitle: Turns\nid: turns\n---\n" + "\n---\n\n".join(passages)
    await catalogue.stock(database, [EssayFile("turns.md", text.encode())])
    await study_changes.set_up(database, plan(), START)
    asked: list[str | None] = []
    for day in range(4):
        (post,) = await claim(database, DUE + timedelta(days=day))
        await posting.sent(database, post, 1000 + day, DUE + timedelta(days=day))
        asked.append(post.content.question if post.content else None)
    assert asked == ["understand?", "apply?", "notice?", "disagree?"]


async def test_no_two_days_have_one_number(stocked: Database, study: StudyStatus):
    """Also after an earlier day, which nobody was sure of, turned out to have had no post."""
    (first,) = await claim(stocked, DUE)
    await posting.ended(stocked, first, DeliveryState.UNKNOWN, Reason.UNKNOWN, DUE)
    (second,) = await claim(stocked, DUE + timedelta(days=1))
    await posting.sent(stocked, second, 2, DUE + timedelta(days=1))
    await daily_posts.settle_unknown(stocked, study.study.guild_id, first.study_id, first.id, DUE, message_id=None)
    (third,) = await claim(stocked, DUE + timedelta(days=2))
    assert [post.content.day for post in (first, second, third) if post.content] == [1, 2, 3]


async def claim_after_absence(database: Database, now: datetime) -> list[Post]:
    """Claim what is due; slots that are only to be looked for are not in the channel."""
    while (claimed := await claim(database, now)) and all(map(delivery.is_sought, map(posting.claim_of, claimed))):
        for post in claimed:
            await posting.ended(database, post, DeliveryState.SKIPPED, Reason.OFFLINE, now)
    return claimed


async def test_days_of_downtime_end_as_skipped_with_their_reason(stocked: Database, study: StudyStatus):
    """Four days off: three skipped, one of them after a look, and the fourth, two hours late, is sent."""
    (post,) = await claim_after_absence(stocked, DUE + timedelta(days=3, hours=2))
    assert post.slot.date == date(2026, 5, 4)
    found = await ledger(stocked, study.study.id)
    assert [(each.slot.date.day, each.state, each.reason) for each in found] == [
        (1, DeliveryState.SKIPPED, Reason.OFFLINE),
        (2, DeliveryState.SKIPPED, Reason.OFFLINE),
        (3, DeliveryState.SKIPPED, Reason.OFFLINE),
        (4, DeliveryState.CLAIMED, None),
    ]
    assert post.content is not None
    assert (post.content.day, post.content.number) == (1, 1)


async def test_what_comes_next_waits_for_a_slot_that_is_looked_for(stocked: Database, study: StudyStatus):
    """Which passage is the next depends on whether that one was posted: it was, so the next is the second."""
    del study
    now = DUE + timedelta(days=1)
    (sought,) = await claim(stocked, now)
    assert await claim(stocked, now) == []
    await posting.sent(stocked, sought, 77, DUE)
    (post,) = await claim(stocked, now)
    assert post.content is not None
    assert (post.slot.date.day, post.content.number, post.content.day) == (2, 2, 2)


async def test_years_of_downtime_hold_nobody_up(stocked: Database, study: StudyStatus):
    """Each day has its row, and the claim of another study does not wait for them."""
    now = DUE + timedelta(days=1000, hours=3)
    await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1)), now - timedelta(hours=4))
    claimed = await claim(stocked, now)
    other, sought = sorted(claimed, key=lambda post: post.id)
    assert (other.channel_id, sought.channel_id) == (CHANNEL + 1, CHANNEL)
    found = await ledger(stocked, study.study.id, days=1001)
    assert [each.slot.date for each in found] == [date(2026, 5, 1) + timedelta(days=day) for day in range(1000)]
    assert {each.reason for each in found[:-1]} == {Reason.OFFLINE}


async def put_ahead(database: Database, study_id: int, days: int) -> None:
    """Write what an older version wrote when the clock was so far ahead for one tick."""
    async with database.writing() as connection:
        found = await reading_progress.own(connection, GUILD, study_id)
        assert found.next_slot is not None
        ahead = schedule.upcoming(found.timetable, found.next_slot, days + 1)
        for slot in ahead[:-1]:
            await posts.skip(connection, found, slot, now=START + timedelta(days=days), reason=Reason.OFFLINE)
        await store_studies.set_next(connection, found, ahead[-1])


@pytest.mark.parametrize("back_by", ["itself", "resume", "edit"])
async def test_a_study_comes_back_from_where_a_wrong_clock_had_put_it(
    stocked: Database, study: StudyStatus, back_by: str
):
    """Ten years of slots that were never missed are forgotten, and the passage comes today."""
    await put_ahead(stocked, study.study.id, 3653)
    if back_by == "itself":
        assert await claim_holds.is_due(stocked, START, START)
        assert await claim(stocked, START) == []
        assert not await claim_holds.is_due(stocked, START, START)
    elif back_by == "resume":
        await study_changes.pause(stocked, asks(GUILD), study.study.id)
        await study_changes.resume(stocked, asks(GUILD, now=START), study.study.id)
    else:
        await study_changes.apply(stocked, asks(GUILD, now=START), study.study.id, Change())
    (status,) = await study_changes.status(stocked, asks(GUILD, now=START, channel_id=CHANNEL))
    assert [slot.date.day for slot in status.upcoming] == [1, 2, 3]
    assert await ledger(stocked, study.study.id) == []
    for day in range(2):
        (post,) = await claim(stocked, DUE + timedelta(days=day))
        await posting.sent(stocked, post, 77 + day, DUE + timedelta(days=day))


async def test_post_now_is_not_kept_by_slots_that_lie_ahead(stocked: Database, study: StudyStatus):
    """What a wrong clock has written for the days to come is no reason to refuse today's."""
    await put_ahead(stocked, study.study.id, 30)
    post = await slot_claims.claim_now(stocked, APPLICATION, study.study.id, START + timedelta(hours=2))
    assert post.slot.date == date(2026, 5, 1)
    (status,) = await study_changes.status(stocked, asks(GUILD, now=START, channel_id=CHANNEL))
    assert status.upcoming[0].date == date(2026, 5, 2)


async def test_a_passage_that_went_out_ahead_of_its_day_does_not_come_again(stocked: Database, study: StudyStatus):
    """Tomorrow's was posted today by a clock that was a day ahead: that date has had its slot."""
    (early,) = await claim(stocked, DUE + timedelta(hours=20))
    await posting.sent(stocked, early, 77, DUE)
    (early,) = await claim(stocked, DUE + timedelta(days=1))
    await posting.sent(stocked, early, 78, DUE)
    await study_changes.pause(stocked, asks(GUILD), study.study.id)
    await study_changes.resume(stocked, asks(GUILD, now=DUE), study.study.id)
    assert await claim(stocked, DUE + timedelta(days=1)) == []
    (post,) = await claim(stocked, DUE + timedelta(days=2))
    assert post.slot.date == date(2026, 5, 3)


async def test_a_look_that_fails_counts_as_an_attempt(stocked: Database, study: StudyStatus):
    """Its pauses grow as those of sends do."""
    del study
    (post,) = await claim(stocked, DUE)
    claimed, pauses = posting.claim_of(post), list[float]()
    for _ in range(7):
        claimed = await outcomes.look_failed(stocked, claimed, DUE)
        assert claimed.retry_at is not None
        pauses.append((claimed.retry_at - DUE).total_seconds())
    assert pauses == [*map(float, delivery.PAUSES), 900.0, 900.0]


async def test_a_paused_study_claims_nothing(stocked: Database, study: StudyStatus):
    """And when it resumes it goes on with the next slot, without a backlog."""
    await study_changes.pause(stocked, asks(GUILD), study.study.id)
    assert await claim(stocked, START + timedelta(days=2)) == []
    paused = await study_changes.by_id(stocked, GUILD, study.study.id)
    status = await study_changes.resume(stocked, asks(GUILD, now=START + timedelta(days=2)), paused.id)
    assert status.upcoming[0].date == date(2026, 5, 3)


async def test_a_guild_without_the_bot_claims_nothing(stocked: Database, study: StudyStatus):
    """Its studies are frozen; when the bot is back they wait for a host, with all their settings."""
    del study
    await guild_lifecycle.left(stocked, GUILD, START)
    assert await claim(stocked, DUE) == []
    await guild_lifecycle.joined(stocked, GUILD, START)
    assert await claim(stocked, DUE) == []
    (status,) = await study_changes.status(stocked, asks(GUILD, now=START, channel_id=CHANNEL))
    assert status.study.paused_because == Reason.BACK_AGAIN
    await study_changes.resume(stocked, asks(GUILD, now=START), status.study.id)
    assert len(await claim(stocked, DUE)) == 1


async def test_post_now_takes_today_s_slot(stocked: Database, study: StudyStatus):
    """The scheduled one of the same day does not come on top."""
    await slot_claims.claim_now(stocked, APPLICATION, study.study.id, START)
    assert await claim(stocked, DUE) == []
    (status,) = await study_changes.status(stocked, asks(GUILD, now=START, channel_id=CHANNEL))
    assert status.upcoming[0].date == date(2026, 5, 2)


@pytest.mark.parametrize(("later", "key"), [(timedelta(hours=2), "study.posted_today"), (timedelta(hours=20), None)])
async def test_post_now_never_doubles_a_day(stocked: Database, study: StudyStatus, later: timedelta, key: str | None):
    """A second time on the same date is refused; on the next date, more than twelve hours later, it is not."""
    await slot_claims.claim_now(stocked, APPLICATION, study.study.id, START)
    if key is None:
        await slot_claims.claim_now(stocked, APPLICATION, study.study.id, START + later)
        return
    with pytest.raises(StudyError) as refused:
        await slot_claims.claim_now(stocked, APPLICATION, study.study.id, START + later)
    assert refused.value.key == key


async def test_post_now_says_why_there_is_nothing_to_post(stocked: Database, study: StudyStatus):
    """A day left out is over; after the end there is nothing left, whatever the day."""
    await left_out_days.leave_out(stocked, asks(GUILD, now=START), study.study.id, [date(2026, 5, 1)])
    assert await claim(stocked, DUE) == []
    with pytest.raises(StudyError) as refused:
        await slot_claims.claim_now(stocked, APPLICATION, study.study.id, DUE + timedelta(hours=1))
    assert refused.value.key == "study.over_today"
    end = DUE + timedelta(days=study.left + 1)
    for number in range(1, study.left + 2):
        await claim(stocked, DUE + timedelta(days=number))
    with pytest.raises(StudyError) as refused:
        await slot_claims.claim_now(stocked, APPLICATION, study.study.id, end + timedelta(hours=1))
    assert refused.value.key == "study.nothing_left"


async def test_post_now_leaves_the_group_its_time(stocked: Database, study: StudyStatus):
    """Eleven hours after a late-evening post it is another date, but too soon."""
    await slot_claims.claim_now(stocked, APPLICATION, study.study.id, START + timedelta(hours=17))
    with pytest.raises(StudyError) as refused:
        await slot_claims.claim_now(stocked, APPLICATION, study.study.id, START + timedelta(hours=27))
    assert refused.value.key == "study.posted_lately"


async def test_a_refused_post_pauses_its_study_and_keeps_its_settings(stocked: Database, study: StudyStatus):
    """The host mends the channel and resumes: nothing has to be typed again."""
    (post,) = await claim(stocked, DUE)
    await posting.ended(stocked, post, DeliveryState.SKIPPED, Reason.FORBIDDEN, START, refused=True)
    (status,) = await study_changes.status(stocked, asks(GUILD, now=START + timedelta(hours=2), channel_id=CHANNEL))
    assert status.study.state is StudyState.PAUSED
    assert status.study.paused_because == Reason.FORBIDDEN
    assert status.study.timetable == study.study.timetable
    resumed = await study_changes.resume(stocked, asks(GUILD, now=START + timedelta(hours=2)), status.study.id)
    assert (resumed.study.state, resumed.study.paused_because) == (StudyState.ACTIVE, None)


async def test_a_skipped_passage_is_read_on_the_next_day(stocked: Database, study: StudyStatus):
    """The group does not lose a passage because of a bad day."""
    del study
    (post,) = await claim(stocked, DUE)
    await posting.ended(stocked, post, DeliveryState.SKIPPED, Reason.LATE, START)
    (following,) = await claim(stocked, DUE + timedelta(days=1))
    assert following.content is not None
    assert (following.content.number, following.content.day) == (1, 1)


async def test_what_is_unfinished_is_found_again(stocked: Database, study: StudyStatus):
    """After a crash the next start takes up claims, and posts without their thread."""
    del study
    now = START + timedelta(hours=1, seconds=30)
    (post,) = await claim(stocked, now)
    assert [each.id for each in await daily_posts.unfinished(stocked, now)] == [post.id]
    other = posting.claim_of(post).id + 1
    assert [each.id for each in await daily_posts.unfinished(stocked, now, {other})] == [post.id]
    assert await daily_posts.unfinished(stocked, now, {posting.claim_of(post).id}) == []
    post = await posting.sent(stocked, post, 77, now)
    assert [each.message_id for each in await daily_posts.unfinished(stocked, now, {other})] == [77]
    assert await daily_posts.unfinished(stocked, now, {posting.claim_of(post).id}) == []
    await post_extras.thread_opened(stocked, post, 77, now)
    assert await daily_posts.unfinished(stocked, now) == []


async def test_one_study_s_claim_does_not_wait_for_another(stocked: Database, study: StudyStatus):
    """Two studies due at once are both claimed."""
    await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1)), START)
    assert {post.channel_id for post in await claim(stocked, DUE)} == {CHANNEL, CHANNEL + 1}
    assert study.left == 5


async def test_trouble_with_one_study_keeps_no_other_from_its_claim(stocked: Database, study: StudyStatus):
    """They share a transaction: each is claimed alone then, and the one whose zone is gone stops with its reason."""
    for place in (1, 2):
        await study_changes.set_up(stocked, plan(place=Place(CHANNEL + place)), START)
    async with stocked.writing() as connection:
        await connection.execute(update(studies).where(studies.c.id == study.study.id).values(zone="Mars/Base"))
    assert {post.channel_id for post in await claim(stocked, DUE)} == {CHANNEL + 1, CHANNEL + 2}
    async with stocked.reading() as connection:
        stopped = await store_studies.study(connection, study.study.id)
    assert stopped is not None
    assert (stopped.state, stopped.paused_because) == (StudyState.PAUSED, Reason.ZONE_GONE)
