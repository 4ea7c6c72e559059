"""A plan whose passages come on their own dates: which of them are a day's, and when the others come."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bot.core.models import Ending, Slot
from bot.core.studies.day_books import day_at
from bot.core.studies.passage_order import Dated, Order, whole_round
from bot.core.studies.portions import MOST


class Planned(NamedTuple):
    """The passages of one post to come, and when it does."""

    slot: Slot
    passage_ids: tuple[int, ...]


def dates(dated: Iterable[Dated]) -> dict[int, int]:
    """The passages that come on their days, with these, as they are listed.

    All that stand under a day in one essay come together, as many as a post takes; those of another essay under the
    same day do not come.
    """
    of_day: dict[int, list[Dated]] = {}
    for passage in dated:
        together = of_day.setdefault(passage.day, [])
        if len(together) < MOST and all(each.essay_id == passage.essay_id for each in together):
            together.append(passage)
    return {passage.passage_id: day for day, together in of_day.items() for passage in together}


def on_day(plan: Iterable[int], order: Order, day: date) -> list[int]:
    """The passages of the plan that come on this day of the year."""
    return [passage_id for passage_id in plan if order.dates.get(passage_id) == day_at(day)]


def on_dates(plan: Sequence[int], order: Order, ending: Ending, slots: Iterable[Slot]) -> Iterator[Planned]:
    """The slots on whose dates something comes, each with it.

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


def _by_day(plan: Sequence[int], order: Order) -> dict[int, tuple[int, ...]]:
    days: dict[int, tuple[int, ...]] = {}
    for passage_id in plan:
        if (day := order.dates.get(passage_id)) is not None:
            days[day] = (*days.get(day, ()), passage_id)
    return days
