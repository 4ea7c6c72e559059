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
from bot.core.questions.kinds import kinds_of
from bot.core.questions.ladder import OF_THE_DAY
from bot.core.questions.named_people import named_people
from bot.core.questions.named_words import named_words
from bot.core.questions.signs import has_prose, place_of, signs_of
from bot.core.questions.word_counts import WordCounts
from bot.core.text.normalization import count_words

_NAMED_IN = 3
"""Of so many arguments, and of so many scenes and reports, one at most is asked a question that names something."""
_THOUGHTS = 0.5
"""The part of an essay's passages that argue when the essay does."""
_KINDS = frozenset((Sign.ANY, Sign.ARGUMENT, Sign.REPORT, Sign.INSTRUCTION, Sign.SCENE, Sign.PERSONAL))
"""What a whole essay may be: questions for these come one after the other."""
_PLAIN = frozenset((Sign.ANY, Sign.FIRST, Sign.LAST))
"""What is so of passages of no kind with nothing special in them, and of the first and the last of these."""
_ANNOUNCED = frozenset((Sign.REPORT, Sign.INSTRUCTION))
"""Kinds of essays that say at the beginning what they are about, so that there is nothing to guess."""
_AS_SURE = 6
"""So many questions for one sign, one after the other in the bank, are about as sure to be worth a talk."""


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
    """For each passage of an essay that has no question one on every rung; none for a few words, a menu or captions.

    They are in the language of the essay, else in English; on a rung without a question in either there is none. No
    question comes twice on its rung among every third passage until all that fit were used: the posts of a study climb
    three rungs. The surest come first; the title decides the order of those as sure, so that two essays differ.
    """
    bank, english = bank_for(banks, language), language.split("-")[0] == "en"
    chooser = _Chooser(bank, title)
    texts = [passage.text for passage in passages]
    kinds = kinds_of(texts) if english else [Sign.ANY] * len(texts)
    new: dict[int, frozenset[Sign]] = {}
    for number, passage in enumerate(passages, start=1):
        chooser.note(number, passage.questions)
        if bank and not passage.questions and count_words(passage.text) >= LEAST and has_prose(passage.text):
            new[number] = signs_of(passage.text, language, kinds[number - 1])
            if _ANNOUNCED.isdisjoint(new[number]):
                new[number] |= place_of(number, len(passages), title, passage.text)
    named = _named(passages, kinds, title) if english else {}
    made = {number: chooser.questions(number, signs, named.get(number)) for number, signs in new.items()}
    return [made.get(number, ()) for number in range(1, len(passages) + 1)]


def _named(passages: Sequence[Asked], kinds: Sequence[Sign], title: str) -> dict[int, _Named]:
    """What a question is to name, by the number of the passage (from 1): few have something that is strong."""
    arguments, scenes, reports = (
        {index: passages[index].text for index, kind in enumerate(kinds) if kind is sought}
        for sought in (Sign.ARGUMENT, Sign.SCENE, Sign.REPORT)
    )
    most_things, most_people = len(arguments) // _NAMED_IN, (len(scenes) + len(reports)) // _NAMED_IN
    if not most_things and not most_people:
        return {}
    words = WordCounts.of([passage.text for passage in passages])
    lines = central_lines(arguments, words, of_thoughts=len(arguments) >= _THOUGHTS * len(kinds))
    terms = named_words(arguments, [passage.heading for passage in passages], title, words)
    things = {index: (Sign.LINE, line) for index, line in lines.items()}
    things |= {index: (Sign.WORD, word) for index, word in terms.items() if index not in lines}
    people = named_people(scenes, reports, words)
    chosen = (*islice(things.items(), most_things), *islice(people.items(), most_people))
    return {index + 1: _Named(_turn(index + 1), *what) for index, what in chosen}


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
        self._rank = {
            text: place // _AS_SURE
            for by_sign in bank.values()
            for texts in by_sign.values()
            for place, text in enumerate(texts)
        }
        self._used = Counter[str]()
        self._used_in_turn = [Counter[str]() for _ in OF_THE_DAY]
        self._fitting: dict[tuple[Rung, frozenset[Sign]], list[tuple[Sign, str]]] = {}
        self._spoken_of = frozenset[Sign]()

    def note(self, number: int, questions: Sequence[str]) -> None:
        """Count these questions as used about the passage with this number."""
        self._used.update(questions)
        self._used_in_turn[number % len(OF_THE_DAY)].update(questions)

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
            left = signs - spoken_of
            fitting = (here and self._about(rung, frozenset((here.sign,)))) or self._about(rung, left)
            if fitting:
                sign, text = self._best(fitting, rung, number, plain=left <= _PLAIN)
                spoken_of.update({sign} - _KINDS)
                self.note(number, [text])
                chosen[rung] = text if here is None else text.replace(f"{{{here.sign}}}", here.text)
        self._spoken_of = frozenset(spoken_of)
        return tuple(Suggested(rung, chosen[rung]) for rung in self._bank if rung in chosen)

    def _about(self, rung: Rung, signs: frozenset[Sign]) -> list[tuple[Sign, str]]:
        """The questions on a rung about one of these signs; most passages of an essay have the same."""
        if (rung, signs) not in self._fitting:
            self._fitting[rung, signs] = [one for one in self._bank[rung] if one[0] in signs]
        return self._fitting[rung, signs]

    def _best(self, fitting: Sequence[tuple[Sign, str]], rung: Rung, number: int, *, plain: bool) -> tuple[Sign, str]:
        """The one that was used least in its turn; of several a surer one, then one for this kind or what few have.

        Where it is not the rung's turn, the surest are left for a day on which it is.
        """
        used, in_turn, posted = self._used, self._used_in_turn[number % len(OF_THE_DAY)], rung is _turn(number)
        least = min(in_turn.get(text, 0) for _, text in fitting)

        def preference(one: tuple[Sign, str]) -> tuple[int, ...]:
            general, times, rank = int(not plain and one[0] is Sign.ANY), used.get(one[1], 0), self._rank[one[1]]
            return (rank, general, times) if posted else (times, int(rank == 0), rank, general)

        return min((one for one in fitting if in_turn.get(one[1], 0) == least), key=preference)
