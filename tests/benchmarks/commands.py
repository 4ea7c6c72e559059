"""Whole commands, from the person to the answer, beside a bare discord.py bot that answers with a constant.

Both bots live in this process with the local Discord and are asked in turn, one command each, since a machine may be
half as fast again in one second as in the next: each command of ours is compared with the one of theirs beside it, and
the ratio is the median of these. The bare bot looks nothing up: its answers are made of the same components and texts
as our own answer.
"""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.client import StudyBot
from bot.services.deliveries import daily_posts
from bot.settings import Settings
from command_line.running import study_bot
from command_line.tryout import WorldClock
from local_discord import Application, Channel, Clock, Guild, LocalDiscord, Member, Permission
from tests.benchmarks.components import Components, layout
from tests.benchmarks.figures import Figure
from tests.benchmarks.unlimited import UNLIMITED

PAIRS, WARMING, ROUNDS, COMMANDS, AT_ONCE = 600, 30, 7, 50, 10
START = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
DAYS = 20
LEAST = 0.40


@dataclass(frozen=True, slots=True)
class Command:
    """A command as somebody types it, and the bare bot's command that answers with as much."""

    title: str
    typed: str
    options: Mapping[str, str]
    bare: str


async def measure() -> list[Figure]:
    """For `/today`, a passage by its title, and one chosen from the list: ours to theirs, and both a second."""
    addresses = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        async with LocalDiscord(Clock(START)) as server:
            server.limits.generous()  # the bot is measured, not the waiting for windows
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = server.rest_url, URL(server.gateway_url)
            return await _both(server)
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = addresses


async def _both(server: LocalDiscord) -> list[Figure]:
    guild = server.world.add_guild("Readers")
    channel, lobby = guild.add_text_channel("daily-passage"), guild.add_text_channel("lobby")
    host = guild.add_member("Host", [guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)])
    person = guild.add_member("Reader")
    async with _ours(server, guild) as bot:
        await _some_days(server, bot, host, person, channel)
        listed = await person.autocomplete("/passage show", in_=lobby, passage="neighbour")
        commands = [
            Command("/today", "/today", {}, "today"),
            Command("/passage show, by title", "/passage show", {"passage": "neighbour 2"}, "title"),
            Command("/passage show, from the list", "/passage show", {"passage": str(listed[0].value)}, "list"),
        ]
        constants: dict[str, Components] = {}
        for one in commands:
            message = (await person.slash(one.typed, in_=lobby, options=one.options)).message
            assert message is not None
            constants[one.bare] = [dict(part) for part in message.components]
        async with _bare(server, guild, constants):
            gc.collect()
            gc.freeze()  # as the bot does when it starts; it serves both
            return [figure for one in commands for figure in await _compared(one, person, lobby)]


async def _compared(command: Command, person: Member, lobby: Channel) -> list[Figure]:
    """One after the other, as people ask, with the bound; and ten at once, when the loop never rests."""

    async def ours() -> None:
        await person.slash(command.typed, in_=lobby, options=command.options)

    async def theirs() -> None:
        await person.slash(f"/{command.bare}-bare", in_=lobby, options=command.options)

    pairs = [(await _timed(ours), await _timed(theirs)) for _ in range(PAIRS + WARMING)][WARMING:]
    crowded = [(await _crowded(ours), await _crowded(theirs)) for _ in range(ROUNDS)]
    return [
        Figure(f"{command.title}, a second, ratio to a bare command", _ratio(pairs), LEAST, "higher"),
        Figure(f"{command.title}, a second, the same with {AT_ONCE} at once", _ratio(crowded)),
        Figure(f"{command.title}, a second", 1 / median(ours for ours, _ in pairs)),
        Figure(f"{command.title}, a second, of the bare bot", 1 / median(theirs for _, theirs in pairs)),
    ]


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    """How many of ours are done in the time of one of theirs, from seconds of ours and of theirs side by side."""
    return median(theirs / ours for ours, theirs in pairs)


async def _timed(once: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await once()
    return time.perf_counter() - began


async def _crowded(once: Callable[[], Awaitable[object]]) -> float:
    """The seconds that so many commands take when the loop never rests."""

    async def several() -> None:
        for _ in range(COMMANDS // AT_ONCE):
            await once()

    began = time.perf_counter()
    await asyncio.gather(*(several() for _ in range(AT_ONCE)))
    return time.perf_counter() - began


@asynccontextmanager
async def _ours(server: LocalDiscord, guild: Guild) -> AsyncIterator[StudyBot]:
    """The bot as it is run, with its starter library."""
    application = server.world.add_application("Daily Passage", token="ours")
    guild.add_application(application)
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'study.sqlite3'}"
        settings = Settings("ours", url, ready_timeout=0, api_url=server.rest_url, gateway_url=server.gateway_url)
        async with study_bot(settings, WorldClock(server.clock), UNLIMITED) as bot, _running(bot, "ours", application):
            yield bot


async def _some_days(server: LocalDiscord, bot: StudyBot, host: Member, person: Member, channel: Channel) -> None:
    """A study that has posted for some days, in which somebody takes part."""
    await host.slash("/study setup", in_=channel, options={"channel": channel, "time": "07:00", "zone": "UTC"})
    for day in range(1, DAYS + 1):
        due_at = await daily_posts.next_claim_at(bot.database)
        assert due_at is not None
        server.clock.move(max(due_at - server.clock.now(), timedelta(0)))
        post = await person.sees(f"Day {day} ", in_=channel)
        await person.sees_thread(of=post)
        await person.press("I’ve read it", on=post)


@asynccontextmanager
async def _bare(server: LocalDiscord, guild: Guild, constants: Mapping[str, Components]) -> AsyncIterator[None]:
    """A bot with a command for each constant, and nothing else."""
    application = server.world.add_application("Bare", token="bare")
    guild.add_application(application)
    bot = discord.Client(intents=discord.Intents(guilds=True, guild_messages=True), guild_ready_timeout=0)
    tree = app_commands.CommandTree(bot)
    for name, constant in constants.items():
        answer = _answer(constant) if name == "today" else _answer_about(constant)
        tree.add_command(app_commands.Command(name=f"{name}-bare", description="Answers", callback=answer))
    async with bot, _running(bot, "bare", application):
        await tree.sync()
        yield


def _answer(constant: Components) -> Any:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=layout(constant), ephemeral=True)

    return answer


def _answer_about(constant: Components) -> Any:
    async def answer(interaction: discord.Interaction, passage: str) -> None:
        del passage
        await interaction.response.send_message(view=layout(constant), ephemeral=True)

    return answer


@asynccontextmanager
async def _running(bot: discord.Client, token: str, application: Application) -> AsyncIterator[None]:
    running = asyncio.create_task(bot.start(token))
    try:
        await application.online()
        yield
    finally:
        await bot.close()
        await running
