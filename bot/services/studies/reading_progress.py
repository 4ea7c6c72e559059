"""A study's plan: loaded, filled when it has run out, and counted, within the transaction that changes it."""

from datetime import datetime
from itertools import islice
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Ending, Essay, Post, Slot, Study, StudyState
from bot.core.studies import plan as plan_edits
from bot.core.studies.passage_order import Listed, Order
from bot.core.studies.plan import LEFT_NOTICES
from bot.services.studies import next_slots
from bot.store.database import Connection
from bot.store.essays import essays, passages
from bot.store.studies import notices, passages_read, plans, reading_lists, studies


async def own(connection: Connection, guild_id: int, study_id: int) -> Study:
    """The guild's study with this id. Raises `StudyError` when it is gone."""
    study = await studies.study(connection, study_id)
    if study is None or study.guild_id != guild_id:
        raise StudyError("study.gone")
    return study


async def order_of(connection: Connection, study: Study) -> Order:
    """How the study puts passages in order."""
    listed = await essays.reading_order(connection, study.id)
    return Order(study.id, study.arrangement, study.round, tuple(listed))


async def goes_on_to(connection: Connection, study: Study) -> list[Essay]:
    """The essays of the library that come after the list by themselves, in the order of the shelf.

    Not those that were begun this round and are not listed any more: a host has taken them out.
    """
    if study.ending is not Ending.GO_ON:
        return []
    known = {essay.id for essay in await essays.of_study(connection, study.id)}
    known |= (await passages_read.counts(connection, study)).keys()
    shelf = await essays.shelf(connection, study.guild_id)
    return [essay for essay in shelf if essay.id not in known and essay.length]


async def ahead(connection: Connection, study: Study, most: int) -> list[int]:
    """The passages to come, so many at most: those of the plan, and those that will be put into it."""
    return await forecast(connection, study, await plans.passages_to_come(connection, study.id, most), most)


async def forecast(connection: Connection, study: Study, plan: list[int], most: int) -> list[int]:
    """So many passages at most that would come by this plan, and by what would be put into it when it has run out."""
    if len(plan) >= most or study.ending is Ending.STOP:
        return plan[:most]
    order, others = await order_of(connection, study), await _others(connection, study)
    last = await passages_read.last(connection, study.id)
    return list(islice(plan_edits.forecast(plan, order, study.ending, others, last), most))


async def left(connection: Connection, study: Study, most: int | None = None) -> int:
    """How many passages are to come in this round, with those of the rest of the library if they come as well.

    Of the plan no more than `most` are counted.
    """
    others = await goes_on_to(connection, study)
    return await plans.count(connection, study.id, most) + sum(essay.length for essay in others)


class Filled(NamedTuple):
    """A study whose plan has been filled if it had run out, and the passages that come first."""

    study: Study
    first: list[int]


async def filled(connection: Connection, study: Study, most: int) -> Filled:
    """The study with something in its plan, if there is anything to read: another round, or essay of the library."""
    first = await plans.passages_to_come(connection, study.id, most)
    if first:
        return Filled(study, first)
    order, others = await order_of(connection, study), await _others(connection, study)
    refill = plan_edits.refill(order, study.ending, others, await passages_read.last(connection, study.id))
    if refill is None:
        return Filled(study, [])
    if refill.joined is not None:
        listed = [essay.essay_id for essay in (*order.essays, refill.joined)]
        await reading_lists.set_essays(connection, study.id, listed)
    await reading_lists.set_round(connection, study.id, refill.order.round)
    await plans.change(connection, study.id, refill.plan)
    return Filled(await own(connection, study.guild_id, study.id), refill.plan[:most])


async def tell_left(connection: Connection, study: Study, now: datetime) -> None:
    """Tell hosts, once for each of the `LEFT_NOTICES`, that few passages are left after a claim."""
    if study.ending is Ending.LOOP:
        return
    mark = plan_edits.mark(await left(connection, study, max(LEFT_NOTICES) + 1))
    if mark is not None and (study.left_told is None or mark < study.left_told):
        await notices.withdraw(connection, study.id, LEFT_NOTICES.values())  # one number is enough
        await notices.add(connection, study.guild_id, study.id, LEFT_NOTICES[mark], now)
    if mark != study.left_told:
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
    count = await left(connection, study)
    mark = plan_edits.mark(count)
    await _withdraw_untrue(connection, study, count)
    if study.left_told is not None and (mark is None or mark > study.left_told):
        await reading_lists.set_left_told(connection, study.id, mark)
    if study.state is not StudyState.FINISHED or not await ahead(connection, study, 1):
        return False
    await studies.set_state(connection, study, StudyState.ACTIVE, slot=await next_slots.go_on(connection, study, now))
    return True


async def replanned(connection: Connection, study: Study, now: datetime) -> None:
    """Store that hosts know how much is left, after the plan has changed; go on if the study had finished."""
    await reading_lists.set_left_told(connection, study.id, plan_edits.mark(await left(connection, study)))
    await wake(connection, study, now)


async def planned(connection: Connection, study: Study) -> Slot:
    """The study's next slot. Raises `StudyError` while it is paused, and when there is nothing to read in it."""
    if study.state is StudyState.PAUSED:
        raise StudyError("study.is_paused")
    if study.next_slot is None or not await ahead(connection, study, 1):
        raise StudyError("study.nothing_left")
    return study.next_slot


async def _others(connection: Connection, study: Study) -> list[Listed]:
    return await passages.listed(connection, [essay.id for essay in await goes_on_to(connection, study)])


async def _withdraw_untrue(connection: Connection, study: Study, count: int) -> None:
    true = None if study.ending is Ending.LOOP else plan_edits.mark(count)
    untrue = [key for mark, key in LEFT_NOTICES.items() if mark != true]
    await notices.withdraw(connection, study.id, untrue)
