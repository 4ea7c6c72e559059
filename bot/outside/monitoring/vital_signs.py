"""The vital signs of the process, read every second inside the event loop whose lag is one of them."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from bot.core.errors import StorageError
from bot.outside.monitoring.health import Part, Reading
from bot.outside.monitoring.progress import Progress

_log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two readings."""
LAG_OVER = 60
"""Readings over which the longest lag counts."""
ASK_EVERY = 10
"""Readings between two reads of the database."""


class Shard(Protocol):
    """As much of a connection to Discord as is looked at (`discord.ShardInfo`)."""

    def is_closed(self) -> bool:
        """Whether it is not connected now."""
        ...

    @property
    def latency(self) -> float:
        """Seconds between the last heartbeat and its acknowledgement; without end before the first."""
        ...


class VitalSigns:
    """How loop, database, ticks and gateway do, as of the last second."""

    def __init__(self, now: Callable[[], float], ask: Callable[[], Awaitable[object]]) -> None:
        """Tell the time by `now`, in seconds that nobody sets; `ask` reads something from the database."""
        self._now, self._ask = now, ask
        self.beats = 0
        """Counts up every second, unless the loop is hung."""
        self.ticks = Progress(now)
        self.reads = Progress(now)
        self._shards: Callable[[], Mapping[int, Shard]] = dict
        self._lags: deque[float] = deque([0.0], maxlen=LAG_OVER)
        self._read_took: float | None = None
        self._reading: asyncio.Task[None] | None = None
        self._acknowledged: dict[int, tuple[float, float]] = {}  # a shard's last latency, and since when it is that

    def follow(self, ticks: Progress, shards: Callable[[], Mapping[int, Shard]]) -> None:
        """Look from now on at the ticks and connections of another bot."""
        self.ticks, self._shards = ticks, shards
        self._acknowledged.clear()

    async def beat(self) -> None:
        """Read the signs every second, until this is cancelled."""
        try:
            while True:
                if self.beats % ASK_EVERY == 0 and (self._reading is None or self._reading.done()):
                    self._reading = asyncio.create_task(self._read(), name="ask the database")
                self._look_at_shards()
                before = time.monotonic()
                await asyncio.sleep(EVERY)
                self._lags.append(max(time.monotonic() - before - EVERY, 0.0))
                self.beats += 1
        finally:
            if self._reading is not None:
                self._reading.cancel()
                with suppress(asyncio.CancelledError):
                    await self._reading

    @property
    def lag(self) -> float:
        """The most seconds by which the event loop was late in the last minute."""
        return max(self._lags)

    def readings(self) -> Sequence[Reading]:
        """How each part does now; a gateway without connections has no measure."""
        waited = self.reads.running_for
        took = waited if waited > (self._read_took or 0.0) else self._read_took
        self._look_at_shards()
        gateway = [Reading(Part.GATEWAY, self._since(shard), shard) for shard in sorted(self._shards())]
        return [
            Reading(Part.TICK, self.ticks.age),
            Reading(Part.DATABASE, took),
            Reading(Part.LOOP, self.lag),
            *(gateway or [Reading(Part.GATEWAY, None)]),
        ]

    async def _read(self) -> None:
        """Read from the database once. What it refuses is an answer too, but a red one."""
        with self.reads.under_way():
            began, took = self._now(), None
            try:
                await self._ask()
                took = self._now() - began
            except Exception as failed:  # noqa: BLE001 # whatever keeps the database from answering, it is red
                if self._read_took is not None and not isinstance(failed, StorageError):  # which has been told
                    _log.warning("The database does not answer: %s", type(failed).__name__, exc_info=failed)
            self._read_took = took

    def _look_at_shards(self) -> None:
        """Note when a connection's latency has become another: an acknowledgement has come.

        discord.py does not tell of those. The latency is a difference of two readings of a clock, and never the same
        twice in a row.
        """
        shards = self._shards()
        for gone in self._acknowledged.keys() - shards.keys():
            del self._acknowledged[gone]
        for number, shard in shards.items():
            latency = shard.latency
            if self._acknowledged.get(number, (None,))[0] != latency:
                self._acknowledged[number] = latency, self._now()

    def _since(self, number: int) -> float | None:
        """Seconds since a heartbeat was acknowledged; None for a shard that is not connected, or too new to know."""
        latency, at = self._acknowledged[number]
        if self._shards()[number].is_closed() or latency == float("inf"):
            return None
        return self._now() - at
