"""Discord's rate limits: a window that is used up, or ends late, keeps nothing from coming that still fits into it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.connection import rest
from bot.core.models import Place
from bot.core.posts import DeliveryState, Post, Wish
from bot.core.studies.schedule import WEEKS
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from bot.store.studies import posts
from cogs.deliveries import channel_search
from local_discord import Fault, Member
from local_discord.faults import SEND
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import discuss

THREADS = "POST /channels/{channel_id}/messages/{message_id}/threads"
FORUM_POST = "POST /channels/{channel_id}/threads"
LONG = 300.0
"""Seconds of a window that no test sleeps out."""


@pytest.fixture(autouse=True)
async def _no_window_is_slept_out() -> AsyncIterator[None]:
    async with asyncio.timeout(LONG / 5):
        yield


async def open_talk(circle: Circle, member: Member, passage: str) -> str:
    """What a member reads who wants to talk about a passage in the study's channel."""
    shown = await member.slash("/passage show", passage=passage, in_=circle.channel)
    return (await discuss(circle, member, shown)).text


async def the_post(circle: Circle) -> Post:
    """The ledger's row of the first day, once nothing is in hand."""
    await circle.settled()
    async with circle.bot.database.reading() as connection:
        (post,) = await posts.recent(connection, 1, circle.clock.now() - timedelta(days=1))
    return post


async def test_another_talk_opens_within_five_minutes_of_the_first(circle: Circle):
    """Discord opens fifty in a channel; discord.py with a `max_ratelimit_timeout` opened one."""
    await circle.set_up()
    assert "The thread is open" in await open_talk(circle, circle.first, "bread 1")
    assert "The thread is open" in await open_talk(circle, circle.second, "bread 2")
    assert "The thread is open" in await open_talk(circle, circle.first, "salt 1")
    assert len(circle.channel.threads) == 3


async def test_the_day_s_thread_is_not_late_after_a_talk(circle: Circle):
    """It comes with its post, in the same window as the talk's."""
    await circle.set_up()
    await open_talk(circle, circle.first, "bread 2")
    asked = circle.count(THREADS)
    await circle.next_day(1)
    assert asked() == 1
    assert (await the_post(circle)).thread is Wish.DONE


async def test_the_last_thread_of_a_window_is_recorded_when_it_is_there(circle: Circle):
    """Not when the window has ended, for which discord.py waits before it says so."""
    await circle.set_up()
    circle.server.limits.set(THREADS, 1, LONG)
    _, thread = await circle.next_day(1)
    post = await the_post(circle)
    assert (post.thread, post.thread_id) == (Wish.DONE, thread.id)


async def test_the_last_forum_post_of_a_window_is_recorded_when_it_is_there(circle: Circle):
    """Else it would end as unknown, after the time that a send may take."""
    forum = circle.guild.add_forum_channel("readings")
    await circle.quiet()
    await circle.set_up(channel=forum)
    circle.server.limits.set(FORUM_POST, 1, LONG)
    circle.clock.move_to(circle.clock.now().replace(hour=7, minute=0, second=31))
    thread = await circle.first.sees_post("Day 1", in_=forum)
    post = await the_post(circle)
    assert (post.state, post.message_id) == (DeliveryState.SENT, thread.id)


async def test_the_last_message_of_a_window_is_recorded_when_it_is_there(circle: Circle):
    """And its thread opened, in another window."""
    await circle.set_up()
    circle.server.limits.set(SEND, 1, LONG)
    await circle.next_day(1)
    assert (await the_post(circle)).state is DeliveryState.SENT


async def test_one_thread_too_many_is_explained(circle: Circle, monkeypatch: pytest.MonkeyPatch):
    """What is in the way is how fast they came, not how many there are."""
    await circle.set_up()
    circle.server.limits.set(THREADS, 1, LONG)
    assert "The thread is open" in await open_talk(circle, circle.first, "bread 1")
    monkeypatch.setattr(rest, "ANSWER_WITHIN", 0.5)
    assert "has not opened a thread on this message yet" in await open_talk(circle, circle.second, "bread 2")
    assert len(circle.channel.threads) == 1


async def test_what_was_refused_for_being_too_fast_is_known_not_to_be_there(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
):
    """It is sent again without a look, after its pause."""
    await circle.set_up()
    await circle.next_day(1)  # after the first look since the start
    looked = circle.count("GET /channels/{channel_id}/messages")
    limited = circle.server.faults.add(Fault.rate_limited(seconds=2))
    with monkeypatch.context() as patch:
        patch.setattr(rest, "ANSWER_WITHIN", 0.5)
        waiting = circle.waits_to_try_again()
        circle.clock.move(timedelta(days=1))
        await limited.struck.wait()
        await waiting.wait()
    circle.clock.move(timedelta(seconds=15))
    await circle.first.sees("Day 2 ", in_=circle.channel)
    await circle.settled()
    assert (await the_second(circle)).state is DeliveryState.SENT
    assert looked() == 0


async def the_second(circle: Circle) -> Post:
    """The ledger's row of the second day."""
    async with circle.bot.database.reading() as connection:
        return (await posts.recent(connection, 1, circle.clock.now() - timedelta(days=3)))[1]


async def test_a_look_takes_a_turn_for_each_of_its_requests(circle: Circle):
    """Twenty first posts since the start, before each of which Discord is asked three things: it refuses none."""
    channels = [circle.guild.add_text_channel(f"daily-{number}") for number in range(20)]
    await circle.quiet()
    for channel in channels:
        new = NewStudy(circle.guild.id, Place(channel.id), "07:00", "UTC", WEEKS["every_day"], None)
        await study_changes.set_up(circle.bot.database, new, circle.clock.now())
    looks = circle.count("GET /channels/{channel_id}/messages")
    await circle.after(circle.clock.now().replace(hour=7, minute=0, second=31))
    assert [len(channel.threads) for channel in channels] == [1] * 20
    assert looks() == 40
    assert circle.server.invalid_requests == 0


async def test_waiting_for_its_turn_takes_no_look_s_time(circle: Circle, monkeypatch: pytest.MonkeyPatch):
    """As when a thousand others are before it: it has its time from then on."""
    monkeypatch.setattr(channel_search, "LOOK_WITHIN", 0.5)
    await circle.set_up()
    await circle.until_resting()
    for _ in range(90):
        turn = asyncio.create_task(circle.bot.send_rate.wait())
        await asyncio.sleep(0)
        turn.cancel()
    await circle.next_day(1)
    delivery = (await the_post(circle)).delivery
    assert delivery is not None
    assert delivery.attempts == 1
