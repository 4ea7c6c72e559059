"""Questions for essays that bring none."""

from itertools import pairwise
from pathlib import Path

import pytest

from bot.core.importers.reader import read_essay
from bot.core.models import Rung
from bot.core.questions.ladder import LONGEST_QUESTION
from bot.core.questions.suggestions import suggest
from bot.i18n import Texts

TEMPLATES = Texts().templates()
PACKS = sorted((Path(__file__).parents[3] / "data" / "essays").glob("*.md"))


def passages(pack: Path) -> list[str]:
    return [passage.text for passage in read_essay(pack.name, pack.read_bytes(), {}).passages]


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_every_passage_gets_one_on_each_rung_and_none_twice(pack: Path):
    """In the order a talk climbs them, of a length that fits, with nothing left unfilled."""
    made = suggest(passages(pack), TEMPLATES, "en")
    asked = [question.text for each in made for question in each]
    assert all([question.rung for question in each] == list(Rung) for each in made)
    assert len(set(asked)) == len(asked)
    assert all(len(text) <= LONGEST_QUESTION and not {"{", "}", "*"} & set(text) for text in asked)


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_neighbours_are_not_asked_alike(pack: Path):
    """Not by the same template, nor about the same term."""
    templates = {"en": {rung: [f"{rung} {n} {{term}}|" for n in range(3)] for rung in Rung}}
    made = suggest(passages(pack), templates, "en")
    asked = [question.text for each in made for question in each]
    terms = [text.split(" ", 2)[2] for text in asked]
    assert all(one != other or one == "|" for one, other in pairwise(terms))
    for rung in range(4):
        in_turn = [each[rung].text.split()[1] for each in made if not each[rung].text.endswith(" |")]
        assert all(one != other for one, other in pairwise(in_turn))


def test_terms_are_nouns_worth_talking_about(article: Path):
    """Neither verbs nor adjectives, however often they stand there."""
    texts = [passage.text for passage in read_essay(article.name, article.read_bytes(), {}).passages]
    made = suggest(texts, {"en": {rung: ["{term}|{other}", "{term}"] for rung in Rung}}, "en")
    terms = {term for each in made for question in each for term in question.text.split("|") if term}
    assert {"love", "bestowal"} <= terms
    assert terms.isdisjoint({"corrupt", "believing", "live", "flawed", "reveal", "single", "general", "giving"})


def test_a_story_is_asked_about_as_a_story():
    """What somebody did is not treated as a claim."""
    text = "She opened the door and looked at the two bags. He said nothing for a long while and sat down. " * 2
    asked = suggest([text], {"en": {rung: ["claim {sentence}", "event {event}"] for rung in Rung}}, "en")[0]
    assert asked[0].text.startswith("event ")


@pytest.mark.parametrize(
    "scene",
    [
        "On the last bus, at twenty to one, nearly every face is lit from below.",
        "When you get up there are four more of them, and all of them must be told.",
        "If it is mine, we must all say that there is always a lot of work in it.",
        "Your companion stops, bends down, and must admit that nobody is there.",
        "We settled for it, because we could not see how else we could be of use.",
    ],
)
def test_a_scene_is_not_taken_for_a_claim(scene: str):
    """Asking what has to be true about human beings for a bus to be lit starts no conversation."""
    claim = "Nobody is ever asked whether envy is a sin, and we must all say so."
    asked = suggest([f"{claim} {scene} {scene}"], {"en": {rung: ["claim {sentence}"] for rung in Rung}}, "en")[0]
    assert {question.text for question in asked} == {f"claim {claim}"}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("We must all work, but nobody must work always.", "contrast"),
        ("The word names a person by nothing but position, as we all must.", "claim"),
        ("To let a kindness stand unanswered takes some courage.", "other"),
    ],
)
def test_a_sentence_is_asked_about_as_what_it_is(said: str, kind: str):
    """A contrast has two sides, and a word such as “unanswered” tells no story."""
    templates = {"en": {rung: ["contrast {contrast}", "event {event}", "claim {sentence}"] for rung in Rung}}
    asked = suggest([said], templates, "en")[0]
    assert asked[0].text == f"{'claim' if kind == 'other' else kind} {said}"


def test_an_essay_in_another_language_is_quoted_and_not_dissected():
    """Which of its words are nouns is not known."""
    asked = suggest(["Дорога к ближнему начинается с порога. Никто не знает её длины."], TEMPLATES, "ru")[0]
    assert len(asked) == 4
    assert any("Дорога к ближнему" in question.text for question in asked)


def test_braces_and_quotation_marks_of_a_passage_stay_what_they_are():
    """They are words, not places to fill, and quotation marks inside a quotation are the inner ones."""
    text = "We must all say {term} to “everybody” who has ever asked us for it."
    asked = suggest([text], {"en": {rung: ["“{sentence}”"] for rung in Rung}}, "ru")[0]
    assert asked[0].text == "“We must all say {term} to ‘everybody’ who has ever asked us for it.”"


def test_what_claims_nothing_is_not_asked_about_as_a_claim():
    """There are questions for any line; in other languages nothing tells a claim from a scene."""
    templates = {"en": {rung: ["claim {sentence}", "line {line}"] for rung in Rung}}
    for text, language in (
        ("To let a kindness stand takes some courage.", "en"),
        ("В доме стоял лишний стул у окна.", "ru"),
    ):
        asked = suggest([text], templates, language)[0]
        assert asked[0].text == f"line {text}"
    made = suggest(["Зимой стул стоял у окна. Летом он стоял в саду у яблони."] * 6, TEMPLATES, "ru")
    assert not any("human beings" in one.text or "seriously" in one.text for each in made for one in each)


def test_items_of_a_list_are_sentences_of_their_own():
    """Nor does what announces them run into the first."""
    text = (
        "By April we had three rules:\n\n1. A favour must cost something to all.\n"
        "2. of all of those that we must do, none is told.\n3. Nobody may ever be told of it"
    )
    asked = suggest([text], {"en": {rung: ["{sentence}"] for rung in Rung}}, "en")[0]
    assert {question.text for question in asked} == {"A favour must cost something to all."}


def test_half_a_question_is_not_quoted():
    """The rest of it stands in the sentence before."""
    text = "We must all say what for. Left you standing in the cold? Who must say so to all of us?"
    asked = suggest([text], {"en": {rung: ["{question}"] for rung in Rung}}, "en")[0]
    assert {question.text for question in asked} == {"Who must say so to all of us?"}


def test_a_sign_inside_a_word_is_no_quotation_mark():
    """Hebrew writes abbreviations with it."""
    asked = suggest(['"כן," אמר ד"ר אחד לכולם בחדר.'], {"en": {rung: ["“{line}”"] for rung in Rung}}, "he")[0]
    assert asked[0].text == "“'כן,' אמר ד\"ר אחד לכולם בחדר.”"
