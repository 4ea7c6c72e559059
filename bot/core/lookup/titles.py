"""Essays by their titles, however much of one has been typed, and however well."""

import re
from collections.abc import Collection, Iterable, Sequence

from bot.core.models import Essay
from bot.core.text import spelling, word_pieces
from bot.core.text.normalization import fold
from bot.core.text.stopwords import ENGLISH

EXACT = 3.0
_WORD = re.compile(r"[^\W\d_]+")
_SURE, _LONG = 4, 8
"""Letters a word needs before another one is near it by one letter, and by two."""


def title_words(typed: str) -> tuple[str, ...]:
    """The folded words of a title as it was typed, those with an apostrophe as two: "l'amour" is found by "amour"."""
    return tuple(word_pieces.pieces(fold(typed).replace("'", " ")))


def matching(essays: Sequence[Essay], title: Sequence[str]) -> list[Essay]:
    """The essays whose title holds all these folded words, in any order; best first, one alone if it is just these.

    A word counts as held when a word of the title begins with it, so that half a title is enough. When none holds
    them, a single word can be the initials: "gc" is "Getting closer".
    """
    best = [essays[place] for place in closest(title, [essay.title for essay in essays])]
    if best or len(title) != 1:
        exact = [essay for essay in best if closeness(title, essay.title) >= EXACT]
        return exact or best
    return [essay for essay in essays if len(title[0]) > 1 and title[0] == _initials(essay.title)]


def closest(wanted: Sequence[str], texts: Sequence[str]) -> list[int]:
    """The places of the texts that answer to all the folded words, the one that answers best first."""
    scored = [(closeness(wanted, text), place) for place, text in enumerate(texts)]
    return [place for score, place in sorted(scored, key=lambda pair: -pair[0]) if score]


def closeness(wanted: Sequence[str], text: str) -> float:
    """How well a text answers to all the folded words: 0 not at all, 3 or more when it is made of just these."""
    folded = fold(text)
    joined = re.sub("['‐-]", "", folded)
    if not wanted or not all(part in folded or part in joined for part in wanted):
        return 0.0
    title = title_words(folded)
    beginnings = (*title, *word_pieces.pieces(joined))
    if not all(any(_begins(word, part) for word in beginnings) for part in wanted):
        return 0.0
    exact = sum(part in title for part in wanted)
    if exact == len(wanted) == len(title):
        return EXACT
    return 1 + exact / len(wanted) * 0.9 + len(wanted) / (len(title) + 1) * 0.9


def respelt(typed: str, titles: Iterable[str], kept: Collection[str] = ()) -> str:
    """What was typed, folded, with each word that no title has as the nearest telling one that a title has.

    >>> respelt("Geting closr, passage 3", ["Getting closer"], kept=["passage"])
    'getting closer, passage 3'
    """
    known = {word for title in titles for word in title_words(title)}
    telling = [word for word in known if word not in ENGLISH]

    def nearest(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < _SURE or word in kept or any(known_word.startswith(word) for known_word in known):
            return word
        (near,) = spelling.nearest(word, telling, 1) or [word]
        return near if len(word) >= _LONG or spelling.distance(word, near) == 1 else word

    return _WORD.sub(nearest, fold(typed))


def _begins(word: str, part: str) -> bool:
    return word.startswith(part) or (word_pieces.is_unspaced(part) and part in word)


def _initials(title: str) -> str:
    return "".join(word[0] for word in title_words(title))
