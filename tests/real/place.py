"""The channel in which everything is tried, made for it and taken away afterwards with all that is in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Clock
from tests.real.api import Answer, Api
from tests.real.report import Finding

NAME, TOPIC = "daily-passage-checks", "Made by tests.real of Daily Passage, which takes it away when it is done."
SILENT, LAYOUT = 1 << 12, 1 << 15
"""Flags of messages: nobody is notified; made of components (Message Resource, Message Flags)."""


class NoPlaceError(Exception):
    """There is no channel to try things in; the message says why."""


@dataclass(slots=True)
class Place:
    """The channel, and what has been found there so far."""

    api: Api
    clock: Clock
    guild_id: str
    channel_id: str
    findings: list[Finding] = field(default_factory=list[Finding])

    def note(self, check: str, expected: str, came: str) -> None:
        """Keep what was found."""
        self.findings.append(Finding(check, expected, came))

    @property
    def messages(self) -> str:
        """The path of the channel's messages."""
        return f"/channels/{self.channel_id}/messages"

    async def post(self, text: str, nonce: str | None = None, **more: Any) -> Answer:
        """A message; with a nonce, which is to be enforced."""
        body: dict[str, Any] = {"allowed_mentions": {"parse": []}, "flags": SILENT, **more}
        if text:
            body["content"] = text
        if nonce is not None:
            body |= {"nonce": nonce, "enforce_nonce": True}
        return await self.api.call("POST", self.messages, body, kind="posting")


@asynccontextmanager
async def place(api: Api, clock: Clock, guild_id: str) -> AsyncIterator[Place]:
    """A new channel until the block ends, however it ends. One that an earlier run has left is taken away first.

    Raises `NoPlaceError` where the bot is not in the server or may not make channels.
    """
    channels = await api.call("GET", f"/guilds/{guild_id}/channels")
    if channels.status != 200:
        raise NoPlaceError(f"Discord answers {channels.told} about that server: is the bot in it?")
    for left in channels.body:
        if (left["name"], left.get("topic")) == (NAME, TOPIC):
            await api.call("DELETE", f"/channels/{left['id']}")
    made = await api.call("POST", f"/guilds/{guild_id}/channels", {"name": NAME, "type": 0, "topic": TOPIC})
    if made.status != 201:
        raise NoPlaceError(f"Discord answers {made.told} to a new channel: the bot needs Manage Channels there")
    try:
        yield Place(api, clock, guild_id, made.id)
    finally:
        await api.call("DELETE", f"/channels/{made.id}")
