"""Folded text in words, as the index and searches have them."""

import re
from functools import cache

from bot.core.text import scripts

_UNSPACED = rf"{scripts.UNSPACED}\uac00-\ud7a3"
_HYPHEN = "\u2010"
_HYPHENS = f"[{_HYPHEN}-]"


def pieces(folded: str) -> list[str]:
    """The words of a folded text, and runs of characters that are written without spaces.

    >>> pieces("self-love is god's; 隣人を, ai時代")
    ['self', 'love', 'is', "god's", '隣人を', 'ai', '時代']
    """
    return [piece.group() for piece in _piece().finditer(folded)]


def is_unspaced(piece: str) -> bool:
    """Whether a piece is of a script that puts no spaces between words."""
    match = _piece().match(piece)
    return bool(match and match["unspaced"])


def in_one(folded: str) -> list[str]:
    """The words of a folded text that hyphens (or Persian half-spaces) part, each without them.

    >>> in_one("to-day, half-way-house; 3-5")
    ['today', 'halfwayhouse']
    """
    if "-" not in folded and _HYPHEN not in folded:
        return []
    return [re.sub(_HYPHENS, "", match.group()) for match in _hyphened().finditer(folded)]


def is_hyphened(folded: str) -> bool:
    """Whether a folded text is one word with hyphens in it."""
    return _hyphened().fullmatch(folded) is not None


def parts(folded: str) -> list[str]:
    """The pieces of what somebody looks for, but what belongs together whole: "co-operate", and "3 16" for 3:16.

    >>> parts("on to-day (3:16)")
    ['on', 'to-day', '3 16']
    """
    return [re.sub(r"(?<=\d)[:.,](?=\d)", " ", match.group()) for match in _part().finditer(folded)]


def _word(letters: str) -> str:
    """The pattern of a word of a folded text, of these letters and the marks of scripts that need them."""
    return rf"{letters}++(?:[{scripts.marks()}]++{letters}*+)*+"


@cache
def _piece() -> re.Pattern[str]:
    """The pattern of a piece, compiled when it is first needed: that takes as long as importing three modules."""
    word = _word(rf"[^\W_{_UNSPACED}]")
    return re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|{word}(?:'{word})*")


@cache
def _hyphened() -> re.Pattern[str]:
    word, inside = _word(rf"[^\W\d_{_UNSPACED}]"), rf"[\w'{_HYPHEN}{scripts.marks()}-]"
    return re.compile(rf"(?<!{inside}){word}(?:{_HYPHENS}{word}){{1,3}}(?!{inside})")


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)\d{{1,3}}[:.,]\d{{1,3}}(?!\w)|{_hyphened().pattern}|{_piece().pattern}")
