"""When a study's next passage is due.

A slot is a *local date* that the host meant. Its instant is the first occurrence of the local time on that date: the
earlier one when clocks go back, moved forward by the size of the gap when they go ahead and skip it. The date is what
is stored: in some zones the instant of a gap falls on the next date.
"""

import re
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.core.errors import StudyError
from bot.core.models import Reason, Slot, Timetable

WEEKS = {
    "every_day": frozenset(range(7)),
    "monday_to_friday": frozenset(range(5)),
    "monday_to_saturday": frozenset(range(6)),
    "sunday_to_thursday": frozenset((6, 0, 1, 2, 3)),
    "weekend": frozenset((5, 6)),
}
"""Weeks to choose from: the days on which a passage comes (0 is Monday)."""
LEAST_GAP = timedelta(hours=12)
"""Two slots of a study are never closer than this, whatever the host or daylight saving changes."""
CATCH_UP = timedelta(hours=6)
"""A slot missed by less than this is still sent, late; one missed by more is skipped."""
LOOKED_FOR = timedelta(hours=50)
"""A slot missed by more than `CATCH_UP` is looked for before it is skipped: a copy of the database that was put back
does not know what was posted since. One missed by more than this (two days, and some time to start) is not."""
AT_ONCE = 31
"""Slots of one study that one transaction sees to: after an absence of years there are many such transactions."""
A_LITTLE = timedelta(hours=1)
"""What the ledger says of times further ahead than this was written by a clock that was wrong."""
FURTHEST = timedelta(days=9)
"""No timetable puts the next slot further ahead: a week, the gap after the last, and the days of two zones."""
_TIME = re.compile(r"(?P<hours>[0-9]{1,2})(?:[:.h](?P<minutes>[0-5][0-9]))?h?\s*(?:(?P<half>[ap])\.?m\.?)?")


def parse_time(text: str) -> time:
    """The local time written as people write it; raises `StudyError` for anything that no clock shows.

    >>> [f"{parse_time(typed):%H:%M}" for typed in ("7:05", "19.30", "6", "19h30", "7 am", "12:15 a.m.", "7:30pm")]
    ['07:05', '19:30', '06:00', '19:30', '07:00', '00:15', '19:30']
    """
    match = _TIME.fullmatch(text.strip().lower())
    if match is None or (match["half"] and not 1 <= int(match["hours"]) <= 12):
        raise StudyError("study.bad_time", found=text.strip()[:40])
    hours = int(match["hours"]) if not match["half"] else int(match["hours"]) % 12 + 12 * (match["half"] == "p")
    if hours > 23:
        raise StudyError("study.bad_time", found=text.strip()[:40])
    return time(hours, int(match["minutes"] or 0))


def instant(day: date, at: time, zone: str) -> datetime:
    """The UTC instant at which the local clocks of the zone first show that time on that day, or first pass it."""
    local = datetime.combine(day, at, tzinfo=ZoneInfo(zone))  # fold 0: the first of two; before a gap: moved forward
    return local.astimezone(UTC)


def is_over(timetable: Timetable, day: date, *, now: datetime, following: Slot | None) -> bool:
    """Whether a date has gone by for a study whose next slot is the following one; none has while it is paused.

    A date before that may still be to come: if it is a day of rest, hosts may choose other weekdays until then.
    """
    return following is not None and day < following.date and instant(day, timetable.time, timetable.zone) <= now


def next_gap(timetable: Timetable, *, now: datetime) -> Slot | None:
    """The slot within a year on whose date clocks go ahead and skip the local time, if there is one."""
    zone = ZoneInfo(timetable.zone)
    for slot in slots(timetable, after=now):
        if slot.due_at > now + timedelta(days=366):
            return None
        if slot.due_at.astimezone(zone).time() != timetable.time:
            return slot
    return None


def slots(timetable: Timetable, *, after: datetime) -> Iterator[Slot]:
    """All slots of the timetable whose instant lies after `after`, in order, without end.

    No weekdays at all is refused when a timetable is made, so there is always a next one.
    """
    day = after.astimezone(ZoneInfo(timetable.zone)).date() - timedelta(days=1)
    while True:
        if day.weekday() in timetable.weekdays:
            due_at = instant(day, timetable.time, timetable.zone)
            if due_at > after:
                yield Slot(day, due_at)
        day += timedelta(days=1)


def first_slot(timetable: Timetable, *, now: datetime, last: datetime | None, taken: date | None = None) -> Slot:
    """The slot a study starts or resumes with: the first one still to come, and far enough from the last.

    Its date lies after `taken`, the last one that has had its slot already: a date has one, at whatever hour it was.
    """
    return next(_free(slots(timetable, after=_soonest(now, last)), taken))


