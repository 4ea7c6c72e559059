"""A plan whose passages come on their own dates: which of them is a day's, and when the others come."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bot.core.models import Ending, Slot
from bot.core.studies.day_books import day_at
from bot.core.studies.passage_order import Order, whole_round


class Reading(NamedTuple):
    """A passage to come, and when it does."""

    slot: Slot
    passage_id: int


def turned(plan: Sequence[int], order: Order, day: date) -> list[int]:
    """The plan of passages that come on their dates, from this day of the year on."""
    first = day_at(day)
    return sorted(plan, key=lambda passage_id: ((at := order.dates.get(passage_id, first)) < first, at))


def on_day(plan: Sequence[int], order: Order, day: date) -> int | None:
    """The passage of the plan that comes on this day of the year; none if there is none."""
    return next((passage_id for passage_id in plan if order.dates.get(passage_id) == day_at(day)), None)


def on_dates(plan: Sequence[int], order: Order, ending: Ending, slots: Iterable[Slot]) -> Iterator[Reading]:
    """The slots on whose dates a passage comes, each with it.

    A list that begins again does so on the first date whose passage has been read.
    """
    left = list(plan)
    for slot in slots:
        passage_id = on_day(left, order, slot.date)
        if passage_id is None and ending is Ending.LOOP:
            again = whole_round(order)
            passage_id = on_day(again, order, slot.date)
            left = left if passage_id is None else again
        if passage_id is not None:
            left.remove(passage_id)
            yield Reading(slot, passage_id)
