"""Questions for essays that bring none."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.essays.sizes import QUESTION
from bot.core.importers.drafts.edits import with_questions
from bot.core.importers.reader import read_essay
from bot.core.models import Origin, Rung
from bot.core.questions.bank import Banks, Sign, Suggested
from bot.core.questions.ladder import OF_THE_DAY
from bot.core.questions.suggestions import Asked, suggest
from bot.i18n import Texts

BANKS = Texts().banks()
PACKS = sorted((Path(__file__).parents[3] / "data" / "essays").glob("*.md"))
PLAIN = "Das Brot liegt auf dem Tisch, und der Tisch steht am Fenster im Haus am Ende der Gasse. " * 5
"""A passage of no kind, with nothing in it to speak of."""
AIM = "The aim of friendship is friendship alone, and the best of friends are those who want nothing. "


def asked_about(pack: Path, title: str = "") -> list[tuple[Suggested, ...]]:
    draft = read_essay(pack.name, pack.read_bytes(), {})
    passages = [Asked(passage.text, section.heading) for section in draft.sections for passage in section.passages]
    return suggest(passages, BANKS, "en", title or draft.title)


def bank(questions: int) -> Banks:
    """So many questions on each rung, for any passage."""
    return {"en": {rung: {Sign.ANY: [f"{rung} {n}?" for n in range(questions)]} for rung in Rung}}


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_every_passage_is_asked_about_on_each_rung_and_none_alike(pack: Path):
    """In the order a talk climbs them, of a length that fits, with nothing left unfilled."""
    made = asked_about(pack)
    asked = [question.text for each in made for question in each]
    assert all([question.rung for question in each] == list(Rung) for each in made)
    assert len(set(asked)) == len(asked)
    assert all(len(text) <= QUESTION and not {"{", "}", "*"} & set(text) for text in asked)


def test_no_question_comes_again_before_all_were_used():
    """Neither in the essay, nor in the posts of a study, which ask on each rung every third day."""
    made = suggest([Asked(PLAIN)] * 36, bank(12), "de", "T")
    for place in range(len(Rung)):
        texts = [each[place].text for each in made]
        assert len(set(texts[:12])) == 12
        for turn in range(len(OF_THE_DAY)):
            assert len(set(texts[turn::3])) == 12


def test_the_surest_are_asked_first():
    """In the posts of a study, until they were used: what stands first in the bank. Another question leaves them."""
    made = suggest([Asked(PLAIN)] * 36, bank(24), "de", "T")
    for turn, rung in enumerate(OF_THE_DAY):
        posted = [next(each.text for each in one if each.rung is rung) for one in made[turn::3]]
        assert set(posted[:6]) == {f"{rung} {n}?" for n in range(6)}
        assert set(posted[6:]) == {f"{rung} {n}?" for n in range(6, 12)}


def test_two_essays_are_asked_in_another_order():
    """And each in the same whenever it is read."""
    one, again, other = (suggest([Asked(PLAIN)] * 9, BANKS, "de", title) for title in ("One", "One", "Other"))
    assert one == again
    assert [each[1] for each in one] != [each[1] for each in other]


def test_a_passage_of_a_few_words_is_not_asked_about():
    """There is too little in it to differ about."""
    assert suggest([Asked("A note to begin with."), Asked(PLAIN)], BANKS, "de", "T")[0] == ()
    draft = read_essay("a.txt", b"On Bread\n\nBread is broken.", BANKS)
    assert draft.passages[0].questions == ()


def test_what_a_passage_has_is_spoken_of_where_the_next_post_asks():
    """And once: neither on another rung of the passage, nor about the next one."""
    by_sign = {Sign.ANY: [f"any {n}?" for n in range(9)], Sign.LIST: [f"list {n}?" for n in range(9)]}
    listed = f"{PLAIN}\n\n- Brot\n- Salz\n- Öl"
    made = suggest([Asked(listed)] * 3, {"en": dict.fromkeys(Rung, by_sign)}, "de", "T")
    assert [[question.rung for question in each if question.text.startswith("list")] for each in made] == [
        [Rung.UNDERSTAND],
        [],
        [Rung.DISAGREE],
    ]


def test_passages_keep_the_questions_they_have():
    """They count as used, and the others are asked something else."""
    kept = tuple(f"{rung} {n}?" for rung in Rung for n in range(3))
    made = suggest([Asked(PLAIN), Asked(PLAIN, None, kept)], bank(4), "de", "T")
    assert made == [tuple(Suggested(rung, f"{rung} 3?") for rung in Rung), ()]


def test_one_argument_in_three_has_a_line_quoted_at_most():
    """Those that are strong, on the rung whose turn it is."""
    by_sign = {Sign.ANY: ["any?"], Sign.LINE: ["“{line}” So?"]}
    texts = [AIM.replace("friendship", word) * 4 for word in ("friendship", "kinship", "worship", "kindness", "hope")]
    made = suggest([Asked(text) for text in texts * 2], {"en": dict.fromkeys(Rung, by_sign)}, "en", "T")
    quoting = [(number, one.rung) for number, each in enumerate(made) for one in each if one.text.startswith("“")]
    assert len(quoting) == 3
    assert all(rung is OF_THE_DAY[number % 3] for number, rung in quoting)


def test_one_scene_in_three_has_somebody_named_at_most():
    """Where they act and speak, on the rung whose turn it is."""
    by_sign = {Sign.ANY: ["any?"], Sign.CHARACTER: ["And {character}?"]}
    scene = "Marta opened the door and looked at him. “Come in,” said Marta. He took off his coat and thanked her. "
    made = suggest([Asked(scene * 4)] * 6, {"en": dict.fromkeys(Rung, by_sign)}, "en", "T")
    naming = [(number, one.rung) for number, each in enumerate(made) for one in each if one.text == "And Marta?"]
    assert naming == [(0, Rung.UNDERSTAND), (1, Rung.APPLY)]


def test_a_kind_is_asked_about_in_the_posts_of_a_study_as_long_as_it_can_be():
    """Only then come the questions for any passage; another question may be one of those before."""
    of_rung = {
        rung: {sign: [f"{sign} {rung} {n}?" for n in range(3)] for sign in (Sign.ANY, Sign.SCENE)} for rung in Rung
    }
    scene = "She opened the door and looked at him. He took off his coat and thanked her, and she laughed. " * 4
    made = suggest([Asked(scene)] * 12, {"en": of_rung}, "en", "T")
    posted = [next(one.text for one in made[n] if one.rung is OF_THE_DAY[n % 3]) for n in range(12)]
    assert [text.split()[0] for text in posted] == ["scene"] * 9 + ["any"] * 3
    assert len(set(posted[0::3])) == len(posted[0::3])


def test_what_only_stands_around_an_essay_is_not_asked_about():
    """A menu or a caption with its credits, however long."""
    menu = "\n".join(f"- Go to page {n} of the bakery" for n in range(20))
    assert suggest([Asked(menu), Asked(PLAIN)], BANKS, "en", "T")[0] == ()


def test_an_essay_in_another_language_is_neither_quoted_nor_dissected():
    """What is a strong line there, and which of its words are nouns, is not known."""
    text = "Дорога к ближнему начинается с порога, и никто из нас не знает её длины до конца. " * 6
    made = suggest([Asked(text)] * 12, BANKS, "ru", "Дорога")
    assert not any("ближнему" in question.text or "{" in question.text for each in made for question in each)


def test_questions_are_in_the_language_of_the_essay():
    """Else in English, rung by rung; where there is neither there is none."""
    polish = {"pl": {Rung.NOTICE: {Sign.ANY: ("Co widzisz?",)}}}
    (made,) = suggest([Asked(PLAIN)], {**BANKS, **polish}, "pl-PL", "T")
    assert made[0].text == "Co widzisz?"
    assert [question.rung for question in made] == list(Rung)
    assert suggest([Asked(PLAIN)], polish, "pl", "T") == [(Suggested(Rung.NOTICE, "Co widzisz?"),)]
    assert suggest([Asked(PLAIN)], polish, "de", "T") == [()]


def test_a_draft_with_questions_of_its_own_gets_none_of_the_bot_s():
    """Nor do its passages without any."""
    pack = f"---\ntitle: T\nid: t\n---\n{PLAIN}\n\n? apply: Where?\n\n---\n\n{PLAIN}\n"
    draft = read_essay("t.md", pack.encode(), BANKS)
    assert [len(passage.questions) for passage in draft.passages] == [1, 0]


def test_what_the_bot_made_stays_when_passages_are_added():
    """Only the new ones are asked about anew, and not what others are asked already."""
    draft = read_essay("a.txt", f"On Bread\n\n{PLAIN}\n\n{PLAIN}\n\n{PLAIN}".encode(), BANKS)
    (section,) = draft.sections
    more = replace(section, passages=(*section.passages, replace(section.passages[0], questions=())))
    longer = with_questions(replace(draft, sections=(more,)), BANKS)
    assert longer.passages[:-1] == draft.passages
    new = {question.text for question in longer.passages[-1].questions}
    assert len(new) == 4
    assert new.isdisjoint(question.text for passage in draft.passages for question in passage.questions)
    assert {question.origin for question in longer.passages[-1].questions} == {Origin.BANK}
