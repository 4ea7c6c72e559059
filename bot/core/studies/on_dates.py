"""A plan whose passages come on their own dates: which of them is a day's, and when the others come."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bot.core.models import Ending, Slot
from bot.core.studies.day_books import day_at
from bot.core.studies.passage_order import Order, whole_round


class Planned(NamedTuple):
    """A passage to come, and when it does."""

    slot: Slot
    passage_id: int


def on_day(plan: Sequence[int], order: Order, day: date) -> int | None:
    """The passage of the plan that comes on this day of the year; none if there is none."""
    return next((passage_id for passage_id in plan if order.dates.get(passage_id) == day_at(day)), None)


def on_dates(plan: Sequence[int], order: Order, ending: Ending, slots: Iterable[Slot]) -> Iterator[Planned]:
    """The slots on whose dates a passage comes, each with it.

    A list that begins again does so on the first date whose passage has been read.
    """
    every = _by_day(whole_round(order), order)
    left = _by_day(plan, order)
    for slot in slots:
        day = day_at(slot.date)
        if day not in left and day in every and ending is Ending.LOOP:
            left = dict(every)
        if day in left:
            yield Planned(slot, left.pop(day))


def _by_day(plan: Sequence[int], order: Order) -> dict[int, int]:
    return {order.dates[passage_id]: passage_id for passage_id in plan if passage_id in order.dates}
