"""What a search looks for, and where it stands in a passage.

Words are looked for by their stems; "words in quotes" are a phrase; -word excludes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from bot.core import stems
from bot.core.text import fold, shorten

FEWEST = 2
"""Characters a word needs at least: one letter is in every passage. (In scripts without spaces one says much.)"""
MOST_WORDS = 8
LONGEST = 500
"""Characters of what was typed that are looked at."""
_SNIPPET = 180
_CLAUSE = re.compile(r'(?:^|(?<=\s))(?P<not>[-−]?)(?:"(?P<quoted>[^"]+)"(?=\s|$)|(?P<bare>\S+))')
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_SPELT = re.compile(rf"\w[\w{_MARKS}]*(?:['’][\w{_MARKS}]+)*")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: folded words and phrases that a passage must hold all, and such as it must not hold.

    With `beginnings`, a word is held by every longer one that begins with it.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()
    beginnings: bool = False

    @property
    def text(self) -> str:
        """The same search as somebody would type it; it is read back as it is."""
        return " ".join([*map(_quoted, self.wanted), *(f"-{_quoted(one)}" for one in self.unwanted)])


def parse_query(typed: str) -> Query:
    """What somebody looks for; without any word when there was none, or only such as are to be excluded.

    >>> parse_query("Love “the NEIGHBOUR” -hate")
    Query(wanted=('love', 'the neighbour'), unwanted=('hate',), beginnings=False)
    """
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for found in _CLAUSE.finditer(fold(typed[:LONGEST])):
        held = stems.pieces(found["quoted"] or found["bare"])
        if not held:
            continue
        if found["not"]:
            unwanted[" ".join(held)] = None
        elif found["quoted"]:
            wanted[" ".join(held)] = None
        else:
            wanted |= dict.fromkeys(piece for piece in held if len(piece) >= FEWEST or stems.is_unspaced(piece))
    return Query(tuple(wanted)[:MOST_WORDS], tuple(unwanted)[:MOST_WORDS])


def spelt(text: str, language: str, query: Query) -> list[str]:
    """The words of a text that the query hits, folded, without repeats."""
    return list(dict.fromkeys(fold(text[start:end]) for start, end in _hits(text, language, query)))


def spelling(text: str, language: str, term: str) -> str | None:
    """The first word of a text that the index keeps as this term, folded."""
    every = (fold(word.group()) for word in _SPELT.finditer(text))
    return next((word for word in every if stems.terms(word, language) == [term]), None)


def snippet(text: str, language: str, query: Query) -> str:
    """The part of the passage around the first hit, in one line, with every hit in bold (Discord's Markdown)."""
    line = " ".join(text.replace("*", "").split())
    hits = _hits(line, language, query)
    first = next(hits, None)
    start = max(0, first[0] - 60) if first else 0
    if first and start:
        start = line.find(" ", start, first[0]) + 1 or start
    part = shorten(line[start:], _SNIPPET)
    shown = len(part) - part.endswith("…") + start
    spans = [first, *takewhile(lambda span: span[1] <= shown, hits)] if first else []
    for hit_start, hit_end in reversed(spans):
        part = f"{part[: hit_start - start]}**{part[hit_start - start : hit_end - start]}**{part[hit_end - start :]}"
    return ("…" if start else "") + part


def _quoted(words: str) -> str:
    return f'"{words}"' if " " in words or len(words) < FEWEST else words


def _hits(line: str, language: str, query: Query) -> Iterator[tuple[int, int]]:
    """Where words that the query looks for stand in the line, in order, none over another; each as it is asked for.

    Stemming a word not met before takes 50 us: it is done for those that can be a hit, until no more are asked for.
    """
    looked_for = {term for words in query.wanted for term in stems.terms(words, language)}
    initials = {term[0] for term in looked_for}
    runs = [piece for words in query.wanted for piece in stems.pieces(words) if stems.is_unspaced(piece)]
    for word in _SPELT.finditer(line):
        folded = fold(word.group())
        is_hit = stems.can_begin(folded, language, initials) and not looked_for.isdisjoint(_whole(folded, language))
        if is_hit or (query.beginnings and _begins(folded, query)):
            yield word.span()
        elif len(folded) == len(word.group()):  # as in scripts without spaces: the same places in both
            spans = {span for run in runs for span in _places(folded, run)}
            yield from _apart([(word.start() + start, word.start() + end) for start, end in sorted(spans)])


def _whole(folded: str, language: str) -> list[str]:
    return [] if any(map(stems.is_unspaced, stems.pieces(folded))) else stems.terms(folded, language)


def _begins(folded: str, query: Query) -> bool:
    return any(folded.startswith(words.rsplit(" ", 1)[-1]) for words in query.wanted)


def _places(folded: str, run: str) -> list[tuple[int, int]]:
    return [(place.start(), place.end()) for place in re.finditer(re.escape(run), folded)]


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
