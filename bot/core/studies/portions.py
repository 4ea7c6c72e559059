"""How much of a study's reading comes at once: one passage, so many words, or a section."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Portion, PortionKind

MOST = 25
"""Passages of one post: of their usual length (some 120 words), as many as `MOST_WORDS` words make."""
FEWEST_WORDS, MOST_WORDS = 50, 3000
OFFERED = (
    Portion(),
    *(Portion(PortionKind.WORDS, words) for words in (300, 600, 1000, 2000)),
    Portion(PortionKind.SECTION),
)
"""What a host chooses from; any other number of words may be typed."""


class Measured(NamedTuple):
    """A passage as far as it matters for how much comes at once: where it stands, and its length in words."""

    passage_id: int
    essay_id: int
    number: int
    heading: str | None
    words: int


def portions(to_come: Iterable[Measured], portion: Portion) -> Iterator[tuple[int, ...]]:
    """The passages to come, those of one post together.

    What comes together follows one another in its essay. Words are counted up to the wish and not beyond it, but one
    passage always comes; without a heading over it, a passage is a section by itself.

    >>> of_five = [Measured(id, 1, id, "Bread" if id < 4 else "Wine", 100) for id in range(1, 6)]
    >>> list(portions(of_five, Portion(PortionKind.WORDS, 250)))
    [(1, 2), (3, 4), (5,)]
    >>> list(portions(of_five, Portion(PortionKind.SECTION)))
    [(1, 2, 3), (4, 5)]
    """
    together: list[Measured] = []
    for passage in to_come:
        if together and not _belongs(passage, together, portion):
            yield tuple(each.passage_id for each in together)
            together = []
        together.append(passage)
    if together:
        yield tuple(each.passage_id for each in together)


def written(portion: Portion) -> str:
    """A portion as an option of a command or a list has it: its kind, or how many words."""
    return str(portion.words) if portion.kind is PortionKind.WORDS else portion.kind.value


def named(typed: str) -> Portion:
    """The portion that is meant: one as it is written, or a number of words.

    Raises `StudyError` for what is neither, and for too few words or too many.

    >>> named("section").kind, named("450 words").words
    (<PortionKind.SECTION: 'section'>, 450)
    """
    for portion in OFFERED:
        if typed.strip().casefold() == written(portion):
            return portion
    number = re.match(r"\D{0,20}(\d{1,5})(?!\d)", typed)
    if number is None or not FEWEST_WORDS <= int(number[1]) <= MOST_WORDS:
        raise StudyError("portion.unknown", fewest=FEWEST_WORDS, most=MOST_WORDS)
    return Portion(PortionKind.WORDS, int(number[1]))


def _belongs(passage: Measured, together: list[Measured], portion: Portion) -> bool:
    """Whether the passage comes in the same post as those before it."""
    last = together[-1]
    follows = (passage.essay_id, passage.number) == (last.essay_id, last.number + 1)
    if not follows or len(together) == MOST:
        return False
    match portion.kind:
        case PortionKind.PASSAGE:
            return False
        case PortionKind.WORDS:
            return sum(each.words for each in together) + passage.words <= portion.words
        case PortionKind.SECTION:
            return passage.heading is not None and passage.heading == last.heading
