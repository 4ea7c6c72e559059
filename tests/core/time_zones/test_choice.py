"""Which time zone is meant by what hosts type."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import StudyError
from bot.core.time_zones import choice
from bot.core.time_zones.cities import cities

NOW = datetime(2026, 11, 29, 16, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, tzinfo=UTC)


def refusal(typed: str, now: datetime = NOW) -> StudyError:
    with pytest.raises(StudyError) as refused:
        choice.named(typed, now)
    return refused.value


def cities_named(error: StudyError) -> list[str]:
    return [str(dict(detail.values).get("city", "UTC")) for detail in error.details]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("mumbai", "Asia/Kolkata"),
        ("Bombay", "Asia/Kolkata"),
        ("beijing", "Asia/Shanghai"),
        ("San Francisco", "America/Los_Angeles"),
        ("boston", "America/New_York"),
        ("munich", "Europe/Berlin"),
        ("MÜNCHEN", "Europe/Berlin"),
        ("Москва", "Europe/Moscow"),
        ("germany", "Europe/Berlin"),
        ("Deutschland", "Europe/Berlin"),
        ("india", "Asia/Kolkata"),
        ("Israel", "Asia/Jerusalem"),
        ("UK", "Europe/London"),
        ("Hanoi", "Asia/Bangkok"),
        ("jerus", "Asia/Jerusalem"),
        ("new york", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("US/Pacific", "US/Pacific"),
        ("utc", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
        ("San José, Costa Rica", "America/Costa_Rica"),
        ("london canada", "America/Toronto"),
    ],
)
def test_a_zone_is_known_by_any_large_city_and_country(typed: str, zone: str):
    """Nobody has to know after which city the tz database has named it."""
    assert choice.named(typed, NOW) == zone
    assert zone in {city.zone for city in choice.offered(typed, NOW)} or "/" in typed


@pytest.mark.parametrize("typed", ["Mars/Base", "", "../etc/passwd", "/etc/localtime", "right/Europe/Paris", "+25"])
def test_what_is_no_place_is_refused(typed: str):
    """A zone is looked up in the pinned time-zone data and nowhere else."""
    assert refusal(typed).key == "study.unknown_zone"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("birmingham", ["Birmingham", "Birmingham"]),
        ("usa", ["New York City", "Los Angeles", "Chicago"]),
        ("spain", ["Madrid", "Las Palmas de Gran Canaria"]),
        ("san", ["San", "Sanaa"]),
    ],
)
def test_several_places_with_different_clocks_are_named(typed: str, first: list[str]):
    """And none of them is taken for the others."""
    refused = refusal(typed)
    assert refused.key == "study.many_zones"
    assert cities_named(refused)[: len(first)] == first


@pytest.mark.parametrize("typed", ["UTC+2", "GMT+2", "gmt + 2", "+02:00", "+2", "+0200"])
def test_an_offset_is_answered_with_the_cities_that_have_it_now(typed: str):
    """In July others have it than in November."""
    for now, expected, other in ((NOW, "Kyiv", "Berlin"), (SUMMER, "Berlin", "Kyiv")):
        refused, offered = refusal(typed, now), choice.offered(typed, now)
        assert refused.key == "study.offset_zone"
        assert dict(refused.values)["offset"] == "UTC+2"
        names = {city.name for city in offered}
        assert expected in names
        assert other not in names
        assert {now.astimezone(ZoneInfo(city.zone)).strftime("%z") for city in offered} == {"+0200"}
        assert set(cities_named(refused)) <= names


@pytest.mark.parametrize(
    ("typed", "city"),
    [("PST", "Los Angeles"), ("PT", "Los Angeles"), ("CET", "Berlin"), ("EST", "New York City"), ("IST", "Mumbai")],
)
def test_an_abbreviation_is_answered_with_the_cities_that_use_it(typed: str, city: str):
    """Also in the half of the year in which their clocks are called otherwise."""
    for now in (NOW, SUMMER):
        refused = refusal(typed, now)
        assert refused.key == "study.short_zone"
        assert city in cities_named(refused)
        assert choice.offered(typed, now)[0].name == cities_named(refused)[0]


def test_a_reversed_name_is_never_taken_silently():
    """`Etc/GMT+3` is three hours behind UTC: whoever types it means the other side of the world."""
    refused = refusal("Etc/GMT+3")
    assert (refused.key, refused.values["offset"], refused.values["other"]) == ("study.reversed_zone", "UTC−3", "UTC+3")
    assert {"São Paulo", "Moscow"} <= set(cities_named(refused))
    assert {"São Paulo", "Moscow"} <= {city.name for city in choice.offered("Etc/GMT+3", NOW)}


def test_a_choice_says_what_its_clocks_show():
    """Now, and at other times of the year."""
    mumbai, boston = (choice.remark(choice.offered(typed, NOW)[0], NOW) for typed in ("mumbai", "boston"))
    assert mumbai.key == "clock.all_year"
    assert dict(mumbai.values)["offset"] == "UTC+5:30"
    assert boston.key == "clock.changes"
    assert (dict(boston.values)["offset"], dict(boston.values)["other"]) == ("UTC−5", "UTC−4")


def test_what_a_choice_says_is_taken_as_well():
    """Discord's clients send it in place of the value now and then."""
    assert choice.named("Boston, United States: UTC−5 now, UTC−4 at other times of the year", NOW) == "America/New_York"
    assert choice.named("UTC: the same all year", NOW) == "UTC"


def test_nothing_typed_offers_the_largest_cities_of_different_zones():
    """So that the list is of use at once."""
    offered = choice.offered("", NOW)
    assert len(offered) == len({city.zone for city in offered}) == choice.MOST


def test_every_city_with_its_country_is_understood():
    """What is offered can be typed: it leads to the city's zone, or to a refusal that names it."""
    missed: list[str] = []
    for names in cities()[::40]:
        typed = f"{names.city.name}, {names.city.country}"
        try:
            understood = choice.named(typed, NOW) == names.city.zone
        except StudyError as refused:
            understood = names.city.name in cities_named(refused)
        missed += [] if understood else [typed]
    assert missed == []
