"""A plan whose passages come on their own dates."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Arrangement, Ending, Slot
from bot.core.studies import on_dates, passage_order
from bot.core.studies import plan as plans
from bot.core.studies.day_books import day_at
from bot.core.studies.passage_order import Dated, Listed, Order
from bot.core.studies.portions import MOST

YEARS = 3 * 366


def slots(first: date, count: int) -> list[Slot]:
    days = (first + timedelta(days=n) for n in range(count))
    return [Slot(day, datetime.combine(day, time(7), UTC)) for day in days]


@st.composite
def day_books(draw: st.DrawFn) -> Order:
    """A list of one essay of forty passages, some of which have days: of their own, or with others."""
    days = draw(st.lists(st.dates(date(2028, 1, 1), date(2028, 12, 31)), min_size=1, max_size=12))
    essay = Listed(1, tuple(range(100, 140)))
    with_day = sorted(draw(st.permutations(essay.passages))[: len(days)])
    dates = {passage_id: day_at(day) for passage_id, day in zip(with_day, days, strict=True)}
    return Order(7, Arrangement.ON_DATES, 1, (essay,), dates)


@given(day_books(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_every_passage_comes_on_its_own_date_and_none_twice(order: Order, first: date):
    """In a list that stops: within four years each has come, also that of a leap day, and only on its date."""
    left = passage_order.whole_round(order)
    came = list(on_dates.on_dates(left, order, Ending.STOP, slots(first, 8 * 366)))
    assert sorted(passage_id for _, together in came for passage_id in together) == sorted(order.dates)
    for slot, together in came:
        assert {order.dates[passage_id] for passage_id in together} == {day_at(slot.date)}
        assert list(together) == sorted(together)  # as they stand in the essay


@given(day_books(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_list_that_begins_again_has_every_date_every_year(order: Order, first: date):
    """Whatever was left of a round when one of its dates came again."""
    days = slots(first, YEARS)
    came = [slot for slot, _ in on_dates.on_dates([], order, Ending.LOOP, days)]
    assert came == [slot for slot in days if day_at(slot.date) in order.dates.values()]


@given(day_books(), st.data())
def test_what_is_left_is_sorted_by_date_and_only_that(order: Order, data: st.DataObject):
    """What has no date does not come; what comes anew stands where its date has it."""
    left = data.draw(st.lists(st.sampled_from(order.essays[0].passages), unique=True))
    after = plans.arranged(left, order)
    assert sorted(after) == sorted(set(left).intersection(order.dates))
    assert after == sorted(after, key=order.dates.__getitem__)
    whole = plans.with_new(after, order, order.essays[0], set(order.dates).difference(after), None)
    assert whole == plans.with_essay((), order, order.essays[0]) == passage_order.whole_round(order)


def test_all_that_stands_under_a_day_in_one_essay_comes_together():
    """As many as a post takes; what another essay of the list has under the same day does not come."""
    dated = [Dated(1, passage_id, 101) for passage_id in range(1, MOST + 5)]
    dated += [Dated(1, 120, 102), Dated(2, 130, 101), Dated(2, 131, 103)]
    assert on_dates.dates(dated) == {**dict.fromkeys(range(1, MOST + 1), 101), 120: 102, 131: 103}
