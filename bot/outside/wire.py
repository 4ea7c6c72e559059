"""What can be seen of the requests to Discord from outside discord.py: its clock, and how often it asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp

SWITCHING_PROTOCOLS = 101
TICK = timedelta(seconds=2)
"""How exact the `Date` of an answer is: whole seconds, and the way it has come."""


class SecondTryError(aiohttp.ClientError):
    """A request that may have had its effect was about to be made again."""


@dataclass(slots=True)
class Requests:
    """How many requests of a block may have had an effect: those made, but for reading and for what was refused.

    `once`: none is made again that may have had its effect.
    """

    in_doubt: int = 0
    once: bool = False


_counted: ContextVar[Requests | None] = ContextVar("counted", default=None)


@contextmanager
def counting(*, once: bool = False) -> Iterator[Requests]:
    """Count the requests of this block: discord.py retries inside a call, and does not say so.

    With `once` such a retry raises `SecondTryError`, except after a refusal (a 429, say): for what Discord would simply
    make twice.
    """
    requests = Requests(once=once)
    token = _counted.set(requests)
    try:
        yield requests
    finally:
        _counted.reset(token)


class Wire:
    """Watches the answers for Discord's time."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Compare with this clock."""
        self._now = now
        self.skew = timedelta(0)
        """How far Discord's clock is ahead of ours, by its last answer."""

    def trace(self) -> aiohttp.TraceConfig:
        """What to hand to discord.py as its `http_trace`."""
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(_started)
        trace.on_request_end.append(self._ended)
        return trace

    def now(self) -> datetime:
        """The earlier of our time and Discord's: nothing is ever posted before its time by either."""
        ours = self._now()
        return ours + self.skew if self.skew < -TICK else ours

    async def _ended(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        del session, context
        requests = _counted.get()
        if requests is not None and ended.method != "GET" and 400 <= ended.response.status < 500:
            requests.in_doubt -= 1
        if ended.response.status == SWITCHING_PROTOCOLS:
            return  # the gateway's handshake: another machine, with another clock
        date = ended.response.headers.get("Date")
        try:
            self.skew = parsedate_to_datetime(date) - self._now() if date else self.skew
        except ValueError:
            return  # a proxy's own idea of a date


async def _started(
    session: aiohttp.ClientSession, context: SimpleNamespace, started: aiohttp.TraceRequestStartParams
) -> None:
    del session, context
    requests = _counted.get()
    if requests is None or started.method == "GET":
        return
    if requests.once and requests.in_doubt:
        raise SecondTryError("Not made again: the first may have had its effect")
    requests.in_doubt += 1
