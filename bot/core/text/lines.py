"""The lines of a text that somebody has wrapped by hand: which of them belong together."""

import re

from bot.core.text.sentence_ends import ends_sentence

_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)]|\[\d{1,3}\]|>)\s")


def is_item(line: str) -> bool:
    """Whether a line is an item of a list, or quoted."""
    return _ITEM.match(line) is not None


def join_lines(lines: list[str]) -> str:
    """A paragraph from its lines: hard-wrapped prose becomes one line, short lines, lists and quotations stay lines."""
    if any(map(is_item, lines[1:])):
        return "\n".join(lines)
    wrapped = len(lines) > 1 and max(map(len, lines[:-1])) > 55 and min(map(len, lines[:-1])) > 35
    if len(lines) > 2 and all(ends_sentence(line) and not line[:1].islower() for line in lines):
        wrapped = False  # sentences, each on its own line
    return " ".join(map(str.strip, lines)) if wrapped else "\n".join(lines)
