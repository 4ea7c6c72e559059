"""Each fault, and a bare discord.py bot that suffers from it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import discord
import pytest

from local_discord import Fault
from tests.local_discord.bots import Bot, running
from tests.local_discord.calling import calling
from tests.local_discord.conftest import Club


@pytest.fixture
async def bot(club: Club) -> AsyncIterator[Bot]:
    bare = Bot()
    async with running(bare, club.app):
        yield bare


@pytest.fixture
def channel(bot: Bot, club: Club) -> discord.TextChannel:
    found = bot.get_channel(club.lobby.id)
    assert isinstance(found, discord.TextChannel)
    return found


def texts(club: Club) -> list[str]:
    return [message.text for message in club.lobby.messages]


async def test_dropped_before_and_after(club: Club, channel: discord.TextChannel):
    """The caller sees the same error, whether the message was made or not."""
    club.server.faults.add(Fault.dropped_before())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("One")
    assert texts(club) == []
    club.server.faults.add(Fault.dropped_after())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("Two")
    assert texts(club) == ["Two"]


@pytest.mark.parametrize("after", [False, True])
async def test_hanging(club: Club, channel: discord.TextChannel, after: bool):
    """No answer comes until the connection breaks; only the second kind has made the message."""
    fault = club.server.faults.add(Fault.hangs_after() if after else Fault.hangs_before())
    sending = asyncio.create_task(channel.send("One"))
    await fault.struck.wait()
    assert not sending.done()
    fault.release()
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await sending
    assert texts(club) == (["One"] if after else [])


async def test_a_late_commit(club: Club, channel: discord.TextChannel):
    """The message appears long after the caller gave up."""
    fault = club.server.faults.add(Fault.commits_late())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("One")
    assert texts(club) == []
    fault.commit()
    assert texts(club) == ["One"]


async def test_an_answer_that_is_late(club: Club, channel: discord.TextChannel):
    """The message is there long before the caller knows."""
    fault = club.server.faults.add(Fault.answered_late())
    sending = asyncio.create_task(channel.send("One"))
    await club.reader.sees(text="One", in_=club.lobby)
    assert not sending.done()
    fault.release()
    assert (await sending).id == club.lobby.messages[-1].id


async def test_an_answer_that_is_cut_short(club: Club, channel: discord.TextChannel):
    """The status arrives, the body does not; the message was made."""
    club.server.faults.add(Fault.cut_short())
    with pytest.raises(aiohttp.ClientPayloadError):
        await channel.send("One")
    assert texts(club) == ["One"]


async def test_edits_of_old_messages_are_limited(club: Club, bot: Bot):
    """Three in a channel in 20 s (30046), of whatever messages there; not of newer ones, and not elsewhere."""
    club.server.limits.generous()
    elsewhere = club.guild.add_text_channel("elsewhere")
    async with calling(club.server) as call:

        async def sent(channel_id: int) -> str:
            message = (await call("POST", f"/channels/{channel_id}/messages", {"content": "One"})).body
            return f"/channels/{channel_id}/messages/{message['id']}"

        old, other, far = await sent(club.lobby.id), await sent(club.lobby.id), await sent(elsewhere.id)
        club.server.clock.move(timedelta(hours=1, seconds=1))
        edited = [await call("PATCH", url, {"content": "Two"}) for url in (old, other, old, other, old)]
        assert [got.status for got in edited] == [200, 200, 200, 429, 429]
        refused = edited[-1]
        assert (refused.body["code"], refused.body["global"]) == (30046, False)
        assert 15 < refused.body["retry_after"] <= int(refused.headers["Retry-After"]) <= 20
        for url in (far, await sent(club.lobby.id)):
            assert (await call("PATCH", url, {"content": "Two"})).status == 200


async def test_edits_of_old_messages_are_waited_for(club: Club, channel: discord.TextChannel):
    """discord.py takes the refusal for any other rate limit."""
    club.world.settings.old_edits, club.world.settings.old_edit_seconds = 1, 0.05
    old = await channel.send("One")
    club.server.clock.move(timedelta(hours=2))
    for words in ("Two", "Three"):
        await old.edit(content=words)
    assert texts(club) == ["Three"]
    assert club.server.invalid_requests == 1


async def test_an_edit_is_one_too_many_at_will(club: Club):
    """Also of a new message, and the first one."""
    club.server.faults.add(Fault.too_many_old_edits(seconds=20))
    async with calling(club.server) as call:
        sent = (await call("POST", f"/channels/{club.lobby.id}/messages", {"content": "One"})).body
        url = f"/channels/{club.lobby.id}/messages/{sent['id']}"
        refused = await call("PATCH", url, {"content": "Two"})
        assert (refused.status, refused.body["code"], refused.body["retry_after"]) == (429, 30046, 20)
        assert (await call("PATCH", url, {"content": "Two"})).status == 200


async def test_an_error_before_and_after(club: Club, channel: discord.TextChannel):
    """A 500 is retried by discord.py: its nonce keeps a made message from being made twice."""
    club.server.faults.add(Fault.fails_after(500))
    await channel.send("One")
    assert texts(club) == ["One"]
    club.server.faults.add(Fault.fails_before(503))
    with pytest.raises(discord.DiscordServerError):
        await channel.send("Two")
    assert texts(club) == ["One"]


async def test_a_refusal_with_its_own_code(club: Club, channel: discord.TextChannel):
    """Any refusal can be given, AutoMod's 200000 for example."""
    club.server.faults.add(Fault.fails_before(400, code=200000, message="Blocked by AutoMod"))
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("One")
    assert refused.value.code == 200000


