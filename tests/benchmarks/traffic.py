"""What a world sees while many posts come at once: requests, refusals for being too fast, and threads, each in time."""

import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from local_discord import LocalDiscord, Thread
from local_discord.rest.limits import UNCOUNTED
from local_discord.rest.pipeline import Exchange
from local_discord.world.changes import Created, Event


@dataclass(slots=True)
class Traffic:
    """What there was since it began; times are seconds since then."""

    requests: list[float] = field(default_factory=list[float])
    """When those were answered that count against the limit of all routes."""
    refused: int = 0
    """How many of them were refused by that limit."""
    threads: list[float] = field(default_factory=list[float])
    """When threads were opened."""
    begun: float = field(default_factory=time.monotonic)

    def note(self, exchange: Exchange) -> None:
        """Note a request."""
        if not any(part in exchange.path for part in UNCOUNTED):
            self.requests.append(time.monotonic() - self.begun)
            self.refused += exchange.headers.get("X-RateLimit-Scope") == "global"

    def take(self, event: Event) -> None:
        """Note a new thread."""
        if isinstance(event, Created) and isinstance(event.subject, Thread):
            self.threads.append(time.monotonic() - self.begun)

    @property
    def until_done(self) -> list[float]:
        """The requests up to the last thread."""
        return self.requests[: bisect_right(self.requests, self.threads[-1] if self.threads else 0.0)]


@contextmanager
def traffic_of(server: LocalDiscord) -> Iterator[Traffic]:
    """The traffic of a world within the block."""
    traffic = Traffic()
    server.observers.append(traffic.note)
    server.world.listeners.append(traffic.take)
    try:
        yield traffic
    finally:
        server.observers.remove(traffic.note)
        server.world.listeners.remove(traffic.take)


def busiest_second(times: Sequence[float]) -> int:
    """The most of these times, which are in order, that lie within less than a second of one another."""
    return max((number + 1 - bisect_right(times, at - 1) for number, at in enumerate(times)), default=0)


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that so many per cent of all do not exceed; 0 where there are none."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)] if values else 0.0
