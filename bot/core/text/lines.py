"""The lines of a text: which of them belong together, and all of them as one."""

import re

from bot.core.text.sentence_ends import ends_sentence

_OF_ITEM = r"(?:[-*+•]|\d{1,3}[.)]|\[\d{1,3}\])"
_ITEM = re.compile(rf"^\s*(?:{_OF_ITEM}|>)\s")
_NEXT_ITEM = re.compile(rf"(?<=[\w*])\n[\s>]*{_OF_ITEM}[^\S\n]")
_LINE_MARK = re.compile(rf"(?m)^(?:[^\S\n]|>)*(?:{_OF_ITEM}[^\S\n])?")


def is_item(line: str) -> bool:
    """Whether a line is an item of a list, or quoted."""
    return _ITEM.match(line) is not None


def one_line(text: str) -> str:
    r"""A passage or a part of it in one line, as lists show it: without emphasis and what marks items and quotations.

    >>> one_line("*Bring*\n- rye\n- salt\n\n> Bread is older\n> than we.")
    'Bring · rye · salt Bread is older than we.'
    """
    return " ".join(_LINE_MARK.sub("", _NEXT_ITEM.sub(" · ", text)).replace("*", "").split())


def join_lines(lines: list[str]) -> str:
    """A paragraph from its lines: hard-wrapped prose becomes one line, short lines, lists and quotations stay lines."""
    if any(map(is_item, lines[1:])):
        return "\n".join(lines)
    wrapped = len(lines) > 1 and max(map(len, lines[:-1])) > 55 and min(map(len, lines[:-1])) > 35
    if len(lines) > 2 and all(ends_sentence(line) and not line[:1].islower() for line in lines):
        wrapped = False  # sentences, each on its own line
    return " ".join(map(str.strip, lines)) if wrapped else "\n".join(lines)
