"""What a passage surely has, told by signs that hold in every language; some by English words."""

import re
from collections.abc import Iterator, Sequence

from bot.core.questions.bank import Sign
from bot.core.questions.kinds import kinds_of
from bot.core.text.lines import is_item
from bot.core.text.sentence_ends import CLOSING, ends_sentence

_SPEECH = re.compile(r"[—―]|[“«„»「『\"](?=\w)")
"""How a line of dialogue begins: with a dash, or with a mark before its first word."""
_SPEECHES = 3
_ITEMS = 3
_LINES_OF_VERSE, _LONGEST_VERSE = 4, 70
_QUOTED = re.compile(r"“([^“”]{90,800})”|«([^«»]{90,800})»|„([^„“”]{90,800})[“”]")
_SPOKEN = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|«[^«»]*»|„[^„“”]*[“”]")
_QUOTED_LINE = "> "
_TURNS = re.compile(r"(?:But|However|And yet|Yet|Still,|On the other hand)\b")
_I = re.compile(r"(?<![\w.’'])I(?=[\s’',])(?! and II| to [IVX])")
_TIMES_I = 3
_WORDS_ASKED, _WORDS_QUOTED = 4, 18
_TAG = re.compile(r",\s(?:\w+\s)?(?:it|he|she|they|you|we|I|right|no|then)\?$|n['’]t\s\w+\?$")
"""A question put behind a sentence, which asks for no answer: “isn't it?”"""
_FEWEST_PASSAGES = 3
"""Passages of an essay that has a beginning and an end of its own."""


def signs_of(text: str, language: str) -> frozenset[Sign]:
    """What a question may speak of in this passage; neither its place in the essay nor what is to be named."""
    return frozenset((Sign.ANY, *_signs(text, language.split("-")[0] == "en")))


def place_of(number: int, passages: int) -> frozenset[Sign]:
    """Whether the passage with this number (from 1) begins or ends its essay.

    >>> sorted(place_of(1, 3)), sorted(place_of(3, 3)), sorted(place_of(1, 2))
    ([<Sign.FIRST: 'first'>], [<Sign.LAST: 'last'>], [])
    """
    if passages < _FEWEST_PASSAGES:
        return frozenset()
    return frozenset({1: (Sign.FIRST,), passages: (Sign.LAST,)}.get(number, ()))


def _signs(text: str, english: bool) -> Iterator[Sign]:
    paragraphs, lines, spoken = text.split("\n\n"), text.split("\n"), _SPOKEN.sub("", text)
    kinds = set(kinds_of(text)) if english else set[Sign]()
    yield from kinds
    if sum(is_item(line) and line.lstrip()[:1] not in {">", "["} for line in lines) >= _ITEMS:
        yield Sign.LIST
    if any(_is_verse(paragraph.split("\n")) for paragraph in paragraphs):
        yield Sign.VERSE
    if sum(_SPEECH.match(line.lstrip()) is not None for line in lines) >= _SPEECHES:
        yield Sign.DIALOGUE
        return  # what else would be a sign is what the speakers say
    if any(map(_is_quotation, paragraphs)):
        yield Sign.QUOTATION
    if Sign.STORY not in kinds and any(map(_asks, _parts(spoken))):
        yield Sign.QUESTION
    speaks = english and len(_I.findall(spoken)) >= _TIMES_I
    if speaks:
        yield Sign.FIRST_PERSON
    if (speaks or Sign.THOUGHT in kinds) and any(map(_TURNS.match, paragraphs[1:])):  # a report turns all the time
        yield Sign.TURN


def _parts(text: str) -> list[str]:
    """The text, cut where a sentence may end."""
    return re.split(r"(?<=[.!?…。！？؟”’\"])\s+|\n", text)


def _asks(part: str) -> bool:
    asked = part.rstrip(CLOSING)
    return asked.endswith(("?", "？", "؟")) and len(part.split()) >= _WORDS_ASKED and not _TAG.search(asked)


def _is_verse(lines: Sequence[str]) -> bool:
    """Whether short lines stand here that are neither items, nor speeches, nor sentences or figures in a column."""
    bare = [line.removeprefix(_QUOTED_LINE).strip() for line in lines]
    return (
        len(bare) >= _LINES_OF_VERSE
        and all(10 <= len(line) <= _LONGEST_VERSE and not re.search(r"[\d:@/|]", line) for line in bare)
        and not any(is_item(line) or _SPEECH.match(line.lstrip()) for line in bare)
        and any(line.endswith((",", ";")) or line[-1:].isalpha() for line in bare[:-1])
        and ends_sentence(bare[-1])
    )


def _is_quotation(paragraph: str) -> bool:
    """Whether somebody else's words stand here: set apart as such in prose, or long between quotation marks."""
    lines = paragraph.split("\n")
    if all(line.startswith(_QUOTED_LINE) for line in lines):
        return len(paragraph.split()) >= _WORDS_QUOTED and not _is_verse(lines)
    return any(len(" ".join(quoted).split()) >= _WORDS_QUOTED for quoted in _QUOTED.findall(paragraph))
