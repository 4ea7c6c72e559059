"""discord.py's bot with many shards, with pauses before new sessions.

Where the pause stands, and why not elsewhere. discord.py 2.7.1 begins a session (IDENTIFY) in three places of its
shard.py: `launch_shard` at the start, `Shard.reidentify` after an invalid session, `Shard.reconnect` after a broken
connection. The last two are called one after another by the one loop in `AutoShardedClient.connect` that serves all
shards, and all three connect before they call `before_identify_hook`, under a limit of 180 or 60 seconds. A pause in
that hook would hold a connection open, be cut short by the limit, and keep every other shard waiting. Here the pause
comes before connecting, in a task of the shard's own that puts the shard back into the line of that loop afterwards.
A RESUME never waits: it begins no session.

discord.py has no public way to do this; `tests/contracts/test_discord_py.py` holds the names that are used to what they
are taken for.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import discord
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import EventItem, EventType, Shard

from bot.connection.session_starts import SessionStarts
from bot.outside.network_errors import BROKEN, in_words

_log = logging.getLogger(__name__)

FIRST_RETRY, LONGEST_RETRY = 1.0, 300.0
"""Seconds between two attempts to reach a gateway that does not answer at the start; they double."""


class ShardedBot(commands.AutoShardedBot):
    """A bot whose shards begin sessions when `session_starts`, which a subclass sets, says so."""

    session_starts: SessionStarts
    starts_elsewhere = False
    """Whether other processes begin sessions too, so that only Discord knows how many are left."""
    _unreachable = False

    async def launch_shards(self) -> None:
        """Connect all shards, after asking Discord how many sessions may still begin today."""
        await self.learn_session_starts()
        await super().launch_shards()

    async def learn_session_starts(self) -> None:
        """Ask Discord how many sessions may still begin."""
        allowed = await self.fetch_session_start_limits()
        self.session_starts.limit(
            allowed.total, allowed.remaining, timedelta(milliseconds=allowed.reset_after), allowed.max_concurrency
        )

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard, however long Discord takes to be there.

        discord.py's own logs a traceback each five seconds, goes on after `close`, and nests a call in each attempt.
        """
        pause = FIRST_RETRY
        while not self.is_closed():
            await self.session_starts.turn(shard_id)
            try:
                connecting = DiscordWebSocket.from_client(self, initial=initial, gateway=gateway, shard_id=shard_id)
                socket = await asyncio.wait_for(connecting, self.shard_connect_timeout)
            except (discord.HTTPException, ReconnectWebSocket, *BROKEN) as broken:
                self.lost_gateway(broken)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_RETRY)
                continue
            shard = PausingShard(socket, self, self._AutoShardedClient__queue.put_nowait)  # pyright: ignore[reportAttributeAccessIssue] # discord.py has no public way to hand in a shard
            self._AutoShardedClient__shards[shard_id] = shard  # pyright: ignore[reportAttributeAccessIssue] # see above
            shard.launch()
            return

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Note that a session begins; the pause has been before connecting."""
        del initial
        self._unreachable = False
        self.session_starts.begun(shard_id or 0)

    def lost_gateway(self, broken: BaseException) -> None:
        """Say in the log that the gateway cannot be reached: once until it is reached again."""
        if not self._unreachable:
            _log.warning("Discord's gateway cannot be reached: %s. Trying again, with growing pauses", in_words(broken))
        self._unreachable = True


class PausingShard(Shard):
    """A shard that pauses before it begins a new session, while the others go on."""

    def __init__(self, ws: DiscordWebSocket, client: ShardedBot, queue_put: Callable[[EventItem], None]) -> None:
        """Make the shard of a connection; `queue_put` puts it into the line of those that have to connect anew."""
        super().__init__(ws, client, queue_put)
        self._bot = client
        self._pausing: asyncio.Task[None] | None = None
        self._has_paused = False

    async def reidentify(self, exc: ReconnectWebSocket) -> None:
        """Resume at once, or begin a new session after a pause."""
        if exc.resume or self._has_paused:
            self._has_paused = False
            await super().reidentify(exc)
        else:
            self._pause(EventItem(EventType.identify, self, exc))

    async def reconnect(self) -> None:
        """Begin a new session after a pause."""
        if self._has_paused:
            self._has_paused = False
            await super().reconnect()
        else:
            self._pause(EventItem(EventType.reconnect, self, None))

    async def close(self) -> None:
        """Leave, also from a pause."""
        if self._pausing:
            self._pausing.cancel()
        await super().close()

    async def _handle_disconnect(self, e: Exception) -> None:
        """Try again later when Discord could not be reached.

        discord.py's own logs a traceback each time, and sleeps in the loop that serves all shards.
        """
        resets = isinstance(e, OSError) and e.errno in (54, 10054)  # these discord.py answers with a RESUME
        if resets or not isinstance(e, (discord.HTTPException, discord.GatewayNotFound, *BROKEN)):
            await super()._handle_disconnect(e)
        elif not self._bot.is_closed():
            self._dispatch("disconnect")
            self._dispatch("shard_disconnect", self.id)
            self._bot.lost_gateway(e)
            self._pause(EventItem(EventType.reconnect, self, e), self._backoff.delay())

    def _pause(self, item: EventItem, seconds: float = 0.0) -> None:
        """Put the shard back into the line after so many seconds, and when it may begin a session."""
        self._pausing = asyncio.create_task(self._put_back(item, seconds), name=f"pause of shard {self.id}")

    async def _put_back(self, item: EventItem, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if self._bot.starts_elsewhere:
            with suppress(discord.HTTPException, *BROKEN):  # then the number of before counts
                await self._bot.learn_session_starts()
        await self._bot.session_starts.turn(self.id)
        self._has_paused = True
        self._queue_put(item)
