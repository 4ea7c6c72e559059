"""Which threads are known to be open while that is read, and when it cannot be."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.core.studies.participation.parts import OpenThread
from bot.services.participation import counting
from bot.store.database import Database
from cogs.participation.recorder import FRESH, ParticipationRecorder
from tests.cogs.conftest import Circle


class SlowReading:
    """A reading of the open threads that ends when it is let go, or fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.let_go = asyncio.Event(), asyncio.Event()
        self.fails, self.times = False, 0
        self._read = counting.open_threads
        monkeypatch.setattr(counting, "open_threads", self._open_threads)

    async def _open_threads(self, database: Database, now: datetime) -> list[OpenThread]:
        self.times += 1
        found = await self._read(database, now)
        self.begun.set()
        await self.let_go.wait()
        if self.fails:
            raise OSError("The disk is gone")
        return found


async def test_a_thread_that_is_opened_while_they_are_read_is_known(circle: Circle, monkeypatch: pytest.MonkeyPatch):
    """What was read does not know it yet; the study's older threads are closed."""
    reading, recorder = SlowReading(monkeypatch), ParticipationRecorder(circle.bot)
    learning = asyncio.create_task(recorder.learn_threads())
    await reading.begun.wait()
    opened = [OpenThread(11, 1, 1), OpenThread(12, 2, 1), OpenThread(20, 3, 2)]
    for thread in opened:
        recorder.opened(thread)
    reading.let_go.set()
    await learning
    assert recorder._threads == {12: opened[1], 20: opened[2]}
    assert recorder._opened_meanwhile == opened
    await recorder.learn_threads()
    assert recorder._threads == {}


async def test_the_thread_of_an_older_post_does_not_close_the_newest_one(circle: Circle):
    """It may be opened late, after what was in its way."""
    recorder = ParticipationRecorder(circle.bot)
    recorder.opened(OpenThread(12, 2, 1))
    recorder.opened(OpenThread(11, 1, 1))
    assert list(recorder._threads) == [12]


async def test_what_could_not_be_read_is_read_at_the_next_message(circle: Circle, monkeypatch: pytest.MonkeyPatch):
    """One reading at a time; messages in the threads that are known count meanwhile."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    await circle.quiet()
    reading = SlowReading(monkeypatch)
    reading.fails = True
    reading.let_go.set()
    circle.clock.move(FRESH + timedelta(minutes=1))
    await circle.first.say("The first word.", in_=thread)
    await circle.quiet()
    await circle.second.say("The second word.", in_=thread)
    await circle.quiet()
    assert reading.times == 2
    reading.fails = False
    await circle.second.say("The third word.", in_=thread)
    await circle.second.say("The fourth word.", in_=thread)
    await circle.quiet()
    assert reading.times == 3
    for member in (circle.first, circle.second):
        assert "answered: 1" in (await member.slash("/me", in_=circle.lobby)).text
