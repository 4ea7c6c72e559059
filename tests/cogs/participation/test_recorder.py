"""What is heard before it is known which threads are open, and after the next post."""

import asyncio
from datetime import datetime

import pytest

from bot.core.studies.participation.parts import OpenThread
from bot.services.participation import counting
from bot.store.database import Database
from tests.cogs.conftest import Circle
from tests.cogs.participation.counted import counted


class SlowReading:
    """A reading of the open threads that ends when it is let go, or fails so often."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fails: int = 0) -> None:
        self.begun, self.let_go = asyncio.Event(), asyncio.Event()
        self.fails = fails
        self._read = counting.unfinished_threads
        monkeypatch.setattr(counting, "unfinished_threads", self._unfinished_threads)

    async def _unfinished_threads(self, database: Database, now: datetime) -> list[OpenThread]:
        threads = await self._read(database, now)
        self.begun.set()
        await self.let_go.wait()
        if self.fails:
            self.fails -= 1
            raise OSError("The disk is gone")
        return threads


@pytest.mark.parametrize("fails", [0, 1])
async def test_what_is_said_while_the_threads_are_learned_counts(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, fails: int
):
    """In a thread, and in reply to its post: also when they can only be read at the next tick."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    await circle.stop()
    reading = SlowReading(monkeypatch, fails)
    await circle.start()
    await reading.begun.wait()
    await circle.first.say("Just after the start.", in_=thread)
    await circle.second.reply("Just after the start, too.", to=post)
    await circle.server.delivered()
    reading.let_go.set()
    for _ in range(fails):
        await circle.after(seconds=15)
    assert await counted(circle) == [(1, "First member", "answered"), (1, "Second member", "answered")]


async def test_what_was_said_before_the_next_post_counts_when_it_is_heard_after_it(circle: Circle):
    """Its id says when it was said; what was said after the post is too late."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    circle.server.gateway.held = []
    await circle.first.say("Just in time.", in_=thread)
    await circle.next_day(2)
    await circle.second.say("Too late.", in_=thread)
    circle.server.gateway.release()
    assert await counted(circle) == [(1, "First member", "answered")]
