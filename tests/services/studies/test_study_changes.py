"""Changing a study, and the promise about the distance of its slots."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.models import Place, Reason, StudyState
from bot.core.posts import DeliveryState
from bot.core.studies import schedule
from bot.services.deliveries import daily_posts, host_notices, slot_claims
from bot.services.guilds import guild_lifecycle
from bot.services.library import catalogue
from bot.services.studies import left_out_days, study_changes
from bot.services.studies.study_changes import Change, StudyStatus
from bot.store.database import Database
from bot.store.studies import posts
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, START, pack, plan

ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin")


async def test_a_change_that_passes_a_slot_over_says_so_in_the_ledger(stocked: Database, study: StudyStatus):
    """Read at 07:00 on the first; changed to 23:00 in the small hours of the second: last night's slot counts."""
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await posting.sent(stocked, post, 1, DUE)
    changed = await study_changes.apply(
        stocked, asks(GUILD, now=DUE + timedelta(hours=18)), study.study.id, Change(time="23:00")
    )
    assert [(each.slot.date.day, each.reason) for each in changed.recent] == [(1, None), (1, Reason.CHANGED)]
    assert changed.upcoming[0].due_at.isoformat() == "2026-05-02T23:00:00+00:00"
    assert changed.study.epoch == study.study.epoch + 1


@pytest.mark.parametrize("place", [Place(CHANNEL, role_id=7), Place(CHANNEL + 5)])
async def test_a_change_of_place_does_not_pass_over_what_is_due(stocked: Database, study: StudyStatus, place: Place):
    """Made in the seconds between the time and the claim, or while claims are held: the day has its passage there."""
    on_time = DUE - timedelta(seconds=25)
    changed = await study_changes.apply(stocked, asks(GUILD, now=on_time), study.study.id, Change(place=place))
    assert (changed.recent, changed.upcoming[0].date) == ((), date(2026, 5, 1))
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    assert (post.slot.date, post.channel_id) == (date(2026, 5, 1), place.channel_id)


async def test_another_day_of_the_week_opens_no_epoch(stocked: Database, study: StudyStatus):
    """Only hour, zone and channel do."""
    changed = await study_changes.apply(
        stocked, asks(GUILD, now=START), study.study.id, Change(weekdays=frozenset((0, 1)))
    )
    assert changed.study.epoch == study.study.epoch
    moved = await study_changes.apply(
        stocked, asks(GUILD, now=START), changed.study.id, Change(place=Place(CHANNEL + 5))
    )
    assert moved.study.epoch == study.study.epoch + 1


async def test_days_that_were_none_of_the_study_s_are_not_in_its_ledger(stocked: Database):
    """From Mondays to every day: the days between were nobody's, and none of them was missed."""
    study = (await study_changes.set_up(stocked, plan(weekdays=frozenset({0})), START)).study
    monday = datetime(2026, 5, 4, 7, 1, tzinfo=UTC)
    for post in await slot_claims.claim_due(stocked, APPLICATION, monday):
        await posting.sent(stocked, post, 1, monday)
    every_day = Change(weekdays=frozenset(range(7)))
    status = await study_changes.apply(stocked, asks(GUILD, now=monday + timedelta(days=5)), study.id, every_day)
    assert [post.slot.date.day for post in status.recent] == [4]


async def test_a_day_is_left_out_of_what_is_still_to_come(stocked: Database, study: StudyStatus):
    """Whoever asks while the day is being posted leaves out the next one."""
    await slot_claims.claim_due(stocked, APPLICATION, DUE)
    _, slot, instead, *_ = await left_out_days.leave_next_out(stocked, asks(GUILD), study.study.id)
    assert (slot.date, instead.date) == (date(2026, 5, 2), date(2026, 5, 3))
    _, slot, instead, *_ = await left_out_days.leave_next_out(stocked, asks(GUILD), study.study.id)
    assert (slot.date, instead.date) == (date(2026, 5, 3), date(2026, 5, 4))
    assert await slot_claims.claim_due(stocked, APPLICATION, DUE + timedelta(days=1)) == []


@pytest.mark.parametrize("day", [date(2026, 5, 1), date(2026, 5, 4)])
async def test_a_day_that_is_not_to_come_is_not_left_out(stocked: Database, study: StudyStatus, day: date):
    """It has just been posted, or it is a Monday and the study keeps to weekends now."""
    await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await study_changes.apply(stocked, asks(GUILD, now=DUE), study.study.id, Change(weekdays=schedule.WEEKS["weekend"]))
    with pytest.raises(StudyError) as refused:
        await left_out_days.leave_out(stocked, asks(GUILD, now=DUE), study.study.id, [day])
    assert refused.value.key == "moving.changed"


