"""Requests that are over when their answer has been read, by a bare discord.py bot at the local Discord."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
from discord import http

from bot.connection import rest
from bot.connection.answered_requests import watch
from local_discord import Fault, LocalDiscord, Permission
from local_discord.faults import SEND
from tests.local_discord.bots import TOKEN, Bot, check, point, running

LONG = 300.0
"""Seconds of a window that no test sleeps out: with one request in it each test would fail by its limit."""
SHORT = 1.5
"""Seconds of a window that a test does sleep out, long enough for a busy machine to come back within it."""


class Club:
    """A guild with one channel, and a bot whose requests are prompt."""

    def __init__(self, server: LocalDiscord) -> None:
        self.server = server
        self.application = server.world.add_application("Daily Passage", token=TOKEN)
        guild = server.world.add_guild("Readers")
        self.role = guild.add_application(self.application)
        self.lobby = guild.add_text_channel("lobby")
        trace = aiohttp.TraceConfig()
        watch(trace)
        self.bot = Bot(http_trace=trace)
        self.rest = rest.Rest(self.bot.http)

    async def send(self, text: str, within: float = 20) -> discord.Message:
        """Send a message, which neither hangs nor sleeps out a long window."""
        async with asyncio.timeout(within):
            return await self.bot.get_partial_messageable(self.lobby.id).send(text)

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.lobby.messages]

    @property
    def asleep(self) -> int:
        """How many requests are over while discord.py still sleeps in them."""
        return len(self.rest._tasks)


@pytest.fixture
async def club(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Club]:
    async with LocalDiscord() as server:
        point(monkeypatch, server)
        made = Club(server)
        async with running(made.bot, made.application):
            yield made
        made.rest.close()
        check(server)


async def test_the_last_request_of_a_window_is_over_when_it_is_answered(club: Club):
    """discord.py would return the message when the window has ended."""
    club.server.limits.set(SEND, 2, LONG)
    assert [(await club.send(text)).id for text in ("One", "Two")] == [message.id for message in club.lobby.messages]
    assert club.asleep == 1


async def test_so_is_a_refusal(club: Club):
    """The window ends later than anybody waits for the reason."""
    club.server.limits.set(SEND, 1, LONG)
    club.lobby.set_overwrite(club.role, deny=Permission.SEND_MESSAGES)
    with pytest.raises(discord.Forbidden) as refused:
        await club.send("One")
    assert refused.value.code == 50013
    assert club.asleep == 1


async def test_so_is_a_broken_connection(club: Club):
    """It is known at once that no answer will come."""
    club.server.limits.set(SEND, 2, LONG)
    await club.send("One")
    club.server.faults.add(Fault.dropped_before())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await club.send("Two")
    assert club.asleep == 1


async def test_what_is_not_answered_ends_in_time(club: Club, monkeypatch: pytest.MonkeyPatch):
    """Also with the last request of a window, in which discord.py sleeps when it is cancelled; the next one works."""
    club.server.limits.set(SEND, 2, SHORT)
    await club.send("One")
    hung = club.server.faults.add(Fault.hangs_before())
    with monkeypatch.context() as patch:
        patch.setattr(rest, "ANSWER_WITHIN", 0.5)
        with pytest.raises(TimeoutError):
            await club.send("Two")
    assert hung.hits == 1
    await club.send("Three")
    assert club.texts == ["One", "Three"]


async def test_what_waits_for_a_window_in_vain_is_not_sent_in_the_next(club: Club, monkeypatch: pytest.MonkeyPatch):
    """It takes no request of that window either: those after it work."""
    club.server.limits.set(SEND, 1, SHORT)
    await club.send("One")
    with monkeypatch.context() as patch:
        patch.setattr(rest, "ANSWER_WITHIN", 0.5)
        for text in ("Two", "Three"):
            with pytest.raises(TimeoutError):
                await club.send(text)
    await club.send("Four")
    await club.send("Five")
    assert club.texts == ["One", "Four", "Five"]


@pytest.mark.parametrize("scope", ["user", "global"])
async def test_a_429_that_is_longer_than_anybody_waits_holds_nobody_up_for_ever(
    club: Club, monkeypatch: pytest.MonkeyPatch, scope: str
):
    """discord.py lets all other requests go when the sleep ends in which it met the global limit, and only then."""
    club.server.faults.add(Fault.rate_limited(scope=scope, seconds=SHORT))
    with monkeypatch.context() as patch:
        patch.setattr(rest, "ANSWER_WITHIN", 0.5)
        with pytest.raises(TimeoutError):
            await club.send("One")
    await club.send("Two")
    assert club.texts == ["Two"]


async def test_too_many_edits_of_old_messages_are_told_at_once(club: Club):
    """Nobody waits for one, and it is not made again however soon Discord would take it."""
    message = await club.send("One")
    refused = club.server.faults.add(Fault.too_many_old_edits(seconds=SHORT))
    with pytest.raises(discord.HTTPException) as told:
        await message.edit(content="Two")
    assert (told.value.status, told.value.code) == (429, 30046)
    await asyncio.wait(club.rest._tasks)  # discord.py sleeps in it, and then does not ask again
    assert club.texts == ["One"]
    assert refused.hits == 1
    await message.edit(content="Three")
    assert club.texts == ["Three"]


async def test_whoever_stops_waiting_is_not_kept(club: Club):
    """A cancelled request ends at once, and the next one works."""
    club.server.limits.set(SEND, 2, SHORT)
    await club.send("One")
    hung = club.server.faults.add(Fault.hangs_before())
    sending = asyncio.create_task(club.send("Two"))
    await hung.struck.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    await club.send("Three")
    assert club.texts == ["One", "Three"]
    assert club.asleep <= 1


async def test_nothing_sleeps_on_after_the_end(club: Club):
    """A stop does not wait for the windows."""
    club.server.limits.set(SEND, 1, LONG)
    await club.send("One")
    club.rest.close()
    async with asyncio.timeout(5):
        await asyncio.wait(club.rest._tasks)
    await asyncio.sleep(0)
    assert club.asleep == 0


async def test_many_new_buckets_are_no_reason_to_go_through_all_of_them(club: Club, monkeypatch: pytest.MonkeyPatch):
    """One of a minute is."""
    looked: list[http.Ratelimit] = []
    monkeypatch.setattr(http.Ratelimit, "is_inactive", lambda bucket: looked.append(bucket))
    for number in range(1_000):
        club.bot.http.get_ratelimit(str(number))
    assert looked == []  # there were few when they were last looked for
    monkeypatch.setattr(club.rest, "_clear_at", 0.0)
    for number in range(1_000, 2_000):
        club.bot.http.get_ratelimit(str(number))
    assert 1_000 <= len(looked) < 1_100


async def test_buckets_that_are_no_longer_used_are_cleared_all_the_same(club: Club, monkeypatch: pytest.MonkeyPatch):
    """With the next new one, a minute later."""
    for number in range(1_000):
        club.bot.http.get_ratelimit(str(number))._last_request -= 301
    monkeypatch.setattr(club.rest, "_clear_at", 0.0)
    club.bot.http.get_ratelimit("new")
    assert len(club.bot.http._buckets) < 260
