"""Cutting essays into passages."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.passages import LONGEST, MOST, count_words, cut

words = st.text(alphabet="abcdefghij", min_size=1, max_size=9)
sentences = st.lists(words, min_size=1, max_size=40).map(lambda found: " ".join(found).capitalize() + ".")
paragraphs = st.lists(sentences, min_size=1, max_size=12).map(" ".join)


@given(st.lists(paragraphs, min_size=1, max_size=12))
def test_every_word_comes_once_and_in_order(given_paragraphs: list[str]):
    """Nothing is lost, doubled or moved."""
    assert " ".join(cut(given_paragraphs, "en")).split() == " ".join(given_paragraphs).split()


@given(st.lists(paragraphs, min_size=1, max_size=12))
def test_passages_keep_within_their_size(given_paragraphs: list[str]):
    """220 words and 3,000 characters at most, since every sentence here is shorter than that."""
    for passage in cut(given_paragraphs, "en"):
        assert count_words(passage) <= MOST
        assert len(passage) <= LONGEST


@given(st.lists(paragraphs, min_size=1, max_size=8))
def test_the_same_text_is_cut_the_same_way(given_paragraphs: list[str]):
    """A second import finds the same passages."""
    assert cut(given_paragraphs, "en") == cut(list(given_paragraphs), "en")


def test_a_passage_ends_where_a_paragraph_ends():
    """Paragraphs of sixty words come in twos: 120 is the aim."""
    paragraph = " ".join(["word"] * 59 + ["end."])
    assert [count_words(passage) for passage in cut([paragraph] * 4, "en")] == [120, 120]


def test_a_short_last_passage_joins_its_neighbour():
    """Twenty words at the end of a section do not stand alone."""
    long, short = " ".join(["word"] * 119 + ["end."]), " ".join(["word"] * 19 + ["end."])
    assert [count_words(passage) for passage in cut([long, short], "en")] == [140]


def test_a_long_paragraph_is_cut_between_sentences():
    """Five hundred words in one paragraph become passages that each end with a sentence."""
    sentence = " ".join(["word"] * 24 + ["end."])
    found = cut([" ".join([sentence.capitalize()] * 20)], "en")
    assert len(found) > 2
    assert all(passage.endswith("end.") for passage in found)


def test_a_sentence_longer_than_a_post_is_cut_between_words():
    """Three thousand characters without a full stop would not fit Discord's limit."""
    endless = "word " * 2000
    found = cut([endless], "en")
    assert all(len(passage) <= LONGEST for passage in found)
    assert " ".join(found).split() == endless.split()


def test_nothing_gives_nothing():
    """A section without paragraphs has no passages."""
    assert cut([], "en") == []
