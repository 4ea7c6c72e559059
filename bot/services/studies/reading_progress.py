"""A study's plan, filled when it has run out, and what follows from how much is left, within one transaction."""

from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Ending, PortionKind, Slot, Study, StudyState
from bot.core.posts import Post
from bot.core.studies import on_dates, passage_order, portions
from bot.core.studies import plan as plan_edits
from bot.core.studies.plan import LEFT_NOTICES
from bot.services.studies import next_slots, reading_ahead
from bot.store.database import Connection
from bot.store.studies import days_left_out, notices, passages_read, plans, reading_lists, studies
from bot.store.studies.study_views import ForClaim


async def own(connection: Connection, guild_id: int, study_id: int) -> Study:
    """The guild's study with this id. Raises `StudyError` when it is gone."""
    study = await studies.study(connection, study_id)
    if study is None or study.guild_id != guild_id:
        raise StudyError("study.gone")
    return study


class Filled(NamedTuple):
    """A study whose plan has been filled if it had run out, and the passages that come with the next post."""

    known: ForClaim
    first: list[int]


class Reading(NamedTuple):
    """How many passages of its round a study has read, of how many, and when the next one comes, if one is planned."""

    read: int
    length: int
    next_at: datetime | None


async def reading(connection: Connection, study: Study) -> Reading:
    """How far a study has come."""
    length, left = await reading_ahead.length(connection, study), await reading_ahead.left(connection, study)
    left_out = await days_left_out.left_out(connection, study.id)
    coming = await reading_ahead.coming(connection, study, study.timetable, study.next_slot, 1, left_out=left_out)
    return Reading(max(0, length - left), length, coming[0].slot.due_at if coming else None)


async def filled(connection: Connection, known: ForClaim, day: date) -> Filled:
    """The study with something in its plan, if there is anything to read: another round, or essay of the library.

    On their dates, what comes first are the passages of this day, if it has any.
    """
    study = known.study
    if study.arrangement is Arrangement.ON_DATES:
        return await _filled_on(connection, known, day)
    if known.first is not None:
        return Filled(known, [known.first] if _is_one_by_one(study) else await _first(connection, study))
    order, others = await reading_ahead.order_of(connection, study), await reading_ahead.shelved(connection, study)
    refill = plan_edits.refill(order, study.ending, others, await passages_read.last(connection, study.id))
    if refill is None:
        return Filled(known, [])
    if refill.joined is not None:
        listed = [essay.essay_id for essay in (*order.essays, refill.joined)]
        await reading_lists.set_essays(connection, study.id, listed)
    await reading_lists.set_round(connection, study.id, refill.order.round)
    await plans.change(connection, study.id, refill.plan)
    study = await own(connection, study.guild_id, study.id)
    return Filled(replace(known, study=study), await _first(connection, study))


async def tell_left(connection: Connection, known: ForClaim, now: datetime) -> None:
    """Tell hosts, once for each of the `LEFT_NOTICES`, that few are left after a claim of a plan that had many more."""
    study = known.study
    if study.ending is Ending.LOOP or (known.many_follow and _is_one_by_one(study)):
        return
    mark = plan_edits.mark(await reading_ahead.posts_left(connection, study, max(LEFT_NOTICES) + 1))
    if mark is not None and (study.left_told is None or mark < study.left_told):
        await notices.withdraw(connection, study.id, LEFT_NOTICES.values())  # one number is enough
        await notices.add(connection, study.guild_id, study.id, LEFT_NOTICES[mark], now)
        await reading_lists.set_left_told(connection, study.id, mark)


async def give_back(connection: Connection, post: Post, now: datetime) -> bool:
    """Put the passages of a slot that surely ended without a post back at the front of the plan; whether any were.

    Not those that have been posted since, or whose essay is not on the list any more. A study that had read everything
    has something to read again.
    """
    study = await studies.study(connection, post.study_id)
    if study is None:
        return False
    unread = await passages_read.unread(connection, post)
    if unread:
        await plans.put_first(connection, study.id, unread)
        await studies.revise(connection, study.id)
    await replanned(connection, study, now)
    return bool(unread)


async def wake(connection: Connection, study: Study, now: datetime) -> bool:
    """After the library has changed: go on if the study had finished and has something to read now; whether it does.

    What hosts were told of the number left is told again when it comes down to that again.
    """
    count = await reading_ahead.posts_left(connection, study)
    mark = plan_edits.known_mark(count)
    await _withdraw_untrue(connection, study, count)
    if study.left_told is not None and (mark is None or mark > study.left_told):
        await reading_lists.set_left_told(connection, study.id, mark)
    if study.state is not StudyState.FINISHED or not await reading_ahead.ahead(connection, study, 1):
        return False
    await studies.set_state(connection, study, StudyState.ACTIVE, slot=await next_slots.go_on(connection, study, now))
    return True


async def replanned(connection: Connection, study: Study, now: datetime) -> None:
    """Store that hosts know how much is left, after the plan has changed; go on if the study had finished."""
    known = plan_edits.known_mark(await reading_ahead.posts_left(connection, study))
    await reading_lists.set_left_told(connection, study.id, known)
    await wake(connection, study, now)


async def planned(connection: Connection, study: Study, now: datetime) -> Slot:
    """The study's next slot, while it is paused the one with which it would go on `now`.

    Raises `StudyError` when there is nothing to read in it.
    """
    if study.state is StudyState.FINISHED or not await reading_ahead.ahead(connection, study, 1):
        raise StudyError("study.nothing_left")
    return await next_slots.next_slot(connection, study, now)


def _is_one_by_one(study: Study) -> bool:
    """Whether each post has the passage that comes first, and no other."""
    return study.portion.kind is PortionKind.PASSAGE and study.arrangement is not Arrangement.ON_DATES


async def _first(connection: Connection, study: Study) -> list[int]:
    """The passages of the plan that come with the next post."""
    to_come = await plans.passages_to_come(connection, study.id, portions.MOST)
    together = await reading_ahead.in_portions(connection, study, to_come)
    return list(together[0]) if together else []


async def _filled_on(connection: Connection, known: ForClaim, day: date) -> Filled:
    study = known.study
    order, plan = await reading_ahead.order_of(connection, study), await plans.passages_to_come(connection, study.id)
    found = on_dates.on_day(plan, order, day)
    if not found and study.ending is Ending.LOOP:
        found = on_dates.on_day(whole := passage_order.whole_round(order), order, day)
        if found:
            await reading_lists.set_round(connection, study.id, order.round + 1)
            await plans.change(connection, study.id, whole)
            known = replace(known, study=await own(connection, study.guild_id, study.id))
    return Filled(known, found)


async def _withdraw_untrue(connection: Connection, study: Study, count: int) -> None:
    true = None if study.ending is Ending.LOOP else plan_edits.mark(count)
    untrue = [key for mark, key in LEFT_NOTICES.items() if mark != true]
    await notices.withdraw(connection, study.id, untrue)
