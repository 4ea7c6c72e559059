"""The tables of cities and countries, beside what the tz database says."""

from importlib.resources import files
from zoneinfo import available_timezones

from bot.core.time_zones import cities


def rows(name: str) -> list[list[str]]:
    lines = files("tzdata.zoneinfo").joinpath(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_every_city_has_a_zone_of_its_country():
    """By zone.tab, or by zone1970.tab, where countries share one."""
    shared = {(code, zone) for codes, _, zone, *_ in rows("zone1970.tab") for code in codes.split(",")}
    allowed = {(code, zone) for code, _, zone, *_ in rows("zone.tab")} | shared | {("XK", "Europe/Belgrade")}
    listed = {(code, zone) for zone, code, _, _ in cities._cities()}
    assert listed <= allowed
    assert {zone for _, zone in listed} <= available_timezones()


def test_every_zone_of_the_database_has_a_city():
    """The smallest station too, so that each can be found."""
    assert {zone for _, _, zone, *_ in rows("zone.tab")} <= {names.city.zone for names in cities.cities()}


def test_every_country_has_a_name_and_a_city():
    """Kosovo as well, which has no code in the tz database."""
    named = {code for code, *_ in cities._countries()}
    assert named == {code for code, *_ in rows("zone.tab")} | {"XK"}
    assert len({names.city.country for names in cities.cities()}) == len(named)


def test_the_largest_city_comes_first():
    """Of each zone of a country, the first one stands for it."""
    names = [names.city.name for names in cities.cities()]
    assert names.index("Mumbai") < names.index("Kolkata")
    assert names.index("Los Angeles") < names.index("San Francisco")
