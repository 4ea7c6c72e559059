"""The words and sentences that carry a passage: found by counting, and by which sentences share their words."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.nouns import Nouns
from bot.core.sentences import sentences
from bot.core.stopwords import STOPWORDS
from bot.core.text import fold, words

SHORTEST, LONGEST = 30, 150
"""Characters of a sentence that can be quoted in a question."""
_MARKUP = re.compile(
    r"\*+|^(?:> ?)+|^\s*(?:[-•+]|\d{1,3}[.)])\s+|\[\d{1,3}\]|(?<=\])\(https?://[^)\s]*\)|[\[\]]", re.MULTILINE
)
_MARKED = re.compile(r"[*>\[]|\n\s*[-•+\d]|^[-•+\d]")
_LEANS_BACK = re.compile(
    r"^(?:(?:and|but|so|or|yet|then|thus|still|therefore|however|instead|also|this|that|these|those|it|its|they|their"
    r"|them|he|his|him|she|her|hers|such|here|there|which|who|because|for example|for instance|in other words|by doing"
    r" so|moreover|again|suppose|today|first|both|neither|either|one|another|others|some|even)\b|[—–…-])",
    re.IGNORECASE,
)
_CONTRAST = frozenset("but whereas although though instead rather opposite unlike".split())
_PAST = frozenset(
    """
        was were had said came went took saw knew thought told found stood sat gave made got kept asked began left felt
        ran brought wrote heard held put
    """.split()
)
_PRESENT = frozenset("is are has have does do can will must means we you".split())
_GENERAL = frozenset(
    """
        we us our ourselves nobody no everyone everybody anyone anybody whoever whatever human humans all always
        never most every nothing only cannot must if whenever more means god one
    """.split()
)
_OTHERS = frozenset("he she him her his hers said says".split())
_SOMEBODY = _OTHERS | {"i", "my", "me"}


@dataclass(frozen=True, slots=True)
class Key:
    """What a question about a passage can be made of, the best first; `others` neither claim nor tell anything."""

    terms: tuple[str, ...]
    sentences: tuple[str, ...]
    questions: tuple[str, ...]
    contrasts: tuple[str, ...]
    events: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Keywords:
    """What each passage of one essay is about, compared with the rest of the essay."""

    def __init__(self, passages: Sequence[str], language: str) -> None:
        """Count the words of all passages once; each passage is then cheap."""
        self._language = language.split("-")[0]
        self._english = self._language == "en"
        self._stop = STOPWORDS.get(self._language, frozenset[str]()) | STOPWORDS["en"]
        self._texts = [_MARKUP.sub("", text) if _MARKED.search(text) else text for text in passages]
        self._words = [words(text) for text in self._texts]
        self._judged: dict[str, str] = {}
        self._counts = [Counter(self._content(found)) for found in self._words]
        self._standing = {word: math.log(1 + count) for word, count in _sum(self._counts).items()}
        self._nouns = Nouns(self._texts if self._english else ())

    def key(self, index: int) -> Key:
        """What the passage with this index offers."""
        every = [one for part in self._texts[index].split("\n\n") for one in sentences(part, self._language)]
        fitting = [one for one in every if SHORTEST <= len(one) <= LONGEST and one.endswith((".", "!", "?", "”", "׃"))]
        asked = tuple(one for one in every if one.endswith("?") and 15 <= len(one) <= LONGEST and len(one.split()) > 3)
        told = [one for one in fitting if not one.rstrip("”’\"'").endswith("?") and one.count("“") == one.count("”")]
        spoken = {one: words(one) for one in (*told, *asked)}
        ranked = self._ranked(told, index, spoken)
        alone = tuple(one for one in ranked if not _LEANS_BACK.match(one)) or ranked[:1]
        scenes = tuple(one for one in ranked if one.startswith(("He ", "She ")))[:2]
        if not self._english:
            return Key((), alone, asked, ())
        said = {one: _lowered(spoken[one]) for one in (*alone, *scenes, *asked)}
        claims = tuple(one for one in alone if _is_claim(said[one]) and "“" not in one)
        events = tuple(one for one in (*alone, *scenes) if one not in claims and _is_event(said[one]))
        return Key(
            terms=self._terms(index),
            sentences=claims,
            questions=tuple(one for one in asked if _SOMEBODY.isdisjoint(said[one])),
            contrasts=tuple(one for one in claims if not _CONTRAST.isdisjoint(said[one][1:])),
            events=events[:3] if len(events) >= len(claims) or len(claims) < 2 else (),
            others=tuple(one for one in alone if one not in claims and one not in events),
        )

    def _terms(self, index: int) -> tuple[str, ...]:
        """The nouns this passage turns on, weightiest first, as the essay spells them."""
        spelt = {self._judged[word]: word for word in self._words[index] if word.islower()}
        weights = {
            word: self._weight(word, index) * likely
            for word, written in spelt.items()
            if word != "-" and (likely := self._nouns.likelihood(written))
        }
        best = sorted(weights, key=lambda word: (-weights[word], word))[:6]
        kept: list[str] = []
        for word in best:  # one of "neighbour" and "neighbours" is enough
            if not any(word[:5] == other[:5] for other in kept):
                kept.append(word)
        return tuple(spelt[word] for word in kept[:4])

    def _ranked(self, told: Sequence[str], index: int, spoken: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """The sentences by how much of what they say the others say as well; the shape of each counts too."""
        bags = [frozenset(self._content(spoken[one])) for one in told]
        held = Counter[str]()
        for bag in bags:
            held.update(bag)

        def score(at: int) -> float:
            shared = sum(self._weight(word, index) * held[word] for word in bags[at]) / (len(bags[at]) + 5)
            leans = 0.4 if _LEANS_BACK.match(told[at]) else 1.0
            length = 1.0 if 45 <= len(told[at]) <= 125 else 0.7
            return shared * leans * length

        return tuple(told[at] for at in sorted(range(len(told)), key=lambda at: (-score(at), at)))

    def _weight(self, word: str, index: int) -> float:
        return self._counts[index][word] * self._standing[word]

    def _content(self, found: Sequence[str]) -> list[str]:
        """The folded words that say something, each judged once."""
        return [word for each in found if (word := self._judged.get(each) or self._judge(each)) != "-"]

    def _judge(self, word: str) -> str:
        bare = fold(word)
        counts = len(bare) > 3 and bare not in self._stop and not bare.isdigit()
        self._judged[word] = bare if counts else "-"
        return self._judged[word]


def _lowered(said: Sequence[str]) -> list[str]:
    """The words of a sentence, those in small letters that are written so or begin it: "Him" is somebody else."""
    return [word.lower() if word.lower() == "i" or not n else word for n, word in enumerate(said)]


def _is_claim(said: Sequence[str]) -> bool:
    """Whether the words of an English sentence say how things are, rather than what somebody did."""
    if not _SOMEBODY.isdisjoint(said) or _GENERAL.isdisjoint(said):
        return False
    past = _past(said)
    return sum(word in _PRESENT for word in said) > past


def _is_event(said: Sequence[str]) -> bool:
    """Whether the words of an English sentence tell what somebody did."""
    past = _past(said)
    return not _OTHERS.isdisjoint(said) or past > sum(word in _PRESENT for word in said)


def _past(said: Sequence[str]) -> int:
    return sum(word in _PAST or (len(word) > 4 and word.endswith("ed") and word != "indeed") for word in said)


def _sum(counts: Sequence[Counter[str]]) -> Counter[str]:
    total = Counter[str]()
    for each in counts:
        total.update(each)
    return total
