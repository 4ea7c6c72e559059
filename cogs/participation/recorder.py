"""Messages in the threads of the day, and replies to its post: one look in a dictionary for each.

What a message says is never looked at: who wrote it, where, and to which message it replies is enough.
"""

import asyncio
import logging
from datetime import timedelta

import discord

from bot.client import StudyBot
from bot.core.studies.participation.parts import OpenThread, TakingPart, part_of_message
from bot.services.deliveries import answers
from bot.services.participation import counting, own_data

_log = logging.getLogger(__name__)

GATHER = 1.0
"""Seconds for which messages are gathered before they are stored together."""
FRESH = timedelta(hours=1)
"""How long the list of open threads is trusted: the last one of a study closes by itself after a week."""
_SPOKEN = (discord.MessageType.default, discord.MessageType.reply)


class ParticipationRecorder:
    """Counts messages in open threads, and stores them a second later at most."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self._threads: dict[int, OpenThread] = {}
        self._known_at = bot.clock.now() - FRESH
        self._waiting: list[TakingPart] = []
        self._storing: asyncio.Task[None] | None = None
        self._writing = asyncio.Lock()
        self._learning = asyncio.Lock()
        self._opened_meanwhile: list[OpenThread] = []

    async def learn_threads(self) -> None:
        """Read anew which threads are open; what is opened while that is read is known as well."""
        async with self._learning:
            self._opened_meanwhile.clear()
            now = self._bot.clock.now()
            threads = await counting.open_threads(self._bot.database, now)
            self._threads = {thread.id: thread for thread in threads}
            for opened in self._opened_meanwhile:
                self._add(opened)
            self._known_at = now

    def opened(self, opened: OpenThread) -> None:
        """Learn of a new thread; the one of the study's post before closes."""
        self._add(opened)
        if self._learning.locked():
            self._opened_meanwhile.append(opened)

    def _add(self, opened: OpenThread) -> None:
        of_study = [thread for thread in self._threads.values() if thread.study_id == opened.study_id]
        if all(thread.post_id <= opened.post_id for thread in of_study):  # else an older post's, opened late
            others = {thread.id: thread for thread in self._threads.values() if thread not in of_study}
            self._threads = {**others, opened.id: opened}

    async def message(self, message: discord.Message) -> None:
        """Count the author of a message in an open thread, or in reply to its post; who is a bot takes no part."""
        if message.author.bot or message.type not in _SPOKEN:
            return
        if self._bot.clock.now() - self._known_at > FRESH and not self._learning.locked():
            await self._learn_anew()
        thread = self._thread_of(message)
        if thread is None and self._learning.locked():
            async with self._learning:  # what is said just after a start counts, too
                thread = self._thread_of(message)
        if thread is None:
            return
        part = part_of_message(message.author.id, await self._replied_to(message))
        self._waiting.append(TakingPart(thread.post_id, message.author.id, part, self._bot.clock.now()))
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store_soon(), name="store participation")

    def _thread_of(self, message: discord.Message) -> OpenThread | None:
        """The open thread that a message is in, or to whose post it replies in the channel."""
        reference = message.reference if message.type is discord.MessageType.reply else None
        post_id = reference.message_id if reference else None
        return self._threads.get(message.channel.id) or self._threads.get(post_id or 0)

    async def _replied_to(self, message: discord.Message) -> int | None:
        """Which member this message replies to: who wrote the other one, or handed in the answer that stands in it."""
        resolved = message.reference.resolved if message.reference else None
        if not isinstance(resolved, discord.Message) or message.guild is None:
            return None
        if resolved.author.id == self._bot.app_id:
            return await answers.author_of(self._bot.database, message.guild.id, resolved.id)
        return None if resolved.author.bot else resolved.author.id

    async def store(self) -> None:
        """Store what is waiting; what cannot be stored now goes on waiting."""
        async with self._writing:
            parts, self._waiting = self._waiting, []
            try:
                if parts:
                    await counting.record(self._bot.database, parts)
            except BaseException:
                self._waiting = parts + self._waiting
                raise

    async def forget(self, user_id: int) -> None:
        """Delete what is stored about a person, and what is waiting to be."""
        async with self._writing:
            self._waiting = [part for part in self._waiting if part.user_id != user_id]
            await own_data.forget(self._bot.database, user_id)

    async def stop(self) -> None:
        """Store what is waiting, at once."""
        async with self._writing:
            if self._storing:
                self._storing.cancel()
        await self.store()

    async def _learn_anew(self) -> None:
        """Read which threads are open; where that fails, those known stay so, and the next message tries again."""
        try:
            await self.learn_threads()
        except Exception:  # noqa: BLE001 # event dispatch: a message counts although others cannot be read about
            _log.exception("The open threads could not be read; the next message tries again")

    async def _store_soon(self) -> None:
        await asyncio.sleep(GATHER)
        try:
            await self.store()
        except Exception:  # noqa: BLE001 # a task of its own: nobody else would log it
            _log.exception("Participation could not be stored; it is kept for the next try")
