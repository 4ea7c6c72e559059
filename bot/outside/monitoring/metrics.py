"""What is counted since the start, in the form that Prometheus reads; an optional library keeps it."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.core.deliveries.delivery import Outcome
from bot.core.posts import Delivery, DeliveryKind, DeliveryState
from bot.outside.monitoring.health import Part, Reading

_LATENESS = (5, 15, 30, 60, 90, 300, 900, 3600, 7200, 21600)
"""Seconds; 90 is what is called late, six hours is the most that a post may be."""
_COMMANDS = (0.1, 0.25, 0.5, 1, 2, 3, 10, 60)
"""Seconds; a command that is neither answered nor put off within three has failed for Discord."""


class Metrics:
    """The metrics of one process. No label names a server, a channel or a person."""

    def __init__(self) -> None:
        """Begin with nothing counted; what has labels is there from the start, at zero, so that its rise is seen."""
        registry = self._registry = CollectorRegistry()
        self._deliveries = Counter(
            "daily_passage_deliveries", "Deliveries that have ended", ["kind", "state"], registry=registry
        )
        self._attempts = Counter("daily_passage_attempts", "Attempts to send", ["outcome"], registry=registry)
        self._looks = Counter("daily_passage_looks", "Searches of a channel for a message", registry=registry)
        self._lateness = Histogram(
            "daily_passage_post_lateness_seconds",
            "From a post's time to its post",
            buckets=_LATENESS,
            registry=registry,
        )
        self._commands = Histogram(
            "daily_passage_command_seconds", "From a command to its answer", buckets=_COMMANDS, registry=registry
        )
        self._invalid = _Total(
            "daily_passage_invalid_requests", "Requests that Discord refused (401, 403, 429)", registry
        )
        self._identifies = _Total("daily_passage_identifies", "Sessions begun at Discord", registry)
        self._lag = Gauge("daily_passage_loop_lag_seconds", "Longest lag of the last minute", registry=registry)
        self._healthy = Gauge("daily_passage_healthy", "1 where a part is well, else 0", ["part"], registry=registry)
        for state in (DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.UNKNOWN):
            for kind in DeliveryKind:
                self._deliveries.labels(kind, state)
        for outcome in Outcome:
            self._attempts.labels(outcome)

    def follow(self, invalid_requests: Callable[[], int], identifies: Callable[[], int]) -> None:
        """Take these two from another bot from now on."""
        self._invalid.follow(invalid_requests)
        self._identifies.follow(identifies)

    def ended(self, delivery: Delivery) -> None:
        """Count a delivery that has come to its end, and how late a post was."""
        self._deliveries.labels(delivery.kind, delivery.state).inc()
        if delivery.kind is DeliveryKind.POST and delivery.sent_at is not None:
            self._lateness.observe(max(delivery.sent_at - delivery.due_at, timedelta(0)).total_seconds())

    def attempted(self, outcome: Outcome) -> None:
        """Count an attempt to send."""
        self._attempts.labels(outcome).inc()

    def looked(self) -> None:
        """Count a search of a channel."""
        self._looks.inc()

    def answered(self, seconds: float) -> None:
        """Count a command that was answered so long after it was sent."""
        self._commands.observe(max(seconds, 0.0))

    def read(self, readings: Sequence[Reading]) -> bytes:
        """All metrics as text, with the parts that are well as of these readings."""
        self._invalid.update()
        self._identifies.update()
        for part in Part:
            of_part = [reading for reading in readings if reading.part is part]
            self._healthy.labels(part).set(bool(of_part) and all(reading.is_green for reading in of_part))
        self._lag.set(max((reading.seconds or 0.0 for reading in readings if reading.part is Part.LOOP), default=0.0))
        return generate_latest(self._registry)


class _Total:
    """A counter of what somebody else counts, who may be followed by another that begins at zero."""

    def __init__(self, name: str, about: str, registry: CollectorRegistry) -> None:
        self._counter = Counter(name, about, registry=registry)
        self._read: Callable[[], int] = int
        self._seen = 0

    def follow(self, read: Callable[[], int]) -> None:
        self.update()
        self._read, self._seen = read, 0

    def update(self) -> None:
        total = self._read()
        self._counter.inc(total - self._seen)
        self._seen = total
