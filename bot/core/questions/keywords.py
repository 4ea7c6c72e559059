"""The words and sentences that carry a passage: found by counting, and by which sentences share their words."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from bot.core.questions.nouns import find_nouns
from bot.core.text.normalization import fold
from bot.core.text.sentences import sentences
from bot.core.text.stopwords import stopwords

SHORTEST, LONGEST = 30, 150
"""Characters of a sentence that can be quoted in a question."""
_MARKUP = re.compile(
    r"\*+|^(?:> ?)+|^[ \t]*(?:[-•+]|\d{1,3}[.)])\s+|\[\d{1,3}\]|(?<=\])\(https?://[^)\s]*\)|[\[\]]", re.MULTILINE
)
_PARTED = re.compile(r"\n\n|\n(?=(?:> ?)*[ \t]*(?:[-•+]|\d{1,3}[.)]|\[\d{1,3}\])\s)")
"""Where one paragraph or item of a list ends and the next begins."""
_MARKED = re.compile(r"[*>\[]|\n[^\S\n]*[-•+\d]|^[-•+\d]")
_LEANS_BACK = re.compile(
    r"^(?:(?:and|but|so|or|yet|then|thus|still|therefore|however|instead|also|this|that|these|those|it|its|they|their"
    r"|them|he|his|him|she|her|hers|such|here|there|which|who|because|for example|for instance|in other words|by doing"
    r" so|moreover|again|suppose|today|first|both|neither|either|one|another|others|some|even|your|from (?:today|now)"
    r"|(?:in|on|at) the (?:first|second|third|fourth|end|last)|the (?:other|former|latter)"
    r"|(?:if|when|as|since|while|until|unless) (?:it|they|this|that|these|those))\b|[—–…-])",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_CONTRAST = frozenset("but whereas although though instead rather opposite unlike".split())
_NO_CONTRAST = frozenset("nothing anything none all would".split())
"""After these, "but" and "rather" set nothing against anything."""
_PAST = frozenset(
    """
        was were had could said came went took saw knew thought told found stood sat gave made got kept asked began left
        felt ran brought wrote heard held put chose spoke won lost met paid sent bought fell broke grew rose drew drove
        ate drank slept woke sang
    """.split()
)
_PRESENT = frozenset("is are has have does do can will must means we you".split())
_GENERAL = frozenset(
    """
        we us our ourselves nobody no everyone everybody anyone anybody whoever whatever human humans all always
        never most every nothing only cannot must if whenever more means god one
    """.split()
)
_ASKING = frozenset(
    """
        who whom whose what which why how when where is are am was were do does did can could shall should will would
        may might must has have had
    """.split()
)
_US = frozenset("we us our ourselves".split())
"""These speak of everybody, unless it is told what they did."""
_NOT_PAST_AFTER = frozenset("a an the be being been is are am by has have".split())
"""After these, a word that ends in "ed" says how something is."""
_COUNTED = frozenset("three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred".split())
"""What is counted is looked at: such a sentence shows a scene."""
_OTHERS = frozenset("he she him her his hers said says".split())
_SOMEBODY = _OTHERS | {"i", "my", "me"}


class Key(NamedTuple):
    """What a question about a passage can be made of, the best first; `others` neither claim nor tell anything."""

    terms: tuple[str, ...]
    sentences: tuple[str, ...]
    questions: tuple[str, ...]
    contrasts: tuple[str, ...]
    events: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class _Folded(dict[str, str]):
    """A table of words as they are compared, filled in as they are looked up; one that says little is `SMALL`."""

    SMALL = "-"

    def __init__(self, small: frozenset[str]) -> None:
        super().__init__()
        self._small = small

    def __missing__(self, word: str) -> str:
        """The folded word, or `SMALL`."""
        bare = fold(word)
        counts = len(bare) > 3 and bare not in self._small and not bare.isdigit()
        self[word] = bare if counts else self.SMALL
        return self[word]

    def of(self, words: Iterable[str]) -> list[str]:
        """Those of the words that say something, folded."""
        return [word for word in map(self.__getitem__, words) if word != self.SMALL]


class Keywords:
    """What each passage of one essay is about, compared with the rest of the essay."""

    def __init__(self, passages: Sequence[str], language: str) -> None:
        """Count the words of all passages once, so that `key` is quick."""
        self._language = language.split("-")[0]
        self._english = self._language == "en"
        self._folded = _Folded(stopwords(self._language))
        self._spoken = [self._sentences(text) for text in passages]
        tokens = [[token for _, said in spoken for token in said] for spoken in self._spoken]
        said = [self._folded.of(words) for words in tokens]
        self._counts = [Counter(words) for words in said]
        self._standing = {word: math.log(1 + count) for word, count in Counter(chain.from_iterable(said)).items()}
        self._nouns = find_nouns([token for words in tokens for token in (*words, ".")]) if self._english else {}

    def key(self, index: int) -> Key:
        """What a question about the passage with this index can be made of."""
        spoken = dict(self._spoken[index])
        every = [sentence for sentence, _ in self._spoken[index]]
        fitting = [
            sentence
            for sentence in every
            if SHORTEST <= len(sentence) <= LONGEST
            and sentence.endswith((".", "!", "?", "”", "׃"))
            and not sentence[0].islower()
        ]
        asked = tuple(
            sentence
            for sentence in every
            if sentence.endswith("?") and 15 <= len(sentence) <= LONGEST and len(sentence.split()) > 3
        )
        statements = [
            sentence
            for sentence in fitting
            if not sentence.rstrip("”’\"'").endswith("?") and sentence.count("“") == sentence.count("”")
        ]
        weights = {word: count * self._standing[word] for word, count in self._counts[index].items()}
        ranked = self._ranked(statements, weights, spoken)
        alone = tuple(sentence for sentence in ranked if not _LEANS_BACK.match(sentence)) or ranked[:1]
        scenes = tuple(sentence for sentence in ranked if sentence.startswith(("He ", "She ")))[:2]
        if not self._english:
            return Key((), (), asked, (), others=alone)
        said = {sentence: _Said.of(spoken[sentence]) for sentence in (*alone, *scenes, *asked)}
        claims = tuple(sentence for sentence in alone if said[sentence].is_claim and "“" not in sentence)
        events = tuple(sentence for sentence in (*alone, *scenes) if sentence not in claims and said[sentence].is_event)
        return Key(
            terms=self._terms(index, weights),
            sentences=claims,
            questions=tuple(
                sentence for sentence in asked if said[sentence].is_question and not said[sentence].of_somebody
            ),
            contrasts=tuple(sentence for sentence in claims if said[sentence].is_contrast),
            events=events[:3] if len(events) >= len(claims) or len(claims) < 2 else (),
            others=tuple(sentence for sentence in alone if sentence not in claims and sentence not in events),
        )

    def _sentences(self, text: str) -> list[tuple[str, list[str]]]:
        """The sentences of a passage, each with its words and signs."""
        parts = _PARTED.split(text)
        if _MARKED.search(text):
            parts = [_MARKUP.sub("", part) for part in parts]
        return [(sentence, _TOKEN.findall(sentence)) for part in parts for sentence in sentences(part, self._language)]

    def _terms(self, index: int, weights: Mapping[str, float]) -> tuple[str, ...]:
        """The nouns this passage turns on, weightiest first, as the essay spells them."""
        nouns = [word for _, said in self._spoken[index] for word in said if word in self._nouns]
        spelt = {self._folded[word]: word for word in nouns if word.islower()}
        likely = {word: weights[word] * self._nouns[written] for word, written in spelt.items() if word in weights}
        kept: list[str] = []
        for word in sorted(likely, key=lambda word: (-likely[word], word))[:6]:
            if not any(word[:5] == earlier[:5] for earlier in kept):  # one of "neighbour" and "neighbours" is enough
                kept.append(word)
        return tuple(spelt[word] for word in kept[:4])

    def _ranked(
        self, statements: Sequence[str], weights: Mapping[str, float], spoken: Mapping[str, Sequence[str]]
    ) -> tuple[str, ...]:
        """The sentences by how much of what they say the others say as well; the shape of each counts too."""
        bags = [frozenset(self._folded.of(spoken[statement])) for statement in statements]
        counts = Counter(chain.from_iterable(bags))
        worth = {word: weights.get(word, 0) * count for word, count in counts.items()}

        def score(at: int) -> float:
            shared = sum(map(worth.__getitem__, bags[at])) / (len(bags[at]) + 5)
            leans = 0.4 if _LEANS_BACK.match(statements[at]) else 1.0
            length = 1.0 if 45 <= len(statements[at]) <= 125 else 0.7
            return shared * leans * length

        return tuple(statements[at] for at in sorted(range(len(statements)), key=lambda at: (-score(at), at)))


class _Said(NamedTuple):
    """The words of an English sentence, and how many of them tell of the past and of the present."""

    words: list[str]
    past: int
    present: int

    @classmethod
    def of(cls, tokens: Sequence[str]) -> "_Said":
        """The words of a sentence, the first in small letters, and "I": "Him" elsewhere is somebody else."""
        said = ["i" if word == "I" else word for word in tokens if word[0].isalnum() or word[0] == "_"]
        said[:1] = [word.lower() for word in said[:1]]
        past = sum(map(_PAST.__contains__, said))
        for before, word in pairwise(said):
            if word.endswith("ed") and before not in _NOT_PAST_AFTER and _is_past(word):
                past += 1
        return cls(said, past, sum(map(_PRESENT.__contains__, said)))

    @property
    def of_somebody(self) -> bool:
        """Whether somebody in a story is in it."""
        return not _SOMEBODY.isdisjoint(self.words)

    @property
    def is_claim(self) -> bool:
        """Whether it says how things are, rather than what somebody did."""
        said_of = _GENERAL.intersection(self.words)
        general = bool(said_of - _US or (said_of and not self.past)) and _COUNTED.isdisjoint(self.words)
        return general and not self.of_somebody and self.present > self.past

    @property
    def is_contrast(self) -> bool:
        """Whether it sets one thing against another."""
        return any(word in _CONTRAST and before not in _NO_CONTRAST for before, word in pairwise(self.words))

    @property
    def is_event(self) -> bool:
        """Whether it tells what somebody did."""
        return "would" not in self.words and (not _OTHERS.isdisjoint(self.words) or self.past > self.present)

    @property
    def is_question(self) -> bool:
        """Whether it asks something in full: who, why, whether."""
        return not _ASKING.isdisjoint(self.words)


def _is_past(word: str) -> bool:
    """Whether a word that ends in "ed" may tell what was done, and has not been counted yet."""
    return len(word) > 4 and not word.startswith(("un", "ind")) and word not in _PAST
