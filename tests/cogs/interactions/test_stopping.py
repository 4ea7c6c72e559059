"""What people and logs notice when the operator stops the bot in the middle of something."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.services.guilds import guild_lifecycle
from local_discord import Reply
from tests.cogs.conftest import Circle


@asynccontextmanager
async def setting_up(circle: Circle) -> AsyncIterator[asyncio.Task[Reply]]:
    """A `/study setup` that cannot go on before the block ends: the database is busy with something else."""
    async with circle.bot.database.writing():
        heard = asyncio.create_task(circle.bot.wait_for("interaction"))
        asked = asyncio.create_task(circle.set_up())
        await heard
        yield asked


def alarms(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def test_what_was_asked_before_the_stop_is_answered(circle: Circle, caplog: pytest.LogCaptureFixture):
    """The host reads that the study has been set up, not that the application did not respond."""
    async with setting_up(circle) as asked:
        stopping = asyncio.create_task(circle.stop())
        connected = circle.server.world.connected
        await circle.server.world.wait_for(lambda: circle.application.id not in connected, 5, "the bot went offline")
    assert "has begun" in (await asked).text
    await stopping
    assert alarms(caplog) == []


async def test_an_answer_that_is_cut_short_raises_no_alarm(
    circle: Circle, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    """What was asked is done; only its answer cannot be given any more."""
    monkeypatch.setattr("bot.client.ANSWER_WITHIN", 0)
    caplog.set_level(logging.INFO)
    async with setting_up(circle) as asked:
        await circle.bot.close()
    await circle.stop()
    asked.cancel()
    assert alarms(caplog) == []
    assert "The stop cut an answer short" in caplog.text
    await circle.start()
    assert "already" in (await circle.set_up()).text


async def test_an_event_that_is_cut_short_raises_no_alarm(
    circle: Circle, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    """An operator reads no traceback of an ordinary stop; the next start does what was left."""
    monkeypatch.setattr("bot.client.ANSWER_WITHIN", 0)
    caplog.set_level(logging.INFO)
    go_on = asyncio.Event()

    @circle.bot.listen("on_late")
    async def _late() -> None:
        await go_on.wait()
        await guild_lifecycle.joined(circle.bot.database, circle.guild.id, circle.bot.safe_now())

    circle.bot.dispatch("late")
    await circle.stop()
    go_on.set()
    await circle.quiet()
    assert alarms(caplog) == []
    assert "The stop cut on_late short: store.closed" in caplog.text
