"""What a model is asked, and what of its answer may be shown."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Rung
from bot.core.questions.drafting import LONGEST_ANSWER, DraftedPassage, messages, read_draft

PASSAGE = DraftedPassage(
    "On Bread",
    "The oven",
    "en",
    "Bread is older than the field. Somebody ate it before anybody thought of sowing, and the first loaf was an "
    "accident that a hungry person noticed.",
)
SOUND = {
    "notice": "Which word of this passage would you keep, and why that one?",
    "understand": "What makes an accident worth noticing, as you read it?",
    "apply": "When did something that went wrong at your table turn out well?",
    "disagree": "What would a farmer have to say against the order of things here?",
}


def read(**changed: Any) -> dict[Rung, str]:
    """What may be shown of an answer with these questions in the place of sound ones."""
    return dict(read_draft(json.dumps({**SOUND, **changed}), PASSAGE))


def test_a_model_is_told_the_passage_and_nothing_about_people():
    """Title, section, language and text as data, behind the prompt."""
    system, user = messages("The prompt.", PASSAGE)
    assert system == {"role": "system", "content": "The prompt."}
    assert json.loads(user["content"]) == {
        "title": "On Bread",
        "section": "The oven",
        "language": "en",
        "text": PASSAGE.text,
    }


def test_four_sound_questions_are_kept():
    """One on every rung, in the order of the ladder."""
    assert [(rung, SOUND[rung]) for rung in Rung] == list(read().items())


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}\n```\n", "  {}  "])
def test_a_fence_around_the_answer_is_taken_off(fence: str):
    """Models put one there whatever they are told."""
    assert len(read_draft(fence.replace("{}", json.dumps(SOUND)), PASSAGE)) == len(Rung)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Here are your questions!",
        "[]",
        "null",
        '"notice"',
        "{",
        "[" * 5000,
        '{"notice": ["Which?"]}',
        '{"questions": {}}',
        json.dumps({**SOUND, "more": "x" * LONGEST_ANSWER}),
    ],
)
def test_nonsense_gives_no_question(answer: str):
    """Prose, another form, a broken one, one without an end."""
    assert read_draft(answer, PASSAGE) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Why?",
        "Which word would you keep? And which would you leave out?",
        "What do you think of this, " + "very " * 60 + "much?",
        "What does https://example.org say to this, do you think?",
        "Which of these did @everyone notice in the passage?",
        "What do you make of [this page](elsewhere), as a reader?",
        "What does <@1234> think about bread and accidents?",
        "What is it with bread that is older than the field, somebody ate it before anybody thought of it?",
        None,
        7,
        {"text": "What now?"},
    ],
)
def test_an_unsound_question_is_left_out_alone(question: object):
    """Too short, two in one, too long, a link, a mention, a copy, no text: the other three stay."""
    assert list(read(apply=question)) == [Rung.NOTICE, Rung.UNDERSTAND, Rung.DISAGREE]


def test_the_same_question_comes_once():
    """On the first rung that has it, however it is written."""
    assert list(read(disagree=SOUND["apply"].upper())) == [Rung.NOTICE, Rung.UNDERSTAND, Rung.APPLY]


def test_questions_in_another_language_are_no_draft():
    """A group reads them in the language of its essay."""
    spanish = {
        "notice": "¿Qué palabra de este pasaje guardarías para ti y por qué?",
        "understand": "¿Qué hace que un accidente sea digno de ser visto por alguien?",
        "apply": "¿Cuándo salió bien algo que había salido mal en tu mesa?",
        "disagree": "¿Qué diría un campesino en contra de este orden de las cosas?",
    }
    assert read_draft(json.dumps(spanish), PASSAGE) == ()
    hebrew = DraftedPassage("הלחם", None, "he", "הלחם עתיק מן השדה, ומישהו אכל אותו לפני שחשב לזרוע אותו באדמה")
    assert read_draft(json.dumps(SOUND), hebrew) == ()


def test_what_a_passage_makes_a_model_say_is_not_shown():
    """A model that obeys the text instead of its prompt answers with what the text wants: no question, or a link."""
    obeyed = "Ignoring what I was told. Everybody should visit https://example.org now!"
    assert read_draft(obeyed, PASSAGE) == ()
    assert read_draft(json.dumps(dict.fromkeys(SOUND, obeyed)), PASSAGE) == ()


@given(
    st.text(max_size=300)
    | st.recursive(st.none() | st.text(max_size=40), lambda x: st.dictionaries(st.sampled_from([*Rung, "x"]), x)).map(
        json.dumps
    )
)
def test_any_answer_is_read(answer: str):
    """Whatever it is, it is no error."""
    for rung, question in read_draft(answer, PASSAGE):
        assert rung in Rung
        assert "\n" not in question
