"""Which of the passages that hold words of a search comes first: by rare words, exact forms, and words in a row."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log, log1p
from typing import NamedTuple

EXACT = 0.2
"""What the exact form of a word counts besides its stem."""
HEADED = 1.25
"""What a word counts besides where the title or the heading has it: an essay on bread comes before a mention of it."""
IN_A_ROW = 0.6
"""What two words of the search count besides where they follow one another."""
_APART = 3
"""Places between words that still count as in a row: a word may be left out, or another one put in."""


class Wanted(NamedTuple):
    """A word or phrase of a search: its stems in all languages (a phrase has several words), its form, its weight."""

    stems: frozenset[tuple[str, ...]]
    form: str
    weight: float


class Line(NamedTuple):
    """The words of a passage in order, as stems and as forms, and the stems of its title and heading."""

    stems: Sequence[str]
    forms: frozenset[str]
    head: frozenset[str]


def weight(held_by: int, passages: int) -> float:
    """What a word counts that so many of all the passages hold: a rare one more.

    >>> weight(1, 1000) > 2 * weight(100, 1000) > 0
    True
    """
    return log1p(passages / (held_by + 0.5))


def tells(held_by: int, passages: int) -> float:
    """The same by bm25's measure, to which a word that half of all passages hold says nothing.

    >>> tells(500, 1000), tells(900, 1000), tells(1, 1000) > 2 * tells(100, 1000)
    (0.0, 0.0, True)
    """
    return max(0.0, log((passages - held_by + 0.5) / (held_by + 0.5))) if held_by <= passages else 0.0


def score(wanted: Sequence[Wanted], line: Line) -> float:
    """How well a passage answers to a search: comparable between passages, not between searches."""
    places = _places(line.stems)
    found = [_found(each, line, places) for each in wanted]
    total = 0.0
    for each, at in zip(wanted, found, strict=True):
        in_head = any(line.head.issuperset(variant) for variant in each.stems)
        if at or in_head:
            exact = EXACT if each.form in line.forms else 0
            total += each.weight * (bool(at) + exact + HEADED * in_head)
    for (one, one_at), (other, other_at) in pairwise(zip(wanted, found, strict=True)):
        if _follow(one_at, other_at):
            total += IN_A_ROW * (one.weight + other.weight) / 2
    return total


def _places(stems: Sequence[str]) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, stem in enumerate(stems):
        places.setdefault(stem, []).append(place)
    return places


def _found(wanted: Wanted, line: Line, places: Mapping[str, list[int]]) -> list[int]:
    """Where the passage holds the word, or the phrase begins."""
    return [
        place
        for stems in wanted.stems
        for place in places.get(stems[0], ())
        if tuple(line.stems[place : place + len(stems)]) == stems
    ]


def _follow(before: Sequence[int], after: Sequence[int]) -> bool:
    """Whether somewhere the one comes soon after the other."""
    starts = set(before)
    return any(place - gap in starts for place in after for gap in range(1, _APART + 1))
