"""Breaks the network on purpose: each fault strikes the calls it names, then is used up."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from local_discord import refusals
from local_discord.clock import Clock
from local_discord.gateway.connection import Connection
from local_discord.gateway.gateway import Gateway
from local_discord.wire import Json

SEND = "POST /channels/{channel_id}/messages"
HISTORY = "GET /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"


class Effect(Enum):
    """What a fault does."""

    DROP_BEFORE = auto()
    DROP_AFTER = auto()
    HANG_BEFORE = auto()
    HANG_AFTER = auto()
    LATE_COMMIT = auto()
    STATUS_BEFORE = auto()
    STATUS_AFTER = auto()
    RATE_LIMITED = auto()
    BANNED = auto()
    ECHO_BEFORE = auto()
    ECHO_AFTER = auto()
    EMPTY = auto()
    DATE_MOVED = auto()
    DATELESS = auto()
    LATE_ANSWER = auto()
    CUT_SHORT = auto()

    @classmethod
    def before(cls) -> tuple[Effect, ...]:
        """Those that strike before anything is changed."""
        return (cls.DROP_BEFORE, cls.HANG_BEFORE, cls.LATE_COMMIT, cls.STATUS_BEFORE, cls.BANNED)

    @classmethod
    def after(cls) -> tuple[Effect, ...]:
        """Those that hide from the caller what was changed."""
        return (cls.DROP_AFTER, cls.HANG_AFTER, cls.STATUS_AFTER)


@dataclass(slots=True, eq=False)
class Fault:
    """One fault; make it with the constructors below, and narrow it with the keywords of `when`.

    `route` is written like `POST /channels/{channel_id}/messages` and None for any; `hits` counts the calls it struck,
    and `struck` is set by the first.
    """

    effect: Effect
    route: str | None = None
    status: int = 500
    body: Json = None
    scope: str = "user"
    seconds: float = 0.05
    date_ahead: timedelta = timedelta(0)
    times: int | None = 1
    skip: int = 0
    probability: float = 1.0
    seed: int = 0
    since: datetime | None = None
    until: datetime | None = None
    hits: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)
    struck: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: list[Callable[[], object]] = field(default_factory=list[Callable[[], object]])
    _chance: random.Random = field(default_factory=random.Random)

    @classmethod
    def dropped_before(cls, route: str | None = SEND) -> Fault:
        """The connection breaks, and nothing was done."""
        return cls(Effect.DROP_BEFORE, route)

    @classmethod
    def dropped_after(cls, route: str | None = SEND) -> Fault:
        """The connection breaks, but it was done."""
        return cls(Effect.DROP_AFTER, route)

    @classmethod
    def hangs_before(cls, route: str | None = SEND) -> Fault:
        """No answer comes and nothing is done; `release` breaks the connection."""
        return cls(Effect.HANG_BEFORE, route)

    @classmethod
    def hangs_after(cls, route: str | None = SEND) -> Fault:
        """No answer comes although it was done; `release` breaks the connection."""
        return cls(Effect.HANG_AFTER, route)

    @classmethod
    def commits_late(cls, route: str | None = SEND) -> Fault:
        """The connection breaks, and it is done only when `commit` is called."""
        return cls(Effect.LATE_COMMIT, route)

    @classmethod
    def fails_before(cls, status: int = 500, route: str | None = SEND, *, code: int = 0, message: str = "") -> Fault:
        """An error status, and nothing was done."""
        return cls(Effect.STATUS_BEFORE, route, status, {"message": message or f"{status}: broken", "code": code})

    @classmethod
    def fails_after(cls, status: int = 500, route: str | None = SEND) -> Fault:
        """An error status, but it was done."""
        return cls(Effect.STATUS_AFTER, route, status, {"message": f"{status}: broken", "code": 0})

    @classmethod
    def rate_limited(cls, route: str | None = SEND, *, scope: str = "user", seconds: float = 0.05) -> Fault:
        """A 429 of scope `user`, `global` or `shared`, to be retried after real `seconds`."""
        return cls(Effect.RATE_LIMITED, route, 429, scope=scope, seconds=seconds)

    @classmethod
    def too_many_old_edits(cls, route: str | None = EDIT, *, seconds: float = 0.05) -> Fault:
        """A 429 with code 30046, to be retried after real `seconds`: an edit of a message over an hour old too many."""
        return cls(Effect.STATUS_BEFORE, route, 429, refusals.too_many_old_edits(seconds).body)

    @classmethod
    def banned(cls, route: str | None = SEND) -> Fault:
        """Cloudflare's own 429: a page, and no Via header."""
        return cls(Effect.BANNED, route, 429)

    @classmethod
    def page(cls, status: int = 403, route: str | None = SEND) -> Fault:
        """Cloudflare's page with another status, and nothing was done."""
        return cls(Effect.BANNED, route, status)

    @classmethod
    def echo_first(cls, route: str | None = SEND) -> Fault:
        """The gateway tells of the message, and the bot takes that in, before the answer arrives."""
        return cls(Effect.ECHO_BEFORE, route)

    @classmethod
    def echo_last(cls, route: str | None = SEND) -> Fault:
        """The gateway tells of the message only after the answer was sent."""
        return cls(Effect.ECHO_AFTER, route)

    @classmethod
    def empty_history(cls, route: str | None = HISTORY) -> Fault:
        """The list is empty, as without Read Message History."""
        return cls(Effect.EMPTY, route)

    @classmethod
    def date_moved(cls, by: timedelta, route: str | None = None) -> Fault:
        """The clock of the answers is wrong: their `Date` is so far ahead of the world's time."""
        return cls(Effect.DATE_MOVED, route, date_ahead=by)

    @classmethod
    def dateless(cls, route: str | None = None) -> Fault:
        """The answers do not say when they were made."""
        return cls(Effect.DATELESS, route)

    @classmethod
    def answered_late(cls, route: str | None = SEND) -> Fault:
        """It is done at once, and the answer comes whole when `release` is called."""
        return cls(Effect.LATE_ANSWER, route)

    @classmethod
    def cut_short(cls, route: str | None = SEND) -> Fault:
        """It was done, and the answer says so by its status; but the connection breaks in the middle of its body."""
        return cls(Effect.CUT_SHORT, route)

    def when(
        self,
        *,
        times: int | None = 1,
        skip: int = 0,
        probability: float = 1.0,
        seed: int = 0,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Fault:
        """The same fault for `times` calls (None: always) after `skip`, by chance, or in a span of the world's time."""
        self.times, self.skip, self.probability, self.seed = times, skip, probability, seed
        self.since, self.until = since, until
        self._chance = random.Random(seed)
        return self

    def strikes(self, route: str, now: datetime) -> bool:
        """Whether it strikes this call; asking counts."""
        named = self.route in (None, route)
        in_time = (self.since is None or now >= self.since) and (self.until is None or now < self.until)
        if not named or not in_time or (self.times is not None and self.hits >= self.times):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.probability < 1 and self._chance.random() >= self.probability:
            return False
        self.hits += 1
        self.struck.set()
        return True

    def release(self) -> None:
        """Lets what hangs end in a broken connection, and sends the answer that is held back."""
        self.released.set()

    def commit(self) -> None:
        """Does now what `commits_late` put off."""
        waiting, self.waiting = self.waiting, []
        for late in waiting:
            late()


class Faults:
    """All faults in force, and what can be done to the gateway."""

    def __init__(self, clock: Clock, gateway: Gateway) -> None:
        self.active: list[Fault] = []
        self._clock = clock
        self._gateway = gateway

    def add(self, fault: Fault) -> Fault:
        """Puts a fault in force; the one added first is asked first."""
        self.active.append(fault)
        return fault

    def clear(self) -> None:
        """Ends all faults; what hangs is let go."""
        for fault in self.active:
            fault.release()
        self.active.clear()
        self._gateway.refused_connections = self._gateway.refused_resumes = 0
        self._gateway.invalidated_identifies = self._gateway.closed_identifies = 0

    def next(self, route: str) -> Fault | None:
        """The fault that strikes this call."""
        now = self._clock.now()
        return next((fault for fault in self.active if fault.strikes(route, now)), None)

    def cut_gateway(self, shard: int | None = None) -> None:
        """Breaks the gateway connections, of one shard if named."""
        for connection in self._connections(shard):
            connection.cut()

    async def ask_to_reconnect(self, shard: int | None = None) -> None:
        """Sends op 7."""
        for connection in self._connections(shard):
            await connection.reconnect()

    async def invalidate_sessions(self, *, resumable: bool = False, shard: int | None = None) -> None:
        """Sends op 9: the session is over, or may be resumed."""
        for connection in self._connections(shard):
            await connection.invalidate(resumable=resumable)

    async def close_gateway(self, code: int, shard: int | None = None) -> None:
        """Closes the gateway connections with a code: 4000 to 4014, or a plain 1000 or 1001."""
        for connection in self._connections(shard):
            await connection.close(code)

    def refuse_resumes(self, times: int = 1) -> None:
        """Answers the next RESUMEs with op 9."""
        self._gateway.refused_resumes = times

    def invalidate_identifies(self, times: int) -> None:
        """Answers the next IDENTIFYs with op 9."""
        self._gateway.invalidated_identifies = times

    def close_identifies(self, times: int, code: int = 4009) -> None:
        """Closes the next connections with a code as soon as they identify."""
        self._gateway.closed_identifies, self._gateway.closing_code = times, code

    def refuse_connections(self, times: int = 1) -> None:
        """Answers the next attempts to connect to the gateway with a 503."""
        self._gateway.refused_connections = times

    def stop_acknowledging(self, shard: int | None = None) -> None:
        """Leaves heartbeats unanswered, as a dead connection does."""
        for connection in self._connections(shard):
            connection.silent = True

    def _connections(self, shard: int | None) -> Iterable[Connection]:
        return [
            connection
            for connection in self._gateway.of()
            if shard is None or (connection.session and connection.session.shard[0] == shard)
        ]
