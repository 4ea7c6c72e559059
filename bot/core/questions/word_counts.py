"""How often the words of an essay in English stand in its passages."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.core.text.normalization import fold
from bot.core.text.stopwords import ENGLISH

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_SHORTEST = 4


class WordCounts(NamedTuple):
    """The tokens of each passage (words and signs), its words that say something, folded, and who holds these."""

    tokens: Sequence[Sequence[str]]
    counts: Sequence[Counter[str]]
    held_by: Counter[str]

    @classmethod
    def of(cls, passages: Sequence[str]) -> "WordCounts":
        """Those of an essay's passages."""
        tokens = list(map(tokens_of, passages))
        counts = [Counter(telling(each)) for each in tokens]
        held_by = Counter[str]()
        for count in counts:
            held_by.update(count.keys())
        return cls(tokens, counts, held_by)


def telling(tokens: Sequence[str]) -> list[str]:
    """Those of the words that say something, folded.

    >>> telling(["The", "Bread", "of", "our", "neighbours", "1984"])
    ['bread', 'neighbours']
    """
    return [word for word in map(_telling, tokens) if word]


@lru_cache(maxsize=20_000)
def _telling(token: str) -> str:
    """The word, folded; empty where it says little."""
    word = fold(token) if len(token) >= _SHORTEST else ""
    return "" if word in ENGLISH or word.isdigit() else word


def tokens_of(text: str) -> list[str]:
    """The words of a text, and its signs, each by itself."""
    return _TOKEN.findall(text)
