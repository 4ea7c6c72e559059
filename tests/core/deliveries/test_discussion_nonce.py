"""By what a talk is known that is opened again."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.deliveries.discussion_nonce import Subject, talk_nonce

IDS = st.integers(1, 2**63 - 1)


@given(IDS, IDS, IDS, st.sampled_from(Subject), st.sampled_from(Subject))
def test_a_nonce_is_of_one_thing_in_one_place_and_fits(app: int, place: int, about: int, one: Subject, other: Subject):
    """The same for everybody who presses; another for anything else."""
    nonce = talk_nonce(app, place, one, about)
    assert len(nonce) == 25
    assert (nonce == talk_nonce(app, place, other, about)) == (one is other)
    assert nonce != talk_nonce(app, place + 1, one, about)
