"""How often somebody may do something."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.limits import Rate
from bot.interactions.rate_limiter import RateLimiter

NOW = 1_790_000_000.0


def taken(limiter: RateLimiter, key: int, at: float, tries: int) -> int:
    """How many of so many tries at one moment are let through."""
    found = 0
    for _ in range(tries):
        if not limiter.wait(key, at):
            limiter.take(key, at)
            found += 1
    return found


def test_so_many_at_once_and_as_many_again_within_the_time():
    """One at a time, as time goes on; whoever waited for long has no more than a full bucket."""
    limiter = RateLimiter(Rate(4, 60))
    assert taken(limiter, 1, NOW, 10) == 4
    assert limiter.wait(1, NOW) == 15
    assert taken(limiter, 1, NOW + 14.9, 10) == 0
    assert taken(limiter, 1, NOW + 15, 10) == 1
    assert taken(limiter, 1, NOW + 45, 10) == 2
    assert taken(limiter, 1, NOW + 9000, 10) == 4


def test_a_refused_try_costs_nothing():
    """Whoever goes on pressing waits no longer for it."""
    limiter = RateLimiter(Rate(2, 60))
    taken(limiter, 1, NOW, 500)
    assert limiter.wait(1, NOW) == 30


def test_each_key_has_a_bucket_of_its_own():
    """No person's doings are another's."""
    limiter = RateLimiter(Rate(2, 60))
    assert [taken(limiter, key, NOW, 9) for key in (1, 2, 3)] == [2, 2, 2]


def test_a_bucket_that_is_full_again_is_forgotten():
    """A bot that runs for a year does not remember everybody who ever pressed a button."""
    limiter = RateLimiter(Rate(2, 60))
    for key in range(1000):
        limiter.take(key, NOW)
    limiter.take(7, NOW + 61)
    assert len(limiter) == 1


def test_no_more_than_so_many_are_kept():
    """Those that were used longest ago go."""
    limiter = RateLimiter(Rate(1, 60), entries=100)
    for key in range(5000):
        limiter.take(key, NOW)
        assert len(limiter) <= 100
    assert [bool(limiter.wait(key, NOW)) for key in (4999, 4900, 4899, 0)] == [True, True, False, False]


def test_a_clock_that_is_put_back_locks_nobody_out():
    """At worst the bucket is empty."""
    limiter = RateLimiter(Rate(4, 60))
    taken(limiter, 1, NOW + 10 * 365 * 86400, 9)
    assert limiter.wait(1, NOW) == 15


@given(
    st.integers(1, 50),
    st.floats(0.5, 4000),
    st.lists(st.floats(0, 50), max_size=200),
)
def test_never_more_than_the_rate_in_any_window(most: int, seconds: float, pauses: list[float]):
    """In any stretch of time: a full bucket, and what has come into it meanwhile."""
    limiter, at, taken_at = RateLimiter(Rate(most, seconds)), NOW, list[float]()
    for pause in pauses:
        at += pause
        if not limiter.wait(1, at):
            limiter.take(1, at)
            taken_at.append(at)
    for first, since in enumerate(taken_at):
        for last in range(first, len(taken_at)):
            assert last - first + 1 <= most + (taken_at[last] - since + 0.01) * most / seconds + 0.01
