"""Texts that make a search take long, if anything does: the same few characters over and over, and a few around.

What is repeated is a fixed set that people and files have tried, and for a pattern what it is made of itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from re import _constants as sre  # type: ignore[attr-defined] # the standard library's own, which has no stub
from re import _parser as parser  # type: ignore[attr-defined] # as above
from typing import Any

REPEATED = (
    *"a# \n\t*[(<>_-.,:;'\"`~|/\\@&?!=+1A",
    "ﷺ", "\u0315\u0300", "é", "愛", "ש", "ا", "\u200d", "\U0001f642", "ß", "\u3000",
    "a ", "# ", "* ", "> ", "- ", "1 ", "a\n", "\n ", " \n", "\n\n", "a\n\n", "> \n", "\n#", "\n- ", "1. ", "1) ",
    "ab", "aB ", "a.", "a. ", "A. ", "a-", "a'", "'a", "a_", "a@", "1-", "1/", "11", "1:", ":a", "a:", "-a ",
    "[]", "[a", "](", "[a](", "[a](b)", "[[", "((", "()", "<a", "<>", "<a>", "</a>", "<!--", "<@", "<:a:", "&amp;",
    "**", "**a", "**a**", "*a", "__", "``", "~~", "||", "-#", "\\*", "\"a", "\"a\" ", "“a” ", "—", "… ",
    "p ", "no. ", "section ", "of ", "and ", "the ", "day ", "3 to ", "http://", "https://a.b/", "www.", "a.b",
)  # fmt: skip
"""What is repeated, whatever it is for."""
AROUND = ("a ", " !\x00")
"""What stands before and after it: a word, and something that nothing ends with."""
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: "-",
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_TRIED = "a1 -.\n[*<'é—!"
MOST_BRANCHES, MOST_OF_ONE = 3, 60


@dataclass(frozen=True, slots=True)
class Pump:
    """A text of any length: a beginning, something repeated, and an end."""

    repeated: str
    before: str = ""
    after: str = ""

    def text(self, characters: int) -> str:
        """The text with so many characters that are repeated, give or take a few."""
        return self.before + self.repeated * (characters // len(self.repeated)) + self.after

    def __str__(self) -> str:
        return ascii(f"{self.before}({self.repeated})*{self.after}")


def common() -> list[Pump]:
    """The pumps for whatever takes a text."""
    return [Pump(repeated, *AROUND) for repeated in REPEATED]


def of_pattern(pattern: re.Pattern[Any]) -> list[Pump]:
    """The pumps made of what a pattern looks for: each of its repetitions, and any two of its characters."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    tree = parser.parse(source, pattern.flags & ~re.DEBUG)
    signs = list(dict.fromkeys(_signs(tree)))
    pumps = [Pump("".join(two), after="!") for two in islice(product(signs[:9], repeat=2), MOST_OF_ONE)]
    pumps += [Pump(sign, after="\x00") for sign in signs]
    for before, body in islice(_repeated(tree, ""), MOST_OF_ONE):
        pumps += [Pump(body, before), Pump(body, before, "\x00"), Pump(body + " ", before, "\x00")]
    return list(dict.fromkeys(pumps))


def _repeated(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """What each repetition repeats, with what must stand before it."""
    for operator, argument in tree:
        for inner in _within(operator, argument):
            yield from _repeated(inner, before)
            if operator in _REPEATS and argument[1] > 1:
                yield from ((before, body) for body in _samples(inner) if body)
        before += next(iter(_samples([(operator, argument)])), "")


def _within(operator: Any, argument: Any) -> Sequence[Any]:
    """The parts of a pattern inside one of its operators."""
    if operator in _REPEATS:
        return [argument[2]]
    if operator is sre.SUBPATTERN:
        return [argument[3]]
    if operator is sre.BRANCH:
        return list(argument[1])
    if operator in (sre.ASSERT, sre.ASSERT_NOT):
        return [argument[1]]
    return [argument] if operator is sre.ATOMIC_GROUP else []


def _samples(tree: Any) -> list[str]:
    """Some texts that a part of a pattern matches, short ones."""
    found = [""]
    for operator, argument in tree:
        found = [one + more for one in found for more in _of_one(operator, argument)][:MOST_BRANCHES]
    return found


def _of_one(operator: Any, argument: Any) -> list[str]:
    if operator in _REPEATS:
        least, _, inner = argument
        return [one * max(1, min(least, 40)) for one in _samples(inner)]
    if operator is sre.BRANCH:
        return [one for inner in argument[1] for one in _samples(inner)[:1]][:MOST_BRANCHES]
    if operator in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
        return [one for inner in _within(operator, argument) for one in _samples(inner)]
    return [sign] if (sign := _sign(operator, argument)) else [""]


def _signs(tree: Any) -> Iterator[str]:
    """The characters that a pattern names, and one for each kind that it names."""
    for operator, argument in tree:
        if sign := _sign(operator, argument):
            yield sign
        for inner in _within(operator, argument):
            yield from _signs(inner)


def _sign(operator: Any, argument: Any) -> str:
    """A character that one operator matches; none for those that match a place or more than one character."""
    if operator is sre.LITERAL:
        return chr(argument)
    if operator is sre.NOT_LITERAL:
        return next(sign for sign in _TRIED if ord(sign) != argument)
    if operator is sre.ANY:
        return "a"
    if operator is sre.IN:
        negated = argument[0][0] is sre.NEGATE
        if not negated:
            return _member(*argument[0])
        held = re.compile(_class(argument[1:]))
        return next((sign for sign in _TRIED if not held.fullmatch(sign)), "")
    return ""


def _member(operator: Any, argument: Any) -> str:
    if operator is sre.CATEGORY:
        return _CATEGORIES[argument]
    return chr(argument[0] if operator is sre.RANGE else argument)


def _class(members: Any) -> str:
    """The members of a class as a class again."""
    names = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_WORD: r"\w"}
    names |= {sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_NOT_WORD: r"\W"}
    parts: list[str] = []
    for operator, argument in members:
        if operator is sre.CATEGORY:
            parts.append(names[argument])
        elif operator is sre.RANGE:
            parts.append("-".join(re.escape(chr(end)) for end in argument))
        else:
            parts.append(re.escape(chr(argument)))
    return f"[{''.join(parts)}]"
