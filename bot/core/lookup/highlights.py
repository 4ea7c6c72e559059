"""Where the words of a search stand in a passage."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from bot.core.lookup.search_query import Query
from bot.core.text import scripts, stems, word_pieces
from bot.core.text.lines import one_line
from bot.core.text.normalization import fold, shorten
from bot.core.text.stopwords import ENGLISH

_HYPHENS = {"-", "\u2010", "\u2011", "\u200c"}
_SMALL = 3
"""Letters of a word that says nothing about what a passage is about."""
MOST_SHOWN = 180
"""Characters of a passage in a list of results, of which a third at most stands before the first hit."""


class Piece(NamedTuple):
    """A piece of a passage, and whether the query hits it."""

    text: str
    hit: bool


class _Hit(NamedTuple):
    """A part of a line that the query hits, the term by which it does, and how much it says for the line."""

    start: int
    end: int
    wanted: str
    weight: int = 1


def spelt(text: str, language: str, query: Query) -> list[str]:
    """The words of a text that the query hits, folded, without repeats."""
    return list(dict.fromkeys(fold(text[hit.start : hit.end]) for hit in _hits(text, language, query)))


def snippet(text: str, language: str, query: Query, most: int = MOST_SHOWN) -> list[Piece]:
    """The part of the passage that holds most of the query, in one line of about `most` characters, piece by piece.

    The pieces are as they were written, but for what `one_line` leaves out: whoever shows them escapes each, and only
    then puts in marks.
    """
    line = one_line(text)
    hits = _hits(line, language, query)
    before = most // 3
    first = max(range(len(hits)), key=lambda index: _held_from(hits, index, most - before), default=0)
    start = max(0, hits[first].start - before) if hits else 0
    if start:
        start = line.find(" ", start, hits[first].start) + 1 or start
    part = shorten(line[start:], most)
    shown = len(part) - part.endswith("…") + start
    pieces = [Piece("…", hit=False)] if start else []
    at = start
    for hit in (hit for hit in hits if start <= hit.start and hit.end <= shown):
        pieces += [Piece(line[at : hit.start], hit=False), Piece(line[hit.start : hit.end], hit=True)]
        at = hit.end
    return [piece for piece in (*pieces, Piece(part[at - start :], hit=False)) if piece.text]


def _held_from(hits: Sequence[_Hit], first: int, within: int) -> tuple[int, int]:
    """How much of the query's different terms the next `within` characters hold; then, how closely."""
    begin = hits[first].start
    seen: dict[str, int] = {}
    end = begin
    for hit in takewhile(lambda hit: hit.end <= begin + within, hits[first:]):
        if hit.weight > seen.get(hit.wanted, 0):
            seen[hit.wanted] = hit.weight
            end = hit.end
    return sum(seen.values()), begin - end


def _hits(line: str, language: str, query: Query) -> list[_Hit]:
    """Where the query stands in the line, in order, none over another; the words of a phrase only one after another."""
    words = list(scripts.word().finditer(line))
    folded = [fold(word.group()) for word in words]
    stemmed = _stemmed(folded, language, query, _hyphened(line, words))
    runs = [piece for wanted in query.wanted for piece in word_pieces.pieces(wanted) if word_pieces.is_unspaced(piece)]
    typed = {piece for wanted in query.wanted for piece in word_pieces.pieces(wanted)}
    hits: list[_Hit] = []
    for index, word in enumerate(words):
        if index in stemmed:
            hits.append(_Hit(*word.span(), stemmed[index], _weight(folded[index], typed)))
        elif _begins(folded[index], query):
            hits.append(_Hit(*word.span(), folded[index], _weight(folded[index], typed)))
        elif runs and len(folded[index]) == len(word.group()):  # as in scripts without spaces: the same places in both
            hits += _apart(sorted(_places(folded[index], word.start(), runs)))
    return hits


def _weight(folded: str, typed: Collection[str]) -> int:
    """The letters of a word, twice if it is the very word that was typed; small words say nothing."""
    small = len(folded) <= _SMALL or folded in ENGLISH
    return 1 if small else len(folded) * (2 if folded in typed else 1)


def _hyphened(line: str, words: Sequence[re.Match[str]]) -> list[range]:
    """The indexes of words that are one with hyphens in it."""
    runs: list[range] = []
    for index, (before, word) in enumerate(pairwise(words), start=1):
        if line[before.end() : word.start()] in _HYPHENS:
            first = runs.pop().start if runs and runs[-1].stop == index else index - 1
            runs.append(range(first, index + 1))
    return runs


def _stemmed(folded: Sequence[str], language: str, query: Query, hyphened: Iterable[range]) -> dict[int, str]:
    """The words that the query looks for by their stems: the index of each among these, and the term it has.

    Those that are hyphened have a term together as well. Stemming a word not met before takes 50 us: it is done only
    for those that can be a hit.
    """
    looked_for = [tuple(variant.split()) for words in _spaced(query) for variant in stems.variants(words, (language,))]
    initials = {term[0] for terms in looked_for for term in terms}
    line: list[tuple[str, int]] = []
    for index, word in enumerate(folded):
        can_be = stems.can_begin(word, language, initials)
        line += [(term, index) for term in _whole(word, language)] if can_be else [("", index)]
    terms = [term for term, _ in line]
    term_at: dict[int, str] = {}
    for wanted in looked_for:
        for place in (place for place, term in enumerate(terms) if term == wanted[0]):
            if tuple(terms[place : place + len(wanted)]) == wanted:
                term_at |= {index: term for term, index in line[place : place + len(wanted)]}
    for run in hyphened:
        in_one = "".join(folded[index] for index in run)
        if stems.can_begin(in_one, language, initials) and tuple(stems.terms(in_one, language)) in looked_for:
            term_at |= dict.fromkeys(run, in_one)
    return term_at


def _spaced(query: Query) -> Iterator[str]:
    """The words and phrases of scripts that put spaces between words; of a mixed phrase, its words one by one."""
    for wanted in query.wanted:
        pieces = word_pieces.pieces(wanted)
        spaced = [piece for piece in pieces if not word_pieces.is_unspaced(piece)]
        yield from [wanted] if spaced == pieces else spaced


def _whole(folded: str, language: str) -> list[str]:
    mixed = any(map(word_pieces.is_unspaced, word_pieces.pieces(folded)))
    return [""] if mixed else stems.terms(folded, language)


def _begins(folded: str, query: Query) -> bool:
    return any(folded.startswith(word_pieces.pieces(words)[-1]) for words in query.beginnings)


def _places(folded: str, start: int, runs: Sequence[str]) -> set[_Hit]:
    """Where the runs stand in a word that begins at this place of its line."""
    matches = ((match, run) for run in runs for match in re.finditer(re.escape(run), folded))
    return {_Hit(start + match.start(), start + match.end(), run, len(run)) for match, run in matches}


def _apart(hits: Sequence[_Hit]) -> list[_Hit]:
    kept: list[_Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
