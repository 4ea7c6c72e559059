"""What people type to name a passage: "3", "getting closer 3", or a post's reference such as "7K3F9Q"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.models import Essay
from bot.core.text import fold, words

_POST_REFERENCE = re.compile(r"^[A-Z2-9]{6}$")
_NUMBER_AT_THE_END = re.compile(r"^(?P<title>.*?)[\s,#:.]*(?P<number>\d{1,4})$")


@dataclass(frozen=True, slots=True)
class Reference:
    """What was typed, taken apart: a post's code, or the words of a title and a passage's number."""

    code: str | None
    title: str
    number: int | None


def parse_reference(typed: str) -> Reference:
    """The parts of what was typed; a title that ends in a number is tried whole as well (see `matching`).

    >>> parse_reference("Getting closer 3")
    Reference(code=None, title='Getting closer', number=3)
    >>> parse_reference("7k3f9q").code
    '7K3F9Q'
    """
    text = " ".join(typed.split())
    code = text.upper() if _POST_REFERENCE.match(text.upper()) and any(c.isdigit() for c in text) else None
    found = _NUMBER_AT_THE_END.match(text)
    if found:
        return Reference(code, found["title"].strip(), int(found["number"]))
    return Reference(code, text, None)


def matching(essays: Sequence[Essay], title: str) -> list[Essay]:
    """The essays whose title holds all these words, in any order and spelling of accents; best first.

    A word counts as held when a word of the title begins with it, so that half a title is enough.
    """
    wanted = [fold(word) for word in words(title)]
    scored = [(_closeness(wanted, essay.title), essay) for essay in essays]
    return [essay for score, essay in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def _closeness(wanted: list[str], title: str) -> float:
    held = [fold(word) for word in words(title)]
    if not wanted or not all(any(word.startswith(part) for word in held) for part in wanted):
        return 0.0
    exact = sum(part in held for part in wanted)
    return 1 + exact / len(wanted) + len(wanted) / (len(held) + 1)
