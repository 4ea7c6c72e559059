"""The cities by which people name a time zone, and their countries.

The two tables beside this module say where they come from; which zones a country has is the tz database's to say.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from bot.core.text.normalization import fold


class City(NamedTuple):
    """A city, its country in English, and the IANA zone by which its clocks go."""

    name: str
    country: str
    zone: str


UTC = City("UTC", "", "UTC")
"""The clock that belongs to no city."""


class Names(NamedTuple):
    """A city with all that it is called, as `key` writes it."""

    city: City
    names: tuple[str, ...]
    """The city's own."""
    countries: tuple[str, ...]
    zone: str
    """The zone's whole name, such as "america/new york"."""
    text: str
    """All of these in one line, a space before each word and = before the zone."""

    def hold(self, word: str) -> bool:
        """Whether a word of the names, or the zone, begins with this one; the zone's area counts only as a whole."""
        return f" {word}" in self.text or (f"={word}" if "/" in word else f"={word}/") in self.text


def key(typed: str) -> str:
    """A name as it is compared: folded, and with single spaces where there are commas, underscores or dots.

    >>> key("St. Louis, USA"), key("America/New_York")
    ('st louis usa', 'america/new york')
    """
    return " ".join(fold(typed).translate(str.maketrans("_,.", "   ")).split())


@lru_cache(maxsize=1)
def cities() -> tuple[Names, ...]:
    """All cities of the table, the largest first, and at last those of zones that no city of the table has."""
    countries = {code: (name, *others) for code, name, others in _countries()}
    listed = [(zone, code, name, others) for zone, code, name, others in _cities()]
    known = {zone for zone, *_ in listed}
    remote = [
        (zone, code, zone.rsplit("/", 1)[-1].replace("_", " "), ()) for code, zone in _zones() if zone not in known
    ]
    return tuple(
        _names(City(name, countries[code][0], zone), others, countries[code])
        for zone, code, name, others in listed + remote
    )


def largest_of_each_zone(named: Iterator[Names]) -> list[City]:
    """The first city of each zone among these, in their order."""
    first: dict[str, City] = {}
    for names in named:
        first.setdefault(names.city.zone, names.city)
    return list(first.values())


def _names(city: City, others: tuple[str, ...], countries: tuple[str, ...]) -> Names:
    names = tuple(dict.fromkeys(map(key, (city.name, *others))))
    of_countries, zone = tuple(map(key, countries)), key(city.zone)
    text = " ".join(("", *names, *of_countries, zone.rpartition("/")[2], f"={zone}"))
    return Names(city, names, of_countries, zone, text)


def _cities() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Zone, country, name and other names."""
    for zone, code, name, *others in _rows("bot.core.time_zones", "cities.tsv"):
        yield zone, code, name, tuple("".join(others).split("; ")) if others else ()


def _countries() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Code, name and other names."""
    for code, name, *others in _rows("bot.core.time_zones", "countries.tsv"):
        yield code, name, tuple("".join(others).split("; ")) if others else ()


def _zones() -> Iterator[tuple[str, str]]:
    """Country and zone, by the tz database."""
    for code, _, zone, *_ in _rows("tzdata.zoneinfo", "zone.tab"):
        yield code, zone


def _rows(package: str, name: str) -> Iterator[list[str]]:
    lines = files(package).joinpath(name).read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines if not line.startswith("#"))
