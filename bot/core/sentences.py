"""Sentences: where one ends and the next begins, for any language that `sentencex` knows."""

import re

from sentencex import segment

_ABBREVIATIONS = re.compile(
    r"(?:^|[\s(“\"'])(?:Mr|Mrs|Ms|Dr|Prof|Rev|St|Fr|Sr|Jr|vs|cf|e\.g|i\.e|etc|No|Nos|pp?|ch|vol|ed|eds|ca|al|Fig|approx)\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = len("(approx.")
_ONLY_A_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[IVXLC]{1,6}|[a-zA-Z])[.)]$")
_GOES_ON = re.compile(r"^(?:[—–-]\s|[”’»)\]]|[^\W\d_])")


def sentences(paragraph: str, language: str) -> list[str]:
    """The sentences of one paragraph in order; joined with single spaces they give its words back unchanged.

    A piece that begins with a dash, a closing quote or a small letter belongs to the one before, and so does what
    follows an abbreviation or a bare number: `sentencex` alone cuts there too often.
    """
    found: list[str] = []
    for piece in segment(language, " ".join(paragraph.split())):
        part = piece.strip()
        if not part:
            continue
        if found and _belongs_to(found[-1], part):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def _belongs_to(before: str, part: str) -> bool:
    if _ABBREVIATIONS.search(before, max(0, len(before) - _LONGEST_ABBREVIATION)) or _ONLY_A_NUMBER.match(before):
        return True
    return bool(_GOES_ON.match(part)) and (not part[0].isalpha() or part[0].islower())
