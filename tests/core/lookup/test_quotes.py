"""Quotations: every passage offers one, and a button finds it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.lookup.quotes import LONGEST, quote_at, quotes

texts = st.text(min_size=1, max_size=900).filter(str.strip) | st.lists(
    st.sampled_from(["Bread. ", "word ", "字", "\n", "\n\n", "。", "… ", "A line of verse\n", "x" * 500]), min_size=1
).map("".join).filter(str.strip)


@given(texts, st.sampled_from(["en", "zh", "he", "xx"]))
def test_there_is_always_something_to_quote(text: str, language: str):
    """Never nothing, never too long, and *Share* gives the same again."""
    found = quotes(text, language)
    assert found
    for quote in found:
        assert 0 < len(quote.text) <= LONGEST
        assert 1 <= quote.count <= 3
        assert quote_at(text, language, quote.first, quote.count) == quote.text


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("面包" * 900, "面包"),
        ("and so it went on and on " * 40, "and so it went"),
        ("Bread.", "Bread."),
        ("Yes.\n\n" + "a sentence without any end " * 30, "Yes. a sentence"),
        ("No comma\nno stop\n" * 40, "No comma no stop"),
    ],
)
def test_what_has_no_sentence_to_quote_is_quoted_from_its_beginning(text: str, begins: str):
    """Chinese without full stops, old prose, a single short line, verse."""
    (only,) = quotes(text, "en")
    assert only.text.startswith(begins)
    assert only.text.endswith("…") == (len(text) > LONGEST)


def test_whole_sentences_come_before_all_else():
    """Nothing is cut where something can stand alone."""
    text = "And so on " * 60 + "it went. The neighbours sit down together and speak of the day that was. Yes."
    assert quotes(text, "en")[0].text == "The neighbours sit down together and speak of the day that was."
