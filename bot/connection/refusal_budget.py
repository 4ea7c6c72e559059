"""A budget for refusals: which requests have to wait once Discord has refused too many.

Discord bans an address that gets 10,000 answers of 401, 403 or 429 within ten minutes (Rate Limits, Invalid Request
Limit). Requests are held back long before that: first those of the guild that is refused, then all that nobody waits
for, at last all but the answers to people.
"""

import json
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import aiohttp

from bot.connection.unasked import Unasked, marked
from bot.core.errors import StorageError
from bot.outside.network_errors import HeldBackError

_log = logging.getLogger(__name__)

WINDOW = timedelta(minutes=10)
"""How long a refusal counts."""
FROM_A_GUILD = 30
"""Refusals in one guild after which what nobody asked for waits there."""
FROM_A_GUILD_ASKED = 300
"""Refusals in one guild after which nothing is sent there but answers."""
UNASKED = 500
"""Refusals in all, `FROM_A_GUILD` of each guild at most, after which what nobody asked for waits everywhere."""
ALL = 2_000
"""Refusals in all after which nothing is sent but answers."""
BAN = timedelta(minutes=15)
"""How long nothing is sent but answers after a ban: what is sent during one prolongs it."""
DOUBT = timedelta(minutes=1)
"""How long the token is trusted after it has been asked about."""

_INVALID = (401, 403, 429)
_CLOUDFLARE = 40333  # "Cloudflare is blocking your request" (Opcodes and Status Codes, JSON Error Codes)
_ANSWERS = ("interactions", "webhooks")  # how interactions are answered; their URLs hold a token of their own


class RefusalBudget:
    """Counts what Discord refuses, and raises `HeldBackError` instead of a request that has to wait."""

    def __init__(
        self,
        now: Callable[[], datetime],
        guild_of: Callable[[int], int | None],
        doubt_token: Callable[[], object],
    ) -> None:
        """Count by `now`, the time of a monotonic clock.

        `guild_of` gives the guild of a channel, if it is known; `doubt_token` is
        called when the bot's own token is refused, once in a minute at most.
        """
        self._now = now
        self._guild_of = guild_of
        self._doubt_token = doubt_token
        self._refused: deque[tuple[datetime, int | None]] = deque()
        self._in_guilds: Counter[int] = Counter()
        self._banned_at: datetime | None = None
        self._doubted_at: datetime | None = None
        self._holding = False
        self.counted = 0
        """Refusals since the start."""
        self._untold = self._of_others = 0

    def watch(self, trace: aiohttp.TraceConfig) -> None:
        """Watch this trace: count its refusals and hold requests back, which count as made in `http_watch`."""
        trace.on_request_start.append(self._started)
        trace.on_request_end.append(self._ended)

    def silence(self) -> timedelta:
        """How long a ban still keeps everything back but answers; zero without one."""
        since = None if self._banned_at is None else self._now() - self._banned_at
        return timedelta(0) if since is None else max(BAN - since, timedelta(0))

    def count(self, guild_id: int | None = None) -> None:
        """Count one refusal, in a guild if it was in one."""
        self.counted += 1
        self._untold += 1
        self._refused.append((self._now(), guild_id))
        if guild_id is not None:
            self._in_guilds[guild_id] += 1
            if self._in_guilds[guild_id] == FROM_A_GUILD:
                _log.info("One server has refused %d requests of late: what nobody asked for waits there", FROM_A_GUILD)
        self._forget_old()
        if not self._holding and self._in_all() > UNASKED:
            self._holding = True
            _log.warning(
                "Discord has refused %d requests within ten minutes: posts and notices wait until it refuses less",
                len(self._refused),
            )

    async def share(self, tell: Callable[[int], Awaitable[int]]) -> None:
        """Tell the other processes how many were refused here since the last time; that gives how many were there."""
        told, self._untold = self._untold, 0
        try:
            self._of_others = await tell(told)
        except StorageError:
            self._untold += told

    def holds(self, guild_id: int | None = None, *, asked: bool = False) -> bool:
        """Whether a request for this guild has to wait; `asked` when somebody waits for it."""
        self._forget_old()
        refused = 0 if guild_id is None else self._in_guilds[guild_id]
        if self.silence() or len(self._refused) + self._of_others > ALL:
            return True
        if asked:
            return refused >= FROM_A_GUILD_ASKED
        return refused >= FROM_A_GUILD or self._in_all() + self._of_others > UNASKED

    def _in_all(self) -> int:
        """The refusals in all, but of no guild more than its own limit: one of them must not hold up the others."""
        if len(self._refused) <= UNASKED:
            return len(self._refused)
        over = sum(refused - FROM_A_GUILD for refused in self._in_guilds.values() if refused > FROM_A_GUILD)
        return len(self._refused) - over

    def _forget_old(self) -> None:
        """Drop the refusals that are older than `WINDOW`."""
        now = self._now()
        while self._refused and now - self._refused[0][0] >= WINDOW:
            _, guild_id = self._refused.popleft()
            if guild_id is not None:
                self._in_guilds[guild_id] -= 1
                if not self._in_guilds[guild_id]:
                    del self._in_guilds[guild_id]
        self._holding = self._holding and len(self._refused) > UNASKED // 2

    async def _started(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, started: aiohttp.TraceRequestStartParams
    ) -> None:
        del session, context
        resource = _resource(started.url.path)
        if not resource or resource[0] in _ANSWERS:
            return
        mark = marked.get()
        guild_id = self._guild(resource, mark) if self._in_guilds else None
        if self.holds(guild_id, asked=mark is None):
            raise HeldBackError("Not sent: Discord has refused too many requests of late")

    async def _ended(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        del session, context
        response, resource = ended.response, _resource(ended.url.path)
        if not resource or response.status not in _INVALID or response.headers.get("X-RateLimit-Scope") == "shared":
            return  # what all bots share is not held against one of them (Rate Limits, Header Format)
        self.count(self._guild(resource, marked.get()))
        if await _is_ban(response):
            if not self.silence():
                _log.warning("Discord has banned this address for now: nothing is sent for %s, only answers", BAN)
            self._banned_at = self._now()
        elif response.status == 401 and resource[0] not in _ANSWERS and self._may_doubt():
            self._doubt_token()

    def _guild(self, resource: list[str], mark: Unasked | None) -> int | None:
        """The guild a request is for, as far as is known."""
        if mark is not None and mark.guild_id is not None:
            return mark.guild_id
        if len(resource) < 2 or not resource[1].isdigit():
            return None
        if resource[0] == "channels":
            return self._guild_of(int(resource[1]))
        return int(resource[1]) if resource[0] == "guilds" else None

    def _may_doubt(self) -> bool:
        """Whether it is time to ask about the token; asking counts."""
        now = self._now()
        if self._doubted_at is not None and now - self._doubted_at < DOUBT:
            return False
        self._doubted_at = now
        return True


def _resource(path: str) -> list[str]:
    """The parts of a request's path after the version of the API; empty when it is no request of the API."""
    parts = path.split("/")
    return parts[3:] if parts[1:2] == ["api"] else []


async def _is_ban(response: aiohttp.ClientResponse) -> bool:
    """Whether Cloudflare refused, and not Discord: a 429 that did not come by way of Discord, or the code that says so.

    Cloudflare's own pages with a 403 are no ban: they also come one at a time.
    """
    if response.status == 429 and ("Via" not in response.headers or "json" not in response.content_type):
        return True
    if response.status != 403:
        return False
    try:
        answer = json.loads(await response.read())
    except ValueError:
        return False
    return isinstance(answer, dict) and answer.get("code") == _CLOUDFLARE
