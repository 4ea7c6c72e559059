"""How fast the local Discord is: until it is ready, and with a bare discord.py bot in the same process."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from local_discord import Channel, LocalDiscord, Member
from tests.benchmarks.figures import Figure

TOKEN = "token"  # opens nothing but a local world
STARTS, INTERACTIONS, MESSAGES, AT_ONCE = 20, 2000, 2000, 10


async def measure() -> list[Figure]:
    """The slowest start, answered commands a second, and messages a second."""
    starts = [await _start() for _ in range(STARTS)]
    addresses = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        async with LocalDiscord() as server:
            server.limits.generous()  # as fast as it can be, not as it lets a bot be
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = server.rest_url, URL(server.gateway_url)
            answered, sent = await _with_a_bot(server)
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = addresses
    return [
        Figure("local Discord, seconds until it is ready", max(starts), 0.3),
        Figure("local Discord, commands answered a second", answered, 200, "higher"),
        Figure("local Discord, messages sent a second", sent, 200, "higher"),
    ]


async def _start() -> float:
    began = time.perf_counter()
    async with LocalDiscord():
        return time.perf_counter() - began


async def _with_a_bot(server: LocalDiscord) -> tuple[float, float]:
    application = server.world.add_application("Daily Passage", token=TOKEN)
    guild = server.world.add_guild("Readers")
    guild.add_application(application)
    lobby, person = guild.add_text_channel("lobby"), guild.add_member("Reader")
    bot = discord.Client(intents=discord.Intents(guilds=True, guild_messages=True), guild_ready_timeout=0)
    tree = app_commands.CommandTree(bot)

    @tree.command(description="Answers")
    async def ping(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Here", ephemeral=True)

    running = asyncio.create_task(bot.start(TOKEN))
    try:
        await application.online()
        await tree.sync()
        return await _rates(bot, lobby, person)
    finally:
        await bot.close()
        await running


async def _rates(bot: discord.Client, lobby: Channel, person: Member) -> tuple[float, float]:
    channel = bot.get_channel(lobby.id)
    assert isinstance(channel, discord.TextChannel)
    answered = await _a_second(INTERACTIONS, lambda: person.slash("/ping", in_=lobby))
    return answered, await _a_second(MESSAGES, lambda: channel.send("Hello"))


async def _a_second(count: int, once: Callable[[], Awaitable[object]]) -> float:
    async def several() -> None:
        for _ in range(count // AT_ONCE):
            await once()

    began = time.perf_counter()
    await asyncio.gather(*(several() for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - began)
