"""The lines between two rules at the top of a Markdown file: `key: value`, one a line."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One line of front matter; `line` counts from 1. A line without a colon has an empty key."""

    line: int
    key: str
    value: str


def split_front_matter(text: str) -> tuple[list[Entry], str, int]:
    """The entries, the text below them, and the number of the line at which that text begins.

    A text that does not begin with a rule has no front matter; neither has one whose rule is never closed.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].strip() != "---":
        return [], text, 1
    end = next((number for number in range(first + 1, len(lines)) if lines[number].strip() == "---"), None)
    if end is None:
        return [], text, 1
    entries: list[Entry] = []
    for number in range(first + 1, end):
        key, colon, value = lines[number].partition(":")
        if lines[number].strip():
            entries.append(Entry(number + 1, key.strip() if colon else "", _unquoted(value.strip())))
    return entries, "\n".join(lines[end + 1 :]), end + 2


def _unquoted(value: str) -> str:
    """The value without the pair of quotation marks it may stand in."""
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].strip() if quoted else value
