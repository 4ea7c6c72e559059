"""What is looked for, and where it stands."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.lookup.highlights import snippet, spelt
from bot.core.lookup.search_query import Query, parse_query
from bot.core.text import custom_id_text, spelling
from bot.core.text.normalization import fold
from bot.core.text.stems import _LATIN, _stem, can_begin, readings, terms


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("Love, LOVE the neighbor's", Query(("love", "the", "neighbor's"))),
        ("“love thy neighbour” -hate", Query(("love thy neighbour",), ("hate",))),
        ('-"two words" one', Query(("one",), ("two words",))),
        ("self-love", Query(("self", "love"))),
        ("a b c", Query(())),
        ("-only -without", Query((), ("only", "without"))),
        ("愛", Query(("愛",))),
        ('NEAR(one AND two) * "', Query(("near", "one", "and", "two"))),
        ("🙂 % _", Query(())),
        ('צה"ל', Query(("צה",))),
    ],
)
def test_words_phrases_and_exclusions_are_told_apart(typed: str, query: Query):
    """Signs are no words, and no word is an operator."""
    assert parse_query(typed) == query


@given(st.text(max_size=600))
def test_a_search_is_read_back_as_it_was(typed: str):
    """Buttons remember it as text."""
    query = parse_query(typed)
    assert parse_query(query.text) == query
    assert len(query.wanted) <= 8


@given(st.text(max_size=80))
def test_packed_text_comes_back(text: str):
    """Whatever alphabet it is in; broken ids give nothing."""
    packed = custom_id_text.pack(text)
    assert custom_id_text.unpack(packed) == text or not packed
    custom_id_text.unpack(text)


def test_ordinary_words_fit_the_id_of_a_button():
    """Sixty letters of an alphabet, thirty signs of a script without one."""
    for text in ("n" * 60, "נ" * 60, "н" * 60, "ن" * 60, "愛" * 30):
        assert len(custom_id_text.pack(text)) <= 81


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_that_matters(text: str):
    """What is folded is found by what is folded again."""
    assert terms(fold(text), "en") == terms(text, "en")


@given(
    st.sampled_from(["", "ge", "me", "ber", "di", "un", "не", "ανα", "و", "וה"]),
    st.text("aeioubdgklmnprstxzабвгдежзийклмноαβγδεικλμνבגדהוכלמשبتدرسلمنو'", min_size=1, max_size=9),
    st.sampled_from([*sorted(_LATIN), "ru", "el", "he", "ar", "ja"]),
)
def test_no_word_is_passed_over_whose_term_is_looked_for(beginning: str, rest: str, language: str):
    """Whatever a language's rules do to a word's first letter."""
    word = fold(beginning + rest)
    assert all(can_begin(word, language, {term[0]}) for term in terms(word, language))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("שָׁלוֹם", "שלום"),
        ("Łódź, Ærø, Œuvre", "lodz, aero, oeuvre"),
        ("Ёлка йод", "елка йод"),
        ("رَحْمَة", "رحمة"),
        ("が한", "が한"),
        ("ﬁne İ", "fine i"),
    ],
)
def test_folding_takes_marks_off_but_keeps_letters(text: str, folded: str):
    """Й, が and 한 are letters of their own."""
    assert fold(text) == folded


def test_a_part_of_a_script_without_spaces_is_a_phrase_of_the_whole():
    """Single and double characters stand in one order, from whichever character one begins."""
    whole = " ".join(terms("隣人を愛する", "ja"))
    assert f" {' '.join(terms('を愛', 'ja'))} " in f" {whole} "


def test_what_was_typed_is_read_in_every_language_of_the_shelf():
    """It has no language of its own."""
    assert set(readings("naciones", ["es", "en", "he"])) >= {"nacion"}


def marked(text: str, language: str, typed: str) -> str:
    """The snippet with its hits in bold."""
    pieces = snippet(text, language, parse_query(typed))
    return "".join(f"**{piece.text}**" if piece.hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "language", "typed", "shown"),
    [
        ("He loved his neighbours.", "en", "neighbour", "He loved his **neighbours**."),
        ("אָהַבְתָּ לְרֵעֲךָ", "he", "אהבת", "**אָהַבְתָּ** לְרֵעֲךָ"),
        ("الْحُبُّ بَيْنَ الْجِيرَانِ", "ar", "حب جيران", "**الْحُبُّ** بَيْنَ **الْجِيرَانِ**"),
        ("隣人を愛する。", "ja", "愛", "隣人を**愛**する。"),
        ("L’amour, toujours", "fr", "amour", "**L’amour**, toujours"),
        ("Nothing here", "en", "bread", "Nothing here"),
    ],
)
def test_hits_are_marked_on_the_original(text: str, language: str, typed: str, shown: str):
    """Its accents, vowel points and endings stay."""
    assert marked(text, language, typed) == shown


def test_a_snippet_begins_near_its_first_hit():
    """In one line, cut between words."""
    shown = marked("word " * 100 + "bread\nand " + "more " * 100, "en", "bread")
    assert shown.startswith("…word")
    assert "**bread** and" in shown
    assert len(shown) < 200


def test_a_snippet_shows_where_most_of_the_query_stands():
    """Not where its first small word does: a half-remembered line is to be seen at once."""
    text = f"The other day it was on {'the way ' * 40}home that she dropped another apple into the bag. She sang."
    shown = marked(text, "en", "drops another apple in the bag")
    assert "**dropped** **another** **apple** into **the** **bag**." in shown
    assert "The other day" not in shown


def test_a_phrase_is_marked_only_as_a_whole():
    """Its small words stand everywhere."""
    text = f"A child of two discovers the word. {'The art of it. ' * 20}Wanting draws the outline of a person."
    shown = marked(text, "en", '"outline of a person"')
    assert shown.endswith("Wanting draws the **outline** **of** **a** **person**.")
    assert shown.count("**") == 8
    assert spelt(text, "en", parse_query('"the outline" child')) == ["child", "the", "outline"]


@given(st.text(max_size=300), st.text(max_size=30))
def test_marking_only_adds_marks(text: str, typed: str):
    """Nothing of the passage is lost or doubled."""
    line = " ".join(text.replace("*", "").split())
    pieces = snippet(text, "en", parse_query(typed))
    assert "".join(piece.text for piece in pieces).strip("…") in line


def test_beginnings_of_words_are_hits_when_asked_for():
    """As when nothing holds the whole word."""
    assert spelt("Neighbours next door", "en", Query(("neigh",), beginnings=True)) == ["neighbours"]
    assert spelt("Neighbours next door", "en", Query(("neigh",))) == []


def test_the_nearest_words_come_first():
    """At most two letters away."""
    assert spelling.nearest("bestowel", ["bestow", "bestowal", "bestial"], 5) == ["bestowal", "bestow"]


def test_threads_do_not_disturb_one_another_s_stems():
    """A book is stemmed in a thread while people search: a stemmer keeps the word that it is about."""
    beginnings = ("nat", "rel", "cond", "form", "organ", "educ")
    texts = [" ".join(f"{one}{two}{end}ations" for two in "aeiou" for end in "bcdfgl") for one in beginnings]
    _stem.cache_clear()
    alone = [terms(text, "en") for text in texts]
    _stem.cache_clear()
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(len(texts)) as threads:
            assert list(threads.map(terms, texts, ["en"] * len(texts))) == alone
    finally:
        sys.setswitchinterval(often)
