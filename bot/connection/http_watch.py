"""What can be seen of the requests to Discord from outside discord.py: its clock, and how often it asked."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Protocol

import aiohttp

SWITCHING_PROTOCOLS = 101
TICK = timedelta(seconds=2)
"""How exact the `Date` of an answer is: whole seconds, and the way it has come."""
SLOW = 10.0
"""Seconds after which an answer says nothing about the time: its `Date` may be from any moment on the way."""

TOO_MANY_REQUESTS, INTERNAL_SERVER_ERROR = 429, 500


class SecondTryError(aiohttp.ClientError):
    """A request that may have had its effect was about to be made again."""


class TooLateError(aiohttp.ClientError):
    """A request was about to begin after the moment up to which it is harmless."""


@dataclass(slots=True)
class Requests:
    """How many requests of a block may have had an effect: those made, but for reading and for what was refused.

    `once`: none is made again that may have had its effect.
    """

    in_doubt: int = 0
    once: bool = False


_counted: ContextVar[Requests | None] = ContextVar("counted", default=None)
_harmless: ContextVar[Callable[[], bool] | None] = ContextVar("harmless", default=None)


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


class Clock(Protocol):
    """This machine's two clocks: the time of day, which may be set, and a monotonic one (`bot/clock.py`)."""

    def now(self) -> datetime:
        """The machine's time; somebody may set it."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment, which never go back."""
        ...


class HttpWatch:
    """Reads Discord's time from its answers, and computes it between two answers by the monotonic clock."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._told: tuple[datetime, float] | None = None  # Discord's time at its last answer, and when that was

    def trace(self, *watches: Callable[[aiohttp.TraceConfig], None]) -> aiohttp.TraceConfig:
        """What to hand to discord.py as its `http_trace`; the watches of others are added to it."""
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(_started)
        trace.on_request_start.append(self._began)
        trace.on_request_end.append(self._ended)
        for watch in watches:
            watch(trace)
        return trace

    @property
    def age(self) -> float:
        """Seconds since the last answer that told Discord's time; without end before the first."""
        return math.inf if self._told is None else self.clock.monotonic() - self._told[1]

    @property
    def skew(self) -> timedelta:
        """How far Discord's clock is ahead of ours; a step of ours shows at once, whatever the age of the answer."""
        return self.discord_now() - self.clock.now()

    def discord_now(self) -> datetime:
        """Discord's time: that of its last answer and what has passed since; ours before the first."""
        if self._told is None:
            return self.clock.now()
        date, at = self._told
        return date + timedelta(seconds=self.clock.monotonic() - at)

    def earlier_now(self) -> datetime:
        """The earlier of our time and Discord's: nothing is ever posted before its time by either."""
        ours, theirs = self.clock.now(), self.discord_now()
        return theirs if theirs - ours < -TICK else ours

    def later_now(self) -> datetime:
        """The later of the two: by which something may be due."""
        return max(self.clock.now(), self.discord_now())

    @contextmanager
    def none_begins_after(self, moment: datetime) -> Iterator[None]:
        """Have requests of this block, but for reading, raise `TooLateError` after this moment of Discord's time.

        A machine may sleep between any two lines. When it wakes, discord.py goes on with its retries as if no time had
        passed: the clock that it sleeps by stands still meanwhile.
        """
        token = _harmless.set(lambda: self.discord_now() <= moment)
        try:
            yield
        finally:
            _harmless.reset(token)

    async def _began(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, started: aiohttp.TraceRequestStartParams
    ) -> None:
        del session, started
        context.began = self.clock.monotonic()

    async def _ended(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        del session
        answer, now = ended.response, self.clock.monotonic()
        requests = _counted.get()
        if requests is not None and ended.method != "GET" and 400 <= answer.status < INTERNAL_SERVER_ERROR:
            requests.in_doubt -= 1
        date = _date(answer.headers.get("Date", "")) if now - context.began <= SLOW and _is_discord_s(answer) else None
        if date is not None:
            self._told = date, now


def _is_discord_s(answer: aiohttp.ClientResponse) -> bool:
    """Whether an answer is surely of Discord's API, and not of another machine on the way with a clock of its own.

    The gateway is another machine; so may be whoever reports a broken way (5xx), and Cloudflare where it refuses by
    itself (429 without `Via`: Rate Limits in the API reference).
    """
    banned = answer.status == TOO_MANY_REQUESTS and "Via" not in answer.headers
    return answer.status != SWITCHING_PROTOCOLS and answer.status < INTERNAL_SERVER_ERROR and not banned


@lru_cache(maxsize=1)
def _date(told: str) -> datetime | None:
    """What a `Date` says; many answers in a second say the same."""
    try:
        date = parsedate_to_datetime(told)
    except ValueError:
        return None  # none, or a proxy's own idea of a date
    return date if date.tzinfo else date.replace(tzinfo=UTC)  # "-0000" is what a clock without a zone sends


async def _started(
    session: aiohttp.ClientSession, context: SimpleNamespace, started: aiohttp.TraceRequestStartParams
) -> None:
    del session, context
    if started.method == "GET":
        return
    harmless, requests = _harmless.get(), _counted.get()
    if harmless is not None and not harmless():
        raise TooLateError("Not made: Discord may have forgotten what was sent before")
    if requests is None:
        return
    if requests.once and requests.in_doubt:
        raise SecondTryError("Not made again: the first may have had its effect")
    requests.in_doubt += 1