def passed_over(
    timetable: Timetable, *, before: Timetable, last: datetime | None, now: datetime, taken: date | None = None
) -> list[Slot]:
    """The slots that a new timetable would have had since the last one, had it been in force: none is posted late.

    They count as slots all the same, so that two neighbours are never more than 38 hours apart; but not on weekdays on
    which nothing was to come by the timetable `before`, and no more than those of the last days (`AT_ONCE`).
    """
    if last is None:
        return []
    last = max(last, now - timedelta(days=AT_ONCE))
    missed = _free(slots(timetable, after=_soonest(last, last)), taken)
    until_now = takewhile(lambda slot: slot.due_at <= now, missed)
    return [slot for slot in until_now if slot.date.weekday() in before.weekdays]


def following(timetable: Timetable, slot: Slot) -> Slot:
    """The slot after this one."""
    usual = slots(timetable, after=slot.due_at + LEAST_GAP - timedelta(seconds=1))
    return next(later for later in usual if later.date > slot.date)


def upcoming(timetable: Timetable, slot: Slot, count: int, left_out: Container[date] = ()) -> list[Slot]:
    """This slot and those that follow it, `count` in all, but for dates that are left out."""
    return list(islice(onward(timetable, slot, left_out), count))


def between(timetable: Timetable, first: Slot, last: Slot) -> list[Slot]:
    """The slots from the first to the last, of which each is one."""
    return list(takewhile(lambda slot: slot.date <= last.date, onward(timetable, first)))


def onward(timetable: Timetable, slot: Slot, left_out: Container[date] = ()) -> Iterator[Slot]:
    """This slot and those that follow it, without end, but for dates that are left out."""
    while True:
        if slot.date not in left_out:
            yield slot
        slot = following(timetable, slot)


def days_from(first: date, weekdays: Container[int]) -> Iterator[date]:
    """The days of these weekdays from this one on, without end."""
    day = first
    while True:
        if day.weekday() in weekdays:
            yield day
        day += timedelta(days=1)


def last_at(timetable: Timetable, slot: Slot | None, count: int, left_out: Container[date] = ()) -> datetime | None:
    """When the last of `count` passages comes that begin with this slot; None without a slot or a passage.

    >>> week = Timetable(time(7), "UTC", WEEKS["weekend"])
    >>> first = Slot(date(2026, 5, 2), datetime(2026, 5, 2, 7, tzinfo=UTC))
    >>> last_at(week, first, 3, {date(2026, 5, 3)}).isoformat()
    '2026-05-10T07:00:00+00:00'
    """
    if slot is None or count < 1:
        return None
    days = (day for day in days_from(slot.date, timetable.weekdays) if day not in left_out)
    return instant(next(islice(days, count - 1, None)), timetable.time, timetable.zone)


class Reckoning(NamedTuple):
    """What has come due of a study: slots not to be sent with the reason of each, the one to see to, the one after.

    `due` may be too late to be sent; then it is only to be looked for. Without one, more may have come due.
    """

    skipped: tuple[tuple[Slot, Reason], ...]
    due: Slot | None
    then: Slot


def reckon(
    timetable: Timetable,
    slot: Slot,
    *,
    now: datetime,
    left_out: Container[date] = (),
    taken: Container[date] = (),
) -> Reckoning:
    """What to do at `now` with a study whose next slot was `slot`: at most one is sent, each other has a reason.

    `left_out` are the dates that a host chose to skip, `taken` those that have had their slot. After a long absence
    it is not all that has come due, but at most so many days of it (`AT_ONCE`).
    """
    skipped: list[tuple[Slot, Reason]] = []
    for _ in range(AT_ONCE):
        if slot.due_at > now:
            break
        if slot.date in taken:
            pass
        elif slot.date in left_out:
            skipped.append((slot, Reason.HOST))
        elif slot.due_at + LOOKED_FOR < now:
            skipped.append((slot, Reason.OFFLINE))
        else:
            return Reckoning(tuple(skipped), slot, following(timetable, slot))
        slot = following(timetable, slot)
    return Reckoning(tuple(skipped), None, slot)


def jitter(channel_id: int) -> int:
    """The seconds, 0 to 30, by which a study is always late, so that not all that are due at seven are sent at once.

    It comes from the channel's age in milliseconds (the upper bits of its id), which is as good as chance.
    """
    return (channel_id >> 22) % 31


def local_date(zone: str, now: datetime) -> date:
    """The date in this zone at `now`."""
    return now.astimezone(ZoneInfo(zone)).date()


def _soonest(now: datetime, last: datetime | None) -> datetime:
    if last is None:
        return now
    return max(now, last + LEAST_GAP - timedelta(seconds=1))


def _free(candidates: Iterator[Slot], taken: date | None) -> Iterator[Slot]:
    """Those of the slots whose date has had none yet."""
    return (slot for slot in candidates if taken is None or slot.date > taken)
