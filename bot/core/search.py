"""Finding words in passages, and showing where they stand."""

import re

from bot.core.text import fold, shorten, words

FEWEST = 2
"""Characters a search needs at least: one letter is in every passage."""
MOST_WORDS = 8
_SNIPPET = 180


def search_words(typed: str) -> list[str]:
    """The folded words to look for, without repeats, eight at most.

    >>> search_words("Love, LOVE the neighbor's")
    ['love', 'the', "neighbor's"]
    """
    found = dict.fromkeys(fold(word) for word in words(typed[:500]))
    kept = [word for word in found if len(word) >= FEWEST]
    return kept[:MOST_WORDS]


def snippet(text: str, wanted: list[str]) -> str:
    """The part of the passage around the first hit, in one line, with every hit in bold (Discord's Markdown)."""
    line = " ".join(text.replace("*", "").split())
    spans = _hits(line, wanted)
    start = max(0, spans[0][0] - 60) if spans else 0
    if start:
        start = line.find(" ", start) + 1
    part = shorten(line[start:], _SNIPPET)
    for hit_start, hit_end in reversed(_hits(part, wanted)):
        part = f"{part[:hit_start]}**{part[hit_start:hit_end]}**{part[hit_end:]}"
    return ("…" if start else "") + part


def _hits(line: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Where words that hold one of the wanted ones stand in the line."""
    return [
        (found.start(), found.end())
        for found in re.finditer(r"\w+(?:['’]\w+)*", line)
        if any(word in fold(found.group()) for word in wanted)
    ]
