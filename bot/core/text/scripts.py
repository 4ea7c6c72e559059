"""Scripts of which letters and spaces do not tell the words: their vowels are marks, or no spaces part their words."""

import re
import unicodedata
from functools import cache

_POINTS = r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
"""Accents, and the points over and under Hebrew and Arabic letters."""
UNSPACED = (
    r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109d\u1780-\u17d3\u17dc\u17dd"
    r"\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese letters and marks, for a class of a regular expression."""


@cache
def marks() -> str:
    """The vowels and other marks of the scripts of India and its neighbours, for a class of a regular expression."""
    letters = map(chr, (*range(0x900, 0x1100), *range(0x1780, 0x1800)))
    return "".join(letter for letter in letters if unicodedata.category(letter) in {"Mn", "Mc"})


@cache
def word() -> re.Pattern[str]:
    """What matches a word as it is written, its marks and the apostrophes in it included.

    Like the other patterns here it is compiled when it is first needed, since that takes a millisecond.
    """
    part = rf"[\w{_POINTS}{marks()}]"
    return re.compile(rf"\w{part}*(?:['’]{part}+)*")


@cache
def _unspaced_run() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]+")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")


@cache
def _perhaps_unspaced() -> re.Pattern[str]:
    """What most texts are known by alone, in a tenth of the time."""
    return re.compile("[\u0e01-\u17dd\u3005-\U000323af]")


def units(text: str) -> list[str]:
    """Its words in small letters; where no spaces part them, each letter.

    >>> units("Water, 水は")
    ['water', '水', 'は']
    """
    return _unit().findall(text.casefold())


def unspaced_length(text: str) -> int:
    """How many characters of a text are of a script without spaces.

    >>> unspaced_length("Water"), unspaced_length("水は低きに流れる。")
    (0, 8)
    """
    if text.isascii() or not _perhaps_unspaced().search(text):
        return 0
    return sum(map(len, _unspaced_run().findall(text)))


def without_unspaced(text: str) -> str:
    """The text with a space instead of all that is written without spaces."""
    return _unspaced_run().sub(" ", text)
