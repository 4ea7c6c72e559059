"""Questions for an essay that brings none, chosen from the bank so that each is sure to fit its passage."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from bot.core.essays.passage_splitter import LEAST
from bot.core.models import Rung
from bot.core.questions.bank import Bank, Banks, Sign, Suggested, bank_for
from bot.core.questions.central_lines import central_lines
from bot.core.questions.ladder import OF_THE_DAY
from bot.core.questions.named_words import named_words
from bot.core.questions.signs import place_of, signs_of
from bot.core.questions.word_counts import WordCounts
from bot.core.text.normalization import count_words

_NAMED_IN = 4
"""Of so many passages one, at most, is asked a question that quotes a line or names a word."""
_THOUGHTS = 0.25
"""The part of an essay's passages that put forward a thought when the essay does."""
_KINDS = frozenset((Sign.ANY, Sign.THOUGHT, Sign.STORY))
"""What a whole essay may be: questions for these come one after the other."""


class Asked(NamedTuple):
    """A passage of an essay, its heading, and the questions that it has already."""

    text: str
    heading: str | None = None
    questions: tuple[str, ...] = ()


class _Named(NamedTuple):
    """What a question names, on which rung."""

    rung: Rung
    sign: Sign
    text: str


def suggest(passages: Sequence[Asked], banks: Banks, language: str, title: str) -> list[tuple[Suggested, ...]]:
    """For each passage of an essay that has no question one on every rung; none for a passage of a few words.

    They are in the language of the essay, else in English; on a rung without a question in either there is none. No
    question comes twice on its rung until all that fit were used, neither in the essay nor among every third passage:
    the posts of a study climb three rungs. The title decides their order, so that two essays differ.
    """
    bank = bank_for(banks, language)
    chooser = _Chooser(bank, title)
    new: dict[int, frozenset[Sign]] = {}
    for number, passage in enumerate(passages, start=1):
        chooser.note(number, passage.questions)
        if bank and not passage.questions and count_words(passage.text) >= LEAST:
            new[number] = signs_of(passage.text, language) | place_of(number, len(passages))
    named = _named(passages, new, language, title)
    made = {number: chooser.questions(number, signs, named.get(number)) for number, signs in new.items()}
    return [made.get(number, ()) for number in range(1, len(passages) + 1)]


def _named(
    passages: Sequence[Asked], new: Mapping[int, frozenset[Sign]], language: str, title: str
) -> dict[int, _Named]:
    """What a question is to name, by the number of the passage (from 1): few have one that is strong."""
    most = len(new) // _NAMED_IN
    if not most or language.split("-")[0] != "en":
        return {}
    texts = [passage.text for passage in passages]
    words = WordCounts.of(texts)
    thoughts = sum(Sign.THOUGHT in signs for signs in new.values())
    lines = central_lines(texts, words, of_thoughts=thoughts >= _THOUGHTS * len(new))
    terms = named_words(texts, [passage.heading for passage in passages], title, words)
    best = [(index, Sign.LINE, line) for index, line in lines.items()]
    best += [(index, Sign.WORD, word) for index, word in terms.items() if index not in lines]
    return {
        index + 1: _Named(_turn(index + 1), sign, text)
        for index, sign, text in islice((one for one in best if one[0] + 1 in new), most)
    }


def _turn(number: int) -> Rung:
    """The rung on which the passage with this number is asked about in a study that begins with its essay."""
    return OF_THE_DAY[(number - 1) % len(OF_THE_DAY)]


class _Chooser:
    """Chooses questions for one passage after the other, and counts how often it has used which."""

    def __init__(self, bank: Bank, title: str) -> None:
        self._bank: Mapping[Rung, list[tuple[Sign, str]]] = {
            rung: sorted(
                ((sign, text) for sign, texts in by_sign.items() for text in texts),
                key=lambda one: hashlib.sha256(f"{title}|{one[1]}".encode()).digest(),
            )
            for rung, by_sign in bank.items()
        }
        self._used = Counter[str]()
        self._used_in_turn = Counter[tuple[int, str]]()
        self._spoken_of = frozenset[Sign]()

    def note(self, number: int, questions: Sequence[str]) -> None:
        """Count these questions as used about the passage with this number."""
        self._used.update(questions)
        self._used_in_turn.update((number % len(OF_THE_DAY), text) for text in questions)

    def questions(self, number: int, signs: frozenset[Sign], named: _Named | None) -> tuple[Suggested, ...]:
        """A question on every rung about a passage that has these signs, one of them with what it is to name.

        What is special about the passage is spoken of on one rung, and not about the next passage again: on the one
        whose turn it is, where that has a question about it.
        """
        signs -= self._spoken_of
        spoken_of = set[Sign]()
        chosen: dict[Rung, str] = {}
        for rung in sorted(self._bank, key=lambda rung: (rung is not _turn(number), rung is Rung.NOTICE)):
            here = named if named and named.rung is rung else None
            fitting = [one for one in self._bank[rung] if one[0] is here.sign] if here else []
            left = signs - spoken_of
            fitting = fitting or [one for one in self._bank[rung] if one[0] in left]
            if fitting:
                sign, text = self._best(fitting, number)
                spoken_of.update({sign} - _KINDS)
                self.note(number, [text])
                chosen[rung] = text if here is None else text.replace(f"{{{here.sign}}}", here.text)
        self._spoken_of = frozenset(spoken_of)
        return tuple(Suggested(rung, chosen[rung]) for rung in self._bank if rung in chosen)

    def _best(self, fitting: Sequence[tuple[Sign, str]], number: int) -> tuple[Sign, str]:
        """The question that has been used least; of several the one about what only some passages have."""
        turn, used, in_turn = number % len(OF_THE_DAY), self._used, self._used_in_turn
        return min(fitting, key=lambda one: (in_turn.get((turn, one[1]), 0), used.get(one[1], 0), one[0] is Sign.ANY))
