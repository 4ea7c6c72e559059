"""The lines of a text that somebody has wrapped by hand: which of them belong together."""

import re

_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)]|\[\d{1,3}\]|>)\s")
_SENTENCE_END = re.compile(r"[.!?…:;׃][\"'”’»)\]*_]*$")


def is_item(line: str) -> bool:
    """Whether a line is an item of a list, or quoted."""
    return _ITEM.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether a sentence, or a part of one before a colon or semicolon, ends with this line.

    >>> ends_sentence("He said: “Come.”"), ends_sentence("He said that")
    (True, False)
    """
    return _SENTENCE_END.search(line) is not None


def join_lines(lines: list[str]) -> str:
    """A paragraph from its lines: hard-wrapped prose becomes one line, short lines, lists and quotations stay lines."""
    if any(map(is_item, lines[1:])):
        return "\n".join(lines)
    wrapped = len(lines) > 1 and max(map(len, lines[:-1])) > 55 and min(map(len, lines[:-1])) > 35
    if len(lines) > 2 and all(line.endswith((".", "!", "?")) and line[:1].isupper() for line in lines):
        wrapped = False  # sentences, each on its own line
    return " ".join(map(str.strip, lines)) if wrapped else "\n".join(lines)
