"""Posts in an announcement channel are published: once each, after all else, and whatever becomes of that."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.connection import rest
from bot.core.models import Reason
from bot.core.posts import Post, Wish
from bot.services.deliveries import host_notices, post_extras
from bot.store.studies import posts
from local_discord import Fault, Permission
from local_discord.world import message_changes
from tests.cogs.conftest import Circle

PUBLISH = "POST /channels/{channel_id}/messages/{message_id}/crosspost"


@pytest.fixture
async def publishing(circle: Circle) -> Circle:
    """A study in an announcement channel whose posts are published and pinned."""
    circle.channel = circle.guild.add_news_channel("news")
    circle.channel.set_overwrite(circle.bot_role, allow=Permission.PIN_MESSAGES)
    await circle.quiet()
    await circle.set_up(pin=True, publish=True)
    return circle


async def ledger(circle: Circle) -> list[Post]:
    async with circle.bot.database.reading() as connection:
        return await posts.recent(connection, 1, circle.clock.now() - timedelta(days=30))


async def wishes(circle: Circle) -> list[Wish]:
    return [post.publish for post in await ledger(circle)]


async def untold(circle: Circle) -> list[str]:
    waiting = await host_notices.untold(circle.bot.database)
    return [notice.reason for notice in waiting if notice.reason in post_extras.PUBLISH_REASONS]


async def told(circle: Circle) -> str:
    """What a host reads besides the status."""
    return (await (await circle.host.slash("/study status", in_=circle.lobby)).follow_up()).text


async def test_a_post_is_published_once(publishing: Circle):
    """With its thread, in which people can talk, and its pin."""
    asked = publishing.count(PUBLISH)
    post, thread = await publishing.next_day(1)
    assert (post.published, post.pinned) == (True, True)
    assert await wishes(publishing) == [Wish.DONE]
    await publishing.second.say("About sharing, I think.", in_=thread)
    await publishing.tick(timedelta(hours=1))
    await publishing.quiet()
    assert "answered: 1" in (await publishing.second.slash("/me", in_=publishing.lobby)).text
    assert asked() == 1


async def test_no_post_is_published_unasked(circle: Circle):
    """An announcement channel is a channel like others, until a host wants it otherwise."""
    circle.channel = circle.guild.add_news_channel("news")
    await circle.quiet()
    await circle.set_up()
    post, _ = await circle.next_day(1)
    assert not post.published
    assert await wishes(circle) == [Wish.NONE]


@pytest.mark.parametrize("lost", [Fault.dropped_after, partial(Fault.fails_after, 503)])
async def test_an_answer_that_is_lost_is_asked_for_again(publishing: Circle, lost: Callable[..., Fault]):
    """Discord then says that it is published already."""
    publishing.server.faults.add(lost(route=PUBLISH))
    asked = publishing.count(PUBLISH)
    await publishing.next_day(1)
    assert await wishes(publishing) == [Wish.WANTED]
    await publishing.tick(timedelta(seconds=15))
    assert await wishes(publishing) == [Wish.DONE]
    assert asked() == 2


async def test_a_crash_before_it_is_recorded_publishes_no_second_time(
    publishing: Circle, monkeypatch: pytest.MonkeyPatch
):
    """The next start asks again, is told that it was done, and leaves it at that."""
    reached = asyncio.Event()

    async def stopped(*_: object) -> None:
        reached.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(post_extras, "published", stopped)
        publishing.clock.move_to(publishing.clock.now().replace(hour=7, minute=0, second=31))
        async with asyncio.timeout(20):
            await reached.wait()
        await publishing.crash()
    asked = publishing.count(PUBLISH)
    await publishing.start()
    await publishing.until_resting()
    await publishing.settled()
    assert await wishes(publishing) == [Wish.DONE]
    assert [post.published for post in publishing.posts() if post.text] == [True]
    assert asked() == 1


async def test_what_a_person_has_published_is_done(publishing: Circle):
    """Before the bot came to it."""
    publishing.server.faults.add(Fault.fails_before(503, PUBLISH))
    post, _ = await publishing.next_day(1)
    message_changes.publish(publishing.server.world, post)
    await publishing.tick(timedelta(seconds=15))
    assert await wishes(publishing) == [Wish.DONE]
    assert await untold(publishing) == []


async def test_hosts_are_told_once_that_the_channel_is_another_one(publishing: Circle):
    """Each post comes, with its thread and its pin; and when publishing works again, trouble is told anew."""
    kind, publishing.channel.kind = publishing.channel.kind, 0
    post, _ = await publishing.next_day(1)
    assert (post.published, post.pinned) == (False, True)
    assert "no announcement channel any more" in await told(publishing)
    await publishing.quiet()
    await publishing.next_day(2)
    assert await untold(publishing) == []
    assert await wishes(publishing) == [Wish.REFUSED] * 2
    publishing.channel.kind = kind
    assert (await publishing.next_day(3))[0].published
    publishing.channel.kind = 0
    await publishing.next_day(4)
    assert await untold(publishing) == [Reason.NOT_ANNOUNCEMENTS]


async def test_hosts_are_told_which_permission_is_missing(publishing: Circle):
    """When it was taken away after the post."""
    publishing.server.faults.add(Fault.fails_before(503, PUBLISH))
    await publishing.next_day(1)
    publishing.channel.set_overwrite(publishing.bot_role, deny=Permission.SEND_MESSAGES)
    await publishing.quiet()
    await publishing.tick(timedelta(seconds=15))
    assert await wishes(publishing) == [Wish.REFUSED]
    assert "the bot lacks View Channel or Send Messages" in await told(publishing)


@pytest.mark.parametrize("code", [50001, 50013])
async def test_a_refusal_that_nobody_could_foresee_is_one_too(publishing: Circle, code: int):
    """The bot may have been told late, or not at all."""
    publishing.server.faults.add(Fault.fails_before(403, PUBLISH, code=code))
    await publishing.next_day(1)
    assert await wishes(publishing) == [Wish.REFUSED]
    assert await untold(publishing) == [Reason.NO_PUBLISHING]


async def test_hosts_are_told_of_a_post_that_was_deleted_first(publishing: Circle):
    """Those who follow the channel have not got it."""
    publishing.server.faults.add(Fault.fails_before(503, PUBLISH))
    post, _ = await publishing.next_day(1)
    message_changes.delete(publishing.server.world, post)
    await publishing.tick(timedelta(seconds=15))
    assert await wishes(publishing) == [Wish.REFUSED]
    assert "was deleted before it could be published" in await told(publishing)


async def test_an_hour_that_is_used_up_holds_up_nothing_else(publishing: Circle, monkeypatch: pytest.MonkeyPatch):
    """The thread and the pin are there, and it is tried again after growing pauses."""
    monkeypatch.setattr(rest, "ANSWER_WITHIN", 0.5)
    limited = publishing.server.faults.add(Fault.rate_limited(PUBLISH, seconds=3600).when(times=None))
    post, _ = await publishing.next_day(1)
    (row,) = await ledger(publishing)
    assert (row.thread, row.pin, row.publish, row.extras_tries) == (Wish.DONE, Wish.DONE, Wish.WANTED, 1)
    assert limited.struck.is_set()
    assert not post.published
    await publishing.tick(timedelta(seconds=15))
    (row,) = await ledger(publishing)
    assert (row.publish, row.extras_tries) == (Wish.WANTED, 2)
    assert await untold(publishing) == []


async def test_a_post_of_yesterday_is_not_published(publishing: Circle):
    """Who follows the channel would read it after that of today."""
    publishing.server.faults.add(Fault.fails_before(503, PUBLISH))
    await publishing.next_day(1)
    await publishing.stop()
    publishing.clock.move(timedelta(days=1, minutes=1))
    await publishing.start()
    await publishing.first.sees("Day 2 ", in_=publishing.channel)
    await publishing.until_resting()
    await publishing.settled()
    assert await wishes(publishing) == [Wish.WANTED, Wish.DONE]
