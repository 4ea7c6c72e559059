"""When a member is reminded: at their hour by the clocks of their zone, once of each post, while that is open."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Slot
from bot.core.posts import Delivery, DeliveryKind, DeliveryState, Post, Wish
from bot.core.studies.participation.reminders import Due, Reminder, has_to_be_said, next_time

ZONES = ("UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia")
HOUR = datetime(2026, 5, 4, 20, tzinfo=UTC)
MOMENTS = st.integers(0, 11 * 366 * 1440).map(lambda minutes: HOUR + timedelta(minutes=minutes))


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.sampled_from(ZONES), MOMENTS)
def test_the_next_time_is_soon_and_shows_the_hour(at: time, zone: str, after: datetime):
    """Within a day and an hour; the clocks show the hour then, but on a day that skips it."""
    due_at = next_time(at, zone, after)
    assert after < due_at <= after + timedelta(hours=25)
    local = due_at.astimezone(ZoneInfo(zone))
    shown = datetime.combine(local.date(), local.time()) - datetime.combine(local.date(), at)
    assert shown in (timedelta(0), timedelta(minutes=30), timedelta(hours=1))


def due(*, sent_before: timedelta, reminded_of: int | None = None, read: bool = False) -> Due:
    """A reminder at `HOUR` of a post that was sent so long before."""
    reminder = Reminder(1, 2, 3, time(20), "UTC", 4, HOUR, reminded_of)
    return Due(reminder, posted(HOUR - sent_before), read, 5)


def posted(at: datetime) -> Post:
    """A post that was sent then."""
    delivery = Delivery(
        7, DeliveryKind.POST, 2, 1, 5, False, None, "n", None, DeliveryState.SENT, None, at, at, at, at, 1, None, 9, at
    )  # fmt: skip
    return Post(
        7, 1, 2, 1, Slot(at.date(), at), None, delivery, None, Wish.NONE, Wish.NONE, Wish.NONE, 0
    )  # fmt: skip


def test_one_is_reminded_while_the_post_is_open_and_the_hour_not_over():
    """Seven days, and an hour."""
    for sent_before, later, expected in (
        (timedelta(hours=1), timedelta(0), True),
        (timedelta(hours=1), timedelta(minutes=60), True),
        (timedelta(hours=1), timedelta(minutes=61), False),
        (timedelta(hours=1), -timedelta(seconds=1), False),
        (timedelta(days=6, hours=23), timedelta(0), True),
        (timedelta(days=7), timedelta(0), False),
    ):
        assert has_to_be_said(due(sent_before=sent_before), HOUR + later) is expected, (sent_before, later)


def test_nobody_is_reminded_twice_or_of_what_they_have_read():
    """Nor of a study that has posted nothing."""
    hour = timedelta(hours=1)
    assert not has_to_be_said(due(sent_before=hour, read=True), HOUR)
    assert not has_to_be_said(due(sent_before=hour, reminded_of=7), HOUR)
    assert has_to_be_said(due(sent_before=hour, reminded_of=6), HOUR)
    of_no_post = Due(due(sent_before=hour).reminder, None, False, 5)
    assert not has_to_be_said(of_no_post, HOUR)
