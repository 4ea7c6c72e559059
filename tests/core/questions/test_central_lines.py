"""Lines that a question may quote."""

import pytest

from bot.core.questions.central_lines import central_lines
from bot.core.questions.word_counts import WordCounts

LINE = "Everybody who shares bread with strangers has more friends than loaves."
AROUND = "The strangers came at night. A baker shares bread with strangers. Her friends had loaves and bread to share."
OVEN = "A wide oven needs a floor of stone and a door of iron."


def quoted(*passages: str, of_thoughts: bool = False) -> dict[int, str]:
    return central_lines(dict(enumerate(passages)), WordCounts.of(passages), of_thoughts=of_thoughts)


def test_a_strong_line_in_the_middle_of_things_is_quoted():
    """Without its emphasis."""
    assert quoted(f"{AROUND} {LINE.replace('bread', '*bread*')}") == {0: LINE}


@pytest.mark.parametrize(
    "line",
    [
        "He shares this bread of theirs with everybody who comes as a stranger to the door.",
        "Everybody shares bread with strangers.",
        "Everybody who says “bread” to strangers shares more with friends than loaves.",
        "Everybody who shares bread in Winterthur with strangers has more friends than loaves.",
        "Everybody who shares, and who waits, and who bakes bread for strangers, has friends and loaves.",
        "There are strangers with whom everybody shares bread, and friends who share loaves.",
        "Everybody who shares bread shows that friendliness is the nature of strangers.",
        "People who own umbrellas are never as wet as people who read novels.",
    ],
    ids=["leans back", "short", "quotes", "names", "winding", "leads up", "doctrine", "beside the point"],
)
def test_a_line_that_is_weak_by_itself_is_not_quoted(line: str):
    """Or that is about something else than its passage."""
    assert quoted(f"{AROUND} {AROUND} {line}") == {}


def test_in_what_is_no_essay_of_thoughts_a_line_speaks_of_us_all():
    """A manual is full of sentences that stand alone."""
    manual = f"The oven is of stone, and the floor of the oven is wide. The door is of iron. {OVEN}"
    assert quoted(manual) == {}
    assert quoted(manual, of_thoughts=True) == {0: OVEN}


def test_of_each_passage_the_most_central_line_is_quoted():
    """And the best of the essay come first."""
    weaker = "People who share bread are never as poor as people who count umbrellas."
    found = quoted(f"{AROUND} {weaker}", f"{AROUND} {AROUND} {weaker} {LINE}")
    assert list(found) == [1, 0]
    assert found[1] == LINE
