"""Day-books: texts whose sections are headed by days of the year, each to be read on its own.

A day of the year is a number here, month × 100 + day: 101 to 1231, and 229 among them.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeAlias, cast

from babel import Locale, UnknownLocaleError

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
        name = "|".join(re.escape(month) for month in sorted(months, key=len, reverse=True))
        month = rf"(?P<month>{name})\.?"
        for way in (f"{month}{_BETWEEN}{_NUMBER}", f"{_NUMBER}{_BETWEEN}{month}"):
            found = re.match(_ARTICLE + way + _END, heading)
            if found and 1 <= int(found["day"]) <= _LONGEST[months[found["month"]] - 1]:
                return 100 * months[found["month"]] + int(found["day"])
    return None


def day_at(date: date) -> int:
    """The day of the year that a date is: month × 100 + day."""
    return 100 * date.month + date.day


def is_day_book(headings: Sequence[str | None], language: str) -> bool:
    """Whether most of these sections are headed by days of the year, none of them by the day of another."""
    days = [day for heading in headings if heading and (day := day_of(heading, language))]
    return len(days) >= _FEWEST and len(days) == len(set(days)) and 2 * len(days) > len(headings)


@cache
def _months(language: str) -> Mapping[str, int]:
    """The names of the months, short ones as well, and their numbers; none in a language that nobody knows."""
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
    return names | ({"sept": 9} if language == "en" else {})