async def test_a_study_that_was_paused_meanwhile_stays_paused(stocked: Database, study: StudyStatus):
    """A change of its time gives it no next slot; a day that is left out stays so when it goes on."""
    await study_changes.pause(stocked, asks(GUILD), study.study.id)
    changed = await study_changes.apply(stocked, asks(GUILD, now=START), study.study.id, Change(time="08:00"))
    assert (changed.study.state, changed.study.next_slot) == (StudyState.PAUSED, None)
    left_out = await left_out_days.leave_next_out(stocked, asks(GUILD, now=START), study.study.id)
    assert (left_out.slot.date, left_out.instead.date, left_out.is_paused) == (date(2026, 5, 1), date(2026, 5, 2), True)
    resumed = await study_changes.resume(stocked, asks(GUILD, now=START), study.study.id)
    assert [slot.date for slot in resumed.upcoming] == [date(2026, 5, day) for day in (2, 3, 4)]


async def test_days_left_out_are_over_once_a_pause_has_passed_them(stocked: Database, study: StudyStatus):
    """Those that are still to come stay left out."""
    await left_out_days.leave_out(stocked, asks(GUILD, now=START), study.study.id, [date(2026, 5, 2), date(2026, 5, 9)])
    await study_changes.pause(stocked, asks(GUILD), study.study.id)
    resumed = await study_changes.resume(stocked, asks(GUILD, now=DUE + timedelta(days=5)), study.study.id)
    assert resumed.upcoming[0].date == date(2026, 5, 7)
    assert resumed.left_out == {date(2026, 5, 9)}


@pytest.mark.parametrize("changed_at", [START, DUE + timedelta(hours=1)])
async def test_a_day_left_out_stays_so_while_it_is_a_day_of_rest(
    stocked: Database, study: StudyStatus, changed_at: datetime
):
    """Hosts may choose other weekdays until it comes, before and after a post: it has no passage all the same."""
    host = asks(GUILD, now=START)
    await left_out_days.leave_out(stocked, host, study.study.id, [date(2026, 5, 2), date(2026, 5, 3)])
    for moment in sorted((changed_at, DUE)):
        if moment == changed_at:
            without = Change(weekdays=frozenset((0, 4)))
            await study_changes.apply(stocked, asks(GUILD, now=changed_at), study.study.id, without)
        else:
            (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
            await posting.sent(stocked, post, 1, DUE)
    every_day = Change(weekdays=schedule.WEEKS["every_day"])
    status = await study_changes.apply(stocked, asks(GUILD, now=DUE + timedelta(hours=2)), study.study.id, every_day)
    assert status.left_out == {date(2026, 5, 2), date(2026, 5, 3)}
    assert status.upcoming[0].date == date(2026, 5, 4)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
async def test_slots_keep_their_distance_whatever_a_host_changes(seed: int, database: Database):
    """Twelve to thirty-eight hours between neighbours, through random changes of hour and zone at random times."""
    chance = random.Random(seed)
    place = Place(CHANNEL + seed + 1 + chance.randrange(10**9))
    await catalogue.stock(database, [pack("On Bread", 60)])
    status = await study_changes.set_up(database, plan(place=place, time=f"{chance.randrange(24):02}:00"), START)
    now = START
    for _ in range(20):
        now += timedelta(hours=chance.randrange(1, 9), minutes=chance.randrange(60))
        for post in await slot_claims.claim_due(database, APPLICATION, now):
            await posting.sent(database, post, post.id, now)
        if chance.random() < 0.4:
            study = await study_changes.by_id(database, GUILD, status.study.id)
            change = Change(time=f"{chance.randrange(24):02}:{chance.randrange(60):02}", zone=chance.choice(ZONES))
            await study_changes.apply(database, asks(GUILD, now=now), study.id, change)
    async with database.reading() as connection:
        found = [post.slot.due_at for post in await posts.recent(connection, status.study.id, START)]
    gaps = [after - before for before, after in pairwise(found)]
    assert all(timedelta(hours=12) <= gap <= timedelta(hours=38) for gap in gaps)


async def test_a_day_left_out_that_became_a_day_of_rest_is_not_named(stocked: Database, study: StudyStatus):
    """And once it is over, it is forgotten like all others."""
    friday, sunday = date(2026, 5, 8), date(2026, 5, 10)
    await left_out_days.leave_out(stocked, asks(GUILD, now=START), study.study.id, [friday, sunday])
    week = schedule.WEEKS["sunday_to_thursday"]
    assert (
        await study_changes.apply(stocked, asks(GUILD, now=START), study.study.id, Change(weekdays=week))
    ).left_out == {sunday}
    for number in range(10):
        await slot_claims.claim_due(stocked, APPLICATION, DUE + timedelta(days=number))
    every_day = Change(weekdays=schedule.WEEKS["every_day"])
    assert (await study_changes.apply(stocked, asks(GUILD, now=DUE), study.study.id, every_day)).left_out == frozenset()


async def test_hosts_are_told_of_a_thing_once(stocked: Database, study: StudyStatus):
    """And what is mended is not told at all."""
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await posting.ended(stocked, post, DeliveryState.SKIPPED, Reason.FORBIDDEN, DUE, refused=True)
    (notice,) = await host_notices.untold(stocked, GUILD)
    assert (notice.reason, notice.content.channel_id) == (Reason.FORBIDDEN, CHANNEL)
    await host_notices.told(stocked, notice, DUE)
    assert await host_notices.untold(stocked) == []
    paused = await study_changes.by_id(stocked, GUILD, study.study.id)
    resumed = await study_changes.resume(stocked, asks(GUILD, now=DUE + timedelta(hours=1)), paused.id)
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, resumed.upcoming[0].due_at + timedelta(seconds=31))
    await posting.ended(stocked, post, DeliveryState.SKIPPED, Reason.FORBIDDEN, DUE, refused=True)
    paused = await study_changes.by_id(stocked, GUILD, study.study.id)
    await study_changes.resume(stocked, asks(GUILD, now=DUE + timedelta(days=2)), paused.id)
    assert await host_notices.untold(stocked) == []


