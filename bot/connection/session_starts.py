"""When a shard may begin a new session: Discord resets the token of a bot that begins too many in a day.

The limit is usually 1,000 a day (Gateway, Session Start Limit). A shard whose sessions are ended again and again begins
fewer than 120 a day, and is back within a quarter of an hour after Discord is well.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.core.errors import StorageError

_log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(seconds=780)
"""Pauses double from the first to the longest: 118 starts in the first day, about 110 in each that follows."""
QUIET = timedelta(hours=1)
"""After so long without a new session the pauses begin anew."""
APART = timedelta(seconds=5)
"""Shards of one bucket may begin only so far apart (Gateway, Rate Limits and max_concurrency)."""
KEPT = 50
"""Starts of a day that are left for whoever has to restart the bot by hand."""
DAY = timedelta(days=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class _Latest(NamedTuple):
    """A shard's latest start, and how many came before it without an hour between them."""

    at: datetime
    before: int


class SessionStarts:
    """The session starts of this process: how many Discord still allows, and when each shard began last."""

    def __init__(
        self,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        reserve: Callable[[str, float], Awaitable[float]] | None = None,
    ) -> None:
        """Use `now`, the time of a monotonic clock, and `sleep`, which waits so many seconds or returns earlier.

        Processes that share the buckets take their time in them with `reserve`: of which, how many seconds; it tells
        in how many seconds that time begins.
        """
        self._now = now
        self._reserve = reserve
        self._sleep = sleep
        self._latest: dict[int, _Latest] = {}
        self._bucket_free: dict[int, datetime] = {}
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._buckets = 1
        self.counted = 0
        """Sessions begun since the start."""
        self._total = 1_000
        self._left: int | None = None
        self._renewed_at = _LONG_AGO

    def limit(self, total: int, left: int, reset_after: timedelta, buckets: int) -> None:
        """Learn what Discord allows: starts a day, how many are left until when, and `max_concurrency`."""
        self._total, self._left, self._buckets = total, left, max(buckets, 1)
        self._renewed_at = self._now() + reset_after

    def begun(self, shard_id: int) -> None:
        """Note that the shard begins a session now."""
        self.counted += 1
        now, latest = self._now(), self._latest.get(shard_id)
        lately = latest is not None and now - latest.at < QUIET
        self._latest[shard_id] = _Latest(now, latest.before + 1 if latest and lately else 0)
        self._bucket_free[shard_id % self._buckets] = now + APART
        if self._left is not None:
            self._left -= 1

    async def turn(self, shard_id: int) -> None:
        """Wait until the shard may begin a session."""
        bucket = shard_id % self._buckets
        await self._until(self._pause_ends(shard_id))
        async with self._turns[bucket]:
            await self._until(min(self._bucket_free.get(bucket, _LONG_AGO), self._now() + APART))
            await self._until_one_is_left()
            await self._until(self._now() + await self._others_end(bucket))
            self._bucket_free[bucket] = self._now() + APART

    async def _others_end(self, bucket: int) -> timedelta:
        """How long other processes have this bucket; no time at all while nobody can tell: Discord would refuse one."""
        if self._reserve is None:
            return timedelta(0)
        with suppress(StorageError):
            return timedelta(seconds=await self._reserve(f"sessions {bucket}", APART.total_seconds()))
        return timedelta(0)

    def _pause_ends(self, shard_id: int) -> datetime:
        now, latest = self._now(), self._latest.get(shard_id)
        since = QUIET if latest is None else now - latest.at
        if latest is None or since >= QUIET:
            return now
        pause = min(FIRST_PAUSE * 2 ** min(latest.before, 10), LONGEST_PAUSE)
        if latest.before:
            _log.info("Shard %d: its last session ended early; the next begins after a pause of %s", shard_id, pause)
        return now + max(pause - since, timedelta(0))

    async def _until_one_is_left(self) -> None:
        """Wait for a new day's starts when those of this day are used up, but for what is kept."""
        if self._left is None:
            return
        if self._left <= KEPT and self._now() < self._renewed_at:
            left = self._renewed_at - self._now()
            _log.warning("Discord allows hardly any more sessions today: the next begins after a pause of %s", left)
            await self._until(min(self._renewed_at, self._now() + DAY))
        if self._now() >= self._renewed_at:
            self._left, self._renewed_at = self._total, self._now() + DAY

    async def _until(self, moment: datetime) -> None:
        while (left := moment - self._now()) > timedelta(0):
            await self._sleep(left.total_seconds())
