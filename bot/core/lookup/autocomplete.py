"""What autocompletion offers: at most 25, best first."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from bot.core.lookup.references import Reference, meanings
from bot.core.models import Essay, Opening
from bot.core.text.lines import one_line
from bot.core.text.normalization import fold, shorten
from bot.core.text.word_pieces import pieces

MOST = 25
NAME = 100
"""Choices, and characters of a choice's name, that Discord takes (Application Commands in the API reference)."""
START = 70
"""Characters of a passage's beginning in a choice: fewer than an `Opening` holds, so that the cut is between words."""
_CHOSEN = "⁂"
"""What a value that these lists gave out begins with: a sign that nobody types, unlike the # of "#3"."""
COMPARED = 100
"""Passages that are compared to find the best: more only fit when little has been typed."""


class Choice(NamedTuple):
    """What a person reads, and what the bot gets when they choose it."""

    name: str
    value: str


class Openings:
    """The passages of one shelf, folded once, so that each letter typed is answered quickly."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        """Fold titles, sections, numbers and first words into one long line, which is searched fastest.

        What is remembered is plain tuples of numbers and texts: the garbage collector forgets those, while it would
        walk through a hundred thousand objects again and again.
        """
        self._openings = [(each.passage_id, each.title, each.number, each.heading, each.start) for each in openings]
        self._titles = [f" {fold(opening.title)}" for opening in openings]
        self._keys = [
            f"{title} {opening.number} / {fold(opening.heading or '')} {fold(opening.start)}\n"
            for title, opening in zip(self._titles, openings, strict=True)
        ]
        self._all = "".join(self._keys)
        self._begins = list(accumulate(map(len, self._keys), initial=0))
        self._numbered: dict[str, list[int]] = {}
        for index, opening in enumerate(openings):
            self._numbered.setdefault(str(opening.number), []).append(index)

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._openings)

    def fitting(self, typed: str) -> list[tuple[int, Opening]]:
        """The passages that hold every word typed, best first, each with how well it fits; 25 at most.

        A number typed must be the passage's own, or stand in its title; words of titles and beginnings of words count
        more. When very many fit, only the first of them in reading order are compared.
        """
        words, indexes = list[str](), list[int]()
        for words in _meant(typed):
            indexes = list(islice(self._of_number(words), COMPARED)) or list(islice(self._holding(words), COMPARED))
            if indexes:
                break
        scored = sorted((-self._score(index, words), index) for index in indexes)
        return [(-score, Opening(*self._openings[index])) for score, index in scored[:MOST]]

    def _of_number(self, words: list[str]) -> Iterator[int]:
        """The indexes, in order, of the passages whose own number was typed and that hold the other words."""
        number = next((word for word in reversed(words) if word.isdigit()), "")
        others = [word for word in words if word != number]
        return (index for index in self._numbered.get(number, ()) if all(word in self._keys[index] for word in others))

    def _holding(self, wanted: list[str]) -> Iterator[int]:
        """The indexes, in order, of the passages that hold all these words; the longest is searched for first."""
        longest = max(wanted, key=len, default=" ")
        others = [word for word in wanted if word is not longest]
        at = self._all.find(longest)
        while at >= 0:
            index = bisect_right(self._begins, at) - 1
            if not others or all(word in self._keys[index] for word in others):
                yield index
            at = self._all.find(longest, self._begins[index + 1])

    def _score(self, index: int, words: list[str]) -> int:
        title, key = self._titles[index], self._keys[index]
        score = 4 if words and title.startswith(f" {words[0]}") else 0
        for word in words:
            score += (2 if word in title else 0) + (1 if f" {word}" in key else 0)
        return score


def passages(shelves: Sequence[Openings], typed: str) -> list[Choice]:
    """The passages of some shelves that hold every word typed in title, section, number or first words."""
    fitting = [
        (-score, shelf, opening) for shelf, openings in enumerate(shelves) for score, opening in openings.fitting(typed)
    ]
    best = sorted(fitting, key=lambda scored: scored[:2])[:MOST]
    return listed([opening for _, _, opening in best])


def listed(openings: Sequence[Opening]) -> list[Choice]:
    """These passages, in this order.

    >>> start = "He came in with his hands in his pockets and with nothing to say to anybody, whi"
    >>> listed([Opening(passage_id=1, title="Hands", number=3, heading=None, start=start)])[0].name
    'Hands 3 · He came in with his hands in his pockets and with nothing to say to…'
    """
    return [Choice(_passage_name(opening), chosen(opening.passage_id)) for opening in openings[:MOST]]


def essays(shelf: Sequence[Essay], typed: str) -> list[Choice]:
    """The essays whose title or author holds every word typed."""
    wanted = fold(typed).split()
    called = ((essay, fold(f"{essay.title} {essay.author or ''}")) for essay in shelf)
    fitting = (essay for essay, name in called if all(word in name for word in wanted))
    return [Choice(shorten(essay.title, NAME), chosen(essay.id)) for essay in islice(fitting, MOST)]


def chosen(row_id: int) -> str:
    """The value of a choice that stands for the row with this id."""
    return f"{_CHOSEN}{row_id}"


def chosen_id(value: str) -> int | None:
    """The id in such a value; None for what somebody typed by hand.

    >>> chosen_id(chosen(12)), chosen_id("12"), chosen_id("#12")
    (12, None, None)
    """
    digits = value.removeprefix(_CHOSEN)
    by_list = value.startswith(_CHOSEN) and digits.isascii() and digits.isdigit() and len(digits) < 19
    return int(digits) if by_list else None


def _meant(typed: str) -> Iterator[list[str]]:
    """The words and the number to look for, read in order ("no. 3"), and at last in any ("passage 3 of letters")."""
    references = meanings(typed)
    first, last = references[0], references[-1]
    yield [*first.title, str(first.first)] if _names_one_passage(first) else pieces(fold(typed))
    if _names_one_passage(last):
        yield [*last.title, str(last.first)]


def _names_one_passage(reference: Reference) -> bool:
    """Whether what was typed names one passage by its number in the essay."""
    return reference.section is None and reference.first is not None and reference.first == reference.last


def _passage_name(opening: Opening) -> str:
    place = f"{shorten(opening.title, 60)} {opening.number}"
    start = shorten(one_line(opening.start), START)
    return shorten(f"{place} · {start}", NAME)
