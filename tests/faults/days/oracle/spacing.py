"""Whether every day that hosts had chosen has its slot, at its time, neither too near to another nor too far."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice, pairwise
from typing import NamedTuple

from tests.faults.days.machine.journal import Entry
from tests.faults.days.oracle.ledger import Slot, at, chosen_at, epoch_of
from tests.faults.days.oracle.wall import instant, local_date
from tests.faults.days.readers import Chosen, Reader
from tests.faults.days.troubles import Troubles

LEAST, MOST = timedelta(hours=12), timedelta(hours=38)
A_SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)
SLACK = timedelta(minutes=40)
"""For how long all may have been well without a claim of what is due: it may wait for a look at what was missed."""


class Stretch(NamedTuple):
    """A time through which hosts changed nothing about when a study posts, and whether it was running.

    `since` is when it began by the time of whoever began it. `epoch` is that in which dates may have had their slot;
    None when they are counted anew.
    """

    first: int
    since: datetime
    begin: datetime
    chosen: Chosen
    running: bool
    epoch: int | None


def judge(reader: Reader, entries: list[Entry], slots: list[Slot], troubles: Troubles, end: datetime) -> Iterator[str]:
    """What is wrong with a study's slots, each with the promise that it breaks in front."""
    there = [slot for slot in slots if not slot.forgotten]
    for slot in there:
        due_at = instant(slot.date, slot.chosen.time, slot.chosen.zone)
        if not slot.by_hand and slot.due_at != due_at:
            yield f"wrong: {slot.date} is due at {slot.due_at}, and not at {due_at}"
        if slot.stored_epoch != slot.epoch:
            yield f"wrong: {slot.date} is in epoch {slot.stored_epoch}, and not in {slot.epoch}"
    stretches = list(_stretches(reader, entries))
    for stretch, after in zip(stretches, [*stretches[1:], None], strict=True):
        yield from _judge_stretch(reader, stretch, after, there, troubles, end)
    yield from _gaps(there, stretches)
    yield from _left_out(reader, there)


def _stretches(reader: Reader, entries: list[Entry]) -> Iterator[Stretch]:
    """All stretches, in order."""
    first = reader.acts[0]
    latest = Stretch(first.mark, first.at, first.true_at, first.chosen, running=True, epoch=None)
    yield latest
    states = [(entry.id, 0, entry) for entry in entries if entry.what == "state"]
    acts = [(act.mark, act.number, act) for act in reader.acts[1:]]
    running = True
    for moment, _, cause in sorted([*states, *acts], key=lambda each: each[:2]):
        if isinstance(cause, Entry):
            running = cause.told[0] == "active"
            if cause.act is None:
                _, act = chosen_at(reader, cause)
                latest = Stretch(moment, at(cause.at), at(cause.at), act.chosen, running, epoch_of(reader, act))
                yield latest
        else:
            act = cause
            changed = act.chosen[:3] != latest.chosen[:3] or running != latest.running
            if changed or act.name == "post_now":
                epoch = epoch_of(reader, act) if act.chosen[:2] == latest.chosen[:2] else None
                latest = Stretch(act.mark, act.at, act.true_at, act.chosen, running, epoch)
                yield latest


def _judge_stretch(
    reader: Reader, stretch: Stretch, after: Stretch | None, slots: list[Slot], troubles: Troubles, end: datetime
) -> Iterator[str]:
    until, last = (after.begin, after.first) if after else (end, 10**12)
    written = [slot for slot in slots if stretch.first < slot.entry <= last and slot.act is None]
    before = [
        slot for slot in slots if slot.entry <= stretch.first and slot.due_at <= stretch.since + timedelta(hours=1)
    ]
    if not stretch.running or not stretch.chosen.active:
        yield from (f"wrong: {slot.date} was claimed while nothing was to come" for slot in written)
        return
    expected = islice(_expected(stretch, before), len(written) + 400)
    for slot in written:
        day, due_at = next(expected)
        if (slot.date, slot.due_at) != (day, due_at):
            yield f"lost: {day} at {due_at} was to come, and {slot.date} at {slot.due_at} came ({stretch})"
            return
    for day, due_at in expected:
        if due_at > until:
            break
        if troubles.longest_calm(due_at, until, reader.channel_ids) > SLACK:
            yield f"lost: {day} at {due_at} has no slot ({stretch})"


def _expected(stretch: Stretch, before: list[Slot]) -> Iterator[tuple[date, datetime]]:
    """The days that come, each with its moment, after what was before."""
    chosen = stretch.chosen
    last = max(
        (slot.due_by(stretch.first) for slot in before), default=datetime.min.replace(tzinfo=stretch.since.tzinfo)
    )
    taken = max((slot.date for slot in before if slot.epoch == stretch.epoch), default=None)
    day = local_date(stretch.since, chosen.zone) - A_DAY
    while True:
        if day.weekday() in chosen.weekdays and (taken is None or day > taken):
            due_at = instant(day, chosen.time, chosen.zone)
            if due_at > stretch.since and (due_at - last > LEAST - A_SECOND or last.year < 1900):
                last = due_at
                yield day, due_at
        day += A_DAY


def _left_out(reader: Reader, slots: list[Slot]) -> Iterator[str]:
    """Days that hosts have left out, and that came, and days that they have not, and that are said to be so.

    By another hour a date may have a second slot: then the first one was what hosts had left out.
    """
    over = set[date]()
    for slot in slots:
        if slot.date in over:
            continue
        over.add(slot.date)
        days = set[int]()
        for act in reader.acts:
            if act.mark >= slot.entry:
                break
            undone = next((each for each in reader.acts if each.number == act.undoes), None)
            takes, of = (act.name == "take_in", act) if undone is None else (undone.name == "leave_out", undone)
            if of.name in ("leave_out", "take_in"):
                days = days.difference(of.values) if takes else days.union(of.values)
        is_left_out = slot.delivery is None and slot.reason == "host"
        if slot.act is None and is_left_out is not (slot.date.toordinal() in days) and slot.reason != "offline":
            yield f"wrong: {slot.date} is recorded as {slot.reason}, and hosts had left out {days}"


def _gaps(slots: list[Slot], stretches: list[Stretch]) -> Iterator[str]:
    """Slots that are nearer to one another than 12 hours, or further apart than 38 for no reason.

    One that a host asked for by hand takes the slot of its day, however late that would have been; one that a host had
    tried again was read then. A day that is no day of the study's any more counts as one of rest. In a zone further
    west a day may come again that was over already.
    """
    for slot, after in pairwise(sorted(slots, key=lambda slot: slot.due_at)):
        gap = after.due_at - slot.due_at
        if gap < LEAST - A_SECOND:
            yield f"apart: {slot.date} at {slot.due_at} and {after.date} at {after.due_at} are {gap} apart"
        later = [stretch for stretch in stretches if slot.due_at < stretch.begin <= after.at]
        between = [stretch for stretch in stretches if stretch.begin <= slot.due_at][-1:] + later
        weekdays = slot.chosen.weekdays & after.chosen.weekdays
        for stretch in between:
            weekdays &= stretch.chosen.weekdays
        first = min(slot.date, local_date(slot.due_at, after.chosen.zone))
        count = (after.date - first).days + after.by_hand
        days = [first + A_DAY * number for number in range(count)]
        rest = sum(day.weekday() not in weekdays for day in days) + slot.by_hand
        waited = after.due_at - slot.due_by(after.entry)
        if all(stretch.running for stretch in between) and waited > MOST + A_DAY * rest:
            yield f"apart: {slot.date} at {slot.due_at} and {after.date} at {after.due_at} are {gap} apart"
