"""Setting up a study, and steering it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.limits import STUDIES
from bot.core.models import (
    Arrangement,
    Asker,
    Ending,
    Essay,
    HostAct,
    HostChange,
    Place,
    Portion,
    QuestionsBy,
    Reason,
    Slot,
    Study,
    StudyState,
    Timetable,
)
from bot.core.posts import DeliveryState, Post
from bot.core.studies import passage_order, plan, schedule
from bot.core.studies.plan import LEFT_NOTICES
from bot.core.time_zones import choice as time_zones
from bot.services.deliveries.occasions import choices
from bot.services.guilds import storage_limits
from bot.services.studies import host_changes, next_slots, reading_ahead, reading_progress
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.essays import essays
from bot.store.members import suggestions
from bot.store.studies import changes, days_left_out, notices, plans, posts, reading_lists, studies

LOOK_BACK = timedelta(days=7)
LOOK_AHEAD = 3
CHANGES = 3
"""Acts of hosts that a status shows."""


class NewStudy(NamedTuple):
    """What a host asks for, as typed; `essay_id` None means the whole shelf, in order."""

    guild_id: int
    place: Place
    time: str
    zone: str
    weekdays: frozenset[int]
    essay_id: int | None
    host_role_id: int | None = None
    arrangement: Arrangement = Arrangement.IN_ORDER
    ending: Ending = Ending.STOP
    portion: Portion = Portion()


class Change(NamedTuple):
    """What a host wants otherwise; None leaves a thing as it is."""

    place: Place | None = None
    time: str | None = None
    zone: str | None = None
    weekdays: frozenset[int] | None = None
    questions_by: QuestionsBy | None = None


class Consequences(NamedTuple):
    """How a study would stand after a change, and when its next passages would come (while paused: if it went on)."""

    before: Study
    place: Place
    timetable: Timetable
    questions_by: QuestionsBy
    slot: Slot | None
    upcoming: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class StudyStatus:
    """A study's state: its slots of the last days, its next times, what is left, and slots whose end is unknown."""

    study: Study
    essays: tuple[Essay, ...]
    recent: tuple[Post, ...]
    unknown: tuple[Post, ...]
    upcoming: tuple[Slot, ...]
    left_out: frozenset[date]
    gap: Slot | None
    """The day within a year on which clocks skip the study's time, so that its passage comes a little later."""
    passages: int
    left: int
    """Passages of this round, and those of them that are still to come."""
    last_at: datetime | None
    """When the last of those comes, if nothing changes; None while nothing is planned."""
    changes: tuple[HostChange, ...] = ()
    """What hosts did last, the last first."""
    waiting: int = 0
    """Questions that wait for the hosts of its guild to review them."""

    @property
    def undo(self) -> int | None:
        """The last change, if nothing has been posted or changed since."""
        return next((change.id for change in self.changes if change.is_last), None)


async def set_up(database: Database, new: NewStudy, now: datetime) -> StudyStatus:
    """Start a study; its status then.

    Raises `StudyError` for a time or zone that does not exist, a channel that has a study already, an essay this guild
    does not have, a shelf with nothing on it, dates where there are none, and one study too many; nothing is stored
    then.
    """
    timetable = Timetable(schedule.parse_time(new.time), time_zones.named(new.zone, now), new.weekdays)
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, new.guild_id)
        await _must_be_free(connection, new.place.channel_id)
        await storage_limits.check(connection, STUDIES, new.guild_id)
        shelf = await essays.shelf(connection, new.guild_id)
        chosen = [essay for essay in shelf if new.essay_id in (None, essay.id)]
        if not chosen:
            raise StudyError("study.no_such_essay" if shelf else "study.empty_shelf")
        study_id = await studies.add_study(
            connection,
            guild_id=new.guild_id,
            place=new.place,
            host_role_id=new.host_role_id,
            timetable=timetable,
            slot=schedule.first_slot(timetable, now=now, last=None),
            essay_ids=[essay.id for essay in chosen],
            arrangement=new.arrangement,
            ending=new.ending,
            portion=new.portion,
        )
        study = await reading_progress.own(connection, new.guild_id, study_id)
        order = await reading_ahead.order_of(connection, study)
        reading_ahead.check_dates(order, study.ending)
        passages = passage_order.whole_round(order)
        await plans.change(connection, study_id, passages)
        left = await reading_ahead.posts_left(connection, study)
        await reading_lists.set_left_told(connection, study_id, plan.known_mark(left))
    async with database.reading() as connection:
        return await _status(connection, study, now)


async def status(database: Database, asker: Asker) -> list[StudyStatus]:
    """How the study in this channel stands, or every study they steer when the channel has none.

    Raises `StudyError` when they do not steer that of the channel.
    """
    meant = await _meant(database, asker)
    return [await status_of(database, asker, study.id) for study in meant]


