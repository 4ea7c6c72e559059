"""What a search looks for.

Words are looked for by their stems; "words in quotes" are a phrase, and so is the number of a verse; -word excludes.
"""

import re
from typing import NamedTuple

from bot.core.text import stems, word_pieces
from bot.core.text.normalization import fold, words

FEWEST = 2
"""Characters a word needs at least: one letter is in every passage. (In scripts without spaces one says much.)"""
LONGEST = 500
"""Characters of what was typed that are looked at, in which every word counts."""
_CLAUSE = re.compile(r'(?:^|(?<=\s))(?P<not>[-−]?)(?:"(?P<quoted>[^"]+)"(?=\s|$)|(?P<bare>\S+))')


class Query(NamedTuple):
    """What to look for: folded words and phrases that a passage is to hold, and such as it must not hold.

    `beginnings` are those of the words that every longer one holds which begins with them.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()
    beginnings: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The same search as somebody would type it; it is read back as it is."""
        return " ".join([*map(_quoted, self.wanted), *(f"-{_quoted(words)}" for words in self.unwanted)])


def parse_query(typed: str) -> Query:
    """What somebody looks for; without any word when there was none, or only such as are to be excluded.

    >>> parse_query("Love “the NEIGHBOUR” -hate")
    Query(wanted=('love', 'the neighbour'), unwanted=('hate',), beginnings=frozenset())
    """
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for clause in _CLAUSE.finditer(fold(typed[:LONGEST])):
        parts = word_pieces.pieces(clause["quoted"]) if clause["quoted"] else word_pieces.parts(clause["bare"])
        if not parts:
            continue
        if clause["not"]:
            unwanted[" ".join(parts)] = None
        elif clause["quoted"]:
            wanted[" ".join(parts)] = None
        else:
            wanted |= dict.fromkeys(part for part in parts if len(part) >= FEWEST or word_pieces.is_unspaced(part))
    return Query(tuple(wanted), tuple(unwanted))


def apart(query: Query) -> Query:
    """The same words, each by itself, as they are looked for when somebody remembers a line only nearly.

    >>> apart(parse_query('"love thy neighbour" 隣人を -hate')).wanted
    ('love', 'thy', 'neighbour', '隣人', '人を')
    """
    pieces = (piece for words in query.wanted for piece in word_pieces.pieces(words))
    parts = dict.fromkeys(part for piece in pieces for part in _parts(piece))
    return Query(tuple(parts), query.unwanted, query.beginnings)


def spelling(text: str, language: str, term: str) -> str | None:
    """The first word of a text that the index keeps as this term, folded."""
    every = (fold(word) for word in words(text))
    return next((word for word in every if word == term or stems.terms(word, language) == [term]), None)


def _parts(piece: str) -> list[str]:
    """A word whole; of a run without spaces, every two characters that stand together."""
    if len(piece) <= FEWEST or not word_pieces.is_unspaced(piece):
        return [piece]
    return [piece[place : place + 2] for place in range(len(piece) - 1)]


def _quoted(words: str) -> str:
    return f'"{words}"' if " " in words or len(words) < FEWEST else words
