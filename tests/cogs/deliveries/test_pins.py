"""Pins: what a full channel does, and how a pin is tried again."""

import asyncio
from datetime import timedelta

import pytest

from bot import events
from bot.core.models import Reason
from bot.core.posts import Wish
from bot.core.studies.participation.parts import OpenThread
from bot.services.deliveries import host_notices, post_extras
from bot.store.studies import posts
from cogs.deliveries import pins as deliveries_pins
from cogs.deliveries.pins import Pinning
from local_discord import Fault, Message, Permission
from local_discord.rest import pins
from local_discord.world import message_changes
from tests.cogs.conftest import Circle

PIN = "PUT /channels/{channel_id}/messages/pins/{message_id}"
FULL = "as many pins as Discord allows"


@pytest.fixture
async def pinning(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> Circle:
    """A study whose posts are pinned, in a channel with room for three pins."""
    monkeypatch.setattr(pins, "MOST_PINS", 3)
    circle.channel.set_overwrite(circle.bot_role, allow=Permission.PIN_MESSAGES)
    await circle.quiet()
    await circle.set_up(pin=True)
    return circle


async def pin_of_the_host(circle: Circle, text: str) -> Message:
    said = await circle.host.say(text, in_=circle.channel)
    message_changes.pin(circle.server.world, said, circle.host.user)
    return said


async def untold(circle: Circle) -> list[str]:
    waiting = await host_notices.untold(circle.bot.database)
    return [notice.reason for notice in waiting if notice.reason in post_extras.PIN_REASONS]


async def wishes(circle: Circle) -> list[Wish]:
    async with circle.bot.database.reading() as connection:
        return [post.pin for post in await posts.recent(connection, 1, circle.clock.now() - timedelta(days=30))]


async def test_the_oldest_of_the_study_s_own_pins_makes_room(pinning: Circle):
    """What a host has pinned stays, and so does what is not full yet."""
    rules = await pin_of_the_host(pinning, "Be kind.")
    days = [(await pinning.next_day(day))[0] for day in (1, 2, 3)]
    assert [message.pinned for message in (rules, *days)] == [True, False, True, True]
    assert await wishes(pinning) == [Wish.DONE] * 3
    fourth, _ = await pinning.next_day(4)
    assert (fourth.pinned, days[1].pinned, rules.pinned) == (True, False, True)
    assert FULL not in (await pinning.host.slash("/study status", in_=pinning.lobby)).text


async def test_where_nothing_may_be_taken_away_hosts_are_told_once(pinning: Circle):
    """Each day's post stays unpinned after one try."""
    held = [await pin_of_the_host(pinning, text) for text in ("One", "Two", "Three")]
    tried = pinning.count(PIN)
    await pinning.next_day(1)
    status = await pinning.host.slash("/study status", in_=pinning.lobby)
    told = await status.follow_up()
    assert FULL in told.text
    assert "Unpin a message" in told.text
    assert "About the study" in told.text
    await pinning.quiet()
    await pinning.next_day(2)
    assert await untold(pinning) == []
    assert tried() == 2
    assert await wishes(pinning) == [Wish.REFUSED, Wish.REFUSED]
    assert all(message.pinned for message in held)


async def test_trouble_that_was_over_is_told_anew(pinning: Circle):
    """A host who has made room, and then filled it again, does not learn of it by chance."""
    held = [await pin_of_the_host(pinning, text) for text in ("One", "Two", "Three")]
    await pinning.next_day(1)
    await (await pinning.host.slash("/study status", in_=pinning.lobby)).follow_up()
    await pinning.quiet()
    message_changes.unpin(pinning.server.world, held[0])
    post, _ = await pinning.next_day(2)
    message_changes.unpin(pinning.server.world, post)
    await pin_of_the_host(pinning, "Four")
    await pinning.next_day(3)
    assert await untold(pinning) == [Reason.PINS_FULL]


async def test_a_pin_that_fails_is_tried_again_after_growing_pauses(pinning: Circle):
    """Not at each tick; and talk in the thread of the day goes on to count, whatever becomes of an older post's pin."""
    pinning.server.faults.add(Fault.fails_before(503, PIN).when(times=None))
    threads: list[OpenThread] = []

    async def told(thread: OpenThread) -> None:
        threads.append(thread)

    pinning.bot.add_listener(told, events.THREAD_OPENED)
    tried = pinning.count(PIN)
    await pinning.next_day(1)
    for _ in range(20):
        await pinning.tick(timedelta(seconds=15))
    assert tried() == 5  # at the next ticks after 2, 5, 15 and 60 seconds; then comes a pause of five minutes
    assert len(threads) == 1
    pinning.server.faults.clear()
    await pinning.tick(timedelta(minutes=15))
    assert await wishes(pinning) == [Wish.DONE]


async def test_waiting_for_its_turn_takes_none_of_a_pin_s_time(pinning: Circle, monkeypatch: pytest.MonkeyPatch):
    """As when a thousand threads are to be opened before it."""
    message, _ = await pinning.next_day(1)
    async with pinning.bot.database.reading() as connection:
        (post,) = await posts.recent(connection, 1, pinning.clock.now() - timedelta(days=1))
    assert post.delivery is not None
    monkeypatch.setattr(deliveries_pins, "PIN_WITHIN", 0.5)
    for _ in range(45):
        turn = asyncio.create_task(pinning.bot.send_rate.wait())
        await asyncio.sleep(0)
        turn.cancel()
    assert await deliveries_pins.pin(pinning.bot, post.delivery, message.id) is Pinning.DONE