@pytest.mark.parametrize("scope", ["user", "global", "shared"])
async def test_rate_limits_of_each_scope(club: Club, channel: discord.TextChannel, scope: str):
    """discord.py waits as long as it is told, then sends once."""
    fault = club.server.faults.add(Fault.rate_limited(scope=scope, seconds=0.01))
    await channel.send("One")
    assert texts(club) == ["One"]
    assert fault.hits == 1
    assert club.server.invalid_requests == 1


async def test_a_ban_has_no_via_header(club: Club, channel: discord.TextChannel):
    """Without Via discord.py takes a 429 for a ban by Cloudflare, and gives up at once."""
    club.server.faults.add(Fault.banned())
    with pytest.raises(discord.HTTPException) as banned:
        await channel.send("One")
    assert banned.value.status == 429
    assert texts(club) == []


@pytest.mark.parametrize("first", [True, False])
async def test_the_echo_comes_before_or_after_the_answer(
    club: Club,
    bot: Bot,
    channel: discord.TextChannel,
    first: bool,
):
    """The gateway's MESSAGE_CREATE and the HTTP answer race; both orders can be had."""
    club.server.faults.add(Fault.echo_first() if first else Fault.echo_last())
    bot.forget()
    await channel.send("One")
    assert ("message" in bot.events) is first
    await bot.until("message")


async def test_history_that_seems_empty(club: Club, channel: discord.TextChannel):
    """The list is empty although there are messages."""
    await channel.send("One")
    club.server.faults.add(Fault.empty_history())
    assert [message async for message in channel.history()] == []
    assert len([message async for message in channel.history()]) == 1


async def test_faults_by_count_chance_and_time(club: Club, channel: discord.TextChannel):
    """A fault strikes after some calls, by a seeded chance, or in a span of the world's time."""
    club.server.limits.generous()  # more messages than a channel takes at once
    add, clock = club.server.faults.add, club.server.clock
    add(Fault.fails_before(400).when(skip=1))
    await channel.send("One")
    with pytest.raises(discord.HTTPException):
        await channel.send("Two")
    add(Fault.fails_before(400).when(times=None, probability=0.5, seed=7))
    struck = 0
    for number in range(20):
        try:
            await channel.send(str(number))
        except discord.HTTPException:
            struck += 1
    assert 5 <= struck <= 15
    club.server.faults.clear()
    start = clock.now()
    add(Fault.fails_before(400).when(times=None, since=start, until=start + timedelta(hours=3)))
    with pytest.raises(discord.HTTPException):
        await channel.send("During the outage")
    clock.move(timedelta(hours=3))
    await channel.send("After the outage")


