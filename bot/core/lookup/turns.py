"""Whose turn it is, where things are shown one after the other by chance and none twice until all were."""

from collections.abc import Iterable
from typing import NamedTuple


class Turn(NamedTuple):
    """The id of the row whose turn it is, and whether all have been shown before it."""

    row_id: int
    again: bool


def next_turn(row_ids: Iterable[int], seed: int, shown_id: int | None) -> Turn | None:
    """The row that comes after the one shown (None: the first), in an order by chance that the seed decides.

    Each comes once before the first comes again, also when some are added or taken away meanwhile. None without any.

    >>> first = next_turn([1, 2, 3], 7, None)
    >>> second = next_turn([1, 2, 3], 7, first.row_id)
    >>> third = next_turn([1, 2, 3], 7, second.row_id)
    >>> sorted([first.row_id, second.row_id, third.row_id]), next_turn([1, 2, 3], 7, third.row_id).again
    ([1, 2, 3], True)
    """
    places = [_place(row_id, seed) for row_id in row_ids]
    if not places:
        return None
    if shown_id is None:
        return Turn(min(places)[1], again=False)
    here = _place(shown_id, seed)
    after = min((place for place in places if place > here), default=None)
    return Turn(min(places)[1], again=True) if after is None else Turn(after[1], again=False)


def _place(row_id: int, seed: int) -> tuple[int, int]:
    """Where a row stands in the order: by a hash that is the same in every process, as none of a text would be."""
    return hash((seed, row_id)), row_id
