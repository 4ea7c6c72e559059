"""Verse that somebody wrote in Markdown as it is read, without the signs that would make its lines lines."""

import re
from collections.abc import Mapping

_LONGEST_LINE = 60
_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
"""Letters of East Asia: twice as wide as others, and most of them words by themselves."""


def verse(paragraphs: Mapping[int, list[str]]) -> set[int]:
    """Which of the paragraphs, by their numbers, are verse: their lines are short and were not filled.

    A line was not filled if the word that follows would have fitted into the width of the text. Where more paragraphs
    have a long line for each sentence, short lines are sentences as well; and two alone are no verse.

    >>> verse({1: ["The mill is still,", "the stream", "runs on."], 2: ["It is a long line for the miller."]})
    {1}
    """
    width = max((_width(line) for lines in paragraphs.values() for line in lines), default=0)
    unfilled = {at: _unfilled(lines, width) for at, lines in paragraphs.items() if len(lines) > 1}
    short = {at for at in unfilled if max(map(_width, paragraphs[at])) <= _LONGEST_LINE}
    breaks = sum(len(paragraphs[at]) - 1 for at in short)
    sentences = sum(2 * unfilled[at] >= len(paragraphs[at]) for at in unfilled.keys() - short)
    if sentences > len(short) or breaks < 2:
        return set()
    if 5 * sum(unfilled[at] for at in short) >= breaks:
        return short
    return {at for at in short if 2 * unfilled[at] >= len(paragraphs[at])}


def needs_no_space(before: str, after: str) -> bool:
    """Whether two lines of prose are joined as they are, because neither ends or begins with a letter of a long word.

    >>> needs_no_space("水は流れ、", "石は残る。"), needs_no_space("water", "石")
    (True, False)
    """
    return bool(_WIDE.match(before[-1:]) and _WIDE.match(after[:1]))


def _width(line: str) -> int:
    return len(line) if line.isascii() else len(_WIDE.sub("xx", line))


def _unfilled(lines: list[str], width: int) -> int:
    first = ("xx" if _WIDE.match(after) else after.split(" ", 1)[0] for after in lines[1:])
    return sum(_width(line) + 1 + _width(word) <= width for line, word in zip(lines, first, strict=False))
