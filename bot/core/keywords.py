"""The words and the sentence that carry a passage, found by counting."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from bot.core.sentences import sentences
from bot.core.stopwords import STOPWORDS
from bot.core.text import fold, words

_LESS_LIKELY = re.compile(r"(?:ing|ed|ly|able|ible|ous|est)$")  # English verbs and adjectives: a talk is about nouns


class Keywords:
    """What each passage of one essay is about, compared with the rest of the essay."""

    def __init__(self, passages: Sequence[str], language: str) -> None:
        """Count the words of all passages once; the questions about each passage are then cheap."""
        self._language = language
        self._stop = STOPWORDS.get(language, frozenset[str]()) | STOPWORDS["en"]
        self._counts = [Counter(self._content(text)) for text in passages]
        self._total = sum(self._counts, Counter[str]())
        self._spelt = _spellings(passages)
        self._terms = self._choose_terms()

    def term(self, index: int) -> str:
        """The word this passage turns on, as the essay spells it; rather not the same as a passage before."""
        return self._spelt.get(self._terms[index], self._terms[index])

    def sentence(self, text: str, index: int) -> str:
        """The sentence that says most with the passage's own words; of a length that can be quoted, if there is one."""
        found = [one for paragraph in text.split("\n\n") for one in sentences(paragraph, self._language)]
        quotable = [one for one in found if 30 <= len(one) <= 150 and not one.endswith(("?", ":"))]
        return max(quotable or found or [text], key=lambda one: self._score(one, index))

    def _choose_terms(self) -> list[str]:
        """The weightiest word of each passage: frequent in it and in the whole essay, and not used up by others."""
        used: Counter[str] = Counter()
        terms: list[str] = []
        for counts in self._counts:
            best = max(counts, key=lambda word: (self._weight(word, counts) / (1 + used[word]), word), default="")
            used[best] += 1
            terms.append(best)
        return terms

    def _score(self, sentence: str, index: int) -> float:
        content = self._content(sentence)
        return sum(self._weight(word, self._counts[index]) for word in content) / (len(content) + 4)

    def _weight(self, word: str, counts: Counter[str]) -> float:
        likely = 0.3 if self._language == "en" and _LESS_LIKELY.search(word) else 1.0
        return counts[word] * math.log(1 + self._total[word]) * likely

    def _content(self, text: str) -> list[str]:
        folded = (fold(word) for word in words(text))
        return [word for word in folded if len(word) > 3 and word not in self._stop and not word.isdigit()]


def _spellings(passages: Sequence[str]) -> dict[str, str]:
    """How the essay writes each folded word: in small letters, if it ever does."""
    spelt: dict[str, str] = {}
    for text in passages:
        for word in words(text):
            if fold(word) not in spelt or word.islower():
                spelt[fold(word)] = word
    return spelt
