"""Days of the week as people name them; 0 is Monday."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from bot.core.text.normalization import fold

ALL = frozenset(range(7))
_DASHES, _SIGNS = "-–—−", ",;.&+/"
_TOKEN = re.compile(rf"[^\W\d_]+|[{_DASHES}{_SIGNS}]|[^\s]")


class Words(NamedTuple):
    """How one language speaks of days, all of it folded."""

    names: Sequence[str]
    """Of the seven days, from Monday on."""
    weeks: Mapping[str, frozenset[int]]
    """What several days are called together, such as "weekdays"."""
    joins: Collection[str]
    """What stands between days or before them: and, on, every."""
    to: Collection[str]
    """What makes a range of two days."""
    but: Collection[str]
    """After which come the days that are left out."""


def named(typed: str, words: Words) -> frozenset[int]:
    """The weekdays that somebody means; none when a word is not understood, or no day is left.

    A day is named by its beginning, where no other day begins so, and a range may go round the end of the week.

    >>> names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    >>> english = Words(names, {"weekdays": frozenset(range(5))}, {"and", "every"}, {"to"}, {"but"})
    >>> [sorted(named(typed, english)) for typed in ("mon, Thurs", "every Monday", "fri-mon", "weekdays but tue", "t")]
    [[0, 3], [0], [0, 4, 5, 6], [0, 2, 3, 4], []]
    """
    before, but, after = _parted(_TOKEN.findall(fold(typed)), words.but)
    meant, left_out = _days(before, words), _days(after, words)
    if meant is None or left_out is None or (but and not left_out):
        return frozenset()
    return (meant or (ALL if but else meant)) - left_out


def packed(weekdays: Collection[int]) -> int:
    """Weekdays as a number with a bit for each."""
    return sum(1 << day for day in weekdays)


def unpacked(bits: int) -> frozenset[int]:
    """The weekdays in such a number.

    >>> sorted(unpacked(packed({0, 6})))
    [0, 6]
    """
    return frozenset(day for day in ALL if bits >> day & 1)


def _parted(tokens: Sequence[str], but: Collection[str]) -> tuple[Sequence[str], bool, Sequence[str]]:
    """What stands before the first word that leaves days out, whether there is one, and what stands after it."""
    at = next((at for at, token in enumerate(tokens) if token in but), len(tokens))
    return tokens[:at], at < len(tokens), tokens[at + 1 :]


def _days(tokens: Sequence[str], words: Words) -> frozenset[int] | None:
    """The days of these words; None when one is not understood."""
    days, last, at, is_range = set[int](), None, 0, False
    longest = max((len(week.split()) for week in words.weeks), default=0)
    while at < len(tokens):
        token = tokens[at]
        phrases = (" ".join(tokens[at : at + count]) for count in range(longest, 0, -1))
        if not is_range and (week := next((phrase for phrase in phrases if phrase in words.weeks), None)):
            days |= words.weeks[week]
            last, at = None, at + len(week.split())
            continue
        at += 1
        if token in words.to or token in _DASHES:
            if last is None or is_range:
                return None
            is_range = True
        elif token not in words.joins and token not in _SIGNS:
            day = _day(token, words.names)
            if day is None:
                return None
            days |= _range(last, day) if last is not None and is_range else {day}
            last, is_range = day, False
    return None if is_range else frozenset(days)


def _range(first: int, last: int) -> set[int]:
    """The days from one to another, round the end of the week if need be."""
    return {(first + ahead) % 7 for ahead in range((last - first) % 7 + 1)}


def _day(word: str, names: Sequence[str]) -> int | None:
    """The one day whose name begins with this word, also in the plural: "mondays", "weds"."""
    for beginning in (word, word.removesuffix("s")):
        fitting = [day for day, name in enumerate(names) if name.startswith(beginning)]
        if len(fitting) == 1 and (beginning == word or len(beginning) > 2 or word == f"{names[fitting[0]]}s"):
            return fitting[0]
    return None
