"""Day-books: texts whose sections are headed by days of the year, each to be read on its own.

A day of the year is a number here, month × 100 + day: 101 to 1231, and 229 among them.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias, cast

_Names: TypeAlias = Mapping[str, Mapping[str, Mapping[int, str]]]
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NONE: Mapping[int, str] = {}
_FEWEST = 5
"""Days that make a day-book."""
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª°일日])?"
_BETWEEN = r"[ ,]{0,2}(?:(?:of|de|di|do) |d['’])?"
_ARTICLE = r"(?:(?:le|il|el|am|den|the) )?"
_END = r"(?:,? \d{4})?(?:$|\.?[ \t]*[:.;,–—|(-])"


def day_of(heading: str, language: str) -> int | None:
    """The day of the year that a heading begins with, in the language of its essay or in English: month × 100 + day.

    >>> day_of("January 1st: Slow Water", "en"), day_of("29 février", "fr"), day_of("May 5 loaves", "en")
    (101, 229, None)
    """
    heading = " ".join(heading[:80].split()).strip("*_ ").casefold()
    for months in (_months(language), _months("en")):
        for way in months.ways:
            found = way.match(heading)
            if found and 1 <= int(found["day"]) <= _LONGEST[months.numbers[found["month"]] - 1]:
                return 100 * months.numbers[found["month"]] + int(found["day"])
    return None


def day_at(date: date) -> int:
    """The day of the year that a date is: month × 100 + day."""
    return 100 * date.month + date.day


def is_day_book(headings: Sequence[str | None], language: str) -> bool:
    """Whether most of these sections are headed by days of the year, none of them by the day of another."""
    days = [day for heading in headings if heading and (day := day_of(heading, language))]
    return len(days) >= _FEWEST and len(days) == len(set(days)) and 2 * len(days) > len(headings)


class _Months(NamedTuple):
    """The numbers of the months by their names, short ones as well, and what finds a day with one of them."""

    numbers: Mapping[str, int]
    ways: Sequence[re.Pattern[str]]


@lru_cache(100)
def _months(language: str) -> _Months:
    """Those of a language; of one that nobody knows, the English ones."""
    from babel import Locale, UnknownLocaleError  # 8 ms of a start, which names no month

    try:
        known = cast("_Names", Locale.parse(language).months)
    except (UnknownLocaleError, ValueError):
        return _months("en")
    names = {
        name.casefold().rstrip("."): number
        for context in known.values()
        for width in ("abbreviated", "wide")
        for number, name in context.get(width, _NONE).items()
    }
    names |= {"sept": 9} if language == "en" else {}
    month = rf"(?P<month>{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\.?"
    ways = (f"{month}{_BETWEEN}{_NUMBER}", f"{_NUMBER}{_BETWEEN}{month}")
    return _Months(names, [re.compile(_ARTICLE + way + _END) for way in ways])
