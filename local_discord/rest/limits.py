"""Rate limits: buckets for each route and major parameter, and one for everything (Rate Limits)."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from local_discord.wire import Json

MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")
UNCOUNTED = ("/interactions/", "/webhooks/")  # not bound by the global limit (Rate Limits, Global Rate Limit)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


MOST_WINDOWS = 10_000
GENEROUS = Limit(10_000, 1.0)
AS_DISCORD_ELSE = Limit(50, 1.0)
# What Discord's headers were seen to say; it documents none of them and may change them at any time.
AS_DISCORD: Mapping[str, Limit] = {
    "POST /channels/{channel_id}/messages": Limit(5, 5.0),
    "PATCH /channels/{channel_id}/messages/{message_id}": Limit(5, 5.0),
    "DELETE /channels/{channel_id}/messages/{message_id}": Limit(5, 1.0),
    "GET /channels/{channel_id}/messages": Limit(5, 5.0),
    "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": Limit(1, 0.25),
    "POST /channels/{channel_id}/messages/{message_id}/threads": Limit(50, 300.0),
    "POST /channels/{channel_id}/threads": Limit(50, 300.0),
    "PATCH /channels/{channel_id}": Limit(2, 600.0),
    "PUT /channels/{channel_id}/messages/pins/{message_id}": Limit(5, 4.0),
    "POST /channels/{channel_id}/messages/{message_id}/crosspost": Limit(10, 3600.0),
}


@dataclass(slots=True)
class _Window:
    limit: Limit
    used: int = 0
    ends: float = 0.0

    def take(self, now: float) -> bool:
        if now >= self.ends:
            self.used, self.ends = 0, now + self.limit.seconds
        self.used += 1
        return self.used <= self.limit.requests


@dataclass(frozen=True, slots=True)
class Verdict:
    """The headers of an answer, and the body of a 429 when the request was one too many."""

    headers: Mapping[str, str]
    refusal: Mapping[str, Json] | None = None


@dataclass(slots=True)
class Limits:
    """The limits in force, in real seconds: Discord's, until others are set."""

    default: Limit = AS_DISCORD_ELSE
    everything: Limit = AS_DISCORD_ELSE
    routes: dict[str, Limit] = field(default_factory=lambda: dict(AS_DISCORD))
    _windows: dict[str, _Window] = field(default_factory=dict[str, _Window])

    def set(self, route: str, requests: int, seconds: float) -> None:
        """Limits one route, written like `POST /channels/{channel_id}/messages`, in each channel."""
        self.routes[route] = Limit(requests, seconds)
        self._windows.clear()

    def like_discord(self) -> None:
        """Sets the limits that Discord was seen to have: 50 a second in all, 5 messages in 5 s in each channel."""
        self.routes, self.everything, self.default = dict(AS_DISCORD), AS_DISCORD_ELSE, AS_DISCORD_ELSE
        self._windows.clear()

    def generous(self) -> None:
        """Sets limits that nobody meets, for what is about something else and would wait for Discord's windows."""
        self.routes, self.everything, self.default = {}, GENEROUS, GENEROUS
        self._windows.clear()

    def count(self, who: str, route: str, parameters: Mapping[str, str], epoch: float) -> Verdict:
        """Counts one request; `epoch` is the world's time in seconds, for X-RateLimit-Reset."""
        now = time.monotonic()
        limit = self.routes.get(route, self.default)
        major = "+".join(parameters[name] for name in MAJOR if name in parameters)
        window = self._window(f"{who} {route} {major}", limit)
        if not any(part in route for part in UNCOUNTED):
            everything = self._window(f"{who} everything", self.everything)
            if not everything.take(now):
                return refused("global", everything.ends - now, {})
        allowed = window.take(now)
        after = max(window.ends - now, 0.001)
        headers = {
            "X-RateLimit-Limit": str(limit.requests),
            "X-RateLimit-Remaining": str(max(limit.requests - window.used, 0)),
            "X-RateLimit-Reset": f"{epoch + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
        }
        return Verdict(headers) if allowed else refused("user", after, headers)

    def _window(self, key: str, limit: Limit) -> _Window:
        if len(self._windows) > MOST_WINDOWS:
            now = time.monotonic()
            self._windows = {name: window for name, window in self._windows.items() if window.ends > now}
        return self._windows.setdefault(key, _Window(limit))


def refused(scope: str, after: float, headers: Mapping[str, str]) -> Verdict:
    """A 429: `scope` is `user`, `global` or `shared`, `after` the real seconds to wait."""
    body: Mapping[str, Json] = {
        "message": "The resource is being rate limited." if scope == "shared" else "You are being rate limited.",
        "retry_after": round(after, 3),
        "global": scope == "global",
    }
    told = {**headers, "Retry-After": str(max(1, round(after))), "X-RateLimit-Scope": scope}
    return Verdict({**told, "X-RateLimit-Global": "true"} if scope == "global" else told, body)
