"""Choosing a question."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.core.models import Question, Rung

LADDER = tuple(Rung)
"""The rungs in the order a talk climbs them."""
LONGEST_QUESTION = 300
Templates = Mapping[str, Mapping[Rung, Sequence[str]]]
"""Questions with places for what a passage offers (`bot.core.questions.suggestions`), by language and rung."""


class Suggested(NamedTuple):
    """A question made by the bot, not yet stored."""

    rung: Rung
    text: str


def next_rung(last: Rung | None) -> Rung:
    """The rung after the last one used; a group begins by noticing.

    >>> next_rung(None), next_rung(Rung.DISAGREE)
    (<Rung.NOTICE: 'notice'>, <Rung.NOTICE: 'notice'>)
    """
    return LADDER[0] if last is None else LADDER[(LADDER.index(last) + 1) % len(LADDER)]


def choose(questions: Sequence[Question], last: Rung | None) -> Question | None:
    """The passage's question for the day: on the rung whose turn it is, else on the next that has one."""
    start = LADDER.index(next_rung(last))
    for rung in LADDER[start:] + LADDER[:start]:
        for question in questions:
            if question.rung is rung:
                return question
    return None


def another(questions: Sequence[Question], shown: int) -> Question | None:
    """The question after the one with id `shown`: the next rung's, round and round; None where there is no other."""
    ordered = _climbing(questions)
    if not ordered or all(question.id == shown for question in ordered):
        return None
    at = next((index for index, question in enumerate(ordered) if question.id == shown), -1)
    return ordered[(at + 1) % len(ordered)]


def opening(questions: Sequence[Question], asked: int | None) -> Question | None:
    """The question to open a talk with: after the one with id `asked`, which comes again only if it is the only one."""
    return another(questions, asked or 0) or next(iter(questions), None)


def _climbing(questions: Sequence[Question]) -> list[Question]:
    """The questions in an order in which rungs alternate: the first of each rung, then the second of each."""
    ranked: list[tuple[int, int, Question]] = []
    for index, rung in enumerate(LADDER):
        on_it = sorted((question for question in questions if question.rung is rung), key=lambda question: question.id)
        ranked += [(place, index, question) for place, question in enumerate(on_it)]
    return [question for _, _, question in sorted(ranked, key=lambda placed: placed[:2])]
