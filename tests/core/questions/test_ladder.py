"""Which question comes next."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Origin, Question, Rung
from bot.core.questions.ladder import another, opening


def asked(*rungs: Rung) -> list[Question]:
    return [Question(n, 1, rung, f"{n}?", Origin.PACK) for n, rung in enumerate(rungs, start=1)]


@given(st.lists(st.sampled_from(Rung), min_size=1, max_size=12))
def test_questions_take_turns_on_every_rung_and_none_is_left_out(rungs: list[Rung]):
    """Round and round: all of them before one comes again, and no rung twice while another has one left."""
    questions = asked(*rungs)
    shown = [opening(questions, None)]
    while len(shown) < len(questions):
        assert shown[-1] is not None
        shown.append(another(questions, shown[-1].id))
    assert {one.id for one in shown if one} == {one.id for one in questions}
    first = [one.rung for one in shown[: len(set(rungs))] if one]
    assert len(set(first)) == len(set(rungs))


def test_a_talk_never_opens_with_the_question_asked_last_if_there_is_another():
    """One that is gone since is no reason to ask for it again; the only one is better than none."""
    questions = asked(Rung.NOTICE, Rung.NOTICE)
    assert [one.id for last in (None, 1, 2, 99) if (one := opening(questions, last))] == [1, 2, 1, 1]
    assert opening(questions[:1], 1) == questions[0]
    assert opening([], 1) is None
