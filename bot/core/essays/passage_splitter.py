"""Cutting an essay into passages: near 120 words each, at paragraph ends, never inside a sentence."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.core.essays.sizes import PASSAGE
from bot.core.text.lines import ends_sentence, is_item
from bot.core.text.markup import length_in_post
from bot.core.text.normalization import count_words
from bot.core.text.sentences import sentences

AIM = 120
LEAST = 60
MOST = 220
"""Words a passage has: what we aim at, and the bounds that only a whole single sentence may break."""
LONGEST = PASSAGE
"""Characters a passage has at most, by `length_in_post`, so that its post fits Discord's 4,000 in all."""
_DIVISIBLE = 100
"""A paragraph of fewer words never has to be cut: with a neighbour that is too short it still fits a passage."""
_OUT_OF_BOUNDS, _INSIDE_A_PARAGRAPH, _AFTER_AN_ANNOUNCEMENT = 10_000.0, 1_000.0, 100.0
"""What a passage costs beside its distance from the aim, squared, in tens of words (at most 100 within the bounds)."""
_SPEECH = re.compile(r"^\s*[–—]\s")
_ANNOUNCES = re.compile(r":$|^\*\*[^*\n]+\*\*$")
"""What stands before something: words with a colon, and a line in bold, such as the questions of an interview."""


class _Atom(NamedTuple):
    """What is never cut: a short paragraph, a line or a sentence of a long one, or words of an endless sentence.

    `length` is what it takes in a post; `joint` goes between it and what stands before it; `opening` before it where a
    passage begins with it.
    """

    text: str
    words: int
    length: int
    joint: str
    opening: str = ""


def cut(paragraphs: Sequence[str], language: str) -> list[str]:
    """The passages of one section, in order: every paragraph once, none reordered, paragraphs parted by a blank line.

    Of all ways to cut, the one whose passages are nearest to the aim, among those that keep the bounds, among those
    that cut the fewest paragraphs. What is cut is cut between sentences, and between lines where it has lines.
    """
    atoms = [atom for paragraph in paragraphs if paragraph.strip() for atom in _atoms(paragraph, language)]
    return [_joined(atoms[first:last]) for first, last in _best_cuts(atoms)]


def _best_cuts(atoms: Sequence[_Atom]) -> list[tuple[int, int]]:
    """Where passages begin and end, by the least sum of costs: `costs[n]` is that of the first n atoms."""
    costs, begins = [0.0], [0]
    cuts = [0.0, *(_cost_of_cut(before, after) for before, after in pairwise(atoms))]
    for last in range(1, len(atoms) + 1):
        words = length = 0
        least, begin = float("inf"), last - 1
        for first in range(last - 1, -1, -1):
            atom = atoms[first]
            words += atom.words
            length += atom.length + len(atom.joint)
            if first < last - 1 and (words > MOST or length + len(atom.opening) - len(atom.joint) > LONGEST):
                break
            cost = costs[first] + (_COSTS[words] if words <= MOST else _cost(words)) + cuts[first]
            if cost < least:
                least, begin = cost, first
        costs.append(least)
        begins.append(begin)
    spans: list[tuple[int, int]] = []
    last = len(atoms)
    while last:
        spans.append((begins[last], last))
        last = begins[last]
    return spans[::-1]


def _cost(words: int) -> float:
    return ((words - AIM) / 10) ** 2 + (0 if LEAST <= words <= MOST else _OUT_OF_BOUNDS)


_COSTS = [_cost(words) for words in range(MOST + 1)]
"""What a passage of so many words costs."""


def _cost_of_cut(before: _Atom, after: _Atom) -> float:
    if after.joint != "\n\n":
        return _INSIDE_A_PARAGRAPH
    return _AFTER_AN_ANNOUNCEMENT if _ANNOUNCES.search(before.text) else 0


def _joined(atoms: Sequence[_Atom]) -> str:
    first, *rest = atoms
    return first.opening + first.text + "".join(atom.joint + atom.text for atom in rest)


def _atoms(paragraph: str, language: str) -> Iterator[_Atom]:
    words, length = count_words(paragraph), length_in_post(paragraph)
    if words < _DIVISIBLE and length <= LONGEST // 2:
        yield _Atom(paragraph, words, length, "\n\n")
        return
    joint = "\n\n"
    for lines in _units(paragraph.split("\n")):
        quoted = "> " if lines.startswith("> ") else ""
        whole = "\n" in paragraph and count_words(lines) <= MOST and length_in_post(lines) <= LONGEST
        parts = [lines] if whole else sentences(lines, language)
        for sentence in parts:
            for text in _hard(sentence):
                opening = quoted if not text.startswith(quoted) else ""
                yield _Atom(text, count_words(text), length_in_post(text), joint, opening)
                joint = " "
        joint = "\n"


def _units(lines: Sequence[str]) -> Iterator[str]:
    """The lines, joined where a sentence goes on in the next one; an item of a list always begins a new unit."""
    unit: list[str] = []
    words = 0
    for line in lines:
        if unit and (is_item(line) or _SPEECH.match(line) or ends_sentence(unit[-1]) or words > LEAST):
            yield "\n".join(unit)
            unit, words = [], 0
        unit.append(line)
        words += count_words(line)
    yield "\n".join(unit)


def _hard(sentence: str) -> Iterator[str]:
    """A sentence in pieces that fit a passage: only one of over 3,000 characters is ever cut, between words."""
    while len(sentence) > LONGEST or length_in_post(sentence) > LONGEST:
        longest = LONGEST - len("> ")
        while length_in_post(sentence[:longest]) > LONGEST - len("> "):
            longest = longest * 3 // 4  # very many signs that stand behind a guard
        at = sentence.rfind(" ", 0, longest)
        at = at if at > 0 else longest
        yield sentence[:at]
        sentence = sentence[at:].lstrip(" ")
    yield sentence
