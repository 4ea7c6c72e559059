"""Where in a passage stands what was searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.lookup.highlights import snippet, spelt
from bot.core.lookup.search_query import Query, parse_query


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
        ("In print:\n\n> *Kept* bread\n> stays.", "en", "bread", "In print: Kept **bread** stays."),
        ("Bring\n- rye\n- bread\n1. a *knife*", "en", "bread", "Bring · rye · **bread** · a knife"),
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
    assert spelt("Neighbours next door", "en", Query(("neigh",), beginnings=frozenset(("neigh",)))) == ["neighbours"]
    assert spelt("Neighbours next door", "en", Query(("neigh",))) == []


def test_the_excerpt_shows_the_very_word():
    """Rather than another of its stem."""
    text = f"They move like a couple. {'It goes on. ' * 30}There is a likeness in what they want."
    shown = "".join(piece.text for piece in snippet(text, "en", Query(("likeness",))))
    assert "a likeness in" in shown


def test_the_excerpt_shows_what_says_most():
    """Rather than many small words."""
    text = f"You can stand with it and still be with your own. {'It goes on. ' * 30}She has a thumb on the scale."
    query = Query(("you", "can", "and", "still", "with", "your", "thumb"))
    assert "a thumb on" in "".join(piece.text for piece in snippet(text, "en", query))
