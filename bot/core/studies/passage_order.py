"""The order in which a study reads the essays of its list: as they stand, at random, or each passage on its own date.

What chance puts in order is sorted by a hash, so that it is the same after a restart and another in each round.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, TypeVar

from bot.core.models import Arrangement

T = TypeVar("T")


class Listed(NamedTuple):
    """An essay with its passages (by id) in order."""

    essay_id: int
    passages: tuple[int, ...]


class Dated(NamedTuple):
    """A passage under a day of the year (`day_books`)."""

    essay_id: int
    passage_id: int
    day: int


class Span(NamedTuple):
    """Neighbouring passages of an essay, by their numbers."""

    essay_id: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Order:
    """How a study puts passages in order: its essays as listed, the arrangement, and the round, for the chance.

    `dates` are passages with their days of the year, where each comes on its own, as they are listed.
    """

    study_id: int
    arrangement: Arrangement
    round: int
    essays: tuple[Listed, ...]
    dates: Mapping[int, int] = field(default_factory=dict[int, int])


def whole_round(order: Order, last: int | None = None) -> list[int]:
    """All passages of the list that come; at random it does not begin with the one posted `last`, or its essay."""
    match order.arrangement:
        case Arrangement.IN_ORDER:
            return passages(order.essays)
        case Arrangement.ESSAYS_SHUFFLED:
            essays = sorted(order.essays, key=lambda essay: chance(order, essay.essay_id))
            return passages(_not_first(essays, lambda essay: last in essay.passages))
        case Arrangement.PASSAGES_SHUFFLED:
            ids = sorted(passages(order.essays), key=lambda passage_id: chance(order, passage_id))
            return _not_first(ids, lambda passage_id: passage_id == last)
        case Arrangement.ON_DATES:
            return sorted(order.dates, key=order.dates.__getitem__)


def spans(essays: Iterable[Listed], passage_ids: Iterable[int]) -> list[Span]:
    """These passages by essay and number, neighbours taken together, in the order given."""
    places = {
        passage_id: (essay.essay_id, number)
        for essay in essays
        for number, passage_id in enumerate(essay.passages, start=1)
    }
    stretches: list[Span] = []
    for essay_id, number in (places[passage_id] for passage_id in passage_ids if passage_id in places):
        if stretches and stretches[-1].essay_id == essay_id and stretches[-1].last == number - 1:
            stretches[-1] = Span(essay_id, stretches[-1].first, number)
        else:
            stretches.append(Span(essay_id, number, number))
    return stretches


def passages(essays: Iterable[Listed]) -> list[int]:
    """The passages of these essays, one after the other."""
    return list(chain.from_iterable(essay.passages for essay in essays))


def chance(order: Order, item_id: int) -> bytes:
    """What sorts the study's passages or essays at random in this round."""
    return hashlib.sha256(f"{order.study_id}|{order.round}|{item_id}".encode()).digest()


def _not_first(drawn: list[T], is_last: Callable[[T], bool]) -> list[T]:
    """What chance has drawn, without the last one of the round before at its beginning; of two they take turns."""
    return [drawn[1], drawn[0], *drawn[2:]] if len(drawn) > 2 and is_last(drawn[0]) else drawn


def by_essay(plan: Sequence[int], order: Order) -> dict[int, tuple[bool, int, bytes, int]]:
    """What the plan's passages are sorted by where essays come at random: those begun first, each by its numbers."""
    places = {passage_id: place for place, passage_id in enumerate(plan)}
    keys: dict[int, tuple[bool, int, bytes, int]] = {}
    for essay in order.essays:
        to_come = [places[passage_id] for passage_id in essay.passages if passage_id in places]
        begun = 0 < len(to_come) < len(essay.passages)
        first, drawn = (min(to_come), b"") if begun else (0, chance(order, essay.essay_id))
        keys |= {passage_id: (not begun, first, drawn, number) for number, passage_id in enumerate(essay.passages)}
    return keys
