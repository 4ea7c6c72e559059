"""What autocompletion offers: at most 25, best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import available_timezones

from bot.core.models import Essay, Opening
from bot.core.text import fold, shorten

MOST = 25
NAME = 100
"""Choices, and characters of a choice's name, that Discord takes (Application Commands in the API reference)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person reads, and what the bot gets when they choose it."""

    name: str
    value: str


def passages(openings: Sequence[Opening], typed: str) -> list[Choice]:
    """The passages whose title, section, number or first words hold every word typed.

    A number typed must be the passage's own; passages whose title holds the words come first.
    """
    wanted = fold(typed).split()
    scored: list[tuple[int, int]] = []
    for index, opening in enumerate(openings):
        score = _fit(opening, wanted)
        if score:
            scored.append((-score, index))
    best = [openings[index] for _, index in sorted(scored)[:MOST]]
    return [Choice(_passage_name(opening), f"#{opening.passage_id}") for opening in best]


def essays(shelf: Sequence[Essay], typed: str) -> list[Choice]:
    """The essays whose title or author holds every word typed."""
    wanted = fold(typed).split()
    held = [essay for essay in shelf if all(word in fold(f"{essay.title} {essay.author or ''}") for word in wanted)]
    return [Choice(shorten(essay.title, NAME), f"#{essay.id}") for essay in held[:MOST]]


def zones(typed: str) -> list[Choice]:
    """The time zones that hold what was typed, those whose city begins with it first.

    >>> [choice.name for choice in zones("jerus")]
    ['Asia/Jerusalem']
    """
    wanted = fold(typed).replace(" ", "_")
    held = [zone for zone in _zones() if wanted in fold(zone)]
    best = sorted(held, key=lambda zone: (not fold(zone.rsplit("/", 1)[-1]).startswith(wanted), zone))
    return [Choice(zone, zone) for zone in best[:MOST]]


def chosen_id(value: str) -> int | None:
    """The id in a value that these lists gave out; None for what somebody typed by hand.

    >>> chosen_id("#12"), chosen_id("12")
    (12, None)
    """
    digits = value.removeprefix("#")
    return int(digits) if value.startswith("#") and digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def _fit(opening: Opening, wanted: list[str]) -> int:
    title, rest = fold(opening.title), fold(f"{opening.heading or ''} {opening.start}")
    score = 1
    for word in wanted:
        if word == str(opening.number):
            score += 4
        elif word in title:
            score += 2
        elif word.isdigit() or word not in rest:
            return 0
    return score


def _passage_name(opening: Opening) -> str:
    place = f"{shorten(opening.title, 60)} {opening.number}"
    return shorten(f"{place} · {opening.start.replace('*', '')}", NAME)


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    """Every zone with a region: the others are old names and abbreviations."""
    regions = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return ("UTC", *sorted(regions))
