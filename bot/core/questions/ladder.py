"""Choosing a question."""

from collections.abc import Sequence

from bot.core.models import Question, Rung

OF_THE_DAY = (Rung.UNDERSTAND, Rung.APPLY, Rung.DISAGREE)
"""The rungs whose questions people differ about, in the order in which posts climb them.

One to notice is answered by whoever looks again: it is a way in for those who ask for another question.
"""


def choose(questions: Sequence[Question], last: Rung | None) -> Question | None:
    """The passage's question for the day, `last` being the rung of the last one: the next rung's in turn.

    Where the passage has none on that rung it is the one after; one to notice only where it has no others.
    """
    start = OF_THE_DAY.index(last) + 1 if last in OF_THE_DAY else 0
    rungs = (*OF_THE_DAY[start:], *OF_THE_DAY[:start], Rung.NOTICE)
    return next((question for rung in rungs for question in questions if question.rung is rung), None)


def rung_after(question: Question | None, last: Rung | None) -> Rung | None:
    """The last rung of the turns once this question was asked; one to notice, or none, takes no turn."""
    return question.rung if question and question.rung in OF_THE_DAY else last


def another(questions: Sequence[Question], shown: int) -> Question | None:
    """The question after the one with id `shown`: the next rung's, round and round; None where there is no other.

    Those to notice come last, before the second ones of the other rungs.
    """
    ordered = _climbing(questions)
    if not ordered or all(question.id == shown for question in ordered):
        return None
    at = next((index for index, question in enumerate(ordered) if question.id == shown), -1)
    return ordered[(at + 1) % len(ordered)]


def opening(questions: Sequence[Question], asked: int | None) -> Question | None:
    """The question to open a talk with: after the one with id `asked`, which comes again only if it is the only one.

    One to notice opens a talk only where there are no others.
    """
    for to_choose in ([question for question in questions if question.rung in OF_THE_DAY], questions):
        if question := another(to_choose, asked or 0):
            return question
    return next(iter(questions), None)


def _climbing(questions: Sequence[Question]) -> list[Question]:
    """The same questions so that rungs alternate: the first of each rung, then the second of each."""
    ranked: list[tuple[int, int, Question]] = []
    for index, rung in enumerate((*OF_THE_DAY, Rung.NOTICE)):
        on_it = (question for question in questions if question.rung is rung)
        ranked += [(place, index, question) for place, question in enumerate(on_it)]
    return [question for _, _, question in sorted(ranked, key=lambda placed: placed[:2])]
