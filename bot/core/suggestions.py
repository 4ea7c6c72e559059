"""Questions for an essay that brings none, made of its own sentences and words."""

import re
from collections.abc import Sequence

from bot.core.keywords import Key, Keywords
from bot.core.models import Rung
from bot.core.questions import LADDER, LONGEST_QUESTION, Suggested, Templates
from bot.core.text import shorten

_PLACES = re.compile(r"\{(sentence|term|other|question|contrast|event)\}")
_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'"})
_QUOTED = 150


def suggest(passages: Sequence[str], templates: Templates, language: str) -> list[tuple[Suggested, ...]]:
    """For each passage one question on every rung, from its own words.

    A template serves a passage that has all it asks for: `{sentence}` (a key sentence), `{term}` and `{other}` (nouns
    it turns on), `{question}` (one it asks), `{contrast}` (a sentence that sets one thing against another), `{event}`
    (one of a story). Templates take turns; no two questions in a row are about the same term.
    """
    keywords, maker = Keywords(passages, language), _Maker(templates)
    return [maker.questions(keywords.key(index), text) for index, text in enumerate(passages)]


class _Maker:
    """Makes questions one after the other, and remembers what it has used."""

    def __init__(self, templates: Templates) -> None:
        self._templates = [(rung, [(each, _PLACES.findall(each)) for each in templates[rung]]) for rung in LADDER]
        self._asked = 0
        self._last: dict[str, int] = {}
        self._terms: tuple[str, ...] = ()

    def questions(self, key: Key, text: str) -> tuple[Suggested, ...]:
        """One question on every rung about a passage."""
        quoted: set[str] = set()
        kinds: set[str] = set()
        sentences = key.sentences or key.others or (shorten(text.replace("*", ""), _QUOTED),)
        return tuple(self._question(rung, each, key, sentences, quoted, kinds) for rung, each in self._templates)

    def _question(
        self,
        rung: Rung,
        templates: list[tuple[str, list[str]]],
        key: Key,
        sentences: Sequence[str],
        quoted: set[str],
        kinds: set[str],
    ) -> Suggested:
        self._asked += 1
        terms = [term for term in key.terms if term not in self._terms]
        terms.sort(key=lambda term: term in quoted)
        offered = {
            "sentence": _fresh(sentences, quoted),
            "question": _fresh(key.questions, quoted),
            "contrast": _fresh(key.contrasts, quoted),
            "event": _fresh(key.events, quoted),
            "term": terms[0] if terms else None,
            "other": terms[1] if len(terms) > 1 else None,
        }
        best: tuple[float, str, dict[str, str], str] | None = None
        for template, places in templates:
            values = {place: value for place in places if (value := offered[place])}
            if len(values) < len(places):
                continue
            cost = 0.0 if places else 1000.0 if template in self._last else 2.0
            cost += 4.0 if "sentence" in places and not key.sentences else 0.0
            cost += 30 / (self._asked - self._last.get(template, -100))  # the longer ago, the better
            cost += sum(3 for value in values.values() if value in quoted)
            kind = next((place for place in places if place in ("question", "contrast", "event")), "")
            if kind:
                cost += 2.0 if kind in kinds else -1.5
            if best is None or cost < best[0]:
                best = cost, template, values, kind
        if best is None:
            best = 0.0, templates[0][0], {"term": "", "other": "", "sentence": (*sentences, "")[0]}, ""
        _, template, values, kind = best
        self._last[template] = self._asked
        self._terms = tuple(values[place] for place in ("term", "other") if place in values)
        quoted.update(values.values())
        kinds.add(kind)
        return Suggested(rung, _filled(template, values))


def _fresh(offered: Sequence[str], quoted: set[str]) -> str | None:
    """The first of what is offered that has not been quoted yet, else the first; None where nothing is."""
    return next((each for each in offered if each not in quoted), offered[0] if offered else None)


def _filled(template: str, values: dict[str, str]) -> str:
    """The template with its places filled; a passage's braces stay braces, its quotation marks become inner ones."""
    question = _PLACES.sub(lambda place: values.get(place[1], "").translate(_INNER), template)
    return shorten(question, LONGEST_QUESTION)
