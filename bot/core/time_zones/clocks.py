"""What clocks show: offsets from UTC, in minutes, and the abbreviations that people know them by."""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from bot.core.time_zones.cities import UTC, City, cities, largest_of_each_zone

_PROBES = 13
_APART = timedelta(days=30)
"""Clocks are looked at so often, so far apart: a year, in which no summer time is passed over."""
_OFFSET = re.compile(r"(?:(?:utc|gmt) ?)?(?P<sign>[+−–-]) ?(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-5][0-9]))?")
_REVERSED = re.compile(r"etc/gmt(?P<sign>[+-])(?P<hours>[0-9]{1,2})")
_ABBREVIATION = re.compile(r"(?P<name>[a-z]{2,5})(?:[0-9][a-z]{3})?")
"""Also as the tz database once combined two of them: "PST8PDT"."""
_FURTHEST = 14 * 60
_GENERIC = {"et": "EST", "ct": "CST", "mt": "MST", "pt": "PST"}
"""What North America calls its clocks the year round."""


def offsets(zone: str, now: datetime) -> tuple[int, ...]:
    """The zone's offsets from UTC over a year that begins `now`: two zones with the same ones have the same clock."""
    return tuple(_offset(zone, now + _APART * count) for count in range(_PROBES))


def offset_name(minutes: int) -> str:
    """The offset as people write it.

    >>> [offset_name(minutes) for minutes in (0, 120, -210)]
    ['UTC', 'UTC+2', 'UTC−3:30']
    """
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def typed_offset(typed: str) -> int | None:
    """The minutes that somebody means by "UTC+2", "GMT-3:30" or "+02:00"; None for anything else.

    >>> [typed_offset(typed) for typed in ("UTC+2", "gmt -3:30", "+0530", "GMT", "Berlin", "+25")]
    [120, -210, 330, 0, None, None]
    """
    plain = typed.strip().lower()
    if plain in ("gmt", "gmt0", "etc/gmt0"):
        return 0
    match = _OFFSET.fullmatch(plain)
    minutes = _minutes(match) if match else None
    return minutes if minutes is None or abs(minutes) <= _FURTHEST else None


def reversed_offset(typed: str) -> int | None:
    """The minutes that a name such as "Etc/GMT+3" stands for, which is what nobody expects; None for anything else.

    The sign is the other way round in these names (the file `etcetera` of the tz database).

    >>> reversed_offset("Etc/GMT+3"), reversed_offset("Etc/UTC")
    (-180, None)
    """
    match = _REVERSED.fullmatch(typed.strip().lower())
    minutes = _minutes(match) if match else 0
    return -minutes if minutes and abs(minutes) <= _FURTHEST else None


def with_offset(minutes: int, now: datetime, most: int) -> list[City]:
    """The largest city of each zone whose clocks are `now` so far from UTC, `most` at most, the largest first."""
    utc = [UTC] if minutes == 0 else []
    fitting = (city for city in largest_of_each_zone(iter(cities())) if _offset(city.zone, now) == minutes)
    return list(islice((*utc, *fitting), most))


def with_abbreviation(typed: str, now: datetime, most: int) -> list[City]:
    """The largest city of each zone whose clocks have this name within a year, `most` at most, the largest first."""
    match = _ABBREVIATION.fullmatch(typed.strip().lower())
    if match is None:
        return []
    wanted = _GENERIC.get(match["name"], match["name"].upper())
    abbreviations = _abbreviations(now.replace(minute=0, second=0, microsecond=0))
    return list(
        islice((city for city in largest_of_each_zone(iter(cities())) if wanted in abbreviations[city.zone]), most)
    )


@lru_cache(maxsize=2)
def _abbreviations(now: datetime) -> dict[str, frozenset[str | None]]:
    moments = [now + _APART * count for count in range(_PROBES)]
    zones = {city.zone: ZoneInfo(city.zone) for city in largest_of_each_zone(iter(cities()))}
    return {name: frozenset(moment.astimezone(zone).tzname() for moment in moments) for name, zone in zones.items()}


def _offset(zone: str, now: datetime) -> int:
    return (now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()) // timedelta(minutes=1)


def _minutes(match: re.Match[str]) -> int:
    minutes = int(match["hours"]) * 60 + int(match.groupdict().get("minutes") or 0)
    return minutes if match["sign"] == "+" else -minutes
