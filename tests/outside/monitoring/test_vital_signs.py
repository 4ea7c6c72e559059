"""What is read of loop, database and gateway."""

import asyncio
import time
from dataclasses import dataclass

from bot.outside.monitoring.health import Part, Reading
from bot.outside.monitoring.vital_signs import VitalSigns


@dataclass
class OneShard:
    """A connection as it looks from outside."""

    latency: float = float("inf")
    closed: bool = False

    def is_closed(self) -> bool:
        return self.closed


async def nothing() -> None:
    """The answer of a database that is well."""


def read(signs: VitalSigns, part: Part) -> Reading:
    return next(reading for reading in signs.readings() if reading.part is part)


async def test_the_gateway_is_as_old_as_its_last_acknowledgement():
    """Not as the connection: a dead one stays open for long."""
    now, shard = [100.0], OneShard()
    signs = VitalSigns(lambda: now[0], nothing)
    assert read(signs, Part.GATEWAY).seconds is None
    signs.follow(signs.ticks, lambda: {0: shard})
    assert read(signs, Part.GATEWAY).seconds is None
    shard.latency = 0.040
    assert read(signs, Part.GATEWAY).seconds == 0
    now[0] += 60
    assert read(signs, Part.GATEWAY).seconds == 60
    shard.latency = 0.041
    assert read(signs, Part.GATEWAY).seconds == 0
    shard.closed = True
    assert read(signs, Part.GATEWAY).seconds is None


async def test_a_database_that_refuses_is_red_and_does_not_hang():
    """It answers after all; starting again would not help."""
    asked = asyncio.Event()

    async def refuse() -> None:
        asked.set()
        raise OSError("disk I/O error")

    signs = VitalSigns(time.monotonic, refuse)
    beating = asyncio.create_task(signs.beat())
    await asked.wait()
    await asyncio.sleep(0)
    assert read(signs, Part.DATABASE).seconds is None
    assert signs.reads.awaited is None
    beating.cancel()
    await asyncio.gather(beating, return_exceptions=True)


async def test_a_database_that_does_not_answer_is_awaited():
    """Its seconds are those for which it has been asked."""
    now, asked = [0.0], asyncio.Event()

    async def never() -> None:
        asked.set()
        await asyncio.Event().wait()

    signs = VitalSigns(lambda: now[0], never)
    beating = asyncio.create_task(signs.beat())
    await asked.wait()
    now[0] = 7.0
    assert read(signs, Part.DATABASE) == Reading(Part.DATABASE, 7.0)
    assert signs.reads.awaited is not None
    beating.cancel()
    await asyncio.gather(beating, return_exceptions=True)


async def test_a_loop_that_was_blocked_is_late():
    """By about as much as it was blocked, within the time that a beat has."""
    signs = VitalSigns(time.monotonic, nothing)
    beating = asyncio.create_task(signs.beat())
    await asyncio.sleep(0)
    time.sleep(1.3)  # noqa: ASYNC251 # what blocks the loop is what this is about
    for _ in range(5):  # more turns of the loop than a late beat needs
        await asyncio.sleep(0)
    assert signs.beats == 1
    assert 0.25 < signs.lag < 1.3
    beating.cancel()
    await asyncio.gather(beating, return_exceptions=True)
