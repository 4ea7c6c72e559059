"""Reminders: when a member is written to who has not read the post of the day."""

from datetime import datetime, time
from typing import NamedTuple

from bot.core.deliveries.delivery import REMIND_WITHIN
from bot.core.models import Timetable
from bot.core.posts import Post
from bot.core.studies.participation.parts import OPEN_FOR
from bot.core.studies.schedule import WEEKS, slots


class Reminder(NamedTuple):
    """What a member has asked for: to be reminded of a study at this hour of this zone, in their direct messages.

    `due_at` is the next time; None once Discord has taken no message to the member. `reminded_of` is the last post of
    which they were.
    """

    study_id: int
    guild_id: int
    user_id: int
    at: time
    zone: str
    channel_id: int
    due_at: datetime | None
    reminded_of: int | None = None


class Due(NamedTuple):
    """A reminder whose hour has come, the newest post of its study, and whether the member took part in that."""

    reminder: Reminder
    newest: Post | None
    read: bool
    study_channel_id: int


def next_time(at: time, zone: str, after: datetime) -> datetime:
    """The first moment after this one at which the clocks of a zone show that time.

    >>> next_time(time(20), "Europe/Paris", datetime.fromisoformat("2026-03-28T19:00Z")).isoformat()
    '2026-03-29T18:00:00+00:00'
    """
    return next(slots(Timetable(at, zone, WEEKS["every_day"]), after=after)).due_at


def has_to_be_said(due: Due, now: datetime) -> bool:
    """Whether a member is to be reminded now: once of each post, while it is open, and not long after their hour."""
    reminder, newest = due.reminder, due.newest
    if newest is None or newest.sent_at is None or due.read or reminder.due_at is None:
        return False
    is_new = newest.id != reminder.reminded_of and now - newest.sent_at < OPEN_FOR
    return is_new and reminder.due_at <= now <= reminder.due_at + REMIND_WITHIN
