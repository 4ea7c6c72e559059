"""Every few seconds: claim what has come due, and see to what is unfinished."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.connection.unasked import unasked
from bot.core.errors import StorageError, StudyError
from bot.core.models import Reason
from bot.core.posts import Post
from bot.services.backups import daily_backup
from bot.services.deliveries import claim_holds, continuations, daily_posts, slot_claims
from bot.services.guilds import guild_lifecycle
from bot.services.participation import own_data
from cogs.deliveries.carrier import Deliveries
from cogs.deliveries.daily_post import Continuation, DailyPost
from cogs.deliveries.time_evidence import DOUBTS, doubt

_log = logging.getLogger(__name__)

TICK = 15
"""Seconds between two looks at what is due. Never a sleep to a deadline: a machine that was suspended oversleeps it."""
TELL_AFTER = 120.0
"""Seconds for which claims have been held before hosts hear of it: a shorter hold is over before they could act."""
FORGET_EVERY = timedelta(days=1)
"""How often the data of guilds that the bot left long ago is deleted, and what is left of other data."""
TICK_WITHIN = 1.0
"""Seconds that a tick under way gets when the bot stops."""
STOP_WITHIN = 5
"""Seconds that deliveries under way get then; with what the client takes before, a stop takes eight at most."""


class Clockwork(commands.Cog):
    """The loop that has each post of each study sent at its time."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self.deliveries = Deliveries(bot, bot.send_rate)
        self._clockwork: asyncio.Task[None] | None = None
        self.ticking = asyncio.Lock()
        self._doubted: Reason | None = None
        self._held_at = 0.0
        self._storage_failed_at: float | None = None
        self._was_sure = False
        self.daily_backup = daily_backup(bot.database) if bot.backs_up else None
        self._forgot_at = datetime.min.replace(tzinfo=UTC)

    async def cog_load(self) -> None:
        """Start the loop that ticks every `TICK` seconds."""
        with unasked():
            self._clockwork = asyncio.create_task(self._run(), name="daily clockwork")

    async def cog_unload(self) -> None:
        """Stop claiming, and give deliveries under way `STOP_WITHIN` seconds."""
        with suppress(TimeoutError):  # a tick that has begun ends, unless it waits for Discord; no other begins
            await asyncio.wait_for(self.ticking.acquire(), TICK_WITHIN)
        if self._clockwork:
            self._clockwork.cancel()
        if self.daily_backup:
            await self.daily_backup.stop()
        await self.deliveries.stop(STOP_WITHIN)

    @commands.Cog.listener(events.CLAIMED_BY_HOST)
    async def on_claimed_by_host(self, post: Post) -> None:
        """See to a post that a host has just claimed by hand: nothing is sent yet, or it was looked for in vain."""
        self._take(post, untried=True)

    @commands.Cog.listener(events.POST_GOES_ON)
    async def on_post_goes_on(self) -> None:
        """Send what has been claimed below posts, and what is left from before the start."""
        for delivery in await continuations.unfinished(self._bot.database):
            self.deliveries.take(Continuation(self._bot, delivery), untried=False)

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        while True:
            moves = self._bot.clock.moves  # read before the time is: a tick may see what was before a move
            with self._bot.ticks.under_way():
                async with self.ticking:
                    await self._try_tick()
            await self._bot.clock.sleep(TICK, moves)

    async def _try_tick(self) -> None:
        try:
            await self._tick()
        except StorageError:
            self._tell_of_storage()
        except Exception:  # noqa: BLE001 # the tick: whatever went wrong, the next one must come
            _log.exception("A tick failed; the next one tries again")

    async def _tick(self) -> None:
        bot = self._bot
        try:
            bot.database.check()
            await bot.database.check_storage()
        except StorageError:
            raise
        except StudyError as lost:
            bot.end_with(lost)
            return
        self._storage_failed_at = None
        if (limits := bot.database.shared_limits) is not None:
            await bot.refusals.share(limits.refused)
        events.ticked(bot)
        in_hand = frozenset(self.deliveries.tasks)  # as it is before the database is read
        for post in await daily_posts.unfinished(bot.database, bot.http_watch.discord_now(), in_hand):
            self._take(post, untried=False)
        await self.on_post_goes_on()
        if not await claim_holds.is_due(bot.database, bot.http_watch.later_now(), bot.safe_now()):
            await self._let_go()
        elif (doubted := await doubt(bot)) is not None:
            await self._hold(doubted)
        else:
            await self._let_go()
            await self._claim()
        await self._forget_gone()
        if self.daily_backup:
            self.daily_backup.begin_when_due(bot.safe_now())

    def _tell_of_storage(self) -> None:
        """Have the hosts of what is due told that nothing can be saved, once that has lasted; the log knows it."""
        now = self._bot.clock.monotonic()
        self._storage_failed_at = now if self._storage_failed_at is None else self._storage_failed_at
        if now - self._storage_failed_at >= TELL_AFTER:
            events.storage_fails(self._bot)

    def _take(self, post: Post, *, untried: bool) -> None:
        self.deliveries.take(DailyPost(self._bot, post, self._claim_next), untried=untried)

    async def _claim(self) -> None:
        take = partial(self._take, untried=True)
        if await slot_claims.claim_due(self._bot.database, self._bot.app_id, self._bot.safe_now(), take):
            events.posts_claimed(self._bot)

    async def _forget_gone(self) -> None:
        """Once a day, delete the data of guilds that were left a month ago, and what is left of other deleted data."""
        now = self._bot.safe_now()
        if now - self._forgot_at < FORGET_EVERY:
            return
        present = {guild.id for guild in self._bot.guilds}
        if gone := await guild_lifecycle.forget_gone(self._bot.database, present, now):
            _log.info("Deleted all there was about %d guilds that were left over a month ago", gone)
            await self._bot.host_roles.load()
        await own_data.tidy(self._bot.database, now)
        self._forgot_at = now

    async def _claim_next(self, study_id: int) -> None:
        """Claim the next slot of a study whose last one was only looked for: it may be due as well."""
        bot = self._bot
        async with self.ticking:
            if self._clockwork is None or self._clockwork.cancelling() or await doubt(bot) is not None:
                return
            claimed = await slot_claims.claim_some(bot.database, [study_id], bot.app_id, bot.safe_now())
            for post in claimed.posts:
                self._take(post, untried=True)
                events.posts_claimed(bot)

    async def _hold(self, doubted: Reason) -> None:
        """Claim nothing, and say so: in the log when it begins, and to the hosts of what is due, once."""
        bot = self._bot
        if doubted is not self._doubted:
            differ = f"this clock and Discord's differ by {bot.http_watch.skew}"
            why = differ if doubted is Reason.CLOCKS else "Discord gives no answer that tells the time"
            _log.warning("Nothing is posted for now: %s", why)
        if self._doubted is None:
            self._held_at = bot.clock.monotonic()
        self._doubted = doubted
        if bot.clock.monotonic() - self._held_at < TELL_AFTER:
            return
        if await claim_holds.held(bot.database, doubted, bot.http_watch.later_now(), bot.http_watch.discord_now()):
            events.notice_due(bot)

    async def _let_go(self) -> None:
        """Delete the notices of a hold that is over, also of one from before the start."""
        if self._doubted is None and self._was_sure:
            return
        await claim_holds.over(self._bot.database, DOUBTS)
        if self._doubted is not None:
            _log.info("The time is sure again: posting goes on")
        self._doubted, self._was_sure = None, True
