"""Lines that a printer or a program has broken: words parted at their ends, and the narrow ones of a printed page."""

import re
from itertools import groupby

from bot.core.text.lines import is_item

_PARTED = re.compile(
    r"(?<![^\W\d_])(?P<before>[^\W\d_]{1,40}+)[-‐¬] *+\n *+"
    r"(?P<after>[^\W\d_]{1,40}+)(?P<more>\S{0,40}+)(?: +|(?=\n)|\Z)"
)
_HYPHENS = "-‐¬"
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,40}+[-‐][^\W\d_]{1,40}+")
_WORD = re.compile(r"[^\W\d_]++")
_NARROW = range(30, 80)
"""Characters of the longest line of a paragraph that was broken; what is wide `join_lines` joins as well."""
_EVEN = 0.65
"""Which part of the longest line the shortest but the last has, at least: those of verse differ more."""


def whole_words(lines: list[str], *, hyphens_stay: bool) -> list[str]:
    """The lines, in which a word that was parted at the end of one stands whole there.

    Whether its hyphen belongs to it is seen from the same word elsewhere in the text; else by `hyphens_stay`.
    """
    if not any(line.rstrip(" ")[-1:] in _HYPHENS for line in lines if line):
        return lines
    text = "\n".join(lines)
    hyphenated = {word.casefold().replace("‐", "-") for word in _HYPHENATED.findall(text)}
    words = {word.casefold() for word in _WORD.findall(text)}

    def one(parted: re.Match[str]) -> str:
        before, after = parted["before"], parted["after"]
        if after[0].isupper() and not before[0].isupper():
            return parted[0]  # a dash at the end of a line of verse
        known = f"{before}-{after}".casefold() in hyphenated
        joined = after[0].islower() and not known and (not hyphens_stay or (before + after).casefold() in words)
        return f"{before}{'' if joined else '-'}{after}{parted['more']}\n"

    return _PARTED.sub(one, text).split("\n")


def without_narrow_lines(lines: list[str]) -> list[str]:
    """The lines, in which each paragraph is one line where the whole text was broken to fit a narrow page."""
    runs = [list(run) for blank, run in groupby(lines, key=lambda line: not line.strip()) if not blank]
    narrow = [run for run in runs if len(run) > 2 and _is_narrow(run)]
    if 2 * sum(map(len, narrow)) <= sum(len(run) for run in runs if len(run) > 1):
        return lines
    joined: list[str] = []
    for blank, run in groupby(lines, key=lambda line: not line.strip()):
        written = list(run)
        joined += [" ".join(map(str.strip, written))] if not blank and _is_narrow(written) else written
    return joined


def _is_narrow(run: list[str]) -> bool:
    """Whether these lines are a paragraph: about as long as one another, and half of them begin with a small letter."""
    lengths = [len(line.strip()) for line in run[:-1]]
    if any(line.startswith(" ") for line in run[1:]):
        return False
    if not lengths or max(lengths) not in _NARROW or min(lengths) < _EVEN * max(lengths) or any(map(is_item, run)):
        return False
    return 2 * sum(line.lstrip()[:1].islower() for line in run[1:]) >= len(run) - 1
