"""How often something may be done: a token bucket for each person, server or whatever else has a number."""

from bot.core.limits import Rate

ENTRIES = 10_000
"""Buckets that are kept at once: some two megabytes. One that is full again need not be, and is forgotten."""
_EXACT = 0.001
"""Seconds that do not matter: times since 1970 are not exact to the last digit."""


class RateLimiter:
    """A token bucket for each key (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm).

    >>> limiter = RateLimiter(Rate(2, 60))
    >>> limiter.take(7, 1000.0), limiter.take(7, 1000.0), limiter.wait(7, 1000.0), limiter.wait(7, 1030.0)
    (None, None, 30.0, 0.0)
    """

    def __init__(self, rate: Rate, entries: int = ENTRIES) -> None:
        """Keep to this rate; of more buckets than `entries` the ones that were used longest ago count as full."""
        self._rate, self._each, self._entries = rate, rate.seconds / rate.most, entries
        self._full_at: dict[int, float] = {}

    def __len__(self) -> int:
        """How many buckets are kept."""
        return len(self._full_at)

    def wait(self, key: int, now: float) -> float:
        """Seconds until there is something in the key's bucket; 0 when there is now. `now` is in seconds as well."""
        wait = self._missing(key, now) + self._each - self._rate.seconds
        return wait if wait > _EXACT else 0.0

    def take(self, key: int, now: float) -> None:
        """Take one out of the key's bucket, in which there is something."""
        full_at = now + self._missing(key, now) + self._each
        self._full_at.pop(key, None)
        self._full_at[key] = full_at  # at the end: those at the beginning were used longest ago
        self._forget(now)

    def _missing(self, key: int, now: float) -> float:
        """Seconds until the bucket is full; never more than an empty one needs, should the clock have gone back."""
        return min(max(0.0, self._full_at.get(key, now) - now), self._rate.seconds)

    def _forget(self, now: float) -> None:
        while self._full_at:
            oldest = next(iter(self._full_at))
            if self._full_at[oldest] > now and len(self._full_at) <= self._entries:
                break
            del self._full_at[oldest]