async def test_op_7_is_a_pause(club: Club, bot: Bot):
    """The bot comes back with RESUME, and hears what it missed."""
    await club.server.faults.ask_to_reconnect()
    await club.reader.say("Hello", in_=club.lobby)
    await bot.until("resumed")
    await club.server.delivered()
    assert "message" in bot.events


async def test_op_9_loses_what_happened(club: Club, bot: Bot):
    """The session is over: the bot identifies anew, and on_ready comes again."""
    bot.forget()
    await club.server.faults.invalidate_sessions()
    await bot.until("ready")
    assert "resumed" not in bot.events
    bot.forget()
    await club.server.faults.invalidate_sessions(resumable=True)
    await bot.until("resumed")


async def test_a_refused_resume(club: Club, bot: Bot):
    """The bot tries to resume, is refused, and begins a new session."""
    club.server.faults.refuse_resumes()
    bot.forget()
    club.server.faults.cut_gateway()
    await bot.until("ready")
    assert "resumed" not in bot.events


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4001, 4002, 4003, 4005, 4008])
async def test_closes_after_which_a_bot_returns(club: Club, bot: Bot, code: int):
    """discord.py resumes after all of these."""
    bot.forget()
    await club.server.faults.close_gateway(code)
    await bot.until("resumed")


@pytest.mark.parametrize("code", [4007, 4009])
async def test_closes_that_end_a_session(club: Club, bot: Bot, code: int):
    """The session is gone with them: RESUME is refused, and the bot begins anew."""
    bot.forget()
    await club.server.faults.close_gateway(code)
    await bot.until("ready")
    assert "resumed" not in bot.events


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_closes_that_end_a_bot(club: Club, code: int):
    """After these the process is over."""
    bot = Bot()
    async with running(bot, club.app) as task:
        await club.server.faults.close_gateway(code)
        done, _ = await asyncio.wait([task], timeout=5)
        assert done
        assert isinstance(task.exception(), discord.ConnectionClosed | discord.PrivilegedIntentsRequired)


async def test_a_gateway_that_does_not_answer(club: Club):
    """A bot whose connection is refused once comes back by itself."""
    bot = Bot()
    async with running(bot, club.app):
        bot.forget()
        club.server.faults.refuse_connections()
        club.server.faults.cut_gateway()
        await bot.until("resumed")


async def test_silence_on_the_gateway(club: Club):
    """Without acknowledged heartbeats the bot's latency stops being measured, and it closes the connection itself."""
    club.server.gateway.heartbeat_ms = 20
    bot = Bot(heartbeat_timeout=0.1)
    async with running(bot, club.app):
        bot.forget()
        club.server.faults.stop_acknowledging()
        await bot.until("resumed")


async def test_one_shard_alone(club: Club, bot: Bot):
    """An outage of another shard leaves this one alone."""
    bot.forget()
    club.server.faults.cut_gateway(shard=1)
    await club.server.delivered()
    assert "disconnect" not in bot.events
    club.server.faults.cut_gateway(shard=0)
    await bot.until("resumed")


async def test_a_guild_that_is_down(club: Club, channel: discord.TextChannel):
    """During an outage of a guild its channels answer 500."""
    club.guild.go_down()
    async with calling(club.server) as call:
        assert (await call("POST", f"/channels/{channel.id}/messages", {"content": "One"})).status == 500
    club.guild.come_back()
    await channel.send("Two")
    assert texts(club) == ["Two"]
