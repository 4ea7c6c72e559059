"""The lines of a study pack, and what each of them is (docs/study-packs.md)."""

import re
from collections.abc import Sequence

from bot.core.text.lines import is_item, join_lines

VERSION = 1
"""The version of the format, as packs written by the bot state it."""
QUESTION = re.compile(r"^\?\s*+(?P<rung>[^:\s]*+)\s*+:\s*+(?P<text>.*)$")
QUOTE = re.compile(r"^!(?!\[)\s*+(?P<text>.*)$")
"""A line of the passage that is worth quoting; what begins with `![` is a picture's."""
BREAK = re.compile(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_MARKS = re.compile(r"[*_~`]++|(?m:^[ \t]*+>)")
"""Emphasis, code and the signs of a quotation."""
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s++(?P<text>.*))?$")


def heading_of(line: str) -> str | None:
    """The words of a heading's line; None for any other line, and "" for a heading without words.

    >>> heading_of("## On Bread ##"), heading_of("##"), heading_of("#1 of many")
    ('On Bread', '', None)
    """
    match = _HEADING.match(line)
    if match is None:
        return None
    text = (match["text"] or "").rstrip()
    bare = text.rstrip("#")  # what closes a heading is not of its words: "## Bread ##"
    return bare.rstrip() if not bare or bare[-1].isspace() else text


def escape(line: str) -> str:
    r"""A line of text as a pack has it: behind a backslash where it would be taken for something else.

    >>> escape("# is a sign"), escape("A # in the middle")
    ('\\# is a sign', 'A # in the middle')
    """
    return "\\" + line if _needs_escape(line) else line


def _needs_escape(line: str) -> bool:
    special = _HEADING.match(line) or BREAK.match(line)
    return special is not None or line[:1] in {"\\", "?", "!"} or line[:1].isspace()


def _unescaped(line: str) -> str:
    """The line as it was before `escape`; a line that begins with white space stands as it is written by hand."""
    return line[1:] if line.startswith("\\") and _needs_escape(line[1:]) else line


def paragraph(lines: list[str]) -> str:
    """A paragraph's text: lines that all end in a backslash, but for the last, stay lines as they are."""
    *others, last = lines
    if others and all(line.endswith("\\") for line in others):
        return "\n".join(map(_unescaped, (*(line[:-1] for line in others), last)))
    if not any(line.startswith("\\") or is_item(line) for line in lines):
        lines = [line.strip() for line in lines]
    return join_lines([_unescaped(line) for line in lines])


def without_marks(text: str) -> str:
    r"""The words of a text in one line, without its emphasis and the signs of its quotations.

    >>> without_marks("> The word *neighbour*\n> has an insult in it.")
    'The word neighbour has an insult in it.'
    """
    return " ".join(_MARKS.sub("", text).split())


def standing(lines: Sequence[str], text: str) -> tuple[str, ...]:
    """Those of the lines whose words stand in the text, whatever its marks and line breaks."""
    words = without_marks(text) if lines else ""
    return tuple(line for line in lines if without_marks(line) and without_marks(line) in words)
