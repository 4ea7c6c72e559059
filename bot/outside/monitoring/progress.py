"""Work that comes again and again, and whether it gets on."""

from collections.abc import Callable, Generator
from contextlib import contextmanager


class Progress:
    """When some repeated work began and ended last; a thread may read it while it is done."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Tell the time by `now`, in seconds that nobody sets."""
        self._now = now
        self._ended = 0
        self._begun_at: float | None = None
        self._ended_at: float | None = None

    @contextmanager
    def under_way(self) -> Generator[None]:
        """Count the block as one piece of the work; it has ended however the block does."""
        self._begun_at = self._now()
        try:
            yield
        finally:
            self._ended, self._ended_at, self._begun_at = self._ended + 1, self._now(), None

    @property
    def awaited(self) -> int | None:
        """The number of the piece that is under way; None while there is none. It changes as long as work gets on."""
        return None if self._begun_at is None else self._ended

    @property
    def running_for(self) -> float:
        """Seconds since the piece under way began; zero while there is none."""
        begun_at = self._begun_at  # read once: the work goes on beside whoever asks
        return 0.0 if begun_at is None else self._now() - begun_at

    @property
    def age(self) -> float | None:
        """Seconds since a piece ended; None before the first."""
        return None if self._ended_at is None else self._now() - self._ended_at
