"""What is read of each part of the bot that has to work, and within which bounds it is well."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple


class Part(StrEnum):
    """What has to work for posts to come at their time, and for people to be answered."""

    TICK = "tick"
    DATABASE = "database"
    LOOP = "loop"
    GATEWAY = "gateway"


BOUNDS = {Part.TICK: 90.0, Part.DATABASE: 5.0, Part.LOOP: 2.0, Part.GATEWAY: 100.0}
"""The most seconds that are green.

Since the last look at what is due, of which one comes every 15 s; that the database took for a read; by which the event
loop was late in the last minute, where Discord waits three for an answer; since Discord acknowledged a heartbeat, of
which one goes out every 41 s (Gateway, Heartbeat Interval).
"""


class Reading(NamedTuple):
    """How one part does: its seconds, or None where there is nothing to measure, which is red too."""

    part: Part
    seconds: float | None
    shard: int | None = None
    """Which connection to Discord, for the gateway."""

    @property
    def bound(self) -> float:
        """The most seconds that are green."""
        return BOUNDS[self.part]

    @property
    def is_green(self) -> bool:
        """Whether the part works."""
        return self.seconds is not None and self.seconds <= self.bound


def is_healthy(readings: Sequence[Reading]) -> bool:
    """Whether every part is there, and green."""
    return {reading.part for reading in readings} == set(Part) and all(reading.is_green for reading in readings)


def as_json(readings: Sequence[Reading]) -> dict[str, Any]:
    """The readings as `/health` gives them: nothing in them is about a server or a person."""
    return {
        "healthy": is_healthy(readings),
        "parts": [
            {
                "part": str(reading.part),
                **({} if reading.shard is None else {"shard": reading.shard}),
                "healthy": reading.is_green,
                "seconds": None if reading.seconds is None else round(reading.seconds, 3),
                "bound": reading.bound,
            }
            for reading in readings
        ],
    }
