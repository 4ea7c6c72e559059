"""Text made comparable, and measured."""

import pytest

from bot.core.text.normalization import count_words, words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The well is — deep.", 5),
        ("井" * 300, 120),
        ("井" * 25 + "。」", 10),
        ("“井" * 5 + " is a well", 5),
        ("บ่อน้ำลึกมาก" * 5, 24),
        ("우물이 깊다", 2),
    ],
)
def test_scripts_without_spaces_are_measured_in_characters(text: str, count: int):
    """Three hundred of them are as long as 120 words."""
    assert count_words(text) == count


def test_marks_are_parts_of_words():
    """Vowels in Hindi, tones in Thai, points in Hebrew."""
    assert words("हिन्दी की किताब, שָׁלוֹם") == ["हिन्दी", "की", "किताब", "שָׁלוֹם"]
