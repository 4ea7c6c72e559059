"""Announcement channels, and publishing what stands in them (Message Resource, Crosspost Message)."""

import discord
import pytest

from local_discord import Channel, Message, Permission
from local_discord.faults import SEND
from local_discord.world import message_changes
from tests.local_discord.bots import Bot, running
from tests.local_discord.calling import Caller, Got, calling
from tests.local_discord.conftest import Club

FULL = {"flags": 32768, "components": [{"type": 10, "content": "Day 1"}]}


@pytest.fixture
def news(club: Club) -> Channel:
    return club.guild.add_news_channel("news")


async def written(call: Caller, news: Channel) -> Message:
    made = await call("POST", f"/channels/{news.id}/messages", FULL)
    return news.by_id[int(made.body["id"])]


async def publish(call: Caller, message: Message) -> Got:
    return await call("POST", f"/channels/{message.place.id}/messages/{message.id}/crosspost")


def told(got: Got) -> tuple[int, int]:
    return got.status, got.body["code"]


async def test_a_bot_publishes_its_own_message(club: Club, news: Channel):
    """The answer and the event say so, and its thread is of the kind that such channels have."""
    bot = Bot()
    async with running(bot, club.app):
        channel = bot.get_channel(news.id)
        assert isinstance(channel, discord.TextChannel)
        assert channel.is_news()
        sent = await channel.send("Day 1")
        await sent.publish()
        await bot.until("raw_message_edit")
        assert (await channel.fetch_message(sent.id)).flags.crossposted
        thread = await sent.create_thread(name="Day 1")
        assert (thread.type, thread.id) == (discord.ChannelType.news_thread, sent.id)
    assert news.by_id[sent.id].published


async def test_a_message_is_published_once(club: Club, news: Channel):
    """40033 at the second time, also after an edit, which takes nothing away and gives nothing."""
    async with calling(club.server) as call:
        message = await written(call, news)
        path = f"/channels/{news.id}/messages/{message.id}"
        assert (await call("PATCH", path, FULL | {"flags": 32769})).body["flags"] & 1 == 0
        assert (await publish(call, message)).body["flags"] == 32769
        assert (await call("PATCH", path, FULL)).body["flags"] == 32769
        assert told(await publish(call, message)) == (400, 40033)


async def test_what_is_refused_has_its_code(club: Club, news: Channel):
    """Another kind of channel, a message that is gone, what somebody else or Discord wrote, and no right to write."""
    async with calling(club.server) as call:
        assert told(await publish(call, await written(call, club.lobby))) == (400, 50024)
        message, theirs = await written(call, news), await club.reader.say("Hello", in_=news)
        assert told(await publish(call, theirs)) == (403, 50013)
        news.set_overwrite(club.app.user, allow=Permission.MANAGE_MESSAGES | Permission.PIN_MESSAGES)
        assert (await publish(call, theirs)).status == 200
        message_changes.pin(club.world, theirs, club.host.user)
        assert told(await publish(call, news.messages[-1])) == (403, 50021)
        news.set_overwrite(club.app.user, allow=Permission.MANAGE_MESSAGES, deny=Permission.SEND_MESSAGES)
        assert told(await publish(call, message)) == (403, 50013)
        news.set_overwrite(club.app.user, deny=Permission.VIEW_CHANNEL)
        assert told(await publish(call, message)) == (403, 50001)
        news.set_overwrite(club.app.user)
        message_changes.delete(club.world, message)
        assert told(await publish(call, message)) == (404, 10008)


async def test_ten_an_hour(club: Club, news: Channel):
    """In each channel; the next one is told how long it has to wait."""
    club.server.limits.set(SEND, 100, 1)
    other = club.guild.add_news_channel("other")
    async with calling(club.server) as call:
        got = [await publish(call, await written(call, news)) for _ in range(11)]
        assert [each.status for each in got] == [200] * 10 + [429]
        assert got[10].body["retry_after"] == pytest.approx(3600, abs=10)
        assert (await publish(call, await written(call, other))).status == 200
