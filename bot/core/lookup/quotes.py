"""Lines of an essay that stand alone: those that its pack marks, else those that rules find."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.core.essays.draft import DraftPassage
from bot.core.essays.pack_lines import without_marks
from bot.core.essays.sizes import QUOTES
from bot.core.questions.quote_rules import is_balanced, lines_that_stand_alone


class Quotable(NamedTuple):
    """A line to quote, and whether its pack has marked it."""

    text: str
    marked: bool


class Turn(NamedTuple):
    """The quote whose turn it is, and whether all have been shown before it."""

    quote_id: int
    again: bool


def quotables(passages: Sequence[DraftPassage], language: str) -> list[tuple[Quotable, ...]]:
    """The lines to quote of each of an essay's passages.

    Where a pack marks lines, these are all: whoever chose them knows the essay. In other essays in English they are
    found, in those in another language none are.
    """
    if any(passage.quotes for passage in passages):
        return [tuple(Quotable(shown(line), marked=True) for line in passage.quotes) for passage in passages]
    return [found(passage.text, language) for passage in passages]


def found(text: str, language: str) -> tuple[Quotable, ...]:
    """The lines to quote that rules find in a passage in English; none in other languages."""
    if language.partition("-")[0] != "en":
        return ()
    return tuple(Quotable(line, marked=False) for line in lines_that_stand_alone(text)[:QUOTES])


def shown(line: str) -> str:
    """The line, without its marks if one of them stands alone there, so that none is seen as a sign."""
    return line if is_balanced(line) else without_marks(line)


def next_turn(quote_ids: Iterable[int], seed: int, shown_id: int | None) -> Turn | None:
    """The quote that comes after the one shown (None: the first), in an order by chance that the seed decides.

    Each comes once before the first comes again, also when some are added or taken away meanwhile. None without any.

    >>> first = next_turn([1, 2, 3], 7, None)
    >>> second = next_turn([1, 2, 3], 7, first.quote_id)
    >>> third = next_turn([1, 2, 3], 7, second.quote_id)
    >>> sorted([first.quote_id, second.quote_id, third.quote_id]), next_turn([1, 2, 3], 7, third.quote_id).again
    ([1, 2, 3], True)
    """
    places = [_place(quote_id, seed) for quote_id in quote_ids]
    if not places:
        return None
    if shown_id is None:
        return Turn(min(places)[1], again=False)
    here = _place(shown_id, seed)
    after = min((place for place in places if place > here), default=None)
    return Turn(min(places)[1], again=True) if after is None else Turn(after[1], again=False)


def _place(quote_id: int, seed: int) -> tuple[int, int]:
    """Where a quote stands in the order: by a hash that is the same in every process, as none of a text would be."""
    return hash((seed, quote_id)), quote_id
