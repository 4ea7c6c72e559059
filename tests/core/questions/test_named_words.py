"""Words that a question may name."""

from bot.core.questions.named_words import named_words
from bot.core.questions.word_counts import WordCounts


def named(passages: list[str], title: str, *headings: str) -> dict[int, str]:
    return named_words(dict(enumerate(passages)), headings or [None] * len(passages), title, WordCounts.of(passages))


def test_a_word_of_the_title_is_named_where_it_comes_twice():
    """It must be what the passage is about, not met in passing."""
    passages = ["We speak of friendship in the house. Their friendship is old.", "We speak of friendship in the house."]
    assert named(passages, "On Friendship") == {0: "friendship"}
    assert named(passages, "On Bread") == {}
    assert named(passages, "On Bread", "Friendship", "Bread") == {0: "friendship"}


def test_another_word_is_named_where_it_comes_three_times_and_hardly_elsewhere():
    """And once in an essay."""
    about = "We speak of courage in the house. Their courage is old, and the courage of others is young."
    others = ["Bread is on the table in the house."] * 6
    assert named([about, *others], "T") == {0: "courage"}
    assert named([about, *[f"{text} Their courage is old." for text in others]], "T") == {}
    assert named([about, about, *others * 3], "T") == {0: "courage"}


def test_a_turn_of_phrase_is_no_word_of_its_own():
    """“In truth” speaks of no truth."""
    idle = "In truth, they came late to the house. They stayed, in truth, for long. Nobody there spoke of truth."
    assert named([idle], "On Truth") == {}
    assert named([f"{idle} Their truth is cold."], "On Truth") == {0: "truth"}
