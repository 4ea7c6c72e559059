"""Sentences: where one ends and the next begins, for any language that `sentencex` knows."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from sentencex import segment

from bot.core.text.scripts import unspaced_length
from bot.core.text.sentence_ends import WIDE

_SHORT_NAME = re.compile(r"\s[^\W\d_a-z][^\W\d_]{1,4}\.$")
_VERSE = re.compile(r"\d{1,3}(?:\s?[:,.;)]|$)")
"""A number as it stands in references; a sentence may begin with one as well, but then words follow it."""
_LONGEST_ABBREVIATION = len(" (Sig.ra.")
_AT_ONCE = 1500
"""Characters that are looked at together: more than a passage of the usual length has."""
_ONLY_A_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[IVXLC]{1,6}|[a-zA-Z])[.)]$")
_WIDE_CLOSING = "”’」』）】〉》〕］｣＂)*_"
_LEAST_BETWEEN_SPACES = 60
"""Characters of a Thai sentence, at least: its parts are parted by spaces as well."""
_GOES_ON = re.compile(r"^(?:[—–-]\s|[”’)\]]|»(?!\w)|“(?=[\s,;.])|[^\W\d_])")


@cache
def _abbreviated() -> re.Pattern[str]:
    """What is cut short anywhere. Like the next it takes some milliseconds to compile, which no start should pay."""
    return re.compile(
        r"(?:^|[\s(“\"'«„])(?:Mr|Mrs|Ms|Dr|Prof|Rev|St|Fr|Sr|Jr|vs|cf|e\.g|i\.e|etc|eds?|al|approx|Hrn?|Frl|vgl|z\.B|d\.h"
        r"|MM|Mmes?|Mlles?|Mgr|Sra|Srta|Dra|Sig|Sig\.ra|Dott)\.$",
        re.IGNORECASE,
    )


@cache
def _before_a_number() -> re.Pattern[str]:
    """What is cut short only before a number: parts of books, and the books of the Bible."""
    return re.compile(
        r"(?:^|[\s(“\"'«„\d])(?:Nos?|pp?|ch|chap|vol|fig|ca|c|vv?|qq?|art|arts|nn?|ll?|sec|sect|para?|pt|bk|fol|col|lib|cap|pág"
        r"|núm|Bd|Kap|Abs|Nr|S|Str|Gen|Exo?d?|Lev|Num|Deut|Dtn|Josh|Judg|Sam|Kgs|Chr|Chron|Neh|Esth|Ps|Pss|Prov|Eccl|Eccles|Isa"
        r"|Jes|Jer|Lam|Ezek|Dan|Hos|Obad|Jon|Mic|Nah|Hab|Zeph|Hag|Zech|Mal|Macc|Sir|Wis|Tob|Matt?h?|Mt|Mk|Lk|Jn|Joh|R[oö]m"
        r"|Cor|Kor|Gal|Eph|Phil|Col|Kol|Thess|Tim|Tit|Philem|Heb|Hebr|Jas|Jak|Pet|Petr|Rev|Apoc|Offb)\.$",
        re.IGNORECASE,
    )


def sentences(paragraph: str, language: str) -> list[str]:
    """The sentences of one paragraph in order; `joined` gives its words back unchanged.

    A piece that begins with a dash, a closing quote or a small letter belongs to the one before, and so does what
    follows an abbreviation or a bare number: `sentencex` alone cuts there too often.
    """
    text = " ".join(paragraph.split())
    if 2 * unspaced_length(text) > len(text):
        return _unspaced(text)
    whole_sentences: list[str] = []
    parted = True
    for piece in _pieces(text, language):
        part = piece.strip()
        parted = parted or piece[:1] == " "
        if part and whole_sentences and not parted:
            whole_sentences[-1] += part  # it cuts words as well, among signs of code
        elif part and whole_sentences and _belongs_to(whole_sentences[-1], part):
            whole_sentences[-1] = f"{whole_sentences[-1]} {part}"
        elif part:
            whole_sentences.append(part)
        parted = piece[-1:] == " "
    return whole_sentences


def of_passage(text: str, language: str) -> list[str]:
    """The sentences of all paragraphs of a passage, in order."""
    return [sentence for paragraph in text.split("\n\n") for sentence in sentences(paragraph, language)]


def joined(some_sentences: Iterable[str]) -> str:
    """The sentences as one text.

    >>> joined(["Water waits.", "So do I."]), joined(["水は待つ。", "私も待つ。"])
    ('Water waits. So do I.', '水は待つ。私も待つ。')
    """
    text = ""
    for sentence in some_sentences:
        text += (joint(text) if text else "") + sentence
    return text


def joint(before: str) -> str:
    """What stands between a sentence and the next: a space, but for Chinese and Japanese."""
    return "" if before.rstrip(_WIDE_CLOSING)[-1:] in WIDE else " "


def _unspaced(text: str) -> list[str]:
    """The sentences of a text without spaces between words: in Thai and Lao a space is what ends them."""
    whole_sentences: list[str] = []
    begin = 0
    for end in _unspaced_end().finditer(text):
        if end["stop"] or end.start() - begin >= _LEAST_BETWEEN_SPACES:
            whole_sentences.append(text[begin : end.end()].strip())
            begin = end.end()
    return [*whole_sentences, text[begin:]] if begin < len(text) else whole_sentences


@cache
def _unspaced_end() -> re.Pattern[str]:
    stop = rf"(?:[{WIDE}။។៕]|[.!?…](?=\s))++[{_WIDE_CLOSING}]*+(?![とっ\d])\s*+"
    return re.compile(rf"(?P<stop>{stop})|(?<=[\u0e00-\u0eff]) (?=[\u0e00-\u0eff])")


def _pieces(text: str, language: str) -> Iterator[str]:
    """The pieces that `sentencex` makes of a text, a part at a time: its time grows by the square of the length.

    A part ends between words; its last piece is read again with the part after it, since it may go on there.
    """
    begun = ""
    while len(text) > _AT_ONCE:
        at = text.rfind(" ", 1, _AT_ONCE)
        at = at if at > 0 else _AT_ONCE
        *whole, last = list(segment(language, text[:at])) or [""]
        if whole:
            yield begun + whole[0]
            yield from whole[1:]
            begun, text = "", last + text[at:]
        else:
            begun, text = begun + last, text[at:]
    first, *others = list(segment(language, text)) or [""]
    yield begun + first
    yield from others


def _belongs_to(before: str, part: str) -> bool:
    at = max(0, len(before) - _LONGEST_ABBREVIATION)
    if _abbreviated().search(before, at) or _ONLY_A_NUMBER.match(before):
        return True
    if part[0].isdecimal() and (
        _before_a_number().search(before, at) or (_SHORT_NAME.search(before, at) and _VERSE.match(part))
    ):
        return True
    return bool(_GOES_ON.match(part)) and (not part[0].isalpha() or part[0].islower())
