"""An older copy of the database is put back: what was posted since is found, and nothing comes twice."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.models import Reason
from bot.core.posts import DeliveryState, Post
from bot.store.studies import posts
from local_discord import Channel, Fault
from local_discord.faults import HISTORY
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.of_sqlite

DUE = datetime(2026, 5, 1, 7, 0, 31, tzinfo=UTC)


def file_of(circle: Circle) -> Path:
    return Path(circle.settings.database_url.partition("///")[2])


def copy(circle: Circle) -> Path:
    """A copy of the database as it is now, made while the bot runs."""
    kept = file_of(circle).with_suffix(".copy")
    with closing(sqlite3.connect(file_of(circle))) as source, closing(sqlite3.connect(kept)) as target:
        source.backup(target)
    return kept


async def put_back(circle: Circle, kept: Path, **later: float) -> None:
    """End the bot, put the copy in the place of its database, and start it so much later."""
    await circle.stop()
    for file in file_of(circle).parent.glob(f"{file_of(circle).name}*"):
        file.unlink()
    file_of(circle).write_bytes(kept.read_bytes())
    circle.clock.move(timedelta(**later))
    await circle.start()
    await circle.resting.wait()
    await circle.settled()


async def ledger(circle: Circle) -> list[Post]:
    async with circle.bot.database.reading() as connection:
        return await posts.recent(connection, 1, datetime(2026, 1, 1, tzinfo=UTC))


def days(circle: Circle) -> list[str]:
    """The day that each post names, oldest first."""
    return [f"Day {day}" for message in circle.posts() for day in range(1, 9) if f"Day {day} " in message.text]


@pytest.mark.parametrize("minutes", [5, 15, 60, 300, 600, 1500])
async def test_the_post_of_one_day_is_found(circle: Circle, minutes: int):
    """From five minutes to the next day; the ledger says when it was really made, and the next day goes on."""
    await circle.set_up()
    kept = copy(circle)
    await circle.after(DUE)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    await circle.settled()
    await put_back(circle, kept, minutes=minutes)
    if minutes < 24 * 60:
        await circle.after(DUE + timedelta(days=1))
    await circle.first.sees("Day 2 ", in_=circle.channel)
    await circle.settled()
    assert days(circle) == ["Day 1", "Day 2"]
    first, second = await ledger(circle)
    assert (first.state, second.state) == (DeliveryState.SENT, DeliveryState.SENT)
    assert first.message_id == circle.posts()[0].id
    assert first.sent_at is not None
    assert abs(first.sent_at - DUE) < timedelta(minutes=1)
    assert "posted late" not in (await circle.host.slash("/study status", in_=circle.lobby)).text or minutes >= 1500


async def test_two_days_are_found_one_after_the_other(circle: Circle):
    """Two days old: both posts are found with their own passages, and the third day brings the third passage."""
    await circle.set_up()
    kept = copy(circle)
    for day in (1, 2):
        await circle.after(DUE + timedelta(days=day - 1))
        await circle.first.sees(f"Day {day} ", in_=circle.channel)
        await circle.settled()
    await put_back(circle, kept, hours=22)
    assert [post.state for post in await ledger(circle)] == [DeliveryState.SENT] * 2
    assert [post.content.number for post in await ledger(circle) if post.content] == [1, 2]
    await circle.after(DUE + timedelta(days=2))
    await circle.first.sees("Day 3 ", in_=circle.channel)
    await circle.settled()
    assert days(circle) == ["Day 1", "Day 2", "Day 3"]


@pytest.mark.parametrize("forum", [False, True])
async def test_what_was_posted_by_hand_that_morning_is_found(circle: Circle, forum: bool):
    """The copy knows of the time of seven o'clock alone; the post is an hour older."""
    place: Channel = circle.guild.add_forum_channel("forum") if forum else circle.channel
    await circle.set_up(channel=place)
    kept = copy(circle)
    await circle.host.slash("/study post", in_=circle.lobby)
    await circle.settled()
    await put_back(circle, kept, hours=2)
    (post,) = await ledger(circle)
    assert post.state is DeliveryState.SENT
    assert post.sent_at is not None
    assert post.sent_at < DUE - timedelta(minutes=50)


async def test_a_forum_post_that_was_archived_is_found(circle: Circle):
    """It is looked for in the archive, a day later too."""
    forum = circle.guild.add_forum_channel("forum")
    await circle.set_up(channel=forum)
    kept = copy(circle)
    await circle.after(DUE)
    (thread,) = [thread for thread in circle.guild.threads.values() if thread.parent is forum]
    thread.edit(archived=True)
    await put_back(circle, kept, hours=20)
    (post,) = await ledger(circle)
    assert (post.state, post.message_id) == (DeliveryState.SENT, thread.id)


async def test_it_is_found_in_a_busy_channel(circle: Circle):
    """Six hundred messages after it, which is more than a look reads."""
    await circle.set_up()
    kept = copy(circle)
    for _ in range(600):
        await circle.second.say("Before", in_=circle.channel)
    await circle.after(DUE)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    for _ in range(600):
        await circle.second.say("After", in_=circle.channel)
    await put_back(circle, kept, minutes=15)
    assert [post.state for post in await ledger(circle)] == [DeliveryState.SENT]
    assert len(circle.posts()) == 1


async def test_days_that_were_really_missed_are_skipped_after_the_look(circle: Circle):
    """A day and a half without the bot: yesterday's is looked for and not there, and today's comes with its passage."""
    await circle.set_up()
    await circle.stop()
    circle.clock.move(timedelta(hours=26))
    looks: list[int] = []
    circle.server.observers.append(
        lambda exchange: (
            looks.append(1)
            if f"{exchange.method} {exchange.template}" == HISTORY and f"/{circle.channel.id}/" in exchange.path
            else None  # a thread may be read back meanwhile
        )
    )
    await circle.start()
    await circle.first.sees("Day 1 ", in_=circle.channel)
    await circle.settled()
    missed, sent = await ledger(circle)
    assert (missed.state, missed.reason, sent.state) == (DeliveryState.SKIPPED, Reason.OFFLINE, DeliveryState.SENT)
    assert sent.content is not None
    assert sent.content.number == 1
    assert 0 < len(looks) <= 4


async def test_a_look_that_cannot_be_had_is_not_tried_again_and_again(circle: Circle):
    """Half an hour of refusals: each look counts as an attempt, so there are a handful."""
    await circle.set_up()
    await circle.stop()
    circle.clock.move(DUE + timedelta(minutes=5) - circle.clock.now())
    broken = circle.server.faults.add(Fault.fails_before(401, HISTORY).when(times=None))
    await circle.start()
    await circle.resting.wait()
    for _ in range(180):
        circle.clock.move(timedelta(seconds=10))
        await circle.resting.wait()
    assert 2 <= broken.hits <= 8
    circle.server.faults.clear()
    await circle.after(minutes=20)
    await circle.first.sees("Day 1 ", in_=circle.channel)
