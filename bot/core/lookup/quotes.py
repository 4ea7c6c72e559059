"""Lines of an essay that stand alone: those that its pack marks, else those that rules find."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.core.essays.draft import DraftPassage
from bot.core.essays.pack_lines import without_marks
from bot.core.essays.sizes import QUOTES


class Quotable(NamedTuple):
    """A line to quote, and whether its pack has marked it."""

    text: str
    marked: bool


class QuoteKey(NamedTuple):
    """What names a quote: the id of its row or, with the number of a `sentence` that members marked, of its passage."""

    row_id: int
    sentence: int = 0

    @property
    def is_stored(self) -> bool:
        """Whether it is a line that its pack marks, or that rules found: a row of its own."""
        return self.sentence == 0


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
    return tuple(Quotable(line, marked=False) for line in that_stand_alone(text, language)[:QUOTES])


def that_stand_alone(text: str, language: str) -> list[str]:
    """All lines of a passage in English that stand alone by the rules, in order; none in other languages."""
    if language.partition("-")[0] != "en":
        return []
    from bot.core.questions.quote_rules import lines_that_stand_alone  # 15 ms, which no start of the bot should pay

    return lines_that_stand_alone(text)


def shown(line: str) -> str:
    """The line, without its marks if one of them stands alone there, so that none is seen as a sign."""
    from bot.core.questions.quote_rules import is_balanced  # as above

    return line if is_balanced(line) else without_marks(line)
