"""Calls of the API without discord.py, which refuses by itself much of what Discord should refuse."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from local_discord import LocalDiscord
from tests.local_discord.bots import TOKEN


@dataclass(frozen=True, slots=True)
class Got:
    """An answer."""

    status: int
    body: Any
    headers: Mapping[str, str]


class Caller:
    """Calls as a bot with a token."""

    def __init__(self, server: LocalDiscord, session: aiohttp.ClientSession, token: str | None) -> None:
        self._server, self._session = server, session
        self._headers = {"Authorization": f"Bot {token}"} if token else {}

    async def __call__(self, method: str, path: str, body: Any = None, **options: Any) -> Got:
        url = URL(self._server.rest_url + path, encoded="%" in path)
        sent = options if body is None else {"json": body, **options}
        sent["headers"] = {**self._headers, **options.get("headers", {})}
        async with self._session.request(method, url, **sent) as answer:
            found = await answer.json(content_type=None) if answer.content_type == "application/json" else None
            return Got(answer.status, found, answer.headers)


@asynccontextmanager
async def calling(server: LocalDiscord, token: str | None = TOKEN) -> AsyncIterator[Caller]:
    """A caller that keeps its connection as long as the block."""
    async with aiohttp.ClientSession() as session:
        yield Caller(server, session, token)
