"""Words and what they are found by: folded, and without their endings."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.normalization import fold
from bot.core.text.stems import _RULES, _stem, can_begin, terms, variants


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_that_matters(text: str):
    """What is folded is found by what is folded again."""
    assert terms(fold(text), "en") == terms(text, "en")


@given(
    st.sampled_from(["", "ge", "me", "ber", "di", "un", "не", "ανα", "و", "וה"]),
    st.text("aeioubdgklmnprstxzабвгдежзийклмноαβγδεικλμνבגדהוכלמשبتدرسلمنو'", min_size=1, max_size=9),
    st.sampled_from([*sorted(_RULES), "ja", "uk", "hr"]),
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
        ("رَحْمَة", "رحمه"),
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
    assert set(variants("naciones", ["es", "en", "he"])) >= {"nacion"}


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
