"""Which passages a study reads, in which order, and which comes next.

Nothing of it is stored but what a host decided and what was posted: the order is computed anew each time. A shuffle
is a sort by a hash, so that it is the same after a restart, another one each round, and stays as it is when an essay
comes, goes or grows.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from bot.core.models import Arrangement, Ending, Reason

LEFT_NOTICES = {0: Reason.LEFT_0, 2: Reason.LEFT_2, 7: Reason.LEFT_7, 14: Reason.LEFT_14}
"""What hosts are told when no more passages are left than this."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An essay as a study reads it: its passages (by id) in order."""

    essay_id: int
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that decides what a study reads next.

    `chosen` are its essays; `others` are those it goes on with, if it does. `swaps` are passages in each other's place,
    one swap after the other. `move` is where a host has moved the reading to. `posted` is this round's, in order.
    """

    study_id: int
    arrangement: Arrangement
    ending: Ending
    round: int
    chosen: tuple[Listed, ...]
    others: tuple[Listed, ...] = ()
    swaps: tuple[tuple[int, int], ...] = ()
    move: int | None = None
    posted: tuple[int, ...] = ()


def order(reading: Reading) -> list[int]:
    """The passages of this round in the order in which they are read; the others come after the chosen ones.

    Of essays in random order, those already begun come first, as they were begun: so one that is added is still to
    come, wherever chance would have put it, and none is read twice because a host has just asked for this order.
    """
    others = going_on_to(reading)
    match reading.arrangement:
        case Arrangement.IN_ORDER:
            ordered = list(_passages((*reading.chosen, *others)))
        case Arrangement.ESSAYS_SHUFFLED:
            ids = [_shuffled(reading, [essay.essay_id for essay in part]) for part in (reading.chosen, others)]
            by_id = {essay.essay_id: essay for essay in (*reading.chosen, *others)}
            sequence = dict.fromkeys((*begun(reading), *chain(*ids)))
            ordered = list(_passages(by_id[essay_id] for essay_id in sequence if essay_id in by_id))
        case Arrangement.PASSAGES_SHUFFLED:
            ordered = [*chain(*(_shuffled(reading, list(_passages(part))) for part in (reading.chosen, others)))]
    return _with_swaps(ordered, reading.swaps)


def left(reading: Reading) -> list[int]:
    """The passages of this round that are still to come, the next one first.

    In order: what follows the last one posted that is still on the list. At random: what has not been posted.
    """
    if reading.move is not None and reading.move in _passages((*reading.chosen, *going_on_to(reading))):
        return [reading.move, *left(advanced(reading, reading.move))]
    ordered = order(reading)
    if reading.arrangement is Arrangement.PASSAGES_SHUFFLED:
        seen = set(reading.posted)
        return [passage_id for passage_id in ordered if passage_id not in seen]
    places = {passage_id: place for place, passage_id in enumerate(ordered)}
    last = next((places[passage_id] for passage_id in reversed(reading.posted) if passage_id in places), -1)
    return ordered[last + 1 :]


def coming(reading: Reading) -> Iterator[int]:
    """The passages to come, through all rounds: without end if the study begins again."""
    current: Reading | None = reading
    while current is not None:
        yield from left(current)
        current = next_round(current)


def next_round(reading: Reading) -> Reading | None:
    """The round after this one, in which swaps and moves are over; None for a study that ends with this one."""
    if reading.ending is not Ending.LOOP or not any(essay.passages for essay in reading.chosen):
        return None
    return replace(reading, round=reading.round + 1, swaps=(), move=None, posted=())


def advanced(reading: Reading, passage_id: int) -> Reading:
    """The reading after this passage has been posted."""
    new = joining(reading, passage_id)
    return replace(
        reading,
        posted=(*reading.posted, passage_id),
        move=None,
        chosen=(*reading.chosen, *new),
        others=tuple(essay for essay in reading.others if essay not in new),
    )


def joining(reading: Reading, passage_id: int) -> tuple[Listed, ...]:
    """The others that join the chosen essays when this passage is posted, because it is one of theirs.

    So the reading keeps its place when the library is arranged anew. In order, those passed over on the way join too.
    """
    others = going_on_to(reading)
    at = next((at for at, essay in enumerate(others) if passage_id in essay.passages), None)
    if at is None or reading.arrangement is Arrangement.PASSAGES_SHUFFLED:
        return ()
    return others[: at + 1] if reading.arrangement is Arrangement.IN_ORDER else (others[at],)


def begun(reading: Reading) -> list[int]:
    """The essays of which something was posted this round, as they were begun."""
    essay_of = {
        passage_id: essay.essay_id for essay in (*reading.chosen, *reading.others) for passage_id in essay.passages
    }
    return list(dict.fromkeys(essay_of[passage_id] for passage_id in reading.posted if passage_id in essay_of))


def mark(count: int) -> int | None:
    """The smallest count of `LEFT_NOTICES` that is no smaller than `count` passages left; None when more are left.

    >>> [mark(count) for count in (15, 14, 8, 7, 2, 0)]
    [None, 14, 14, 7, 2, 0]
    """
    return next((threshold for threshold in LEFT_NOTICES if threshold >= count), None)


def going_on_to(reading: Reading) -> tuple[Listed, ...]:
    """The essays to go on with: a host has taken those out that were begun and are not chosen any more."""
    if reading.arrangement is Arrangement.PASSAGES_SHUFFLED:
        return reading.others
    posted = set(reading.posted)
    return tuple(essay for essay in reading.others if posted.isdisjoint(essay.passages))


def _passages(essays: Iterable[Listed]) -> Iterator[int]:
    return chain.from_iterable(essay.passages for essay in essays)


def _shuffled(reading: Reading, ids: list[int]) -> list[int]:
    """The ids in this round's own order, which does not begin with what the round before ended with."""
    shuffled = sorted(ids, key=lambda item_id: _hash(reading.study_id, reading.round, item_id))
    if reading.round > 1 and len(shuffled) > 2:  # two can only take turns
        before = max(ids, key=lambda item_id: _hash(reading.study_id, reading.round - 1, item_id))
        if shuffled[0] == before:
            shuffled[:2] = shuffled[1::-1]
    return shuffled


def _hash(*parts: int) -> bytes:
    return hashlib.sha256("|".join(map(str, parts)).encode()).digest()


def _with_swaps(ordered: list[int], swaps: Iterable[tuple[int, int]]) -> list[int]:
    places = {passage_id: place for place, passage_id in enumerate(ordered)}
    for first, second in swaps:
        if first in places and second in places:  # an essay may have been taken out since
            places[first], places[second] = places[second], places[first]
    return sorted(places, key=places.__getitem__)