async def status_of(database: Database, asker: Asker, study_id: int) -> StudyStatus:
    """How one study stands. Raises `StudyError` when this guild does not have it."""
    async with database.reading() as connection:
        return await _status(connection, await reading_progress.own(connection, asker.guild, study_id), asker.now)


async def pause(database: Database, asker: Asker, study_id: int) -> StudyStatus:
    """Stop posting until a host resumes; a study that is paused already stays so. Its status then."""
    async with host_changes.writing(database, asker, study_id, HostAct.PAUSE) as editing:
        if editing.study.state is not StudyState.PAUSED:
            await studies.set_state(editing.connection, editing.study, StudyState.PAUSED, slot=None)
    return await status_of(database, asker, study_id)


async def resume(database: Database, asker: Asker, study_id: int) -> StudyStatus:
    """Go on with the next slot to come. Raises `StudyError` when the study is running, or has nothing left to read."""
    async with host_changes.writing(database, asker, study_id, HostAct.RESUME) as editing:
        await resumed(editing.connection, editing.study, asker.now)
    return await status_of(database, asker, study_id)


async def wake(database: Database, guild_id: int, now: datetime) -> list[Study]:
    """Go on with the guild's studies that had read everything and have more now, as after an import; which they are.

    Their next slot is the next to come. To be called whenever something has come onto a shelf.
    """
    async with database.writing() as connection:
        return [
            await reading_progress.own(connection, guild_id, study.id)
            for study in await studies.of_guild(connection, guild_id)
            if await reading_progress.wake(connection, study, now)
        ]


async def wake_all(database: Database, now: datetime) -> None:
    """Go on everywhere with what came onto a shelf while the bot was away: from the command line, or a new version."""
    async with database.reading() as connection:
        waiting = await studies.guilds_waiting(connection)
    for guild_id in waiting:
        await wake(database, guild_id, now)


async def consequences(database: Database, study: Study, change: Change, now: datetime) -> Consequences:
    """What a change would bring, without making it.

    Raises `StudyError` for what `set_up` would refuse as well.
    """
    change = _with_zone(change, now)
    async with database.reading() as connection:
        return await _consequences(connection, study, change, now)


async def apply(
    database: Database, asker: Asker, study_id: int, change: Change, revision: int | None = None
) -> StudyStatus:
    """Make a change, to the study as a host has seen it at a revision.

    Raises `StudyError` as `consequences` does, and when something has been posted or changed since.
    """
    change = _with_zone(change, asker.now)
    async with host_changes.writing(database, asker, study_id, HostAct.EDIT, revision) as editing:
        await changed(editing.connection, editing.study, change, asker.now)
    return await status_of(database, asker, study_id)


async def go_on_elsewhere(database: Database, asker: Asker, study_id: int, place: Place) -> StudyStatus:
    """Move a study to another place and, if it was stopped, go on there: both or neither.

    Raises what `apply` and `resume` do.
    """
    async with host_changes.writing(database, asker, study_id, HostAct.EDIT) as editing:
        moved = await changed(editing.connection, editing.study, Change(place=place), asker.now)
        if moved.state is StudyState.PAUSED:
            await resumed(editing.connection, moved, asker.now)
    return await status_of(database, asker, study_id)


async def remove(database: Database, study: Study) -> None:
    """Delete a study with its ledger; what it posted stays in Discord."""
    async with database.writing() as connection:
        await studies.remove(connection, study.id)


async def the_one(database: Database, asker: Asker) -> Study:
    """The study meant from this channel: its own, or the only one that they steer.

    Raises `StudyError` when that is unclear, or they do not steer that of the channel.
    """
    meant = await _meant(database, asker)
    if not meant:
        raise StudyError("study.none_yet")
    if len(meant) > 1:
        raise StudyError("study.which_one")
    return meant[0]


async def by_id(database: Database, guild_id: int, study_id: int) -> Study:
    """The guild's study with this id. Raises `StudyError` when it is gone."""
    async with database.reading() as connection:
        return await reading_progress.own(connection, guild_id, study_id)


async def _status(connection: Connection, study: Study, now: datetime) -> StudyStatus:
    left = await reading_ahead.left(connection, study)
    left_out = await days_left_out.left_out(connection, study.id)
    return StudyStatus(
        study=study,
        essays=tuple(await essays.of_study(connection, study.id)),
        recent=tuple(await posts.recent(connection, study.id, now - LOOK_BACK)),
        unknown=tuple(await posts.in_state(connection, study.id, DeliveryState.UNKNOWN)),
        upcoming=await _upcoming(connection, study, study.timetable, study.next_slot),
        left_out=frozenset(
            day
            for day in left_out
            if day.weekday() in study.timetable.weekdays
            and not schedule.is_over(study.timetable, day, now=now, following=study.next_slot)
        ),
        gap=schedule.next_gap(study.timetable, now=now),
        passages=await reading_ahead.length(connection, study),
        left=left,
        last_at=await reading_ahead.last_at(connection, study, left_out),
        changes=tuple(await changes.latest(connection, study.id, CHANGES)),
        waiting=await suggestions.count_waiting(connection, study.guild_id),
    )


