"""Which headings are days of the year, in any language, and which texts are day-books."""

from datetime import date, timedelta

import pytest
from babel.dates import format_skeleton  # type: ignore[attr-defined] # re-exported without being named
from hypothesis import given
from hypothesis import strategies as st

from bot.core.studies.day_books import day_at, day_of, is_day_book

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ru", "uk", "el", "tr", "fi", "sv", "id", "vi", "ja")


@pytest.mark.parametrize(
    ("heading", "language", "day"),
    [
        ("January 1", "en", 101),
        ("JANUARY 1st", "en", 101),
        ("Jan. 1", "en", 101),
        ("Sept. 30", "en", 930),
        ("the 1st of January", "en", 101),
        ("**March 3: Slow Water**", "en", 303),
        ("March 3 — Slow Water", "en", 303),
        ("March 3, 1890", "en", 303),
        ("February 29", "en", 229),
        ("1er janvier", "fr", 101),
        ("Le 14 juillet", "fr", 714),
        ("March 3", "fr", 303),
        ("1月1日", "ja", 101),
        ("3月3日", "zh", 303),
        ("1월 1일", "ko", 101),
        ("February 30", "en", None),
        ("May 5 people come", "en", None),
        ("March", "en", None),
        ("1", "en", None),
        ("To March 3", "en", None),
        ("March 3", "no language", 303),
    ],
)
def test_a_day_is_read_as_people_write_it(heading: str, language: str, day: int | None):
    """With an article, an ordinal, a year or a title after it; not where more of a sentence follows."""
    assert day_of(heading, language) == day


@given(st.integers(0, 365), st.sampled_from(LANGUAGES))
def test_every_day_is_read_as_calendars_write_it(at: int, language: str):
    """By the data of Unicode's own calendars, which nobody here wrote."""
    day = date(2028, 1, 1) + timedelta(days=at)
    assert day_of(format_skeleton("MMMMd", day, locale=language), language) == day_at(day)


def test_a_day_book_has_most_of_its_sections_under_days_of_their_own():
    """A letter with its date is none, nor is a diary of several years."""
    days = [f"January {n}" for n in range(1, 13)]
    assert is_day_book(["Preface", *days], "en")
    assert not is_day_book(days[:2], "en")
    assert not is_day_book([*days, *days], "en")
    assert not is_day_book([*days, *(f"Chapter {n}" for n in range(13))], "en")
