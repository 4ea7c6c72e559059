"""Words that are spelt nearly like another."""

from collections.abc import Iterable

_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя", "אבגדהוזחטיכלמנסעפצקרשת",
              "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی", "αβγδεζηθικλμνξοπρστυφχψω")  # fmt: skip
SHORTEST = 3
"""Letters a word needs before others are near it: shorter ones are near to everything."""
LONGEST = 30
MOST_EDITS = 2
"""Edits between a word and what is offered for it."""


def one_edit_away(word: str) -> set[str]:
    """Every word that one letter more, less or other, or two letters swapped, makes of this one.

    >>> "neighbour" in one_edit_away("nieghbour")
    True
    """
    alphabet = (
        next((letters for letters in _ALPHABETS if word[:1] in letters), "") if SHORTEST <= len(word) <= LONGEST else ""
    )
    if not alphabet:
        return set()
    cuts = [(word[:index], word[index:]) for index in range(len(word) + 1)]
    words = {before + after[1:] for before, after in cuts if after}
    words |= {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    words |= {before + letter + after[1:] for before, after in cuts if after for letter in alphabet}
    words |= {before + letter + after for before, after in cuts for letter in alphabet}
    return words - {word, ""}


def nearest(word: str, known: Iterable[str], most: int) -> list[str]:
    """The known words at most two edits away, the nearest first, at most so many."""
    letters = set(word)
    alike = [
        candidate
        for candidate in known
        if abs(len(candidate) - len(word)) <= MOST_EDITS and len(letters ^ set(candidate)) <= 4
    ]
    scored = [(distance(word, candidate), candidate) for candidate in alike]
    return [candidate for steps, candidate in sorted(scored) if steps <= MOST_EDITS][:most]


def distance(first: str, second: str) -> int:
    """How many letters have to be put in, taken out, replaced or swapped with their neighbour; 3 for more than 2.

    >>> distance("bestowal", "bestowel"), distance("abc", "xyz")
    (1, 3)
    """
    before, row = list[int](), list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        last, before, row = before, row, [i]
        for j, compared in enumerate(second, start=1):
            step = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != compared))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == compared:
                step = min(step, last[j - 2] + 1)
            row.append(step)
        if min(row) > 2:
            return 3
    return min(row[-1], 3)
