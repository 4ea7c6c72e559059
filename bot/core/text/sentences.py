"""Sentences: where one ends and the next begins, for any language that `sentencex` knows."""

import re
from collections.abc import Iterator

from sentencex import segment

_ABBREVIATIONS = re.compile(
    r"(?:^|[\s(“\"'])(?:Mr|Mrs|Ms|Dr|Prof|Rev|St|Fr|Sr|Jr|vs|cf|e\.g|i\.e|etc|No|Nos|pp?|ch|vol|ed|eds|ca|al|Fig|approx)\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = len("(approx.")
_AT_ONCE = 1500
"""Characters that are looked at together: more than a passage of the usual length has."""
_ONLY_A_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[IVXLC]{1,6}|[a-zA-Z])[.)]$")
_GOES_ON = re.compile(r"^(?:[—–-]\s|[”’»)\]]|[^\W\d_])")


def sentences(paragraph: str, language: str) -> list[str]:
    """The sentences of one paragraph in order; joined with single spaces they give its words back unchanged.

    A piece that begins with a dash, a closing quote or a small letter belongs to the one before, and so does what
    follows an abbreviation or a bare number: `sentencex` alone cuts there too often.
    """
    whole_sentences: list[str] = []
    parted = True
    for piece in _pieces(" ".join(paragraph.split()), language):
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
    if _ABBREVIATIONS.search(before, max(0, len(before) - _LONGEST_ABBREVIATION)) or _ONLY_A_NUMBER.match(before):
        return True
    return bool(_GOES_ON.match(part)) and (not part[0].isalpha() or part[0].islower())
