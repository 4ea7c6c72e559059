"""When the recap of a week comes, and what hosts may want to be said."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.models import Timetable
from bot.core.studies import weekdays
from bot.core.studies.participation.occasions import RECAP_BEFORE, WORDS, host_words, next_recap

ZONES = ("UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia")
BEGIN = datetime(2026, 5, 4, 20, tzinfo=UTC)
MOMENTS = st.integers(0, 11 * 366 * 1440).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(HOURS, st.sampled_from(ZONES), st.integers(0, 6), MOMENTS)
def test_the_next_recap_comes_within_a_week_before_the_hour_of_that_day(
    at: time, zone: str, weekday: int, after: datetime
):
    """An hour before the study's time on that weekday; on a day that skips the time, an hour before it goes on."""
    due_at = next_recap(Timetable(at, zone, frozenset({(weekday + 3) % 7})), weekday, after)
    assert after < due_at <= after + timedelta(days=7, hours=1)
    local = (due_at + RECAP_BEFORE).astimezone(ZoneInfo(zone))
    assert local.weekday() == weekday or (local - timedelta(hours=1)).weekday() == weekday
    shown = datetime.combine(local.date(), local.time()) - datetime.combine(local.date(), at)
    assert shown in (timedelta(0), timedelta(minutes=30), timedelta(hours=1))


@given(HOURS, st.sampled_from(ZONES), st.integers(0, 6), MOMENTS)
def test_no_week_is_left_out_and_none_comes_twice(at: time, zone: str, weekday: int, after: datetime):
    """The recap after one comes a week later, but for an hour of daylight saving."""
    timetable = Timetable(at, zone, weekdays.ALL)
    first = next_recap(timetable, weekday, after)
    second = next_recap(timetable, weekday, first)
    assert abs(second - first - timedelta(days=7)) <= timedelta(hours=1)


def test_words_of_hosts_have_a_length():
    """What is longer is refused, not cut."""
    assert host_words("  Come in.\n") == "Come in."
    assert host_words("x" * WORDS)
    with pytest.raises(StudyError, match=r"words\.too_long"):
        host_words("x" * (WORDS + 1))
