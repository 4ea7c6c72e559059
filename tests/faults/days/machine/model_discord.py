"""As much of Discord as a delivery meets: channels, its memory of nonces, permissions, and answers that get lost."""

import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import NamedTuple, cast

import aiohttp
import discord
from multidict import CIMultiDict
from yarl import URL

from bot.connection.http_watch import HttpWatch
from tests.faults.days.machine.database import Killed, MortalDatabase
from tests.faults.days.machine.virtual_time import VirtualClock

DISCORD = URL("https://discord.com/api")
SEND = "POST"
_NO_SESSION = cast("aiohttp.ClientSession", None)  # nobody looks at it
_FORGOTTEN, _MISSING, _DELETED, _BUSY = 50013, 10003, 10008, 0
FAULTS = ("dropped before", "dropped after", "503 before", "503 after", "killed after")


class Attempt(NamedTuple):
    """A message that was asked for: when, by this machine's clock too, with which nonce, and what it was to say."""

    at: datetime
    machine_at: datetime
    nonce: str
    text: str


@dataclass(slots=True)
class Message:
    """A message that is or was there."""

    id: int
    nonce: str
    text: str
    created_at: datetime
    machine_at: datetime
    author: discord.Object
    deleted_at: datetime | None = None


@dataclass(slots=True)
class Channel:
    """A channel: what may be done there, and what was said."""

    id: int
    exists: bool = True
    may_send: bool = True
    readable: bool = True
    messages: list[Message] = field(default_factory=list[Message])
    attempts: list[Attempt] = field(default_factory=list[Attempt])
    faulty: set[str] = field(default_factory=set[str])
    """Nonces of which an answer was lost, or whose message somebody has deleted."""


class Discord:
    """The other side, whatever becomes of our process."""

    def __init__(self, clock: VirtualClock, chance: random.Random, app_id: int, faults: float) -> None:
        """Let so large a part of the requests for messages fail, and remember a nonce for some minutes."""
        self.clock, self.chance, self.app_id, self._faults = clock, chance, app_id, faults
        self.remembered = timedelta(seconds=chance.choice((65, 120, 300, 600)))
        self.channels: dict[int, Channel] = {}
        self.outage: str | None = None
        """`silent` when nothing answers, `503` when everything is answered so."""
        self._last_id = 0

    def next_id(self) -> int:
        """An id made now."""
        self._last_id = max(self._last_id + 1, discord.utils.time_snowflake(self.clock.true_now()))
        return self._last_id

    def post(self, channel: Channel, nonce: str, text: str) -> Message:
        """The message with this nonce, made now unless it is known. Raises `_Refused` for one that is deleted."""
        now = self.clock.true_now()
        for known in reversed(channel.messages):
            if now - known.created_at > self.remembered:
                break
            if known.nonce == nonce:
                if known.deleted_at is not None:
                    raise RefusedError(404, _DELETED)
                return known
        author = discord.Object(self.app_id)
        made = Message(self.next_id(), nonce, text, now, self.clock.now(), author)
        made.created_at = discord.utils.snowflake_time(made.id)
        channel.messages.append(made)
        return made

    def calm(self) -> None:
        """Let every channel be as it should, and every request be answered."""
        self._faults = 0.0
        for channel in self.channels.values():
            channel.exists = channel.may_send = channel.readable = True

    def fault(self) -> str | None:
        """What goes wrong with a request for a message, if anything does."""
        return self.chance.choice(FAULTS) if self.chance.random() < self._faults else None


class RefusedError(Exception):
    """An answer that is an error, with its status and Discord's code."""

    def __init__(self, status: int, code: int) -> None:
        super().__init__(status, code)
        self.status, self.code = status, code


