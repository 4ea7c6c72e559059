"""What a passage surely has."""

import pytest

from bot.core.questions.bank import Sign
from bot.core.questions.signs import has_prose, place_of, signs_of

VERSE = "Slow water carves the bank,\nand does not ask the stone\nhow long it means to stay,\nor if it stands alone."


def special(text: str, language: str = "en", kind: Sign = Sign.ANY) -> set[Sign]:
    return set(signs_of(text, language, kind)) - {Sign.ANY, kind}


@pytest.mark.parametrize(
    ("text", "language", "sign"),
    [
        ("„Kommst du?“\n\n»Ja.«\n\n„Dann warte ich.“", "de", Sign.DIALOGUE),
        ("— Ты идёшь?\n— Да.\n— Тогда я жду.", "ru", Sign.DIALOGUE),
        ("“Are you coming?”\n\n“Yes.”\n\n“Then I shall wait.”", "en", Sign.DIALOGUE),
        ("There are three:\n\n- bread\n- salt\n- oil", "en", Sign.LIST),
        ("1. Brot\n2. Salz\n3. Öl", "de", Sign.LIST),
        (VERSE, "en", Sign.VERSE),
    ],
)
def test_it_is_told_by_its_sign(text: str, language: str, sign: Sign):
    """In any language where the sign is one of print, in English where it is a word."""
    assert sign in special(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bread is old, and the field is older.", "en"),
        ("Answers such as “yes” and “no” and “perhaps” are short.", "en"),
        ("“Who is it that comes so late?” asked the baker.", "en"),
        ("Who was it that kneaded first? Nobody knows.", "en"),
        ("“Hot bread,” means fresh.\n\n“Old bread,” means cheap.\n\n“No bread,” means late.", "en"),
        ("- bread\n- salt", "en"),
        ("[1] A note on bread.\n[2] A note on salt.\n[3] A note on oil.", "en"),
        ("> one\n> two\n> three", "en"),
        ("Bakery Street 4\nThe Old Town\nOpen daily: 7 to 9\nTel. 12 34 56", "en"),
    ],
)
def test_what_only_looks_like_it_is_none(text: str, language: str):
    """A question that is wrong about its passage costs more than a plain one."""
    assert special(text, language) == set()


@pytest.mark.parametrize("kind", [Sign.REPORT, Sign.INSTRUCTION, Sign.ARGUMENT])
def test_who_is_quoted_line_by_line_does_not_talk(kind: Sign):
    """People in a report speak to a reporter, and examples to nobody."""
    talk = "“Are you coming?” he said.\n\n“Yes,” she said.\n\n“Then I shall wait,” he said."
    assert special(talk, "en", Sign.SCENE) == special(talk) == {Sign.DIALOGUE}
    assert special(talk, "en", kind) == set()


def test_only_an_essay_of_some_length_begins_and_ends():
    """In one of two passages, each is nearly all of it."""
    assert place_of(1, 2, "", "") == frozenset()
    assert place_of(1, 3, "", "") == {Sign.FIRST}
    assert place_of(2, 3, "", "") == frozenset()
    assert place_of(3, 3, "", "") == {Sign.LAST}


def test_a_beginning_that_has_a_word_of_the_title_leaves_nothing_to_guess():
    """The end says more than the title."""
    assert place_of(1, 3, "On Bread", "Bread is what we share.") == frozenset()
    assert place_of(3, 3, "On Bread", "Bread is what we share.") == {Sign.LAST}


@pytest.mark.parametrize(
    "text",
    [
        "- Forgot password?\n- Get an invitation\n- Join the mailing list of our readers and friends",
        "The old bakery at the bridge in winter. Photograph: Old Town Archive\n\nTopics: bread, ovens, winter, work",
        "Baking\n\nSalt\n\n" + "Flour and water\n" * 30,
    ],
    ids=["menu", "caption", "headings"],
)
def test_what_stands_around_an_essay_is_no_prose(text: str):
    """There is nothing in it to differ about."""
    assert not has_prose(text)


@pytest.mark.parametrize(
    "text", ["Bread is what we share with those who come late. " * 4, VERSE], ids=["prose", "verse"]
)
def test_sentences_and_verse_are_something_to_talk_about(text: str):
    """However short the verse."""
    assert has_prose(text)