async def test_a_guild_that_was_left_is_forgotten_after_a_month(stocked: Database, study: StudyStatus):
    """Not a day before; the shelf of all guilds stays."""
    del study
    await guild_lifecycle.left(stocked, GUILD, START)
    assert await guild_lifecycle.forget_gone(stocked, set(), START + timedelta(days=30)) == 0
    assert await guild_lifecycle.forget_gone(stocked, set(), START + timedelta(days=30, seconds=1)) == 1
    assert await study_changes.status(stocked, asks(GUILD, now=START, channel_id=CHANNEL)) == []


async def test_what_happened_while_the_bot_was_away_is_noticed(stocked: Database, study: StudyStatus):
    """A guild it is no longer in at start was left meanwhile; one it is in again was joined."""
    await guild_lifecycle.compare(stocked, set(), START)
    assert await slot_claims.claim_due(stocked, APPLICATION, DUE) == []
    await guild_lifecycle.compare(stocked, {GUILD}, START)
    again = await study_changes.by_id(stocked, GUILD, study.study.id)
    assert again.paused_because == Reason.BACK_AGAIN


@pytest.mark.parametrize("message_id", [77, None])
async def test_an_unknown_slot_is_settled_by_a_host(stocked: Database, study: StudyStatus, message_id: int | None):
    """It was there, or it counts as skipped and its passage comes next."""
    del study
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await posting.ended(stocked, post, DeliveryState.UNKNOWN, Reason.UNKNOWN, DUE)
    await daily_posts.settle_unknown(stocked, GUILD, post.study_id, post.id, DUE, message_id=message_id)
    (following,) = await slot_claims.claim_due(stocked, APPLICATION, DUE + timedelta(days=1))
    assert following.content is not None
    assert following.content.number == (2 if message_id else 1)


async def test_an_unknown_slot_is_of_one_study(stocked: Database, study: StudyStatus):
    """Whoever names another study with it reaches nothing, as if there were none."""
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await posting.ended(stocked, post, DeliveryState.UNKNOWN, Reason.UNKNOWN, DUE)
    other = await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1)), START)
    for reaching in (
        daily_posts.unknown(stocked, GUILD, other.study.id, post.id),
        daily_posts.try_unknown_again(stocked, asks(GUILD, now=DUE), other.study.id, post.id),
        daily_posts.settle_unknown(stocked, GUILD, other.study.id, post.id, DUE, message_id=None),
    ):
        with pytest.raises(StudyError, match=r"study\.not_unknown"):
            await reaching
    assert (await daily_posts.unknown(stocked, GUILD, study.study.id, post.id)).id == post.id


async def test_a_host_may_send_an_unknown_slot_again(stocked: Database, study: StudyStatus):
    """It is claimed anew, with the very same words and nonce."""
    del study
    (post,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await posting.ended(stocked, post, DeliveryState.UNKNOWN, Reason.UNKNOWN, DUE)
    again = await daily_posts.try_unknown_again(
        stocked, asks(GUILD, now=DUE + timedelta(hours=2)), post.study_id, post.id
    )
    claims = posting.claim_of(again), posting.claim_of(post)
    assert (again.state, again.content, claims[0].nonce) == (DeliveryState.CLAIMED, post.content, claims[1].nonce)


async def test_a_stopped_study_goes_on_elsewhere_or_stays_where_it_is(stocked: Database, study: StudyStatus):
    """Both in one transaction: a study that moved and was left paused would go on nowhere."""
    study_id = study.study.id
    await study_changes.pause(stocked, asks(GUILD), study_id)
    moved = await study_changes.go_on_elsewhere(stocked, asks(GUILD, now=START), study_id, Place(CHANNEL + 5))
    assert (moved.study.channel_id, moved.study.state) == (CHANNEL + 5, StudyState.ACTIVE)
    other = await study_changes.set_up(stocked, plan(place=Place(CHANNEL)), START)
    await study_changes.pause(stocked, asks(GUILD), study_id)
    with pytest.raises(StudyError) as refused:
        await study_changes.go_on_elsewhere(stocked, asks(GUILD, now=START), study_id, Place(CHANNEL))
    assert refused.value.key == "study.channel_taken"
    stays = await study_changes.by_id(stocked, GUILD, study_id)
    assert (stays.channel_id, stays.state) == (CHANNEL + 5, StudyState.PAUSED)
    assert other.study.channel_id == CHANNEL
