"""Messages in the threads of the day, and replies to its post: one look in a dictionary for each.

What a message says is never looked at: who wrote it, where, and to which message it replies is enough.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import discord

from bot.client import StudyBot
from bot.core.errors import StorageError
from bot.core.studies.participation.parts import OpenThread, Said
from bot.services.participation import counting, own_data
from cogs.participation.counting.messages import answered_id, said_in
from cogs.participation.counting.open_threads import OpenThreads

_log = logging.getLogger(__name__)

GATHER = 1.0
"""Seconds for which messages are gathered before they are stored together."""
MOST_WAITING = 10_000
"""Parts that wait at most; where more is said, the thread is read back instead."""
A_MOMENT = timedelta(seconds=1)
"""How exactly Discord tells the time."""


class ParticipationRecorder:
    """Counts messages in open threads, and stores them a second later at most."""

    def __init__(self, bot: StudyBot) -> None:
        """Count for this bot; nothing counts before the `threads` are loaded, but what is said waits for that."""
        self._bot = bot
        self.threads = OpenThreads()
        self._early: list[discord.Message] = []
        self._waiting: dict[tuple[int, int, int | None, int | None], Said] = {}
        self._counted_to: dict[int, int] = {}
        self._storing: asyncio.Task[None] | None = None
        self._writing = asyncio.Lock()

    def load(self, threads: Sequence[OpenThread]) -> None:
        """Learn which threads are open, and count what was said while that was read."""
        self.threads.load(threads)
        early, self._early = self._early, []
        for message in early:
            self.message(message)

    def message(self, message: discord.Message) -> None:
        """Count the author of a message in an open thread, or in reply to its post.

        There is nothing to wait for here, so that messages are counted in the order in which Discord tells of them.
        """
        if not self.threads.loaded:
            if len(self._early) < MOST_WAITING:
                self._early.append(message)
            return
        thread = self.threads.get(message.channel.id) or self.threads.get(answered_id(message) or 0)
        if thread is None or not thread.id < message.id < thread.until:
            return
        if len(self._waiting) >= MOST_WAITING:
            self.threads.doubt([thread.id])
            return
        if (said := said_in(message, thread, self._bot.app_id)) is not None:
            self._waiting.setdefault((said.post_id, said.user_id, said.replies_to, said.answer_id), said)
        if message.channel.id == thread.id and self.threads.is_certain(thread.id):
            self._counted_to[thread.post_id] = max(message.id, self._counted_to.get(thread.post_id, 0))
            self.threads.heard(thread.id, message.id)
        self._store_later()

    def close(self, is_heard: Callable[[int], bool]) -> None:
        """Note of threads that have closed, in guilds that are heard, that nothing more will be said in them."""
        now_id = discord.utils.time_snowflake(self._bot.safe_now())
        if closed := self.threads.close(now_id, self._bot.clock.monotonic(), is_heard):
            self._counted_to |= {thread.post_id: thread.until for thread in closed}
        if self._counted_to or self._waiting:
            self._store_later()

    async def read_back(self, said: Sequence[Said], counted_to: Mapping[int, int]) -> None:
        """Store what was read in a thread, and how far; what is waiting goes first: it may come from before that."""
        async with self._writing:
            await self._write()
            await counting.record_said(self._bot.database, list(filter(self._in_time, said)), counted_to)

    async def store(self) -> None:
        """Store what is waiting; what cannot be stored now goes on waiting."""
        async with self._writing:
            await self._write()

    async def forget(self, user_id: int) -> None:
        """Delete what is stored about a person, and what is waiting to be: it is older than the deletion."""
        async with self._writing:
            self._waiting = {key: said for key, said in self._waiting.items() if said.user_id != user_id}
            await own_data.forget(self._bot.database, user_id, self._bot.http_watch.discord_now() + A_MOMENT)

    async def forget_asked(self) -> None:
        """Delete what is stored about those of whom the operator has asked it; what is waiting is theirs as well."""
        async with self._writing:
            await self._write()
            people = await own_data.forget_asked(self._bot.database, self._bot.http_watch.discord_now() + A_MOMENT)
        if people:
            _log.info("Deleted all there was about %d people, as the operator asked", people)

    async def stop(self) -> None:
        """Store what is waiting, at once."""
        async with self._writing:
            if self._storing:
                self._storing.cancel()
        await self.store()

    async def _write(self) -> None:
        waiting, counted_to = self._waiting, self._counted_to
        self._waiting, self._counted_to = {}, {}
        said = list(filter(self._in_time, waiting.values()))
        try:
            if said or counted_to:
                await counting.record_said(self._bot.database, said, counted_to)
        except BaseException:
            self._waiting = self._waiting | waiting
            self._counted_to = counted_to | self._counted_to
            raise

    def _in_time(self, said: Said) -> bool:
        """Whether the study's next post was not there yet."""
        thread = self.threads.get(said.thread_id)
        return thread is None or said.message_id < thread.until

    def _store_later(self) -> None:
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store_soon(), name="store participation")

    async def _store_soon(self) -> None:
        await asyncio.sleep(GATHER)
        try:
            await self.store()
        except StorageError:
            _log.debug("Participation is kept until the database can be written again")  # which has been told
        except Exception:  # noqa: BLE001 # a task of its own: nobody else would log it
            _log.exception("Participation could not be stored; it is kept for the next try")
