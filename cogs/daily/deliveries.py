"""Carrying each claimed post to its end, one task a post, so that one study's trouble never delays another's."""

import asyncio
import logging
from dataclasses import replace

import discord

from bot.client import StudyBot
from bot.core import delivery
from bot.core.delivery import Known, Outcome, Sighting, Step
from bot.core.models import Post, PostContent, PostState
from bot.core.participation import OpenThread
from bot.services import daily
from cogs.daily import sender

_log = logging.getLogger(__name__)


class Deliveries:
    """The posts this process has in hand."""

    def __init__(self, bot: StudyBot) -> None:
        """Begin with empty hands."""
        self._bot = bot
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._looked_at: set[int] = set()

    def take(self, post: Post, *, claimed_here: bool) -> None:
        """See to a post, unless that is being done already."""
        if post.content is None or post.id in self._tasks:
            return
        task = asyncio.create_task(self._carry(post, post.content, claimed_here), name=f"post {post.id}")
        self._tasks[post.id] = task
        task.add_done_callback(lambda done: self._done(post.id, done))

    async def settled(self) -> None:
        """Wait until nothing is in hand."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def stop(self, within: float) -> None:
        """Give the steps in hand so many seconds; what is left stays claimed and is taken up at the next start."""
        tasks = list(self._tasks.values())
        if tasks:
            _, running = await asyncio.wait(tasks, timeout=within)
            for task in running:
                task.cancel()

    def _done(self, post_id: int, task: asyncio.Task[None]) -> None:
        self._tasks.pop(post_id, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("Post %d could not be seen to; the next tick takes it up again", post_id, exc_info=error)

    async def _carry(self, post: Post, content: PostContent, claimed_here: bool) -> None:
        known = Known(claimed_here=claimed_here, looked_before=post.study_id in self._looked_at)
        while post.state is PostState.CLAIMED:
            step = delivery.next_step(post, known, self._bot.clock.now())
            if step is Step.LOOK:
                post, known = await self._look(post, known)
            elif step is Step.SEND:
                post, known = await self._send(post, content, known)
            elif step is Step.WAIT:
                await self._wait(post)
            else:
                await self._end(post, step)
                return
        if post.thread_id is None and post.message_id is not None:
            await self._open_thread(post, content)

    async def _look(self, post: Post, known: Known) -> tuple[Post, Known]:
        seen = await sender.look(self._bot, post)
        if seen.sighting is Sighting.NOT_LOOKED:
            return await daily.attempt_failed(self._bot.database, post, self._bot.clock.now()), known
        self._looked_at.add(post.study_id)
        if seen.sighting is Sighting.FOUND:
            post = await daily.sent(self._bot.database, post, seen.message_id, self._bot.clock.now())
        return post, replace(known, sighting=seen.sighting)

    async def _send(self, post: Post, content: PostContent, known: Known) -> tuple[Post, Known]:
        database, clock = self._bot.database, self._bot.clock
        if known.outcome is not None or not known.claimed_here:
            post = await daily.begin_attempt(database, post, clock.now())
        sent = await sender.send(self._bot, post, content)
        known = Known(claimed_here=True, looked_before=True, outcome=sent.outcome)
        if sent.outcome in (Outcome.SENT, Outcome.GONE):
            post = await daily.sent(database, post, sent.message_id, clock.now())
        elif sent.outcome is Outcome.REFUSED:
            await daily.ended(database, post, PostState.SKIPPED, sent.reason, pause=True)
            post = replace(post, state=PostState.SKIPPED)
        else:
            post = await daily.attempt_failed(database, post, clock.now())
        return post, known

    async def _wait(self, post: Post) -> None:
        if post.retry_at is not None:
            seconds = (post.retry_at - self._bot.clock.now()).total_seconds()
            await self._bot.clock.sleep(max(0.1, seconds))

    async def _end(self, post: Post, step: Step) -> None:
        if step is Step.SKIP:
            await daily.ended(self._bot.database, post, PostState.SKIPPED, "reason.late")
        else:
            _log.warning("Post %d may or may not be in its channel: a host has to look", post.id)
            await daily.ended(self._bot.database, post, PostState.UNKNOWN, "reason.unknown")

    async def _open_thread(self, post: Post, content: PostContent) -> None:
        try:
            thread_id = await sender.open_thread(self._bot, post, content)
        except discord.Forbidden:
            _log.warning("Post %d stays without a thread: the bot may not open one in its channel", post.id)
            await daily.thread_refused(self._bot.database, post)
            return
        if thread_id is not None:
            await daily.thread_opened(self._bot.database, post, thread_id)
            self._bot.dispatch("study_thread", OpenThread(thread_id, post.id, post.study_id))
