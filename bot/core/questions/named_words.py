"""Words of an essay in English that a question may name: what a passage keeps coming back to."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import inf

from bot.core.questions.nouns import find_nouns
from bot.core.questions.word_counts import WordCounts, telling, tokens_of
from bot.core.text.normalization import fold

_IDIOMS = re.compile(
    r"\b(?:in|by|on|at|beyond|no|any|the|for the|whatever the) "
    r"(?:essence|reality|truth|nature|principle|practice|reason|purpose|fear|favour|force|peace|general|question|love|work"
    r"|debt|need|doubt|course|matter|chance|law|heart|person|conscience|difference|means|doubts|luck|measure|harm|use)\b"
    r"(?=\s?(?:[,.;:!?)—–]|of\b|to\b|that\b|why\b|with\b))"
    r"|\b(?:take|takes|took|taken|makes?|made|gives?|gave|pays?|paid|has|have|had|goes|go|went) "
    r"(?:no |much )?(?:advice|care|pride|pleasure|pity|love|sense|way|place|part|use|attention|work|help|effort)\b",
    re.IGNORECASE,
)
"""Where a word is only part of a turn of phrase."""
_IN_A_HEADING, _ELSEWHERE = 2, 3
"""How often a word stands in a passage, at least, when the title or heading has it, and when it does not."""
_RARE = 0.15
"""The part of the essay's passages in which a word is rare."""
_ENOUGH = 6
"""Passages of an essay in which words can be rare."""
_SURE = 0.7
"""How surely the word is a noun in this essay."""


def named_words(
    passages: Mapping[int, str], headings: Sequence[str | None], title: str, words: WordCounts
) -> dict[int, str]:
    """The word that each of these passages turns on, by index in the essay; none is named twice, and most have none.

    It stands there at least twice, and in the title or heading, or three times, and hardly anywhere else.
    """
    nouns = find_nouns([token for tokens in words.tokens for token in (*tokens, ".")])
    sure = {word for word, surely in nouns.items() if surely >= _SURE}
    named: dict[int, str] = {}
    for index, text in passages.items():
        over = set(telling(tokens_of(f"{title} {headings[index] or ''}")))
        counts = Counter(token for token in words.tokens[index] if token in sure)
        counts.subtract(token for idiom in _IDIOMS.findall(text) for token in tokens_of(idiom) if token in sure)
        fitting = [
            (count, word)
            for word, count in counts.items()
            if count >= (_IN_A_HEADING if fold(word) in over else _ELSEWHERE if _is_rare(word, words) else inf)
        ]
        if fitting:
            named[index] = max(fitting)[1]
            sure.discard(named[index])
    return named


def _is_rare(word: str, words: WordCounts) -> bool:
    passages = len(words.counts)
    return passages >= _ENOUGH and words.held_by[fold(word)] <= max(1, passages * _RARE)
