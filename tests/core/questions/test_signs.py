"""What a passage surely has."""

import pytest

from bot.core.questions.bank import Sign
from bot.core.questions.signs import place_of, signs_of

THOUGHT = "We must never forget that people need bread, and that nobody is full who cannot share it."
STORY = "He opened the door and looked at her, and she said nothing while he took off his coat and sat down."
VERSE = "Slow water carves the bank,\nand does not ask the stone\nhow long it means to stay,\nor if it stands alone."


def special(text: str, language: str = "en") -> set[Sign]:
    return set(signs_of(text, language)) - {Sign.ANY}


@pytest.mark.parametrize(
    ("text", "language", "sign"),
    [
        ("„Kommst du?“\n\n»Ja.«\n\n„Dann warte ich.“", "de", Sign.DIALOGUE),
        ("— Ты идёшь?\n— Да.\n— Тогда я жду.", "ru", Sign.DIALOGUE),
        ("“Are you coming?”\n\n“Yes.”\n\n“Then I shall wait.”", "en", Sign.DIALOGUE),
        ("Bread is old. But who was it that kneaded first? Nobody knows.", "en", Sign.QUESTION),
        ("El pan es viejo. ¿Quién fue el primero que amasó?", "es", Sign.QUESTION),
        ("من أول من عجن الخبز في هذه الدار؟", "ar", Sign.QUESTION),
        ("There are three:\n\n- bread\n- salt\n- oil", "en", Sign.LIST),
        ("1. Brot\n2. Salz\n3. Öl", "de", Sign.LIST),
        (VERSE, "en", Sign.VERSE),
        ("> " + "Somebody once wrote that bread is the oldest of letters. " * 3, "en", Sign.QUOTATION),
        (f"A baker said: “{'Bread is the oldest of all the letters that we know. ' * 3}”", "en", Sign.QUOTATION),
        (THOUGHT, "en", Sign.THOUGHT),
        (STORY, "en", Sign.STORY),
        ("I knead. I wait. I bake, and nobody comes.", "en", Sign.FIRST_PERSON),
        (f"{THOUGHT}\n\nBut bread is not all.", "en", Sign.TURN),
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
        ("What for? The oven is cold.", "en"),
        ("Bread is older than the field that bears it, isn’t it?", "en"),
        ("- bread\n- salt", "en"),
        ("[1] A note on bread.\n[2] A note on salt.\n[3] A note on oil.", "en"),
        ("> one\n> two\n> three", "en"),
        ("Bakery Street 4\nThe Old Town\nOpen daily: 7 to 9\nTel. 12 34 56", "en"),
        ("Part I and World War I, and I to V.", "en"),
        ("The report came out.\n\nBut it was late.", "en"),
        ("“I knead. I wait. I bake,” says the baker.", "en"),
        ("Ich knete. I, I und I sind Zeichen.\n\nBut das ist Englisch.", "de"),
    ],
)
def test_what_only_looks_like_it_is_none(text: str, language: str):
    """A question that is wrong about its passage costs more than a plain one."""
    assert special(text, language) == set()


def test_only_an_essay_of_some_length_begins_and_ends():
    """In one of two passages, each is nearly all of it."""
    assert place_of(1, 2) == frozenset()
    assert place_of(1, 3) == {Sign.FIRST}
    assert place_of(2, 3) == frozenset()
    assert place_of(3, 3) == {Sign.LAST}
