"""Nothing is claimed while nothing can be saved; hosts and the log hear of it once, and it goes on by itself."""

import logging
from datetime import UTC, datetime

import pytest

from local_discord import Fault
from tests.cogs.conftest import Circle
from tests.store.test_storage import pragma

pytestmark = pytest.mark.of_sqlite

DUE = datetime(2026, 5, 1, 7, 0, 31, tzinfo=UTC)


async def allow_writing(circle: Circle, *, allowed: bool) -> None:
    await pragma(circle.bot.database, f"query_only={'OFF' if allowed else 'ON'}")


def told(circle: Circle) -> int:
    """How often hosts have been told in their channel."""
    return sum("cannot save anything" in message.text for message in circle.host.reads(circle.lobby))


async def test_a_post_waits_until_the_database_can_be_written(circle: Circle, caplog: pytest.LogCaptureFixture):
    """Hosts hear of it after two minutes, members when they want something; then the passage comes, once."""
    caplog.set_level(logging.INFO)
    await circle.host.slash("/settings", options={"host_channel": circle.lobby}, in_=circle.lobby)
    await circle.set_up()
    await circle.until_resting()
    await allow_writing(circle, allowed=False)
    await circle.after(DUE)
    assert (circle.posts(), told(circle)) == ([], 0)
    refused = await circle.host.slash("/study pause", in_=circle.channel)
    assert refused.text.startswith("Nothing can be saved just now, so nothing was done")
    for _ in range(3):
        await circle.after(minutes=3)
    assert (circle.posts(), told(circle)) == ([], 1)

    await allow_writing(circle, allowed=True)
    await circle.after(seconds=16)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    await circle.after(minutes=10)
    assert (len(circle.posts()), told(circle)) == (1, 1)
    said = [record for record in caplog.records if record.name.startswith(("bot", "cogs"))]
    assert sum("cannot be written" in record.getMessage() for record in said) == 1
    assert [record for record in said if record.exc_info] == []


async def test_a_post_that_is_out_is_recorded_later(circle: Circle, caplog: pytest.LogCaptureFixture):
    """The storage fails between the claim and its end: the message is found, and none is made twice."""
    await circle.set_up()
    await circle.until_resting()
    hung = circle.server.faults.add(Fault.hangs_after())
    circle.clock.move_to(DUE)
    await hung.struck.wait()
    await allow_writing(circle, allowed=False)
    hung.release()
    await circle.after(seconds=16)
    await circle.after(minutes=2)
    await allow_writing(circle, allowed=True)
    await circle.after(seconds=16)
    await circle.after(minutes=2)
    assert len(circle.posts()) == 1
    assert [record for record in caplog.records if record.exc_info] == []
