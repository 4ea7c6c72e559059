"""Words that are spelt nearly alike."""

from bot.core.text import spelling
from bot.core.text.normalization import fold


def test_the_nearest_words_come_first():
    """At most two letters away."""
    assert spelling.nearest("bestowel", ["bestow", "bestowal", "bestial"], 5) == ["bestowal", "bestow"]


def test_letters_are_tried_as_the_index_has_them():
    """Folded: of two Arabic letters for one, that of the Persian keyboard."""
    for meant, mistaken in (("كتاب", "كناب"), ("مدينة", "مدنة"), ("چشمه", "جشمه")):
        assert fold(meant) in spelling.one_edit_away(fold(mistaken))
