"""Rate limits, the clock and the ids."""

import asyncio
from datetime import UTC, datetime, timedelta

import discord
import pytest

from local_discord import Clock, LocalDiscord
from local_discord.snowflake import Snowflakes, made_at, shard_of
from tests.local_discord.bots import Bot, running
from tests.local_discord.calling import calling
from tests.local_discord.conftest import Club

SEND = "POST /channels/{channel_id}/messages"


async def test_a_bucket_is_one_channel(club: Club):
    """The sixth message is refused with the seconds to wait; another channel has its own five."""
    club.server.limits.set(SEND, 5, 60)
    other = club.guild.add_text_channel("other")
    async with calling(club.server) as call:
        got = [await call("POST", f"/channels/{club.lobby.id}/messages", {"content": "a"}) for _ in range(6)]
        assert [each.status for each in got] == [200] * 5 + [429]
        assert [each.headers["X-RateLimit-Remaining"] for each in got[:5]] == ["4", "3", "2", "1", "0"]
        assert got[5].body["retry_after"] == pytest.approx(60, abs=1)
        assert got[5].headers["X-RateLimit-Scope"] == "user"
        assert got[5].headers["Via"]
        assert (await call("POST", f"/channels/{other.id}/messages", {"content": "a"})).status == 200


async def test_everything_together_has_a_limit(club: Club):
    """Over the global limit the answer says so; interactions and webhooks are not counted."""
    club.server.limits.like_discord()
    async with calling(club.server) as call:
        got = await asyncio.gather(*(call("GET", "/users/@me") for _ in range(60)))
        refused = [each for each in got if each.status == 429]
        assert refused
        assert all(each.body["global"] and each.headers["X-RateLimit-Scope"] == "global" for each in refused)
        assert (await call("POST", "/webhooks/1/token", {})).status == 404


async def test_a_bot_waits_by_the_headers(club: Club):
    """discord.py reads the bucket and waits instead of being refused."""
    club.server.limits.set(SEND, 2, 0.1)
    bot = Bot()
    async with running(bot, club.app):
        channel = bot.get_channel(club.lobby.id)
        assert isinstance(channel, discord.TextChannel)
        await asyncio.gather(*(channel.send(str(number)) for number in range(6)))
        assert club.server.invalid_requests == 0
        assert len(club.lobby.messages) == 6


async def test_dates_follow_the_clock(club: Club):
    """The Date header, timestamps and ids tell the world's time, not the machine's."""
    club.server.clock.move(timedelta(days=400))
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{club.lobby.id}/messages", {"content": "a"})
    now = club.server.clock.now()
    told = datetime.strptime(got.headers["Date"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    assert abs(now - told) < timedelta(seconds=5)
    assert abs(now - made_at(int(got.body["id"]))) < timedelta(seconds=5)
    assert abs(now - datetime.fromisoformat(got.body["timestamp"])) < timedelta(seconds=5)


def test_the_clock_never_goes_back():
    """It starts where it is set, moves forward, and refuses the rest."""
    start = datetime(2026, 3, 1, 7, tzinfo=UTC)
    clock = Clock(start)
    assert clock.move(timedelta(hours=1)) >= start + timedelta(hours=1)
    assert clock.move_to(start + timedelta(days=1)) >= start + timedelta(days=1)
    clock.move_to(clock.now())
    for moved in (lambda: clock.move(timedelta(seconds=-1)), lambda: clock.move_to(start)):
        with pytest.raises(ValueError, match="only moves forward"):
            moved()


def test_ids_grow_and_guilds_find_their_shard():
    """No two ids are the same, and a guild can be put on a shard."""
    snowflakes = Snowflakes(Clock())
    ids = [snowflakes.new() for _ in range(1000)]
    assert ids == sorted(set(ids))
    assert [shard_of(snowflakes.for_guild((shard, 4)), 4) for shard in (2, 0, 0, 3, 1)] == [2, 0, 0, 3, 1]


async def test_it_listens_on_loopback_only():
    """The address is 127.0.0.1, and the ports are different for two of them."""
    async with LocalDiscord() as one, LocalDiscord() as two:
        assert one.rest_url.startswith("http://127.0.0.1:")
        assert one.rest_url != two.rest_url
