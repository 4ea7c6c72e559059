"""The time of the local world: it runs like any clock, and can be moved forward."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

# Time goes on between reading the clock and setting it.
A_MOMENT = timedelta(seconds=1)


class Clock:
    """An aware UTC clock that runs with real time from where it was set and never goes back."""

    def __init__(self, start: datetime | None = None) -> None:
        self._moment = (start or datetime.now(UTC)).astimezone(UTC)
        self._since = time.monotonic()
        self.on_move: list[Callable[[], None]] = []
        self.moves = 0
        """How many times it has been moved."""

    def now(self) -> datetime:
        """The world's present moment, aware, in UTC."""
        return self._moment + timedelta(seconds=time.monotonic() - self._since)

    def move(self, by: timedelta) -> datetime:
        """The new present, `by` later; ValueError when that would be earlier."""
        if by < timedelta(0):
            raise ValueError("The clock only moves forward.")
        self._moment += by
        self.moves += 1
        for moved in tuple(self.on_move):
            moved()
        return self.now()

    def move_to(self, moment: datetime) -> datetime:
        """The new present, at `moment`; ValueError when that has passed by more than a second."""
        ahead = moment.astimezone(UTC) - self.now()
        return self.move(timedelta(0) if -A_MOMENT < ahead < timedelta(0) else ahead)