class Connection:
    """What one process has of Discord: requests, seen by the bot's own watch."""

    def __init__(self, world: Discord, watch: HttpWatch, database: MortalDatabase) -> None:
        self.discord, self._database = world, database
        self._trace = watch.trace()

    async def request(self, method: str, effect: Callable[[], object], fault: str | None = None) -> object:
        """What an effect gives, once its answer is here. Raises as discord.py and aiohttp do, and `Killed`."""
        world, context = self.discord, SimpleNamespace()
        begun = aiohttp.TraceRequestStartParams(method, DISCORD, CIMultiDict[str]())
        for watch in self._trace.on_request_start:
            await watch(_NO_SESSION, context, begun)
        self._alive(1)
        await world.clock.sleep(0.05 + world.chance.random() / 5)
        self._alive(0.5)
        if world.outage is not None:
            fault = "dropped before" if world.outage == "silent" else "503 before"
        status, code, result = _effect(effect) if fault not in ("dropped before", "503 before") else (200, 0, None)
        if fault == "killed after":
            self._database.died.set()
        self._alive(1)
        if fault in ("dropped before", "dropped after"):
            raise aiohttp.ServerDisconnectedError
        if fault in ("503 before", "503 after"):
            status, code = 503, _BUSY
        await self._answered(method, context, status, begun.headers)
        if status == 200:
            return result
        raise _error(status, code)

    def _alive(self, chance: float) -> None:
        """Raises `Killed` if the process has ended, where that comes before what follows by so much chance."""
        if self._database.died.is_set() and self.discord.chance.random() < chance:
            raise Killed

    async def _answered(self, method: str, context: SimpleNamespace, status: int, headers: CIMultiDict[str]) -> None:
        date = format_datetime(self.discord.clock.true_now().replace(microsecond=0), usegmt=True)
        answer = SimpleNamespace(status=status, headers={"Date": date, "Via": "1.1"})
        ended = SimpleNamespace(method=method, url=DISCORD, headers=headers, response=answer)
        for watch in self._trace.on_request_end:
            await watch(_NO_SESSION, context, ended)  # type: ignore[arg-type] # as much of it as the watch reads


class PartialChannel:
    """What the bot holds of a channel: it can send and read there."""

    def __init__(self, connection: Connection, channel: Channel) -> None:
        self._connection, self._channel = connection, channel

    async def send(self, *, view: str, nonce: str, allowed_mentions: discord.AllowedMentions) -> Message:
        """Make a message."""
        del allowed_mentions
        channel, world = self._channel, self._connection.discord
        channel.attempts.append(Attempt(world.clock.true_now(), world.clock.now(), nonce, view))

        def made() -> Message:
            _must(channel, channel.may_send)
            return world.post(channel, nonce, view)

        fault = world.fault()
        if fault is not None or world.outage is not None:
            channel.faulty.add(nonce)
        message = await self._connection.request(SEND, made, fault)
        assert isinstance(message, Message)
        return message

    async def history(
        self, *, limit: int, after: datetime | None = None, oldest_first: bool = False
    ) -> AsyncIterator[Message]:
        """What was said since then, the oldest first; else the newest. Nothing where the bot may not read."""
        channel = self._channel

        def read() -> list[Message]:
            _must(channel, allowed=True)
            there = [message for message in channel.messages if message.deleted_at is None and channel.readable]
            since = [message for message in there if after is None or message.created_at > after]
            return since[:limit] if oldest_first else since[::-1][:limit]

        messages = await self._connection.request("GET", read)
        assert isinstance(messages, list)
        for message in messages:
            yield message


class FetchedChannel(discord.TextChannel):
    """A channel as Discord describes it."""

    def __init__(self, channel: Channel) -> None:
        self.id = channel.id
        self.guild = SimpleNamespace(me=discord.Object(1))  # type: ignore[assignment] # as much of it as is asked for
        self.last_message_id = channel.messages[-1].id if channel.messages else None
        self._readable = channel.readable

    def permissions_for(self, obj: object, /) -> discord.Permissions:
        """What the bot may do there."""
        del obj
        return discord.Permissions(read_message_history=self._readable)


async def fetch(connection: Connection, channel: Channel) -> FetchedChannel:
    """The channel, as Discord describes it now."""

    def described() -> FetchedChannel:
        _must(channel, allowed=True)
        return FetchedChannel(channel)

    fetched = await connection.request("GET", described)
    assert isinstance(fetched, FetchedChannel)
    return fetched


def _effect(effect: Callable[[], object]) -> tuple[int, int, object]:
    """The status and code of the answer to a request, and what it gives."""
    try:
        return 200, 0, effect()
    except RefusedError as refused:
        return refused.status, refused.code, None


def _must(channel: Channel, allowed: bool) -> None:
    if not channel.exists:
        raise RefusedError(404, _MISSING)
    if not allowed:
        raise RefusedError(403, _FORGOTTEN)


def _error(status: int, code: int) -> discord.HTTPException:
    kinds = {403: discord.Forbidden, 404: discord.NotFound, 503: discord.DiscordServerError}
    response = SimpleNamespace(status=status, reason="")
    return kinds[status](response, {"code": code, "message": ""})  # type: ignore[arg-type] # as much as it reads
