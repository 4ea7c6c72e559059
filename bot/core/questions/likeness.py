"""Questions that ask nearly the same."""

from collections.abc import Iterable

from bot.core.models import Question
from bot.core.text.normalization import fold, words

ALIKE = 0.6
"""The share of their words that two questions have in common, from which on one is shown beside the other."""


def alike(question: Question, others: Iterable[Question]) -> list[Question]:
    """Those of the others on the same rung that ask nearly the same, the most alike first.

    >>> ask = lambda number, text: Question(number, 1, Rung.APPLY, text, Origin.HOST)
    >>> from bot.core.models import Origin, Rung
    >>> mine = ask(1, "Who comes late to your table?")
    >>> [near.id for near in alike(mine, [ask(2, "What is broken?"), ask(3, "who comes late to the table")])]
    [3]
    """
    own = _words(question)
    shared = [(_share(own, _words(other)), other) for other in others if other.rung is question.rung]
    near = [(share, other) for share, other in shared if share >= ALIKE and other.id != question.id]
    return [other for _, other in sorted(near, key=lambda rated: -rated[0])]


def _words(question: Question) -> frozenset[str]:
    return frozenset(words(fold(question.text)))


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    together = first | second
    return len(first & second) / len(together) if together else 0.0
