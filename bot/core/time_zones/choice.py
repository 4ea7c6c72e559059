"""Which time zone somebody means: by a city, a country, or a name of the tz database."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from zoneinfo import available_timezones

from bot.core.errors import Remark, StudyError
from bot.core.time_zones import clocks
from bot.core.time_zones.cities import UTC, City, Names, cities, key, largest_of_each_zone

MOST = 25
"""Choices that Discord takes (Application Commands in the API reference)."""
NAMED = 6
"""Cities that a refusal names."""
_ZONE, _CITY, _COUNTRY, _ZONE_BEGINS, _CITY_BEGINS, _COUNTRY_BEGINS, _SOMEWHERE = range(7)
"""How well a city fits what was typed, the best first; a zone's own city goes before others of its name."""
_SHORT = 3
"""Characters from which the beginning of a name will do."""


def named(typed: str, now: datetime) -> str:
    """The IANA zone of the city or country that was typed, or that alone begins so.

    Raises `StudyError` for anything that is no place, or several with different clocks; it names cities to choose from.
    Offsets and abbreviations are no places: they know no summer time. What a choice says is taken like its value, since
    Discord sometimes sends that (discord-api-docs, issues 4595 and 7206).

    >>> at = datetime.fromisoformat("2026-11-29T16:00Z")
    >>> [named(typed, at) for typed in ("Europe/Paris", "jerus", "mumbai", "Boston, USA", "Germany")]
    ['Europe/Paris', 'Asia/Jerusalem', 'Asia/Kolkata', 'America/New_York', 'Europe/Berlin']
    """
    name, shown = typed.partition(": ")[0].strip(), typed.strip()[:60]
    if clocks.reversed_offset(name) is None and ("/" in name or name.upper() == "UTC") and name in _all_zones():
        return name
    if name.upper() == UTC.zone:
        return UTC.zone
    other = _no_place(shown, now)
    if other is not None:
        raise other
    ranked = _ranked(key(name))
    rank = min(ranked, default=_SOMEWHERE)
    best = ranked.get(rank, [])
    if rank == _CITY and len(key(name)) <= _SHORT:
        best = [*best, *ranked.get(_CITY_BEGINS, ())]  # "san" is a town in Mali, and the beginning of many
    if rank == _SOMEWHERE or (rank > _COUNTRY and len(key(name)) < _SHORT):
        raise StudyError("study.unknown_zone", found=shown)
    if not _one_clock(best, rank, now):
        raise StudyError("study.many_zones", found=shown, details=_remarks(best, now))
    return best[0].zone


def offered(typed: str, now: datetime) -> list[City]:
    """The cities that fit what has been typed, 25 at most, the best first; the largest where nothing has.

    >>> at = datetime.fromisoformat("2026-11-29T16:00Z")
    >>> [city.name for city in offered("munich", at)], [city.name for city in offered("UTC-9:30", at)]
    (['Munich'], ['Marquesas'])
    """
    turned = clocks.reversed_offset(typed)
    if turned is not None:
        half = MOST // 2
        return [*clocks.with_offset(turned, now, half), *clocks.with_offset(-turned, now, half)]
    minutes = clocks.typed_offset(typed)
    if minutes is not None:
        return clocks.with_offset(minutes, now, MOST)
    wanted = key(typed)
    utc = [UTC] if wanted and "utc".startswith(wanted) else []
    by_name = clocks.with_abbreviation(typed, now, MOST)
    ranked = _ranked(wanted) if wanted else {_SOMEWHERE: largest_of_each_zone(iter(cities()))}
    fitting = chain.from_iterable(ranked[rank] for rank in sorted(ranked))
    return list(dict.fromkeys((*utc, *by_name, *fitting)))[:MOST]


def remark(city: City, now: datetime) -> Remark:
    """What a choice says: the city, its country, and what its clocks show now and at other times of the year."""
    first, *later = clocks.offsets(city.zone, now)
    other = next((offset for offset in later if offset != first), None)
    values = [("city", city.name), ("country", city.country), ("offset", clocks.offset_name(first))]
    if city is UTC:
        return Remark("clock.utc")
    if other is None:
        return Remark("clock.all_year", tuple(values))
    return Remark("clock.changes", (*values, ("other", clocks.offset_name(other))))


def _no_place(typed: str, now: datetime) -> StudyError | None:
    """The refusal of an offset or abbreviation, with cities that have it."""
    turned, minutes = clocks.reversed_offset(typed), clocks.typed_offset(typed)
    if turned is not None:
        half = NAMED // 2
        near = [*clocks.with_offset(turned, now, half), *clocks.with_offset(-turned, now, half)]
        offset, opposite = clocks.offset_name(turned), clocks.offset_name(-turned)
        return StudyError(
            "study.reversed_zone", found=typed, offset=offset, other=opposite, details=_remarks(near, now)
        )
    if minutes is not None and (having := clocks.with_offset(minutes, now, NAMED)):
        offset = clocks.offset_name(minutes)
        return StudyError("study.offset_zone", found=typed, offset=offset, details=_remarks(having, now))
    if _ranked(key(typed)).keys() & {_ZONE, _CITY, _COUNTRY}:
        return None
    using = clocks.with_abbreviation(typed, now, NAMED)
    return StudyError("study.short_zone", found=typed, details=_remarks(using, now)) if using else None


def _ranked(wanted: str) -> dict[int, list[City]]:
    """The cities that fit, by how well they do, the largest first; of a country, the largest in each of its zones."""
    words, ranked = wanted.split(), dict[int, list[Names]]()
    for names in cities() if words else ():
        if all(map(names.hold, words)):
            ranked.setdefault(_rank(names, wanted), []).append(names)
    return {
        rank: largest_of_each_zone(iter(fitting))
        if rank in (_COUNTRY, _COUNTRY_BEGINS)
        else [names.city for names in fitting]
        for rank, fitting in ranked.items()
    }


def _rank(names: Names, wanted: str) -> int:
    own = names.zone.rpartition("/")[2]
    in_country = [
        wanted[len(name) + 1 :] for name in names.names if wanted.startswith(f"{name} ")
    ]  # what follows the city's name: "boston usa"
    fits = {
        _ZONE: wanted == names.zone or (wanted == own and own in names.names),
        _CITY: wanted in names.names or any(rest in names.countries for rest in in_country),
        _COUNTRY: wanted in names.countries,
        _ZONE_BEGINS: own.startswith(wanted) and own in names.names,
        _CITY_BEGINS: any(name.startswith(wanted) for name in names.names)
        or any(country.startswith(rest) for rest in in_country for country in names.countries),
        _COUNTRY_BEGINS: any(country.startswith(wanted) for country in names.countries),
    }
    return next((rank for rank, does in fits.items() if does), _SOMEWHERE)


def _one_clock(best: Sequence[City], rank: int, now: datetime) -> bool:
    """Whether it does not matter which of these is meant."""
    if rank in (_COUNTRY, _COUNTRY_BEGINS):
        return len({(city.country, clocks.offsets(city.zone, now)) for city in best}) == 1
    return len({city.zone for city in best}) == 1


def _remarks(named_cities: Sequence[City], now: datetime) -> tuple[Remark, ...]:
    return tuple(remark(city, now) for city in named_cities[:NAMED])


@lru_cache(maxsize=1)
def _all_zones() -> frozenset[str]:
    return frozenset(available_timezones())
