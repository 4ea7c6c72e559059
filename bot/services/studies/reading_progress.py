"""Where a study's reading stands: loaded in one piece, and kept true inside the transaction that changes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.errors import StudyError
from bot.core.models import Ending, Essay, Post, PostState, Slot, Study, StudyState, Timetable
from bot.core.studies import reading_changes, reading_order, schedule
from bot.core.studies.reading_order import LEFT_NOTICES, Reading
from bot.store.database import Connection
from bot.store.essays import essays, passages
from bot.store.essays.shelf_changes import ShelfChangedError
from bot.store.studies import notices, posts, reading_lists, studies


async def own(connection: Connection, guild_id: int, study_id: int) -> Study:
    """The guild's study with this id. Raises `StudyError` when it is gone."""
    study = await studies.study(connection, study_id)
    if study is None or study.guild_id != guild_id:
        raise StudyError("study.gone")
    return study


async def reading_of(connection: Connection, study: Study) -> Reading:
    """All that decides what the study reads next."""
    chosen = tuple(await essays.reading_order(connection, study.id))
    return Reading(
        study_id=study.id,
        arrangement=study.arrangement,
        ending=study.ending,
        round=study.round,
        chosen=chosen,
        others=await _others(connection, study, {each.essay_id for each in chosen}),
        swaps=tuple(await reading_lists.swapped(connection, study.id)),
        move=await reading_lists.move(connection, study.id),
        posted=tuple(await posts.passages_posted(connection, study)),
    )


async def begin_round(connection: Connection, found: Reading) -> None:
    """Store that the study has come to this round."""
    await reading_lists.set_round(connection, found.study_id, found.round)
    await reading_lists.set_swaps(connection, found.study_id, ())
    await reading_lists.set_move(connection, found.study_id, None)


async def claimed(connection: Connection, study: Study, before: Reading, ahead: list[int], now: datetime) -> None:
    """Store what the claim of the first of the passages ahead has changed; hosts are told when few are left."""
    if before.move is not None:
        await reading_lists.set_move(connection, study.id, None)
    joining = reading_order.joining(before, ahead[0])
    if joining:
        await reading_lists.set_essays(connection, study.id, [each.essay_id for each in (*before.chosen, *joining)])
    if study.ending is Ending.LOOP:
        return
    mark = reading_order.mark(len(ahead) - 1)
    if mark is not None and (study.left_told is None or mark < study.left_told):
        await notices.withdraw(connection, study.id, LEFT_NOTICES.values())  # one number is enough
        await notices.add(connection, study.guild_id, study.id, LEFT_NOTICES[mark], now)
    if mark != study.left_told:
        await reading_lists.set_left_told(connection, study.id, mark)


async def give_back(connection: Connection, post: Post, now: datetime) -> bool:
    """Have the passage of a slot that has ended without a post come next, as it was to; whether it does.

    Not if another has been posted or claimed since. What was to be told about the number left may not be true any more,
    and a study that had read everything has something to read again.
    """
    study = await studies.study(connection, post.study_id)
    if study is None or post.content is None:
        return False
    latest = await posts.latest(connection, study.id, now, PostState.CLAIMED, PostState.SENT, PostState.UNKNOWN)
    found = await reading_of(connection, study)
    ahead = reading_order.left(found)
    overtaken = found.move is not None or (latest is not None and latest.id > post.id)
    passage_id = post.content.passage_id
    if not overtaken and ahead[:1] != [passage_id] and passage_id in reading_order.order(found):
        await reading_lists.set_move(connection, study.id, passage_id)
        found = reading_changes.moved(found, passage_id)
        ahead = reading_order.left(found)
    if await _withdraw_untrue(connection, study, len(ahead)):
        await reading_lists.set_left_told(connection, study.id, reading_order.mark(len(ahead)))
    await wake(connection, study, found, now)
    return ahead[:1] == [passage_id]


async def wake(connection: Connection, study: Study, found: Reading, now: datetime) -> bool:
    """After the library has changed: go on if the study had finished and has something to read now; whether it does.

    What hosts were told of the number left is told again when it comes down to that again.
    """
    count = len(reading_order.left(found))
    mark = reading_order.mark(count)
    await _withdraw_untrue(connection, study, count)
    if study.left_told is not None and (mark is None or mark > study.left_told):
        await reading_lists.set_left_told(connection, study.id, mark)
    if study.state is not StudyState.FINISHED or next(reading_order.coming(found), None) is None:
        return False
    await studies.set_state(connection, study, StudyState.ACTIVE, slot=await go_on(connection, study, now))
    return True


async def replanned(connection: Connection, study: Study, found: Reading, now: datetime) -> None:
    """After a host has changed the plan, and has seen what is left: hosts know of this much."""
    await _withdraw_untrue(connection, study, len(reading_order.left(found)))
    await reading_lists.set_left_told(connection, study.id, reading_order.mark(len(reading_order.left(found))))
    await wake(connection, study, found, now)


