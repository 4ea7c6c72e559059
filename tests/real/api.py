"""Discord's REST API, asked without discord.py, so that nothing in between repeats, waits or explains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.clock import Clock

ADDRESS = "https://discord.com/api/v10"
MOST_REFUSED = 30
"""Answers of 401, 403 and 429 after which nothing more is asked; Discord bans for 10,000 in ten minutes."""
OLD_EDITS = 30046


class TooManyRefusedError(Exception):
    """Discord has refused so much that it would be abuse to go on."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Discord answered: its status, its body, and its headers."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> int:
        """Discord's own code of a refusal; 0 for none."""
        return int(self.body.get("code", 0)) if isinstance(self.body, dict) else 0

    @property
    def id(self) -> str:
        """The id of what was made or found; empty for none."""
        return str(self.body.get("id", "")) if isinstance(self.body, dict) else ""

    @property
    def told(self) -> str:
        """Status and code, as they stand in the report."""
        return f"{self.status} {self.code}" if self.code else str(self.status)


@dataclass(slots=True)
class Api:
    """Calls as a bot with a token; it waits where Discord says so, and gives up when too much is refused."""

    session: aiohttp.ClientSession
    token: str
    clock: Clock
    address: str = ADDRESS
    refused: int = 0
    windows: dict[str, str] = field(default_factory=dict[str, str])
    """What Discord's headers say of the rate limit of each kind of call."""

    async def call(self, method: str, path: str, body: object = None, *, kind: str = "") -> Answer:
        """The answer to one call, after waiting for its turn; what `kind` names has its rate limit noted."""
        while True:
            answer = await self._once(method, path, body)
            if kind and (limit := answer.headers.get("X-RateLimit-Limit")):
                self.windows[kind] = f"{limit} in {answer.headers.get('X-RateLimit-Reset-After')} s at most"
            if answer.status == 429 and answer.code != OLD_EDITS:
                await self.clock.sleep(float(answer.headers.get("Retry-After", "5")))
                continue
            if answer.headers.get("X-RateLimit-Remaining") == "0":
                await self.clock.sleep(float(answer.headers.get("X-RateLimit-Reset-After", "1")))
            return answer

    async def _once(self, method: str, path: str, body: object) -> Answer:
        headers = {"Authorization": f"Bot {self.token}"}
        async with self.session.request(method, f"{self.address}{path}", headers=headers, json=body) as response:
            is_json = response.content_type == "application/json"
            answer = Answer(response.status, await response.json() if is_json else None, response.headers)
        self.refused += answer.status in (401, 403, 429)
        if self.refused > MOST_REFUSED:
            raise TooManyRefusedError
        return answer
