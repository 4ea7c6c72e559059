"""Words that are spelt nearly alike."""

from bot.core.text import spelling


def test_the_nearest_words_come_first():
    """At most two letters away."""
    assert spelling.nearest("bestowel", ["bestow", "bestowal", "bestial"], 5) == ["bestowal", "bestow"]
