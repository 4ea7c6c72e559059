"""When passages are due."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.models import Reason, Slot, Timetable
from bot.core.studies import schedule

EVERY_DAY = schedule.WEEKS["every_day"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_time_in_a_gap_moves_forward():
    """02:30 does not exist in Berlin on 29 March 2026; 03:30 summer time does."""
    assert schedule.instant(date(2026, 3, 29), time(2, 30), "Europe/Berlin") == at("2026-03-29T01:30")


def test_a_time_that_comes_twice_is_taken_the_first_time():
    """02:30 comes twice in Berlin on 25 October 2026, first in summer time."""
    assert schedule.instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin") == at("2026-10-25T00:30")


def test_a_study_begins_with_the_next_time_to_come():
    """At 07:00 sharp the seven o'clock of today is over."""
    timetable = Timetable(time(7), "UTC", EVERY_DAY)
    assert schedule.first_slot(timetable, now=at("2026-05-01T06:59"), last=None).date == date(2026, 5, 1)
    assert schedule.first_slot(timetable, now=at("2026-05-01T07:00"), last=None).date == date(2026, 5, 2)


def test_a_study_resumes_twelve_hours_after_its_last_slot_at_the_soonest():
    """A post at 20:00 by hand moves the next one from 07:00 to the day after."""
    timetable = Timetable(time(7), "UTC", EVERY_DAY)
    slot = schedule.first_slot(timetable, now=at("2026-05-01T20:00"), last=at("2026-05-01T20:00"))
    assert slot.date == date(2026, 5, 3)


def test_rest_days_are_left_out():
    """From Friday to Monday in a study of weekdays."""
    timetable = Timetable(time(7), "UTC", schedule.WEEKS["monday_to_friday"])
    friday = Slot(date(2026, 5, 1), at("2026-05-01T07:00"))
    assert schedule.following(timetable, friday).date == date(2026, 5, 4)


def test_a_slot_missed_by_less_than_two_days_is_still_seen_to():
    """At 12:59 the passage of 07:00 is late, at 13:01 it is to be looked for, and the next one stays tomorrow's."""
    timetable = Timetable(time(7), "UTC", EVERY_DAY)
    slot = Slot(date(2026, 5, 1), at("2026-05-01T07:00"))
    for now in ("2026-05-01T12:59", "2026-05-01T13:01", "2026-05-03T08:59"):
        found = schedule.reckon(timetable, slot, now=at(now))
        assert (found.skipped, found.due, found.then.date) == ((), slot, date(2026, 5, 2))
    missed = schedule.reckon(timetable, slot, now=at("2026-05-03T09:01"))
    assert missed.skipped == ((slot, Reason.OFFLINE),)
    assert missed.due is not None
    assert missed.due.date == date(2026, 5, 2)


def test_a_week_of_downtime_leaves_no_backlog():
    """Seven days off give five skipped slots, one to be looked for and one to send."""
    timetable = Timetable(time(7), "UTC", EVERY_DAY)
    slot, now = Slot(date(2026, 5, 1), at("2026-05-01T07:00")), at("2026-05-07T10:00")
    found = schedule.reckon(timetable, slot, now=now)
    assert [missed.date.day for missed, _ in found.skipped] == [1, 2, 3, 4, 5]
    assert found.due is not None
    assert found.due.date == date(2026, 5, 6)
    last = schedule.reckon(timetable, found.then, now=now)
    assert (last.skipped, last.due) == ((), Slot(date(2026, 5, 7), at("2026-05-07T07:00")))


def test_years_of_downtime_are_reckoned_a_month_at_a_time():
    """Each day has its row, but no step of it is longer than 31 days."""
    timetable = Timetable(time(7), "UTC", EVERY_DAY)
    slot, now = Slot(date(2026, 5, 1), at("2026-05-01T07:00")), at("2036-05-01T08:00")
    skipped: list[date] = []
    while (found := schedule.reckon(timetable, slot, now=now)).due is None:
        assert len(found.skipped) == schedule.AT_ONCE == 31
        skipped += [missed.date for missed, _ in found.skipped]
        slot = found.then
    skipped += [missed.date for missed, _ in found.skipped]
    assert (skipped[0], skipped[-1], len(skipped)) == (date(2026, 5, 1), date(2036, 4, 28), 3651)


def test_a_date_that_has_had_its_slot_is_passed_over():
    """It is neither posted nor skipped a second time."""
    timetable = Timetable(time(7), "UTC", EVERY_DAY)
    slot = Slot(date(2026, 5, 1), at("2026-05-01T07:00"))
    found = schedule.reckon(timetable, slot, now=at("2026-05-02T07:01"), taken={date(2026, 5, 1)})
    assert found.skipped == ()
    assert found.due is not None
    assert found.due.date == date(2026, 5, 2)


def test_a_change_after_years_passes_over_the_last_days_alone():
    """A study that was paused for two years and has gone on is given another hour: that is not 700 slots."""
    new, old = Timetable(time(9), "UTC", EVERY_DAY), Timetable(time(7), "UTC", EVERY_DAY)
    passed = schedule.passed_over(new, before=old, last=at("2026-05-01T07:00"), now=at("2028-05-01T08:00"))
    assert len(passed) <= schedule.AT_ONCE


@given(
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Africa/Cairo", "America/Nuuk", "Australia/Lord_Howe"]),
    minutes=st.integers(0, 24 * 60 - 1),
    start=st.integers(0, 730),
    week=st.sampled_from(sorted(schedule.WEEKS)),
)
def test_slots_follow_one_another_at_a_day_s_distance(zone: str, minutes: int, start: int, week: str):
    """Consecutive dates are 12 to 38 hours apart and each falls on a chosen weekday, through every change of clocks."""
    timetable = Timetable(time(minutes // 60, minutes % 60), zone, schedule.WEEKS[week])
    first = schedule.first_slot(timetable, now=at("2026-01-01T00:00") + timedelta(days=start), last=None)
    found = schedule.upcoming(timetable, first, 10)
    for before, after in pairwise(found):
        days = (after.date - before.date).days
        assert timedelta(hours=12) <= after.due_at - before.due_at - timedelta(days=days - 1) <= timedelta(hours=38)
    assert all(slot.date.weekday() in timetable.weekdays for slot in found)


@pytest.mark.parametrize("typed", ["25:00", "7:60", "7:5", "", "seven", "-1", "07:00:00", "٧:٠٠"])
def test_what_no_clock_shows_is_refused(typed: str):
    """Hour 25 and the like get one plain sentence."""
    with pytest.raises(StudyError) as refused:
        schedule.parse_time(typed)
    assert refused.value.key == "study.bad_time"


def test_the_local_date_is_the_one_on_the_wall():
    """It is tomorrow in Tokyo while it is still today in UTC."""
    now = at("2026-05-01T20:00")
    assert schedule.local_date("Asia/Tokyo", now) == now.astimezone(ZoneInfo("Asia/Tokyo")).date() == date(2026, 5, 2)
