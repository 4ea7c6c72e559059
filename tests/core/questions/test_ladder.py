"""Which question comes next."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Origin, Question, Rung
from bot.core.questions.ladder import OF_THE_DAY, another, choose, opening, rung_after


def asked(*rungs: Rung) -> list[Question]:
    return [Question(n, 1, rung, f"{n}?", Origin.PACK) for n, rung in enumerate(rungs, start=1)]


def days(passages: list[list[Question]]) -> list[Rung | None]:
    """The rungs of the questions that posts of these passages ask, one after the other."""
    last, rungs = None, list[Rung | None]()
    for questions in passages:
        question = choose(questions, last)
        rungs.append(question.rung if question else None)
        last = rung_after(question, last)
    return rungs


def test_posts_ask_on_three_rungs_in_turn():
    """None of them comes again until all were used, and nobody is asked what stands in the passage."""
    assert days([asked(*Rung)] * 6) == [*OF_THE_DAY, *OF_THE_DAY]
    assert Rung.NOTICE not in OF_THE_DAY


def test_a_passage_with_nothing_else_is_asked_about_to_notice():
    """That takes no turn, as a passage without any question takes none."""
    passages = [asked(*Rung), asked(Rung.NOTICE), [], asked(*Rung), asked(Rung.NOTICE, Rung.UNDERSTAND)]
    assert days(passages) == [Rung.UNDERSTAND, Rung.NOTICE, None, Rung.APPLY, Rung.UNDERSTAND]


@given(st.lists(st.sampled_from(Rung)), st.none() | st.sampled_from(Rung))
def test_a_question_to_notice_is_posted_only_where_there_is_no_other(rungs: list[Rung], last: Rung | None):
    """Whatever was asked the day before."""
    question = choose(asked(*rungs), last)
    assert (question is None) == (not rungs)
    assert question is None or question.rung in OF_THE_DAY or set(rungs) == {Rung.NOTICE}


def test_a_talk_opens_with_a_question_to_notice_only_where_there_is_no_other():
    """It is posted too."""
    questions = asked(Rung.NOTICE, Rung.DISAGREE)
    assert [one.rung for last in (None, 1, 2) if (one := opening(questions, last))] == [
        Rung.DISAGREE,
        Rung.DISAGREE,
        Rung.NOTICE,
    ]


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


def test_another_question_comes_as_they_are_ordered_and_not_as_they_were_made():
    """Whoever orders them has put a question that members found good, or one in another's place, where it belongs."""
    older, newer = asked(Rung.APPLY, Rung.APPLY)
    assert another([newer, older], 0) == newer
    assert another([newer, older], newer.id) == older
    assert choose([newer, older], Rung.UNDERSTAND) == newer
