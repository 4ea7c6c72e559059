"""Moving a study's reading to another passage, its days to other dates, and two days into each other's place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.limits import SKIPS, SWAPS
from bot.core.lookup import autocomplete
from bot.core.lookup.autocomplete import Choice, Openings
from bot.core.models import Asker, Opening, Slot, Study
from bot.core.studies import reading_changes, reading_order, schedule
from bot.core.studies.reading_changes import Span
from bot.core.studies.reading_order import Reading
from bot.services.guilds import storage_limits
from bot.services.lookup import named_passages
from bot.services.studies import next_slots, reading_progress
from bot.store.database import Connection, Database
from bot.store.essays import essays, passages
from bot.store.studies import days_left_out, posts, reading_lists

AHEAD = 3
"""Posts that are shown before something is done."""
MOST_SEARCHED = 1000
"""Passages among which what somebody types is looked for, at every key; any other can be named."""
MOST_SPAN = 190
"""The study's days, with those left out already, over which a shift may reach: its button holds a bit for each."""
Upcoming = tuple[tuple[Slot, Opening], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What moving the reading to a passage would bring; `count` is of days so far, to tell whether it is still true.

    `lost` are passages that would not be posted, with their essays' titles. `again` counts those that would come a
    second time, `after_all` those that had been passed over and would come.
    """

    study: Study
    target: Opening
    lost: tuple[tuple[str, Span], ...]
    again: int
    after_all: int
    upcoming: Upcoming
    count: int


class Moved(NamedTuple):
    """How a study stands after a move: what comes, and the passage that was to come before, to undo it."""

    study: Study
    before: int | None
    upcoming: Upcoming


class Shift(NamedTuple):
    """Days that would be left out, the instants of the first and last of them, and what would come then."""

    study: Study
    days: tuple[date, ...]
    first_at: datetime
    last_at: datetime
    upcoming: Upcoming


async def skip_to(database: Database, asker: Asker, study: Study, typed: str) -> Move:
    """What going on with a later passage would bring. Raises `StudyError` for one that is not to come."""
    async with database.reading() as connection:
        reading = await reading_progress.reading_of(connection, study)
        passage_id = await _named(connection, study, reading, typed, asker.channel_id)
        if passage_id not in reading_order.left(reading):
            raise StudyError("moving.is_behind")
        return await _move(connection, study, reading, passage_id, asker.now)


async def go_back(database: Database, asker: Asker, study: Study, typed: str | None) -> Move:
    """What reading from an earlier passage on (from the last one posted, for None) would bring.

    Raises `StudyError` for one that is still to come, and when nothing has been posted.
    """
    async with database.reading() as connection:
        reading = await reading_progress.reading_of(connection, study)
        if typed:
            passage_id = await _named(connection, study, reading, typed, asker.channel_id)
            if passage_id in reading_order.left(reading)[1:]:
                raise StudyError("moving.is_ahead")
        else:
            on_list, posted = set(reading_order.order(reading)), reading.posted
            if reading.move in posted:  # a host has gone back already: from there on
                posted = posted[: len(posted) - 1 - posted[::-1].index(reading.move)]
            passage_id = next((posted_id for posted_id in reversed(posted) if posted_id in on_list), None)
            if passage_id is None:
                raise StudyError("moving.at_start" if reading.posted else "moving.nothing_posted")
        return await _move(connection, study, reading, passage_id, asker.now)


async def move(database: Database, asker: Asker, study_id: int, passage_id: int, count: int) -> Moved:
    """Go on with a passage; how the study stands then.

    Raises `StudyError` when something has been posted since the host saw what this would bring, or the passage is gone.
    """
    async with database.writing() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        reading = await reading_progress.reading_of(connection, study)
        if count != await posts.last_day(connection, study.id) or passage_id not in reading_order.order(reading):
            raise StudyError("moving.changed")
        before = next(iter(reading_order.left(reading)), None)
        moved = reading_changes.moved(reading, passage_id)
        await reading_lists.set_move(connection, study.id, passage_id)
        await reading_progress.wake(connection, study, moved, asker.now)
        study = await reading_progress.own(connection, asker.guild, study_id)
        return Moved(study, before, await _upcoming(connection, study, moved, asker.now))


async def swap(database: Database, guild_id: int, study_id: int, passage_id: int, next_id: int) -> None:
    """Exchange a passage and the one that follows it.

    Raises `StudyError` when they do not follow one another any more, and for one swap too many.
    """
    async with database.writing() as connection:
        study = await reading_progress.own(connection, guild_id, study_id)
        reading = reading_changes.swapped(await reading_progress.reading_of(connection, study), passage_id, next_id)
        SWAPS.check(len(reading.swaps))
        await reading_lists.set_swaps(connection, study.id, reading.swaps)
        await reading_lists.set_move(connection, study.id, reading.move)


async def shift(database: Database, asker: Asker, study: Study, count: int) -> Shift:
    """What leaving the next so many days out would bring.

    Raises `StudyError` as `reading_progress.planned` does, and when with those left out already it reaches too far.
    """
    timetable = study.timetable
    async with database.reading() as connection:
        reading = await reading_progress.reading_of(connection, study)
        first = reading_progress.planned(study, reading)
        known = await days_left_out.left_out(connection, study.id)
        free = (day for day in schedule.days_from(first.date, timetable.weekdays) if day not in known)
        days = tuple(islice(free, count))
        if days[-1] not in islice(schedule.days_from(days[0], timetable.weekdays), MOST_SPAN):
            raise StudyError("moving.too_far", n=count)
        first_at, last_at = (schedule.instant(day, timetable.time, timetable.zone) for day in (days[0], days[-1]))
        return Shift(
            study, days, first_at, last_at, await _upcoming(connection, study, reading, asker.now, besides=days)
        )


async def leave_next_out(database: Database, guild_id: int, study_id: int) -> tuple[Slot, Slot]:
    """Leave the next day out that is not left out yet; that day, and the one on which its passage comes instead.

    Raises `StudyError` as `reading_progress.planned` does, and when too many days are left out already.
    """
    async with database.writing() as connection:
        study = await reading_progress.own(connection, guild_id, study_id)
        first = reading_progress.planned(study, await reading_progress.reading_of(connection, study))
        left_out = await days_left_out.left_out(connection, study.id)
        slot, instead = schedule.upcoming(study.timetable, first, 2, left_out)
        await storage_limits.check(connection, SKIPS, study.id)
        await days_left_out.skip(connection, study.id, slot.date)
        return slot, instead


async def leave_out(database: Database, asker: Asker, study_id: int, days: Collection[date]) -> tuple[Study, Upcoming]:
    """Leave these days out; the study, and what comes then.

    Raises `StudyError` when one of them has passed meanwhile, or is no day of the study's any more, when too many
    days are left out already, and as `reading_progress.planned` does.
    """
    async with database.writing() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        reading = await reading_progress.reading_of(connection, study)
        first, week = reading_progress.planned(study, reading), study.timetable.weekdays
        if min(days) < first.date or any(day.weekday() not in week for day in days):
            raise StudyError("moving.changed")
        await storage_limits.check(connection, SKIPS, study.id, len(days))
        for day in days:
            await days_left_out.skip(connection, study.id, day)
        return study, await _upcoming(connection, study, reading, asker.now)


async def take_in(database: Database, asker: Asker, study_id: int, days: Collection[date]) -> tuple[Study, Upcoming]:
    """Leave these days out no more, as far as they are still to come; the study, and what comes then.

    Raises `StudyError` when all of them are over.
    """
    async with database.writing() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        if study.next_slot is not None and max(days) < study.next_slot.date:
            raise StudyError("moving.over")
        for day in days:
            await days_left_out.unskip(connection, study.id, day)
        return study, await _upcoming(
            connection, study, await reading_progress.reading_of(connection, study), asker.now
        )


async def passages_ahead(database: Database, study: Study, typed: str) -> list[Choice]:
    """The passages to come after the next one that fit what is typed, the next ones first."""
    async with database.reading() as connection:
        reading = await reading_progress.reading_of(connection, study)
        return await _fitting(connection, reading_order.left(reading)[1:], typed)


async def passages_behind(database: Database, study: Study, typed: str) -> list[Choice]:
    """The passages that are not to come any more and fit what is typed, the last ones posted first."""
    async with database.reading() as connection:
        reading = await reading_progress.reading_of(connection, study)
        ordered = reading_order.order(reading)
        behind = set(ordered).difference(reading_order.left(reading))
        latest_first = dict.fromkeys((*reversed(reading.posted), *reversed(ordered)))
        return await _fitting(connection, [passage_id for passage_id in latest_first if passage_id in behind], typed)


async def _named(connection: Connection, study: Study, reading: Reading, typed: str, channel_id: int | None) -> int:
    """The passage of the study's list that somebody means."""
    shelf = await essays.shelf(connection, study.guild_id)
    meant = await named_passages.named(connection, study.guild_id, shelf, typed, channel_id)
    if isinstance(meant, named_passages.Candidates):
        raise StudyError("moving.which", typed=typed[:100])
    view, *_ = meant
    if view.passage.id not in reading_order.order(reading):
        raise StudyError("moving.not_listed")
    return view.passage.id


async def _move(connection: Connection, study: Study, reading: Reading, passage_id: int, now: datetime) -> Move:
    ahead = reading_order.left(reading)
    if ahead[:1] == [passage_id]:
        raise StudyError("moving.next_already")
    moved = reading_changes.moved(reading, passage_id)
    after = reading_order.left(moved)
    posted, to_come_now, to_come_then = set(reading.posted), set(ahead), set(after)
    titles = {essay.id: essay.title for essay in await essays.shelf(connection, study.guild_id)}
    lost = reading_changes.spans(
        reading, (ahead_id for ahead_id in ahead if ahead_id not in to_come_then and ahead_id not in posted)
    )
    (target,) = await passages.openings_of(connection, [passage_id])
    return Move(
        study=study,
        target=target,
        lost=tuple((titles[span.essay_id], span) for span in lost if span.essay_id in titles),
        again=len(to_come_then & posted - to_come_now),
        after_all=len(to_come_then - posted - to_come_now),
        upcoming=await _upcoming(connection, study, moved, now),
        count=await posts.last_day(connection, study.id),
    )


async def _upcoming(
    connection: Connection, study: Study, reading: Reading, now: datetime, besides: Collection[date] = ()
) -> Upcoming:
    """What comes next, and when; nothing while the study is paused. `besides` are more days to leave out."""
    slot = await next_slots.next_slot(connection, study, now)
    if slot is None:
        return ()
    left_out = {*await days_left_out.left_out(connection, study.id), *besides}
    days = schedule.upcoming(study.timetable, slot, AHEAD, left_out)
    openings = await passages.openings_of(connection, list(islice(reading_order.coming(reading), AHEAD)))
    return tuple(zip(days, openings, strict=False))


async def _fitting(connection: Connection, passage_ids: list[int], typed: str) -> list[Choice]:
    """The choices among these passages; without anything typed, the first ones."""
    if not typed.strip():
        return autocomplete.listed(await passages.openings_of(connection, passage_ids[: autocomplete.MOST]))
    return autocomplete.passages([Openings(await passages.openings_of(connection, passage_ids[:MOST_SEARCHED]))], typed)
