"""Days of the week as people name them; 0 is Monday."""

import re
from collections.abc import Collection, Sequence

from bot.core.text.normalization import fold

ALL = frozenset(range(7))


def named(typed: str, names: Sequence[str]) -> frozenset[int]:
    """The weekdays whose names begin with these words, of two letters at least; none when a word is no weekday's.

    >>> names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    >>> sorted(named("mon, Thurs", names)), sorted(named("mon-fri", names)), sorted(named("t", names))
    ([0, 3], [], [])
    """
    days: set[int] = set()
    for word in filter(None, re.split(r"[\s,;]+", fold(typed))):
        fitting = [day for day, name in enumerate(names) if fold(name).startswith(word)]
        if len(word) < 2 or len(fitting) != 1:
            return frozenset()
        days.update(fitting)
    return frozenset(days)


def packed(weekdays: Collection[int]) -> int:
    """Weekdays as a number with a bit for each."""
    return sum(1 << day for day in weekdays)


def unpacked(bits: int) -> frozenset[int]:
    """The weekdays in such a number.

    >>> sorted(unpacked(packed({0, 6})))
    [0, 6]
    """
    return frozenset(day for day in ALL if bits >> day & 1)
