"""Sentences of a passage that can stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.text.normalization import fold, shorten
from bot.core.text.sentences import joined, sentences

SHORTEST = 40
LONGEST = 420
_LEANS_BACK = re.compile(
    r"^(?:(?:and|but|so|or|yet|then|thus|still|therefore|however|instead|also|this|that|these|those|it|they|he|she"
    r"|such|here|there|which|who|because|for example|for instance|in other words|by doing so|moreover|again)\b|[—–…-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One to three sentences of a passage: the first one's index in it, how many, and their text, cut if very long."""

    first: int
    count: int
    text: str


def quotes(text: str, language: str) -> list[Quote]:
    """The quotations a passage offers, best first: short ones that need nothing said before them.

    There is always one: where no sentences can be quoted whole, it is the beginning, which may end in an ellipsis.
    """
    every = passage_sentences(text, language)
    candidates = [
        Quote(first, count, quoted)
        for first in range(len(every))
        for count in (1, 2, 3)
        if first + count <= len(every) and SHORTEST <= len(quoted := joined(every[first : first + count])) <= LONGEST
    ]
    if not candidates:
        count = next((count for count in (1, 2) if len(joined(every[:count])) >= SHORTEST), min(3, len(every)))
        return [Quote(0, count, _quotation(every[:count]))]
    alone = [
        quote for quote in candidates if not _LEANS_BACK.match(quote.text) and not quote.text.endswith(("?", ":", "…"))
    ]
    return sorted(alone or candidates, key=lambda quote: (quote.count, abs(len(quote.text) - 120)))


def quotes_with(text: str, language: str, wanted: Sequence[str]) -> list[Quote]:
    """The quotations that hold at least one of the folded words, those with most of them first."""
    counted = [(sum(word in fold(quote.text) for word in wanted), quote) for quote in quotes(text, language)]
    return [quote for count, quote in sorted(counted, key=lambda pair: -pair[0]) if count]


def quote_at(text: str, language: str, first: int, count: int) -> str | None:
    """The quotation again, by what its button remembers of it; None if the passage has become shorter."""
    part = passage_sentences(text, language)[first : first + count]
    return _quotation(part) if len(part) == count else None


def passage_sentences(text: str, language: str) -> list[str]:
    """All sentences of a passage, paragraph by paragraph; at least one."""
    all_sentences = [sentence for paragraph in text.split("\n\n") for sentence in sentences(paragraph, language)]
    return all_sentences or [" ".join(text.split())]


def _quotation(part: Sequence[str]) -> str:
    return shorten(joined(part), LONGEST)
