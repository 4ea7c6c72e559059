"""What a study is going to read, and when, if nothing changes."""

from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice, takewhile

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Ending, Essay, PortionKind, Slot, Study, Timetable
from bot.core.studies import on_dates, passage_order, portions, schedule
from bot.core.studies import plan as plan_edits
from bot.core.studies.on_dates import Planned
from bot.core.studies.passage_order import Listed, Order
from bot.store.database import Connection
from bot.store.essays import essays, passages
from bot.store.studies import passages_read, plans

_EVERY_DATE = timedelta(days=4 * 366)
"""Within which every day of the year comes, that of a leap year too."""


async def order_of(connection: Connection, study: Study) -> Order:
    """How the study puts passages in order."""
    listed = await essays.reading_order(connection, study.id)
    return await dated(connection, Order(study.id, study.arrangement, study.round, tuple(listed)))


async def dated(connection: Connection, order: Order) -> Order:
    """The order with the days of the year by which its essays' sections are headed, if their passages come on them."""
    if order.arrangement is not Arrangement.ON_DATES:
        return replace(order, dates={})
    found = await passages.dated(connection, [essay.essay_id for essay in order.essays])
    return replace(order, dates=on_dates.dates(found))


def check_dates(order: Order, ending: Ending) -> None:
    """Raises `StudyError` for passages that are to come on their dates but have none, and to go on with what has none.

    For what the rest of the library is headed by, nobody has looked.
    """
    if order.arrangement is Arrangement.ON_DATES:
        if not order.dates:
            raise StudyError("plan.no_dates")
        if ending is Ending.GO_ON:
            raise StudyError("plan.dates_and_library")


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
    if study.arrangement is Arrangement.ON_DATES:
        if study.next_slot is not None:
            on_days = await coming(connection, study, study.timetable, study.next_slot, most)
            return [passage_id for planned in on_days for passage_id in planned.passage_ids][:most]
        plan = await plans.passages_to_come(connection, study.id, most)
        if not plan and study.ending is Ending.LOOP:
            plan = passage_order.whole_round(await order_of(connection, study))
        return plan[:most]
    return await forecast(connection, study, await plans.passages_to_come(connection, study.id, most), most)


async def coming(
    connection: Connection,
    study: Study,
    timetable: Timetable,
    slot: Slot | None,
    most: int,
    *,
    left_out: Container[date] = (),
    plan: list[int] | None = None,
) -> list[Planned]:
    """The next posts from this slot on, so many at most: when each comes, and with what; none without a slot.

    By the study's plan, or by one that it might have. On their dates, those of the next four years.
    """
    if slot is None:
        return []
    if study.arrangement is not Arrangement.ON_DATES:
        single = study.portion.kind is PortionKind.PASSAGE
        passages_at_most = most if single else most * portions.MOST
        first = await plans.passages_to_come(connection, study.id, passages_at_most) if plan is None else plan
        to_come = await forecast(connection, study, first, passages_at_most)
        together = (await in_portions(connection, study, to_come))[:most]
        return list(map(Planned, schedule.upcoming(timetable, slot, len(together), left_out), together))
    end = slot.date + _EVERY_DATE
    days = takewhile(lambda day: day.date <= end, schedule.onward(timetable, slot, left_out))
    first = await plans.passages_to_come(connection, study.id) if plan is None else plan
    order = await order_of(connection, study)
    return list(islice(on_dates.on_dates(first, order, study.ending, days), most))


async def in_portions(connection: Connection, study: Study, to_come: list[int]) -> list[tuple[int, ...]]:
    """These passages as they will come, but for on their dates: those of one post together."""
    if study.portion.kind is PortionKind.PASSAGE:
        return [(passage_id,) for passage_id in to_come]
    return list(portions.portions(await passages.measured(connection, to_come), study.portion))


async def last_at(connection: Connection, study: Study, left_out: Container[date]) -> datetime | None:
    """When the last of this round's passages comes; None while nothing is planned."""
    if study.arrangement is not Arrangement.ON_DATES:
        count = await posts_left(connection, study)
        return schedule.last_at(study.timetable, study.next_slot, count, left_out)
    once, count = replace(study, ending=Ending.STOP), await left(connection, study)
    on_days = await coming(connection, once, study.timetable, study.next_slot, count, left_out=left_out)
    return on_days[-1].slot.due_at if on_days else None


async def forecast(connection: Connection, study: Study, plan: list[int], most: int) -> list[int]:
    """So many passages at most that would come by this plan, and by what would be put into it when it has run out."""
    if len(plan) >= most or study.ending is Ending.STOP:
        return plan[:most]
    order, others = await order_of(connection, study), await shelved(connection, study)
    last = await passages_read.last(connection, study.id)
    return list(islice(plan_edits.forecast(plan, order, study.ending, others, last), most))


async def left(connection: Connection, study: Study, most: int | None = None) -> int:
    """How many passages are to come in this round, with those of the rest of the library if they come as well.

    Of the plan no more than `most` are counted.
    """
    others = await goes_on_to(connection, study)
    return await plans.count(connection, study.id, most) + sum(essay.length for essay in others)


async def length(connection: Connection, study: Study) -> int:
    """How many passages a round has, with those of the rest of the library if they come as well."""
    whole = [*await essays.of_study(connection, study.id), *await goes_on_to(connection, study)]
    return sum(essay.length for essay in whole)


async def posts_left(connection: Connection, study: Study, most: int | None = None) -> int:
    """How many posts the passages that are left make, no more than `most` of the plan's; on their dates, passages."""
    if study.portion.kind is PortionKind.PASSAGE or study.arrangement is Arrangement.ON_DATES:
        return await left(connection, study, most)
    to_come = await plans.passages_to_come(connection, study.id, most and most * portions.MOST)
    for essay in await shelved(connection, study):
        to_come += essay.passages
    return len(await in_portions(connection, study, to_come))


async def shelved(connection: Connection, study: Study) -> list[Listed]:
    """The essays that `goes_on_to` gives, with their passages."""
    return await passages.listed(connection, [essay.id for essay in await goes_on_to(connection, study)])
