"""Whose turn it is, where things are shown one after the other by chance and none twice until all were."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

KeyT = TypeVar("KeyT", bound=int | tuple[int, ...])


class Turn(NamedTuple, Generic[KeyT]):
    """What names the thing whose turn it is, and whether all have been shown before it."""

    key: KeyT
    again: bool


def next_turn(
    keys: Iterable[KeyT], seed: int, shown: KeyT | None, later: Callable[[KeyT], bool] = lambda _: False
) -> Turn[KeyT] | None:
    """What comes after the one shown (None: the first), in an order by chance that the seed decides.

    Each comes once before the first comes again, also when some are added or taken away meanwhile; those that are to
    come `later` come after all others. None without any.

    >>> first = next_turn([1, 2, 3], 7, None)
    >>> second = next_turn([1, 2, 3], 7, first.key)
    >>> third = next_turn([1, 2, 3], 7, second.key)
    >>> sorted([first.key, second.key, third.key]), next_turn([1, 2, 3], 7, third.key).again
    ([1, 2, 3], True)
    """

    def place(key: KeyT) -> tuple[bool, int, tuple[int, ...]]:
        """Where it stands in the order: by a hash that is the same in every process, as none of a text would be."""
        return later(key), hash((seed, key)), key if isinstance(key, tuple) else (key,)

    places = [(place(key), key) for key in keys]
    if not places:
        return None
    first = min(places, key=itemgetter(0))
    if shown is None:
        return Turn(first[1], again=False)
    here = place(shown)
    after = min((each for each in places if each[0] > here), key=itemgetter(0), default=None)
    return Turn(first[1], again=True) if after is None else Turn(after[1], again=False)