async def resumed(connection: Connection, study: Study, now: datetime) -> Study:
    """The study, going on with the next slot to come. Raises `StudyError` as `resume` does."""
    if not await reading_ahead.ahead(connection, study, 1):
        raise StudyError("study.nothing_left")
    if study.state is StudyState.ACTIVE:
        raise StudyError("study.not_paused")
    slot = await next_slots.go_on(connection, study, now)
    await studies.set_state(connection, study, StudyState.ACTIVE, slot=slot)
    await notices.forget(connection, study.id, but=LEFT_NOTICES.values())
    return await reading_progress.own(connection, study.guild_id, study.id)


async def changed(connection: Connection, study: Study, change: Change, now: datetime) -> Study:
    """The study as it is after the change, whose zone has been found. Raises `StudyError` as `consequences` does."""
    await posts.forget_ahead(connection, study.id, now)
    planned = await _consequences(connection, study, change, now)
    last = await next_slots.last_due(connection, study.id, now)
    taken = await next_slots.taken_date(connection, study, planned.timetable, now)
    await studies.change(connection, study, planned.place, planned.timetable, planned.slot)
    if change.questions_by is not None:
        await studies.set_questions_by(connection, study.id, change.questions_by)
    if planned.place.role_id != study.place.role_id:
        await notices.over(connection, study.id, (Reason.ROLE_GONE,))
    study_then = await reading_progress.own(connection, study.guild_id, study.id)
    if planned.timetable == study.timetable:
        return study_then
    await choices.follow(connection, study_then, now)
    passed = schedule.passed_over(planned.timetable, before=study.timetable, last=last, now=now, taken=taken)
    for slot in passed if planned.slot else ():
        await posts.skip(connection, study_then, slot, now=now, reason=Reason.CHANGED)
    return study_then


async def _meant(database: Database, asker: Asker) -> list[Study]:
    async with database.reading() as connection:
        guild_studies = await studies.of_guild(connection, asker.guild)
    in_channel = [study for study in guild_studies if study.channel_id == asker.channel_id]
    if not all(asker.may_steer(study.id) for study in in_channel):
        raise StudyError("error.study_hosts_only")
    return in_channel or [study for study in guild_studies if asker.may_steer(study.id)]


async def _must_be_free(connection: Connection, channel_id: int) -> None:
    if await studies.in_channel(connection, channel_id) is not None:
        raise StudyError("study.channel_taken", channel=channel_id)


def _with_zone(change: Change, now: datetime) -> Change:
    """The change with the zone that is meant, which takes too long to find inside a transaction."""
    zone = time_zones.named(change.zone, now) if change.zone else None
    return Change(change.place, change.time, zone, change.weekdays, change.questions_by)


async def _consequences(connection: Connection, study: Study, change: Change, now: datetime) -> Consequences:
    old, place = study.timetable, change.place or study.place
    timetable = Timetable(
        schedule.parse_time(change.time) if change.time else old.time,
        change.zone or old.zone,
        change.weekdays or old.weekdays,
    )
    if place.channel_id != study.channel_id:
        await _must_be_free(connection, place.channel_id)
    slot = await _slot_after(connection, study, timetable, now)
    shown = await next_slots.slot_to_come(connection, study, timetable, now) if slot is None else slot
    upcoming = await _upcoming(connection, study, timetable, shown)
    return Consequences(study, place, timetable, change.questions_by or study.questions_by, slot, upcoming)


async def _slot_after(connection: Connection, study: Study, timetable: Timetable, now: datetime) -> Slot | None:
    """The next slot by another timetable, or by the same one what is due; none while the study is not running."""
    if study.state is not StudyState.ACTIVE:
        return None
    if timetable == study.timetable and study.next_slot is not None and study.next_slot.due_at <= now:
        return study.next_slot
    return await next_slots.slot_to_come(connection, study, timetable, now)


async def _upcoming(connection: Connection, study: Study, timetable: Timetable, slot: Slot | None) -> tuple[Slot, ...]:
    """The next times at which something will be posted."""
    left_out = await days_left_out.left_out(connection, study.id)
    coming = await reading_ahead.coming(connection, study, timetable, slot, LOOK_AHEAD, left_out=left_out)
    return tuple(planned.slot for planned in coming)
