"""When a notice to hosts is tried again in their channel."""

from datetime import datetime, timedelta

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(days=1),
)
"""Before each try; after the last of them it is one a day."""


def next_try(tries: int, now: datetime) -> datetime:
    """When to try a notice again that has been tried `tries` times in vain, the last time at `now`.

    >>> next_try(1, datetime(2026, 5, 1, 7)).isoformat()
    '2026-05-01T07:01:00'
    """
    return now + PAUSES[min(tries, len(PAUSES)) - 1]
