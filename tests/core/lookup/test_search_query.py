"""What people search for, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.lookup.search_query import FEWEST, LONGEST, Query, parse_query


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("Love, LOVE the neighbor's", Query(("love", "the", "neighbor's"))),
        ("“love thy neighbour” -hate", Query(("love thy neighbour",), ("hate",))),
        ('-"two words" one', Query(("one",), ("two words",))),
        ("self-love", Query(("self-love",))),
        ("a b c", Query(())),
        ("-only -without", Query((), ("only", "without"))),
        ("愛", Query(("愛",))),
        ('NEAR(one AND two) * "', Query(("near", "one", "and", "two"))),
        ("🙂 % _", Query(())),
        ('צה"ל', Query(("צה",))),
    ],
)
def test_words_phrases_and_exclusions_are_told_apart(typed: str, query: Query):
    """Signs are no words, and no word is an operator."""
    assert parse_query(typed) == query


@given(st.text(max_size=600))
def test_a_search_is_read_back_as_it_was(typed: str):
    """Buttons remember it as text."""
    query = parse_query(typed)
    assert parse_query(query.text) == query
    assert len(query.wanted) <= LONGEST // FEWEST + 1
