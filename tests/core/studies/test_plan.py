"""The plan as a list: what each edit gives, and that none loses a passage or has it twice."""

import random
from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Ending
from bot.core.studies import passage_order
from bot.core.studies import plan as plans
from bot.core.studies.passage_order import Listed, Order, Span
from tests.arrangements import WITHOUT_DATES

BREAD, SALT, WINE = Listed(1, (11, 12, 13)), Listed(2, (21, 22)), Listed(3, (31,))
LISTED = Order(study_id=7, arrangement=Arrangement.IN_ORDER, round=1, essays=(BREAD, SALT, WINE))


def shuffled(arrangement: Arrangement, order: Order = LISTED) -> Order:
    return replace(order, arrangement=arrangement)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """A list of up to five essays with up to six passages each."""
    lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    essays = tuple(
        Listed(number, tuple(100 * number + n for n in range(length))) for number, length in enumerate(lengths, 1)
    )
    return Order(draw(st.integers(1, 99)), draw(st.sampled_from(WITHOUT_DATES)), draw(st.integers(1, 9)), essays)


@st.composite
def stands(draw: st.DrawFn) -> tuple[Order, list[int], list[int]]:
    """A study somewhere in a round: its order, what is left in any order, and what was posted."""
    order = draw(orders())
    everything = draw(st.permutations(passage_order.whole_round(order)))
    at, over = draw(st.integers(0, len(everything))), draw(st.integers(0, 3))
    return order, everything[at:], everything[: max(0, at - over)]


def test_a_round_in_order_is_the_list():
    """Essay after essay, passage after passage."""
    assert passage_order.whole_round(LISTED) == [11, 12, 13, 21, 22, 31]


@given(orders())
def test_a_round_has_every_passage_once(order: Order):
    """In every arrangement."""
    assert Counter(passage_order.whole_round(order)) == Counter(
        each for essay in order.essays for each in essay.passages
    )


@given(orders(), st.integers(0, 30))
def test_a_round_at_random_does_not_begin_with_what_ended_the_last(order: Order, at: int):
    """Neither with the passage nor, where essays are drawn, with its essay; of two they take turns."""
    everything = passage_order.whole_round(order)
    last = everything[at % len(everything)]
    again = passage_order.whole_round(order, last)
    assert Counter(again) == Counter(everything)
    if order.arrangement is Arrangement.PASSAGES_SHUFFLED and len(everything) > 2:
        assert again[0] != last
    if order.arrangement is Arrangement.ESSAYS_SHUFFLED and len(order.essays) > 2:
        assert again[0] // 100 != last // 100