def planned(study: Study, found: Reading) -> Slot:
    """The study's next slot. Raises `StudyError` while it is paused, and when there is nothing to read in it."""
    if study.state is StudyState.PAUSED:
        raise StudyError("study.is_paused")
    if study.next_slot is None or next(reading_order.coming(found), None) is None:
        raise StudyError("study.nothing_left")
    return study.next_slot


async def next_slot(connection: Connection, study: Study, now: datetime) -> Slot | None:
    """The slot with which the study goes on once there is something to read; none while it is paused."""
    if study.state is not StudyState.FINISHED:
        return study.next_slot
    return await slot_to_come(connection, study, study.timetable, now)


@dataclass(frozen=True, slots=True)
class Courses:
    """What each study that comes to an essay has to read, before the essay changes, and by what that is known again."""

    essay: Essay
    readings: tuple[tuple[Study, Reading], ...]
    marks: tuple[object, ...]


async def courses(connection: Connection, essay: Essay) -> Courses:
    """What the studies that come to the essay have to read, so that it can be kept when the essay changes."""
    found = [(study, await reading_of(connection, study)) for study in await studies.reading(connection, essay)]
    return Courses(essay, tuple(found), await _marks(connection, essay))


def kept(before: Courses, passage_ids: Sequence[int]) -> dict[int, Reading | None]:
    """The reading by which each study comes to what it was to read once the essay has these passages.

    None where it does so by itself: a change may have put what is to come before what has been read, or the other way
    round. Takes a while for a book; to be stored with the change if all is as it was (`must_be_as`).
    """
    found: dict[int, Reading | None] = {}
    for study, was in before.readings:
        now = reading_changes.with_passages(was, before.essay.id, passage_ids)
        on_course = reading_changes.on_course(now, frozenset(reading_order.order(was)), reading_order.left(was))
        found[study.id] = None if on_course == now else on_course
    return found


async def must_be_as(connection: Connection, before: Courses) -> None:
    """Raise `ShelfChangedError` if a study has come further since, or anything else has changed what it reads."""
    if await _marks(connection, before.essay) != before.marks:
        raise ShelfChangedError


async def keep(connection: Connection, found: Mapping[int, Reading | None]) -> None:
    """Have every study go on with what it was to read."""
    for study_id, on_course in found.items():
        if on_course is not None:
            await reading_lists.set_swaps(connection, study_id, on_course.swaps)
            await reading_lists.set_move(connection, study_id, on_course.move)


async def slot_to_come(connection: Connection, study: Study, timetable: Timetable, now: datetime) -> Slot:
    """The first slot still to come by a timetable: the study's own, or the one it is to have."""
    taken = await taken_date(connection, study, timetable, now)
    return schedule.first_slot(timetable, now=now, last=await last_due(connection, study.id, now), taken=taken)


async def go_on(connection: Connection, study: Study, now: datetime) -> Slot:
    """The slot with which the study goes on, after what a wrong clock has written ahead of it is gone."""
    await posts.forget_ahead(connection, study.id, now)
    return await slot_to_come(connection, study, study.timetable, now)


async def taken_date(connection: Connection, study: Study, timetable: Timetable, now: datetime) -> date | None:
    """The last date that has had its slot; none for another hour or zone, by which days are counted anew."""
    same = (timetable.time, timetable.zone) == (study.timetable.time, study.timetable.zone)
    return await posts.last_date(connection, study, now) if same else None


async def last_due(connection: Connection, study_id: int, now: datetime) -> datetime | None:
    """When the study's last slot was due."""
    latest = await posts.latest(connection, study_id, now)
    return latest.slot.due_at if latest else None


async def _others(connection: Connection, study: Study, chosen: set[int]) -> tuple[reading_order.Listed, ...]:
    if study.ending is not Ending.GO_ON:
        return ()
    shelf = await essays.shelf(connection, study.guild_id)
    return tuple(await passages.listed(connection, [each.id for each in shelf if each.id not in chosen]))


async def _withdraw_untrue(connection: Connection, study: Study, count: int) -> bool:
    true = None if study.ending is Ending.LOOP else reading_order.mark(count)
    untrue = [key for mark, key in LEFT_NOTICES.items() if mark != true]
    return await notices.withdraw(connection, study.id, untrue)


async def _marks(connection: Connection, essay: Essay) -> tuple[object, ...]:
    """What is different as soon as a study that comes to the essay has something else to read; cheap to find out.

    A claim changes the study's next slot; a slot that ends without a post is open no more.
    """
    found = await studies.reading(connection, essay)
    ids = [study.id for study in found]
    shelves = {None, essay.guild_id}
    return (
        tuple(found),
        await reading_lists.marks(connection, ids),
        await posts.open_of(connection, ids),
        *[await essays.marks(connection, guild_id) for guild_id in shelves],
    )
