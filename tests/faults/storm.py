"""A network that breaks about a quarter of the requests, in every way, and is slow with others."""

import asyncio
import random

from local_discord.faults import HISTORY, SEND, Fault, Faults
from tests.faults.outcomes import PIN, PUBLISH, THREAD
from tests.faults.stage import WatchedPipeline
from tests.faults.witness import FORUM_POST

STRUCK = (
    SEND,
    FORUM_POST,
    HISTORY,
    "GET /channels/{channel_id}",
    "GET /channels/{channel_id}/messages/{message_id}",
    "GET /guilds/{guild_id}/threads/active",
    "GET /channels/{channel_id}/threads/archived/public",
    THREAD,
    PIN,
    PUBLISH,
)
"""The requests of a delivery: what a bot asks at its start is not among them, or it would never come to one."""
SHARE = 0.25
SLOW_SHARE, SLOWEST = 0.1, 0.3


class Storm(Faults):
    """Faults by chance on every route of a delivery, until it is calm."""

    def __init__(self, usual: Faults, chance: random.Random) -> None:
        super().__init__(usual._clock, usual._gateway)
        self._by_chance = chance
        self.calm = False
        self.strikes = 0

    def next(self, route: str) -> Fault | None:
        """The fault that strikes this call, if one does."""
        if self.calm or route not in STRUCK or self._by_chance.random() >= SHARE:
            return None
        self.strikes += 1
        status = self._by_chance.choice((500, 502, 503, 504))
        makers = (
            lambda: Fault.fails_before(status, route),
            lambda: Fault.fails_after(status, route),
            lambda: Fault.dropped_before(route),
            lambda: Fault.dropped_after(route),
            lambda: Fault.rate_limited(route),
        )
        return self._by_chance.choice(makers)()


class SlowPipeline(WatchedPipeline):
    """A way on which some requests take up to 0.3 real seconds, whether or not their sender is still there."""

    chance = random.Random()

    async def delay(self) -> None:
        """Let some wait."""
        if self.chance.random() < SLOW_SHARE:
            await asyncio.sleep(self.chance.random() * SLOWEST)
