"""The passages that a study is still to read, as a list: each function takes one and gives another.

The first comes next. None of these functions loses a passage or has it twice, but where the host is told so. How
passages are sorted stands in `passage_order.py`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, takewhile
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Ending, Reason
from bot.core.studies.passage_order import Listed, Order, by_essay, chance, passages, whole_round

LEFT_NOTICES = {0: Reason.LEFT_0, 2: Reason.LEFT_2, 7: Reason.LEFT_7, 14: Reason.LEFT_14}
"""What hosts are told when no more passages are left than this."""


def arranged(plan: Sequence[int], order: Order) -> list[int]:
    """What is left, sorted: by the list, or at random, where essays that have been begun come first as they stand.

    On their dates only those come that have one.
    """
    match order.arrangement:
        case Arrangement.IN_ORDER:
            key = {passage_id: place for place, passage_id in enumerate(passages(order.essays))}
            return sorted(plan, key=key.__getitem__)
        case Arrangement.ESSAYS_SHUFFLED:
            return sorted(plan, key=by_essay(plan, order).__getitem__)
        case Arrangement.PASSAGES_SHUFFLED:
            return sorted(plan, key=lambda passage_id: chance(order, passage_id))
        case Arrangement.ON_DATES:
            left = set(plan)
            return [passage_id for passage_id in whole_round(order) if passage_id in left]


def reordered(plan: Sequence[int], essays: Sequence[Listed]) -> list[int]:
    """What is left, essay by essay as they are listed now; within each it stays as it was."""
    place = {passage_id: place for place, essay in enumerate(essays) for passage_id in essay.passages}
    return sorted(plan, key=place.__getitem__)


def with_essay(plan: Sequence[int], order: Order, essay: Listed) -> list[int]:
    """The plan with these passages of an essay: at its end, or at random where chance puts them among what is left."""
    rest, added = without(plan, essay.passages), list(essay.passages)
    match order.arrangement:
        case Arrangement.IN_ORDER:
            return [*rest, *added]
        case Arrangement.ESSAYS_SHUFFLED:
            keys, own = by_essay(rest, order), (1, 0, chance(order, essay.essay_id))
            at = next((at for at, passage_id in enumerate(rest) if keys[passage_id][:3] > own), len(rest))
            return [*rest[:at], *added, *rest[at:]]
        case Arrangement.PASSAGES_SHUFFLED:
            added.sort(key=lambda passage_id: chance(order, passage_id), reverse=True)
            merged: list[int] = []
            for passage_id in rest:
                while added and chance(order, added[-1]) < chance(order, passage_id):
                    merged.append(added.pop())
                merged.append(passage_id)
            return [*merged, *reversed(added)]
        case Arrangement.ON_DATES:
            return arranged([*rest, *added], order)


def without(plan: Sequence[int], passage_ids: Iterable[int]) -> list[int]:
    """The plan without these passages."""
    gone = set(passage_ids)
    return [passage_id for passage_id in plan if passage_id not in gone]


def swapped(plan: Sequence[int], passage_id: int, next_id: int) -> list[int]:
    """The plan with a passage and the one after it exchanged. Raises `StudyError` when they are no neighbours."""
    at = plan.index(passage_id) if passage_id in plan else len(plan)
    if list(plan[at + 1 : at + 2]) != [next_id]:
        raise StudyError("moving.changed")
    return [*plan[:at], next_id, passage_id, *plan[at + 2 :]]


def skipped_to(plan: Sequence[int], passage_id: int) -> list[int]:
    """The plan from this passage on. Raises `StudyError` when it is not to come any more."""
    if passage_id not in plan:
        raise StudyError("moving.changed")
    return list(plan[plan.index(passage_id) :])


def gone_back(plan: Sequence[int], order: Order, posted: Sequence[int], passage_id: int) -> list[int]:
    """The plan with a passage first that is behind: one that has been posted, with what was posted since.

    With one that was passed over, those after it that were so as well. `posted` are this round's, as they were posted.
    Raises `StudyError` for one that is not listed any more.
    """
    course = passages(order.essays)
    if passage_id not in course:
        raise StudyError("moving.changed")
    if passage_id in posted:
        listed = set(course)
        since = posted[len(posted) - 1 - posted[::-1].index(passage_id) :]
        again = [posted_id for posted_id in dict.fromkeys(since) if posted_id in listed]
    elif order.arrangement is Arrangement.PASSAGES_SHUFFLED:
        again = [passage_id]
    else:
        known = {*posted, *plan}
        after = course[course.index(passage_id) :]
        again = list(takewhile(lambda later_id: later_id not in known, after))
    return [*again, *without(plan, again)]


def with_new(plan: Sequence[int], order: Order, essay: Listed, new: Collection[int], last: int | None) -> list[int]:
    """The plan after its essay has come to have these passages: each new one before the next of them still to come.

    Else after the last of them still to come. Where none is, what is new after the passage posted `last` comes next: an
    essay that the group has left for another one is not begun again, except at random, where every passage comes.
    """
    to_come, before, next_id = set(plan), dict[int | None, list[int]](), None
    for passage_id in reversed(essay.passages):
        if passage_id in to_come:
            next_id = passage_id
        elif passage_id in new:
            before.setdefault(next_id, []).append(passage_id)
    if order.arrangement is Arrangement.ON_DATES:
        return arranged([*plan, *chain.from_iterable(before.values())], order)
    at_end = before.pop(None, [])[::-1]
    tail = next((passage_id for passage_id in reversed(essay.passages) if passage_id in to_come), None)
    if tail is None:
        if order.arrangement is Arrangement.PASSAGES_SHUFFLED:
            return [*plan, *at_end]
        since = essay.passages[essay.passages.index(last) :] if last in essay.passages else ()
        return [*(passage_id for passage_id in at_end if passage_id in since), *plan]
    changed: list[int] = []
    for passage_id in plan:
        changed += [*reversed(before.get(passage_id, ())), passage_id]
        if passage_id == tail:
            changed += at_end
    return changed


def with_moved(plan: Sequence[int], order: Order, essay: Listed, passage_id: int) -> list[int]:
    """The plan after a passage has come to another place in its essay; one that is not to come any more stays so."""
    rest = without(plan, [passage_id])
    if len(rest) == len(plan) or set(rest).isdisjoint(essay.passages):
        return list(plan)
    return with_new(rest, order, essay, {passage_id}, None)


class Refill(NamedTuple):
    """What a plan that has run out is filled with: a round, or (`joined`) an essay of the library."""

    order: Order
    plan: list[int]
    joined: Listed | None = None


def refill(order: Order, ending: Ending, others: Sequence[Listed], last: int | None) -> Refill | None:
    """What follows after the whole list: the next round, one of the other essays of the library, or nothing.

    `last` is the passage that was posted last.
    """
    match ending:
        case Ending.LOOP:
            again = replace(order, round=order.round + 1)
            whole = whole_round(again, last)
            return Refill(again, whole) if whole else None
        case Ending.GO_ON if others and order.arrangement is not Arrangement.ON_DATES:
            in_order = order.arrangement is Arrangement.IN_ORDER
            joined = others[0] if in_order else min(others, key=lambda essay: chance(order, essay.essay_id))
            return Refill(order, with_essay((), order, joined), joined)
        case _:
            return None


def forecast(
    plan: Sequence[int], order: Order, ending: Ending, others: Sequence[Listed], last: int | None
) -> Iterator[int]:
    """The passages to come if nothing changes: the plan, and what follows on it; without end when it begins again."""
    yield from plan
    last = plan[-1] if plan else last
    while (filled := refill(order, ending, others, last)) is not None:
        yield from filled.plan
        order, last = filled.order, filled.plan[-1]
        others = [essay for essay in others if essay is not filled.joined]


def known_mark(count: int) -> int | None:
    """The smallest count of `LEFT_NOTICES` of which hosts need not be told when a plan is made with `count` passages.

    Whoever has just chosen eight days knows that few follow the first: a plan is told of a mark when it has been twice
    as long at least.

    >>> [known_mark(count) for count in (30, 20, 8, 5, 3, 0)]
    [None, 14, 7, 7, 2, 0]
    """
    known = (threshold for threshold in LEFT_NOTICES if threshold >= count or 2 * threshold > count)
    return next(known, None)


def mark(count: int) -> int | None:
    """The smallest count of `LEFT_NOTICES` that is no smaller than `count` passages left; None when more are left.

    >>> [mark(count) for count in (15, 14, 8, 7, 2, 0)]
    [None, 14, 14, 7, 2, 0]
    """
    return next((threshold for threshold in LEFT_NOTICES if threshold >= count), None)
