"""Each claimed post is seen to until it has ended, in a task of its own, so that none waits for another's trouble."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot import events
from bot.client import StudyBot
from bot.connection.unasked import unasked
from bot.core.deliveries import delivery
from bot.core.deliveries.delivery import Known, Outcome, Sighting, Step
from bot.core.models import Post, PostContent, PostState, Reason
from bot.services.deliveries import daily_posts
from cogs.deliveries import sender
from cogs.deliveries.channel_search import look, made_at
from cogs.deliveries.thread_and_pin import complete
from cogs.deliveries.time_evidence import renew

_log = logging.getLogger(__name__)


class Deliveries:
    """The posts that this process is delivering, a task each."""

    def __init__(self, bot: StudyBot, go_on: Callable[[int], Awaitable[None]]) -> None:
        """Have `go_on` claim what comes next of a study whose slot was only to be looked for."""
        self._bot = bot
        self._go_on = go_on
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._echoes: dict[str, asyncio.Future[int]] = {}
        self._looked_at: set[int] = set()

    @property
    def tasks(self) -> Mapping[int, asyncio.Task[None]]:
        """The task of each post that is being delivered, by the post's id; it is named "post" and that id."""
        return MappingProxyType(self._tasks)

    def take(self, post: Post, *, untried: bool) -> None:
        """See to a post, unless that is being done already; `untried` when this process has just claimed it."""
        if post.content is None or post.id in self._tasks:
            return
        with unasked(post.guild_id):
            task = asyncio.create_task(self._carry(post, post.content, untried=untried), name=f"post {post.id}")
        self._tasks[post.id] = task
        task.add_done_callback(lambda done: self._done(post.id, done))

    def echo(self, nonce: str, message_id: int) -> None:
        """Note that a post is there: the gateway has sent our own message back to us, with its nonce."""
        waiting = self._echoes.get(nonce)
        if waiting is not None and not waiting.done():
            waiting.set_result(message_id)

    async def settled(self) -> None:
        """Wait until no post is being delivered."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def stop(self, within: float) -> None:
        """Give the tasks so many seconds, then cancel them; their posts stay claimed until the next start."""
        tasks = list(self._tasks.values())
        if tasks:
            _, running = await asyncio.wait(tasks, timeout=within)
            for task in running:
                task.cancel()

    def _done(self, post_id: int, task: asyncio.Task[None]) -> None:
        self._tasks.pop(post_id, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("Post %d could not be seen to; the next tick takes it up again", post_id, exc_info=error)

    async def _carry(self, post: Post, content: PostContent, *, untried: bool) -> None:
        known = Known(untried=untried, looked_before=post.study_id in self._looked_at)
        is_new = post.state is PostState.CLAIMED
        echo = self._echoes[post.nonce] = asyncio.get_running_loop().create_future()
        try:
            while post.state is PostState.CLAIMED:
                if echo.done():
                    post = await self._sent(post, echo.result())
                    break
                post, known = await self._step(post, content, known, echo)
        finally:
            self._echoes.pop(post.nonce, None)
        if post.state is PostState.SENT and post.message_id is not None:
            await complete(self._bot, post, content, post.message_id, is_new=is_new)
        if delivery.is_sought(post):
            await self._go_on(post.study_id)

    async def _step(
        self, post: Post, content: PostContent, known: Known, echo: asyncio.Future[int]
    ) -> tuple[Post, Known]:
        step = delivery.next_step(post, known, self._now())
        match step:
            case Step.LOOK:
                return await self._look(post, known)
            case Step.SEND:
                return await self._send(post, content, known)
            case Step.WAIT:
                await self._wait(post, echo)
                return post, known
            case Step.SKIP:
                return await self._end(post, PostState.SKIPPED, _why_late(post)), known
            case Step.GIVE_UP:
                _log.warning("Post %d may or may not be in its channel: a host has to look", post.id)
                return await self._end(post, PostState.UNKNOWN, Reason.UNKNOWN), known

    async def _look(self, post: Post, known: Known) -> tuple[Post, Known]:
        seen = await look(self._bot, post)
        if seen.sighting is Sighting.NOT_LOOKED:
            return await daily_posts.look_failed(self._bot.database, post, self._now()), known
        if not delivery.is_sought(post):  # after such a look the next slot may have been posted as well
            self._looked_at.add(post.study_id)
        if seen.sighting is Sighting.FOUND:
            post = await self._sent(post, seen.message_id)
        return post, replace(known, sighting=seen.sighting, looked_before=True)

    async def _send(self, post: Post, content: PostContent, known: Known) -> tuple[Post, Known]:
        database = self._bot.database
        nothing_before = known.untried or known.sure or known.sighting is Sighting.ABSENT
        if sender.is_closed(self._bot, post):
            return await self._refused(post, Reason.FORBIDDEN, sure=nothing_before), known
        await self._bot.send_rate.wait()
        if not known.untried:
            await renew(self._bot)  # how long ago the first attempt was decides
        if not known.untried and delivery.next_step(post, known, self._now()) is not Step.SEND:
            return post, known  # many had their turn before: Discord may have forgotten the nonce by now
        if not known.untried:
            post = await daily_posts.begin_attempt(database, post, self._now(), nothing_before=nothing_before)
        sent = await sender.send(self._bot, post, content)
        sure = nothing_before and sent.outcome in (Outcome.NOT_SENT, Outcome.REFUSED)
        if sent.outcome in (Outcome.SENT, Outcome.GONE):
            post = await self._sent(post, sent.message_id)
        elif sent.outcome is Outcome.REFUSED:
            post = await self._refused(post, sent.reason or Reason.REFUSED, sure=sure)
        else:
            post = await daily_posts.attempt_failed(database, post, self._now())
        return post, Known(looked_before=known.looked_before, sure=sure)

    async def _refused(self, post: Post, reason: Reason, *, sure: bool) -> Post:
        """End a refused slot: without a post, with that of an earlier attempt if it is there, or as unknown."""
        if sure:
            return await self._end(post, PostState.SKIPPED, reason, pause=True)
        seen = await look(self._bot, post)
        if seen.sighting is Sighting.FOUND:
            return await self._sent(post, seen.message_id)
        return await self._end(post, PostState.UNKNOWN, reason, pause=True)

    async def _sent(self, post: Post, message_id: int | None) -> Post:
        """Record a post that is there, as of the moment when it was made: that may be long before it was found."""
        at = self._now() if message_id is None else made_at(message_id)
        return await daily_posts.sent(self._bot.database, post, message_id, at)

    def _now(self) -> datetime:
        """Discord's time: how long ago something was must not depend on whether somebody sets a clock here."""
        return self._bot.http_watch.discord_now()

    async def _wait(self, post: Post, echo: asyncio.Future[int]) -> None:
        """Wait for the next attempt's time, a moved clock or the gateway's echo, whichever comes first."""
        now = self._now()
        until = post.retry_at if post.retry_at and now < post.retry_at else post.tried_at + delivery.NONCE_TRUST
        seconds = max(1.0, (until - now).total_seconds())
        sleeping = asyncio.create_task(self._bot.clock.sleep(seconds), name=f"post {post.id}")
        try:
            await asyncio.wait((sleeping, echo), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()

    async def _end(self, post: Post, state: PostState, reason: Reason, *, pause: bool = False) -> Post:
        ended = await daily_posts.ended(self._bot.database, post, state, reason, self._now(), pause=pause)
        events.notice_due(self._bot, post.guild_id)
        return ended


def _why_late(post: Post) -> Reason:
    """Why a slot ends without a post, too late for one."""
    return Reason.OFFLINE if delivery.is_sought(post) else Reason.LATE
