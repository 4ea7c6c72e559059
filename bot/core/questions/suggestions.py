"""Questions for an essay that brings none, made of its own sentences and words."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.core.models import Rung
from bot.core.questions.keywords import Key, Keywords
from bot.core.questions.ladder import LONGEST_QUESTION, Suggested, Templates
from bot.core.text.normalization import shorten

_PLACES = re.compile(r"\{(sentence|line|term|other|question|contrast|event)\}")
_INNER = str.maketrans({"“": "‘", "”": "’"})
_STRAIGHT = re.compile(r"(?<!\w)\"|\"(?!\w)")
"""Quotation marks; between letters it is a sign of the word, as in Hebrew."""
_KINDS = ("question", "contrast", "event")
_ELSE = "en"
"""The language of the templates for essays in a language that has none."""
_QUOTED = 150
_IN_A_ROW, _ASKED = 50.0, 20.0
"""What it costs to use one template twice in a row, and to ask the very same question again."""
_TERM_AGAIN, _QUOTED_AGAIN = 3.0, 12.0
"""What it costs to come back to what another question about the passage was about, or to quote it again."""
_NO_CLAIM = 40.0
"""What it costs to treat a sentence as a claim that is none."""


def suggest(passages: Sequence[str], templates: Templates, language: str) -> list[tuple[Suggested, ...]]:
    """For each passage one question on every rung, from its own words and in the language of the essay.

    On a rung for which that language has no templates the question is in English; without those either, there is none.
    A template serves a passage that has all it asks for: `{sentence}` (one that claims something), `{line}` (a key
    sentence of any kind), `{term}` and `{other}` (nouns it turns on), `{question}` (one it asks), `{contrast}` (a
    sentence that sets one thing against another), `{event}` (one of a story). Templates take turns; no two questions in
    a row are about the same term.
    """
    keywords, maker = Keywords(passages, language), _Maker(_by_rung(templates, language))
    return [maker.questions(keywords.key(index), text) for index, text in enumerate(passages)]


def _by_rung(templates: Templates, language: str) -> dict[Rung, Sequence[str]]:
    """The templates for an essay in this language, of the rungs that have some.

    >>> english, russian = {Rung.NOTICE: ["What?"], Rung.APPLY: ["Where?"]}, {Rung.NOTICE: ["Что?"]}
    >>> _by_rung({"en": english, "ru": russian}, "ru-RU")
    {<Rung.NOTICE: 'notice'>: ['Что?'], <Rung.APPLY: 'apply'>: ['Where?']}
    """
    names = [language, language.split("-", maxsplit=1)[0], _ELSE]
    sets = [templates[name] for name in names if name in templates]
    chosen = {rung: next((by_rung[rung] for by_rung in sets if by_rung.get(rung)), ()) for rung in Rung}
    return {rung: texts for rung, texts in chosen.items() if texts}


class _Template(NamedTuple):
    """A template, the places in it, and which kind of sentence it quotes, if one that not every passage has."""

    text: str
    places: frozenset[str]
    kind: str

    @classmethod
    def of(cls, text: str) -> "_Template":
        """The template with this text."""
        places = _PLACES.findall(text)
        return cls(text, frozenset(places), next((place for place in places if place in _KINDS), ""))

    def filled_with(self, offered: Mapping[str, str]) -> tuple[str, ...]:
        """The texts that would fill its places."""
        return tuple(offered[place] for place in self.places)


class _Maker:
    """Makes questions one after the other, and remembers what it has used."""

    def __init__(self, templates: Mapping[Rung, Sequence[str]]) -> None:
        self._templates = [(rung, list(map(_Template.of, texts))) for rung, texts in templates.items()]
        self._asked = 0
        self._last: dict[str, int] = {}
        self._latest: dict[Rung, _Template] = {}
        self._made: set[tuple[str, tuple[str, ...]]] = set()
        self._terms: tuple[str, ...] = ()

    def questions(self, key: Key, text: str) -> tuple[Suggested, ...]:
        """One question on every rung about a passage."""
        quoted: set[str] = set()
        kinds: set[str] = set()
        beginning = (shorten(text.replace("*", ""), _QUOTED),)
        return tuple(
            self._question(rung, templates, key, beginning, quoted, kinds) for rung, templates in self._templates
        )

    def _question(
        self,
        rung: Rung,
        templates: list[_Template],
        key: Key,
        beginning: Sequence[str],
        quoted: set[str],
        kinds: set[str],
    ) -> Suggested:
        self._asked += 1
        offered = self._offered(key, beginning, quoted)
        there = {place for place, value in offered.items() if value}
        used = {place for place in there if offered[place] in quoted}
        best, least = templates[0], float("inf")
        for template in templates:
            if template.places <= there:
                cost = self._cost(template, used, kinds, key) + _IN_A_ROW * (template is self._latest.get(rung))
                if "term" in template.places:
                    cost += key.terms.index(offered["term"])  # the first is what the passage is about
                if cost < least and (template.text, template.filled_with(offered)) in self._made:
                    cost += _ASKED
                if cost < least:
                    best, least = template, cost
        if best.places <= there:
            self._latest[rung] = best
        values = {place: offered[place] for place in best.places}
        self._last[best.text] = self._asked
        self._made.add((best.text, best.filled_with(offered)))
        self._terms = tuple(values[place] for place in ("term", "other") if place in values)
        quoted.update(values.values())
        kinds.add(best.kind)
        return Suggested(rung, _filled(best.text, values))

    def _offered(self, key: Key, beginning: Sequence[str], quoted: set[str]) -> dict[str, str]:
        """A text for each place of a template, unused where possible; empty where the passage has none."""
        terms = [term for term in key.terms if term not in self._terms]
        terms.sort(key=lambda term: term in quoted)
        return {
            "sentence": _fresh(key.sentences or key.others or beginning, quoted),
            "line": _fresh((*key.others, *key.sentences, *key.events) or beginning, quoted),
            "question": _fresh(key.questions, quoted),
            "contrast": _fresh(key.contrasts, quoted),
            "event": _fresh(key.events, quoted),
            "term": terms[0] if terms else "",
            "other": terms[1] if len(terms) > 1 else "",
        }

    def _cost(self, template: _Template, used: set[str], kinds: set[str], key: Key) -> float:
        """How badly a template would serve; least where neither it nor what it quotes has been used."""
        cost = 0.0 if template.places else 1000.0 if template.text in self._last else 2.0
        if "sentence" in template.places and not key.sentences:
            cost += _NO_CLAIM
        if "line" in template.places:
            cost += 0.5 if key.others else 1.5
        cost += 30 / (self._asked - self._last.get(template.text, -100))  # the longer ago, the better
        cost += sum(_TERM_AGAIN if place in ("term", "other") else _QUOTED_AGAIN for place in used & template.places)
        if template.kind:
            cost += 2.0 if template.kind in kinds and key.sentences else -1.5
        return cost


def _fresh(offered: Sequence[str], quoted: set[str]) -> str:
    """The first of what is offered that has not been quoted yet, else the first; empty where nothing is."""
    return next((text for text in offered if text not in quoted), offered[0] if offered else "")


def _filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its places filled; a passage's braces stay braces, its quotation marks become inner ones."""
    question = _PLACES.sub(lambda place: _STRAIGHT.sub("'", values[place[1]].translate(_INNER)), template)
    return shorten(question, LONGEST_QUESTION)