@given(orders())
def test_chance_keeps_essays_whole_where_they_are_drawn(order: Order):
    """The passages of each stay in their order."""
    drawn = passage_order.whole_round(shuffled(Arrangement.ESSAYS_SHUFFLED, order))
    runs = [each // 100 for at, each in enumerate(drawn) if at == 0 or drawn[at - 1] // 100 != each // 100]
    assert len(runs) == len(order.essays)
    assert all(drawn[at - 1] < each for at, each in enumerate(drawn) if at and drawn[at - 1] // 100 == each // 100)


@given(orders())
def test_chance_is_the_same_again_and_another_in_another_round(order: Order):
    """No draw is stored but its result; with five passages two rounds are hardly ever alike by chance."""
    drawn = passage_order.whole_round(shuffled(Arrangement.PASSAGES_SHUFFLED, order))
    assert drawn == passage_order.whole_round(shuffled(Arrangement.PASSAGES_SHUFFLED, order))
    rounds = {
        tuple(passage_order.whole_round(replace(order, arrangement=Arrangement.PASSAGES_SHUFFLED, round=n)))
        for n in range(9)
    }
    assert len(drawn) < 5 or len(rounds) > 1


@given(stands(), st.sampled_from(WITHOUT_DATES))
def test_sorting_what_is_left_loses_and_doubles_nothing(stand: tuple[Order, list[int], list[int]], other: Arrangement):
    """Nor does another order of the list."""
    order, left, _ = stand
    assert Counter(plans.arranged(left, shuffled(other, order))) == Counter(left)
    assert Counter(plans.reordered(left, order.essays[::-1])) == Counter(left)


def test_an_essay_that_has_been_begun_comes_first_when_essays_are_drawn():
    """What the group is in the middle of goes on, and every other essay comes whole."""
    drawn = plans.arranged([13, 21, 22, 31], shuffled(Arrangement.ESSAYS_SHUFFLED))
    assert drawn[0] == 13
    assert drawn.index(22) == drawn.index(21) + 1


def test_another_place_on_the_list_moves_the_essay_and_leaves_each_as_it_is():
    """Two days that a host has exchanged within an essay stay exchanged."""
    assert plans.reordered([13, 12, 21, 22, 31], (WINE, BREAD, SALT)) == [31, 13, 12, 21, 22]


@given(stands(), st.integers(1, 5))
def test_an_essay_that_is_added_comes_whole_and_moves_nothing_else(
    stand: tuple[Order, list[int], list[int]], length: int
):
    """The others keep their order among themselves; in order, it comes at the end."""
    order, left, _ = stand
    added = Listed(50, tuple(range(5000, 5000 + length)))
    after = plans.with_essay(left, order, added)
    assert plans.without(after, added.passages) == left
    assert Counter(after) == Counter([*left, *added.passages])
    if order.arrangement is Arrangement.IN_ORDER:
        assert after[len(left) :] == list(added.passages)


@given(stands(), st.integers(1, 5))
def test_an_essay_that_is_taken_out_takes_only_itself(stand: tuple[Order, list[int], list[int]], essay_id: int):
    """What is left of the others stays in its order."""
    _, left, _ = stand
    after = plans.without(left, [each for each in left if each // 100 == essay_id])
    assert after == [each for each in left if each // 100 != essay_id]


@given(stands(), st.integers(0, 30))
def test_exchanging_two_days_twice_changes_nothing(stand: tuple[Order, list[int], list[int]], at: int):
    """And once exchanges exactly these two."""
    _, left, _ = stand
    if len(left) < 2:
        return
    at %= len(left) - 1
    first, second = left[at : at + 2]
    after = plans.swapped(left, first, second)
    assert [after[at], after[at + 1]] == [second, first]
    assert plans.swapped(after, second, first) == left


def test_days_that_follow_each_other_no_more_are_not_exchanged():
    """The host has seen another order than there is."""
    for pair in ((11, 13), (13, 11), (99, 11)):
        with pytest.raises(StudyError, match=r"moving\.changed"):
            plans.swapped([11, 12, 13], *pair)


def test_skipping_takes_off_the_front():
    """And going back to what was skipped brings it, with what was passed over after it."""
    plan = plans.skipped_to([12, 13, 21, 22, 31], 22)
    assert plan == [22, 31]
    assert plans.gone_back(plan, LISTED, [11], 12) == [12, 13, 21, 22, 31]
    assert plans.gone_back(plan, LISTED, [11], 21) == [21, 22, 31]
    assert plans.gone_back([31], LISTED, [11, 22], 13) == [13, 21, 31]


def test_going_back_reads_again_what_was_posted_since():
    """In the order in which it was, whatever the list says."""
    assert plans.gone_back([31], LISTED, [11, 21, 12, 22, 13], 21) == [21, 12, 22, 13, 31]
    assert plans.gone_back([12, 31], LISTED, [11, 12, 13], 11) == [11, 12, 13, 31]
    assert plans.gone_back([31], replace(LISTED, essays=(BREAD, WINE)), [11, 21, 12], 11) == [11, 12, 31]


@given(stands(), st.integers(0, 30))
def test_going_back_puts_a_passage_first_and_loses_nothing(stand: tuple[Order, list[int], list[int]], at: int):
    """All that was to come still comes, in its order; nothing comes twice."""
    order, left, posted = stand
    behind = [each for each in passage_order.whole_round(order) if each not in left]
    if not behind:
        return
    target = behind[at % len(behind)]
    after = plans.gone_back(left, order, posted, target)
    assert after[0] == target
    assert len(after) == len(set(after))
    assert plans.without(after, behind) == left


@given(stands(), st.integers(1, 5), st.randoms())
def test_a_new_version_never_touches_the_rest(
    stand: tuple[Order, list[int], list[int]], essay_id: int, chance: random.Random
):
    """Passages that there were stay where they stood; new ones come once, or not at all where the group has left."""
    order, left, posted = stand
    if essay_id > len(order.essays):
        return
    old = order.essays[essay_id - 1]
    new = [9000 + n for n in range(chance.randint(1, 4))]
    passages = list(old.passages)
    for each in new:
        passages.insert(chance.randint(0, len(passages)), each)
    essay = Listed(essay_id, tuple(passages))
    after = plans.with_new(left, order, essay, set(new), posted[-1] if posted else None)
    assert plans.without(after, new) == left
    assert len(after) == len(set(after))
    if set(left) & set(old.passages):
        assert set(new) <= set(after)
        for each in new:
            following = next((later for later in passages[passages.index(each) + 1 :] if later in left), None)
            assert following is None or after.index(each) < after.index(following)


@pytest.mark.parametrize(
    ("left", "last", "passages", "after"),
    [
        ([13, 21], 12, (11, 12, 19, 13), [19, 13, 21]),
        ([13, 21], 12, (19, 11, 12, 13), [19, 13, 21]),
        ([13, 21], 12, (11, 12, 13, 19), [13, 19, 21]),
        ([12, 21, 13], 11, (11, 12, 13, 19), [12, 21, 13, 19]),
        ([21], 13, (11, 12, 13, 19), [19, 21]),
        ([21], 13, (11, 12, 19, 13), [21]),
        ([22], 21, (11, 12, 13, 19), [22]),
        ([], 13, (11, 12, 13, 18, 19), [18, 19]),
    ],
)
def test_a_new_passage_comes_before_the_next_of_its_essay(
    left: list[int], last: int, passages: tuple[int, ...], after: list[int]
):
    """Else after the last one; an essay that was read to its end goes on only if it was the one being read."""
    new = {each for each in passages if each in (18, 19)}
    assert plans.with_new(left, LISTED, Listed(1, passages), new, last) == after


@pytest.mark.parametrize(
    ("left", "passages", "after"),
    [
        ([11, 12, 13, 21], (12, 13, 11), [12, 13, 11, 21]),
        ([12, 13, 21], (12, 13, 11), [12, 13, 21]),
        ([11, 21], (12, 11, 13), [11, 21]),
        ([21, 11, 12], (12, 11, 13), [21, 12, 11]),
    ],
)
def test_a_passage_that_a_host_moves_within_its_essay(left: list[int], passages: tuple[int, ...], after: list[int]):
    """It comes at its new place among those still to come; one that is behind stays there."""
    assert plans.with_moved(left, LISTED, Listed(1, passages), 11) == after


@given(stands(), st.sampled_from(Ending), st.integers(1, 4))
def test_a_forecast_is_what_is_put_in_when_the_list_runs_out(
    stand: tuple[Order, list[int], list[int]], ending: Ending, more: int
):
    """Passage by passage, as claims take them."""
    order, left, posted = stand
    others = [Listed(60 + n, tuple(6000 + 100 * n + passage for passage in range(2))) for n in range(more)]
    last = posted[-1] if posted else None
    foreseen = list(islice(plans.forecast(left, order, ending, others, last), 40))
    plan, taken = list(left), list[int]()
    while len(taken) < 40:
        if not plan:
            filled = plans.refill(order, ending, others, last)
            if filled is None:
                break
            order, plan = filled.order, list(filled.plan)
            others = [each for each in others if each is not filled.joined]
        last = plan.pop(0)
        taken.append(last)
    assert foreseen == taken


def test_the_passages_that_are_told_of_are_named_by_stretches():
    """Neighbours of one essay together."""
    assert passage_order.spans(LISTED.essays, [11, 12, 21, 13]) == [Span(1, 1, 2), Span(2, 1, 1), Span(1, 3, 3)]
