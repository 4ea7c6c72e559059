"""Cutting an essay into passages: near 120 words each, at paragraph ends, never inside a sentence."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.core.essays.sizes import PASSAGE
from bot.core.text.lines import is_item
from bot.core.text.markup import length_in_post
from bot.core.text.normalization import count_words
from bot.core.text.sentence_ends import announces, ends_clause
from bot.core.text.sentences import joint as joint_after
from bot.core.text.sentences import sentences

AIM = 120
LEAST = 60
MOST = 220
"""Words a passage has: what we aim at, and the bounds that only a whole single sentence may break."""
LONGEST = PASSAGE
"""Characters a passage has at most, by `length_in_post`, so that its post fits Discord's 4,000 in all."""
_DIVISIBLE = 100
"""A paragraph of so many words never has to be cut: with a neighbour that is too short it still fits a passage."""
_TOO_SHORT, _TOO_LONG, _AFTER_AN_ANNOUNCEMENT = 20_000.0, 10_000.0, 5_000.0
_INSIDE_A_PARAGRAPH, _INSIDE_A_LONG_ONE = 1_000.0, 25.0
"""What a passage and a cut cost beside the distance from the aim, squared, in tens of words (at most 100 in bounds)."""
_FAR_TOO_MANY = MOST + LEAST
"""Words that only a single sentence has: a stanza stays whole with a short neighbour."""
_FEW = 4
"""Parts of a passage, at most, that has more words than it should."""
_SPEECH = re.compile(r"^\s*[–—]\s")


class _Atom(NamedTuple):
    """What is never cut: a short paragraph, a line or a sentence of a long one, or words of an endless sentence.

    `length` is what it takes in a post; `joint` goes between it and what stands before it, and a cut there costs `cut`;
    `opening` goes before it where a passage begins with it.
    """

    text: str
    words: int
    length: int
    joint: str
    cut: float
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
            too_long = (
                words >= (_FAR_TOO_MANY if last - first <= _FEW else MOST + 1)
                or length + len(atom.opening) - len(atom.joint) > LONGEST
            )
            if first < last - 1 and too_long:
                break
            cost = costs[first] + (_COSTS[words] if words < _FAR_TOO_MANY else _cost(words)) + cuts[first]
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
    out_of_bounds = _TOO_SHORT if words < LEAST else _TOO_LONG if words > MOST else 0
    return ((words - AIM) / 10) ** 2 + out_of_bounds


_COSTS = [_cost(words) for words in range(_FAR_TOO_MANY)]
"""What a passage of so many words costs."""


def _cost_of_cut(before: _Atom, after: _Atom) -> float:
    return after.cut + (_AFTER_AN_ANNOUNCEMENT if announces(before.text) else 0)


def _joined(atoms: Sequence[_Atom]) -> str:
    first, *rest = atoms
    return first.opening + first.text + "".join(atom.joint + atom.text for atom in rest)


def _atoms(paragraph: str, language: str) -> Iterator[_Atom]:
    words, length = count_words(paragraph), length_in_post(paragraph)
    lines = paragraph.split("\n")
    whole = MOST if _is_stanza(lines) else LEAST // 2 if announces(paragraph) else _DIVISIBLE
    if words <= whole and length <= LONGEST // 2:
        yield _Atom(paragraph, words, length, "\n\n", 0)
        return
    joint, cost = "\n\n", 0.0
    inside = _INSIDE_A_PARAGRAPH if words <= MOST and length <= LONGEST else _INSIDE_A_LONG_ONE
    for unit in _units(lines):
        quoted = "> " if unit.startswith("> ") else ""
        fits = len(lines) > 1 and count_words(unit) <= MOST and length_in_post(unit) <= LONGEST
        parts = [unit] if fits else sentences(unit, language)
        for sentence in parts:
            for text in _hard(sentence):
                opening = quoted if not text.startswith(quoted) else ""
                yield _Atom(text, count_words(text), length_in_post(text), joint, cost, opening)
                joint, cost = joint_after(text), inside
        joint = "\n"


def _is_stanza(lines: Sequence[str]) -> bool:
    """Whether these are lines of verse, quoted or not: neither items of a list nor speeches."""
    return len(lines) > 1 and not any(is_item(line.removeprefix("> ")) or _SPEECH.match(line) for line in lines)


def _units(lines: Sequence[str]) -> Iterator[str]:
    """The lines, joined where an item of a list or a sentence goes on in the next one."""
    unit: list[str] = []
    words = 0
    listed = any(map(is_item, lines))
    for line in lines:
        begins = is_item(line) or _SPEECH.match(line)
        if unit and (begins or (not listed and (ends_clause(unit[-1]) or words > AIM))):
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
