"""When something was wrong, and where: what may make a post late, or keep it away."""

from datetime import datetime, timedelta
from typing import NamedTuple


class Trouble(NamedTuple):
    """From when to when, and in which channel if not everywhere."""

    begin: datetime
    end: datetime
    channel_id: int | None


class Troubles:
    """Notes when a trouble begins and ends."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[datetime, int | None]] = {}
        self._over: list[Trouble] = []

    def begin(self, name: str, now: datetime, channel_id: int | None = None) -> None:
        """Note that it begins, unless it has begun already."""
        self._open.setdefault(name, (now, channel_id))

    def end(self, name: str, now: datetime) -> None:
        """Note that it is over, if it had begun."""
        begun = self._open.pop(name, None)
        if begun is not None:
            self._over.append(Trouble(begun[0], now, begun[1]))

    def end_all(self, now: datetime) -> None:
        """Note that all is well."""
        for name in list(self._open):
            self.end(name, now)

    def within(self, begin: datetime, end: datetime, channel_ids: tuple[int, ...]) -> list[Trouble]:
        """Those of these channels or of everywhere that were at any moment of this time, in order."""
        found = (
            trouble
            for trouble in self._over
            if trouble.channel_id in (None, *channel_ids) and trouble.begin <= end and trouble.end >= begin
        )
        return sorted(found, key=lambda trouble: trouble[:2])

    def longest_calm(self, begin: datetime, end: datetime, channel_ids: tuple[int, ...]) -> timedelta:
        """How long all was well within this time, at most, without a pause."""
        longest, since = timedelta(0), begin
        for trouble in self.within(begin, end, channel_ids):
            longest = max(longest, trouble.begin - since)
            since = max(since, trouble.end)
        return max(longest, end - since)
