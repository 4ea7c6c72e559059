"""Reading back what was said in threads while the bot did not hear of it: ids and authors, never words.

Where Discord's last message of a thread is one that has been counted, nothing is read.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import discord

from bot.client import StudyBot
from bot.connection.unasked import unasked
from bot.core.studies.participation.parts import OpenThread
from bot.outside.network_errors import BROKEN
from bot.services.participation import counting
from cogs.participation.counting.messages import said_in
from cogs.participation.counting.recorder import ParticipationRecorder

_log = logging.getLogger(__name__)

A_PAGE = 100
"""Messages that Discord gives at once (Get Channel Messages in the API reference)."""
MOST_PAGES = 20
"""Pages that are read of one thread before the others have their turn again."""
AT_ONCE = 4
"""Threads that are read at once."""
READ_WITHIN = 30
"""Seconds that a page may take."""
PAUSES = (15.0, 60.0, 300.0, 900.0, 3600.0)
"""Seconds before a thread that could not be read is tried again."""
UNKNOWN_CHANNEL = 10003
MARGIN = timedelta(seconds=5)
"""After how much time a thread is surely younger than what has just begun."""


class ReadBack:
    """Reads the threads that are in doubt, whenever something may have changed about that."""

    def __init__(self, bot: StudyBot, recorder: ParticipationRecorder) -> None:
        """Nothing is read before `start`."""
        self._bot, self._recorder, self._threads = bot, recorder, recorder.threads
        self._sessions: dict[int, int] = {}
        self._outages: dict[int, int] = {}
        self._away: set[int] = set()
        self._awake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.idle = asyncio.Event()
        """Set while nothing can be read that is in doubt."""

    def start(self) -> None:
        """Begin to read."""
        self._task = asyncio.create_task(self._run(), name="read threads back")

    async def stop(self) -> None:
        """End at once: what has not been read stays so."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    def connection_lost(self, shard_id: int) -> None:
        """Note that nothing is heard of the guilds of a shard until its session goes on, or a new one begins."""
        self._away.add(shard_id)

    def session_resumed(self, shard_id: int) -> None:
        """Note that a shard has heard everything that it missed."""
        self._away.discard(shard_id)

    def is_heard(self, guild_id: int) -> bool:
        """Whether Discord tells of a guild now, as far as is known."""
        guild = self._bot.get_guild(guild_id)
        shard = None if guild is None or guild.unavailable else self._bot.get_shard(guild.shard_id)
        return shard is not None and shard.id not in self._away and not shard.is_closed()

    def new_session(self, shard_id: int) -> None:
        """Note that messages may have been missed in all guilds of a shard, which Discord tells of now."""
        self._away.discard(shard_id)
        shards = self._bot.shard_count or 1
        self._sessions[shard_id] = self._soon_id()
        self._outages = {at: since for at, since in self._outages.items() if (at >> 22) % shards != shard_id}
        self._threads.doubt_guilds(lambda guild_id: (guild_id >> 22) % shards == shard_id)
        self.wake()

    def doubt(self, guild: discord.Guild) -> None:
        """Note that messages may have been missed in a guild, of which Discord tells again only what is open then."""
        self._outages[guild.id] = self._soon_id()
        self._threads.doubt_guilds(lambda guild_id: guild_id == guild.id)
        self.wake()

    def wake(self) -> None:
        """Look again what is in doubt and can be read."""
        self.idle.clear()
        self._awake.set()

    async def _run(self) -> None:
        while True:
            await self._awake.wait()
            self._awake.clear()
            try:
                await self._round()
            except Exception:  # noqa: BLE001 # a task of its own: the next tick tries again
                _log.exception("Threads could not be read back; the next tick tries again")
            if not self._awake.is_set():
                self.idle.set()

    async def _round(self) -> None:
        """Read all that is in doubt."""
        if not self._threads.loaded:
            if not self._sessions:
                return  # nothing is heard yet either
            self._recorder.load(await counting.unfinished_threads(self._bot.database, self._bot.safe_now()))
        while threads := self._readable():
            limit = asyncio.Semaphore(AT_ONCE)
            await asyncio.gather(*(self._read(thread, limit) for thread in threads))

    def _readable(self) -> list[OpenThread]:
        """Those in doubt in which something new stands that the bot may read; where nothing does, the doubt is over."""
        readable: list[OpenThread] = []
        for thread in self._threads.in_doubt(self._bot.clock.monotonic()):
            if not self._may_read(thread):
                continue
            newest = self._newest(thread)
            if newest is None or newest > thread.begins_after:
                readable.append(thread)
            else:
                self._threads.begin(thread.id)
                self._threads.end(thread.id, thread.begins_after)
        return readable

    def _may_read(self, thread: OpenThread) -> bool:
        """Whether the bot surely may: without Read Message History Discord answers an empty list, and no error."""
        guild = self._bot.get_guild(thread.guild_id)
        channel = None if guild is None or guild.unavailable else guild.get_channel(thread.channel_id)
        me: discord.Member | None = guild.me if guild else None
        if channel is None or me is None:
            return False
        allowed = channel.permissions_for(me)
        return allowed.view_channel and allowed.read_message_history

    def _newest(self, thread: OpenThread) -> int | None:
        """The last message of a thread, as Discord has told; None when that has to be asked.

        Discord tells of threads that are not archived, and of those that are opened later, as that of a new post.
        """
        guild = self._bot.get_guild(thread.guild_id)
        if guild is None or thread.id <= self._outages.get(guild.id, 0):
            return None
        if (told := guild.get_thread(thread.id)) is not None:
            return told.last_message_id or 0
        is_new = thread.counted_to is None and thread.id > self._sessions.get(guild.shard_id, thread.id)
        return 0 if is_new else None

    def _soon_id(self) -> int:
        """An id that everything made from now on surely exceeds in a moment."""
        return discord.utils.time_snowflake(self._bot.http_watch.discord_now() + MARGIN)

    async def _read(self, thread: OpenThread, limit: asyncio.Semaphore) -> None:
        """Read a thread from where it is counted to its end; when that fails, it is read on later."""
        async with limit:
            self._threads.begin(thread.id)
            pauses, ended = PAUSES, False
            try:
                for _ in range(MOST_PAGES):
                    is_closed = thread.until <= discord.utils.time_snowflake(self._bot.safe_now())
                    if (page := await self._page(thread)) is None:
                        break
                    thread, ended = await self._taken(thread, page, is_closed=is_closed)
                    if ended:
                        break
                else:
                    pauses = (0.0,)  # there is more
            except Exception:  # noqa: BLE001 # one thread of many: the others are read all the same
                _log.exception("Post %d: its thread could not be read back", thread.post_id)
            if ended:
                self._threads.end(thread.id, thread.begins_after)
            else:
                self._threads.break_off(thread.id, thread.begins_after, self._bot.clock.monotonic(), pauses)

    async def _page(self, thread: OpenThread) -> list[discord.Message] | None:
        """The next messages of a thread, in order; None when Discord does not give them."""
        place = self._bot.get_partial_messageable(thread.id, guild_id=thread.guild_id)
        after = discord.Object(thread.begins_after)
        try:
            async with asyncio.timeout(READ_WITHIN):
                await self._bot.send_rate.wait()
                with unasked(thread.guild_id):
                    messages = place.history(limit=A_PAGE, after=after, oldest_first=True)
                    return [message async for message in messages]
        except (discord.HTTPException, *BROKEN) as broken:
            if isinstance(broken, discord.HTTPException) and broken.code == UNKNOWN_CHANNEL:
                return []  # it has not been opened, or has been deleted
            code = broken.code if isinstance(broken, discord.HTTPException) else 0
            what = type(broken).__name__
            _log.info("Post %d: its thread cannot be read yet (%s, code %d)", thread.post_id, what, code)
            return None

    async def _taken(
        self, thread: OpenThread, page: list[discord.Message], *, is_closed: bool
    ) -> tuple[OpenThread, bool]:
        """The thread after a page of it has been stored, and whether that was its last that counts.

        `is_closed` when it was closed before the page was asked for: else something may have been said after that.
        """
        known = self._threads.get(thread.id) or thread  # its study may have had its next post meanwhile
        reached = max((message.id for message in page), default=thread.begins_after)
        ended = len(page) < A_PAGE or reached >= known.until
        counted_to = known.until if ended and is_closed else min(reached, known.until)
        said = [each for message in page if (each := said_in(message, known, self._bot.app_id)) is not None]
        await self._recorder.read_back(said, {thread.post_id: counted_to})
        return replace(known, counted_to=counted_to), ended
