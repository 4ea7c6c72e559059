"""Carrying each claimed post to its end, one task a post, so that one study's trouble never delays another's."""

import asyncio
import logging
from dataclasses import replace

from bot.client import StudyBot
from bot.core import delivery
from bot.core.delivery import Known, Outcome, Sighting, Step
from bot.core.models import Post, PostContent, PostState, Wish
from bot.core.participation import OpenThread
from bot.services import daily
from cogs._shared.looking import look
from cogs.daily import pins, sender
from cogs.daily.pins import Pinning

_log = logging.getLogger(__name__)


class Deliveries:
    """The posts this process has in hand."""

    def __init__(self, bot: StudyBot) -> None:
        """Begin with empty hands."""
        self._bot = bot
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._echoes: dict[str, asyncio.Future[int]] = {}
        self._looked_at: set[int] = set()

    def take(self, post: Post, *, untried: bool) -> None:
        """See to a post, unless that is being done already; `untried` when this process has just claimed it."""
        if post.content is None or post.id in self._tasks:
            return
        task = asyncio.create_task(self._carry(post, post.content, untried=untried), name=f"post {post.id}")
        self._tasks[post.id] = task
        task.add_done_callback(lambda done: self._done(post.id, done))

    def echo(self, nonce: str, message_id: int) -> None:
        """Take the gateway's word that a post is there: its echo of our message carries the nonce."""
        waiting = self._echoes.get(nonce)
        if waiting is not None and not waiting.done():
            waiting.set_result(message_id)

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

    async def _carry(self, post: Post, content: PostContent, *, untried: bool) -> None:
        known = Known(untried=untried, looked_before=post.study_id in self._looked_at)
        is_new = post.state is PostState.CLAIMED
        echo = self._echoes[post.nonce] = asyncio.get_running_loop().create_future()
        try:
            while post.state is PostState.CLAIMED:
                if echo.done():
                    post = await daily.sent(self._bot.database, post, echo.result(), self._bot.now())
                    break
                post, known = await self._step(post, content, known, echo)
        finally:
            self._echoes.pop(post.nonce, None)
        if post.state is PostState.SENT and post.message_id is not None:
            if is_new:
                await self._tell(post, content)
            ended = [await self._open_thread(post, content, post.message_id), await self._pin(post, post.message_id)]
            if not all(ended):
                await daily.put_off(self._bot.database, post, self._bot.now())

    async def _step(
        self, post: Post, content: PostContent, known: Known, echo: asyncio.Future[int]
    ) -> tuple[Post, Known]:
        step = delivery.next_step(post, known, self._bot.now())
        match step:
            case Step.LOOK:
                return await self._look(post, known)
            case Step.SEND:
                return await self._send(post, content, known)
            case Step.WAIT:
                await self._wait(post, echo)
                return post, known
            case Step.SKIP:
                return await self._end(post, PostState.SKIPPED, "reason.late"), known
            case Step.GIVE_UP:
                _log.warning("Post %d may or may not be in its channel: a host has to look", post.id)
                return await self._end(post, PostState.UNKNOWN, "reason.unknown"), known

    async def _look(self, post: Post, known: Known) -> tuple[Post, Known]:
        seen = await look(self._bot, post)
        if seen.sighting is Sighting.NOT_LOOKED:
            return await daily.attempt_failed(self._bot.database, post, self._bot.now()), known
        self._looked_at.add(post.study_id)
        if seen.sighting is Sighting.FOUND:
            post = await daily.sent(self._bot.database, post, seen.message_id, self._bot.now())
        return post, replace(known, sighting=seen.sighting, looked_before=True)

    async def _send(self, post: Post, content: PostContent, known: Known) -> tuple[Post, Known]:
        database = self._bot.database
        await self._bot.pace.turn()
        if not known.untried and delivery.next_step(post, known, self._bot.now()) is not Step.SEND:
            return post, known  # many had their turn before: Discord may have forgotten the nonce by now
        nothing_before = known.untried or known.sure or known.sighting is Sighting.ABSENT
        if not known.untried:
            post = await daily.begin_attempt(database, post, self._bot.now(), nothing_before=nothing_before)
        sent = await sender.send(self._bot, post, content)
        sure = nothing_before and sent.outcome in (Outcome.NOT_SENT, Outcome.REFUSED)
        if sent.outcome in (Outcome.SENT, Outcome.GONE):
            post = await daily.sent(database, post, sent.message_id, self._bot.now())
        elif sent.outcome is Outcome.REFUSED:
            post = await self._refused(post, sent.reason, sure=sure)
        else:
            post = await daily.attempt_failed(database, post, self._bot.now())
        return post, Known(looked_before=known.looked_before, sure=sure)

    async def _refused(self, post: Post, reason: str, *, sure: bool) -> Post:
        """End a refused slot: without a post, with that of an earlier attempt if it is there, or as unknown."""
        if sure:
            return await self._end(post, PostState.SKIPPED, reason, pause=True)
        seen = await look(self._bot, post)
        if seen.sighting is Sighting.FOUND:
            return await daily.sent(self._bot.database, post, seen.message_id, self._bot.now())
        return await self._end(post, PostState.UNKNOWN, reason, pause=True)

    async def _wait(self, post: Post, echo: asyncio.Future[int]) -> None:
        """Wait for the next attempt's time, a moved clock or the gateway's echo, whichever comes first."""
        now = self._bot.now()
        until = post.retry_at if post.retry_at and now < post.retry_at else post.tried_at + delivery.NONCE_TRUST
        seconds = max(1.0, (until - now).total_seconds())
        sleeping = asyncio.ensure_future(self._bot.clock.sleep(seconds))
        try:
            await asyncio.wait((sleeping, echo), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()

    async def _end(self, post: Post, state: PostState, reason: str, *, pause: bool = False) -> Post:
        ended = await daily.ended(self._bot.database, post, state, reason, self._bot.now(), pause=pause)
        self._bot.dispatch("study_notice")
        return ended

    async def _tell(self, post: Post, content: PostContent) -> None:
        """Tell of a post that is there now: a forum post is a thread already, and its role may be gone."""
        if post.forum:
            self._tell_thread(post, post.thread_id)
        if content.role_id is not None and sender.is_role_gone(self._bot, post.guild_id, content.role_id):
            await daily.role_gone(self._bot.database, post, self._bot.now())
            self._bot.dispatch("study_notice")

    async def _open_thread(self, post: Post, content: PostContent, message_id: int) -> bool:
        """Open the thread if it is still to come; whether that has come to an end."""
        if post.forum or post.thread is not Wish.WANTED:
            return True
        opened = await sender.open_thread(self._bot, post, content, message_id)
        if opened.reason is not None:
            _log.warning("Post %d stays without a thread (%s)", post.id, opened.reason)
            await daily.thread_refused(self._bot.database, post, opened.reason, self._bot.now())
            self._bot.dispatch("study_notice")
        elif opened.thread_id is not None:
            await daily.thread_opened(self._bot.database, post, opened.thread_id)
            self._tell_thread(post, opened.thread_id)
        return opened.reason is not None or opened.thread_id is not None

    def _tell_thread(self, post: Post, thread_id: int | None) -> None:
        if thread_id is not None:
            self._bot.dispatch("study_thread", OpenThread(thread_id, post.id, post.study_id))

    async def _pin(self, post: Post, message_id: int) -> bool:
        """Pin the post if that is still to come; whether it has come to an end."""
        if post.forum or post.pin is not Wish.WANTED:
            return True
        database = self._bot.database
        pinning = await pins.pin(self._bot, post, message_id)
        if pinning is Pinning.FULL:
            pinning = await pins.make_room(self._bot, post, await daily.pinned_before(database, post))
            if pinning is Pinning.DONE:
                pinning = await pins.pin(self._bot, post, message_id)
        if pinning is Pinning.DONE:
            await daily.pinned(database, post)
        elif pinning is not Pinning.LATER:
            reason = "reason.pins_full" if pinning is Pinning.FULL else "reason.no_pin"
            _log.warning("Post %d stays unpinned (%s)", post.id, reason)
            await daily.pin_refused(database, post, reason, self._bot.now())
            self._bot.dispatch("study_notice")
        return pinning is not Pinning.LATER
