"""Which passages of a post stand in which message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.essays.sizes import PASSAGE
from bot.core.posts import PostContent, PostedPassage
from bot.core.studies.post_parts import continuation, parts
from bot.core.text.markup import length_in_post


def content(*lengths: int) -> PostContent:
    """A post with passages of so many characters."""
    first, *more = lengths
    following = tuple(PostedPassage(number, number, None, "a" * length) for number, length in enumerate(more, start=2))
    return PostContent(
        1, "On Bread", None, None, "Bread", "a" * first, None, None, None, 1, 9, 1, "", "en", None, following
    )


@given(st.lists(st.integers(1, PASSAGE), min_size=1, max_size=10))
def test_no_passage_is_lost_and_no_message_too_long(lengths: list[int]):
    """In order, and what stands together is no longer than the longest single passage."""
    messages = parts(content(*lengths))
    assert [len(passage.text) for message in messages for passage in message] == lengths
    for message in messages:
        assert sum(length_in_post(passage.text) for passage in message) <= PASSAGE


@pytest.mark.parametrize(("lengths", "sizes"), [((100,), [1]), ((1000, 1000, 1000), [2, 1]), ((3000, 10), [1, 1])])
def test_as_many_as_fit_stand_together(lengths: tuple[int, ...], sizes: list[int]):
    """With room for a heading over each."""
    assert [len(message) for message in parts(content(*lengths))] == sizes


def test_what_goes_on_below_says_what_it_comes_after():
    """So that a heading is not said twice; beyond the last message there is none."""
    post = content(2000, 2000, 2000)
    first, second = continuation(7, post, 1), continuation(7, post, 2)
    assert first is not None
    assert second is not None
    assert (first.heading, second.heading) == ("Bread", None)
    assert [passage.number for each in (first, second) for passage in each.passages] == [2, 3]
    assert continuation(7, post, 3) is None
