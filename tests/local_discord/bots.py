"""A bare discord.py bot beside the local Discord, in one event loop."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import discord
import discord.gateway
import discord.http
import pytest
import yarl
from discord import app_commands

from local_discord import Application, LocalDiscord

TOKEN = "token"


def point(monkeypatch: pytest.MonkeyPatch, server: LocalDiscord) -> None:
    """Points discord.py at a local Discord, by the three addresses that it keeps."""
    monkeypatch.setattr(discord.http.Route, "BASE", server.rest_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
    monkeypatch.setattr(discord.asset.Asset, "BASE", server.asset_url)


def check(server: LocalDiscord) -> None:
    """Fails when a bot called a route that is not there, or when the local Discord itself broke."""
    assert server.unknown_requests == [], "routes that the local Discord does not have"
    assert server.failures == [], "defects of the local Discord"


class Bot(discord.Client):
    """A bot without cogs: a command tree, and whatever a test hangs on it."""

    def __init__(self, intents: discord.Intents | None = None, **options: object) -> None:
        defaults = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, guild_reactions=True)
        settings: dict[str, object] = {"guild_ready_timeout": 0, "allowed_mentions": discord.AllowedMentions.none()}
        super().__init__(intents=intents or defaults, **(settings | options))  # type: ignore[arg-type] # options of any kind
        self.tree = app_commands.CommandTree(self)
        self.prepare: Callable[[], Awaitable[object]] | None = None
        self.events: list[str] = []
        self.happened: dict[str, asyncio.Event] = {}

    async def setup_hook(self) -> None:
        if self.prepare:
            await self.prepare()
        if self.tree.get_commands() or self.tree.get_commands(type=discord.AppCommandType.message):
            await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identifies at once; discord.py would wait five seconds."""

    def dispatch(self, event: str, /, *args: object, **kwargs: object) -> None:
        self.events.append(event)
        self.happened.setdefault(event, asyncio.Event()).set()
        super().dispatch(event, *args, **kwargs)

    async def until(self, event: str, within: float = 5) -> None:
        """Returns once this event was dispatched (again, after `forget`)."""
        async with asyncio.timeout(within):
            await self.happened.setdefault(event, asyncio.Event()).wait()

    def forget(self) -> None:
        """Forgets what was dispatched so far."""
        self.events.clear()
        self.happened.clear()


@asynccontextmanager
async def running(bot: discord.Client, application: Application) -> AsyncIterator[asyncio.Task[None]]:
    """The bot's task, once it is ready; it is closed afterwards."""
    task = asyncio.create_task(bot.start(application.token))
    online = asyncio.create_task(application.online(within=15))
    try:
        await asyncio.wait((task, online), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            online.cancel()
            await task
        await online
        await bot.wait_until_ready()
        yield task
    finally:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)
