"""How long one person can keep the bot from everybody else: the loop's longest stall by anything that a stranger sends.

The real bot on a shelf of 1,000 essays with 100,000 passages, and people who type what cost most before it was mended.
A stall is what the loop's thread computed between two ticks of a clock; the local Discord is in the same loop.
"""

import asyncio
import gc
import random
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.client import StudyBot
from bot.settings import Settings
from cogs.lookup.autocomplete_cache import Shelves
from cogs.lookup.cog import Lookup
from command_line.running import study_bot
from command_line.tryout import WorldClock
from local_discord import Channel, Clock, LocalDiscord, Member
from tests.benchmarks import shelf
from tests.benchmarks.figures import Figure
from tests.benchmarks.stalls import Ticking
from tests.benchmarks.unlimited import UNLIMITED

PASSAGES, ROUNDS, LONGEST = 100_000, 10, 100.0
"""Passages on the shelf, how often each thing is sent, and milliseconds that the loop may stand still by it."""
TYPED, TEXT = 6000, 2900
Sending = Callable[[], Awaitable[object]]


async def measure() -> list[Figure]:
    """The longest stall by each thing that is sent, and the 99th percentile over all of them, which is bound."""
    addresses = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        async with LocalDiscord(Clock(datetime(2026, 5, 1, 6, 0, tzinfo=UTC))) as server:
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = server.rest_url, URL(server.gateway_url)
            with TemporaryDirectory() as folder:
                return await _with_the_bot(server, Path(folder) / "study.sqlite3")
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = addresses


async def _with_the_bot(server: LocalDiscord, file: Path) -> list[Figure]:
    chance = random.Random(7)
    await shelf.write(file, PASSAGES, chance)
    application = server.world.add_application("Daily Passage", token="ours")
    guild = server.world.add_guild("Readers")
    guild.add_application(application)
    lobby, person = guild.add_text_channel("lobby"), guild.add_member("Stranger")
    _add_odd_passages(file, guild.id)
    url = f"sqlite+aiosqlite:///{file}"
    settings = Settings("ours", url, ready_timeout=0, api_url=server.rest_url, gateway_url=server.gateway_url)
    async with study_bot(settings, WorldClock(server.clock), UNLIMITED) as bot:  # each sending has to reach its command
        running = asyncio.create_task(bot.start("ours"))
        try:
            await application.online()
            gc.collect()
            gc.freeze()  # as the bot does when it starts
            return await _stalls(_sendings(bot, person, lobby))
        finally:
            await bot.close()
            await running


def _add_odd_passages(file: Path, guild_id: int) -> None:
    """What a host could store before line breaks were collapsed, and what grows when it is folded."""
    texts = ["oddity" + "\n" * TEXT + "ends"] * 6 + ["oddity " + "ﷺ" * TEXT]
    with closing(sqlite3.connect(file)) as connection, connection:
        essay = "INSERT INTO essays (id, guild_id, title, digest, language) VALUES (?, ?, 'Oddity', 'odd', 'en')"
        connection.execute(essay, (PASSAGES, guild_id))
        rows = [(2 * PASSAGES + number, PASSAGES, number, text, 2) for number, text in enumerate(texts, start=1)]
        connection.executemany(shelf.PASSAGE, rows)
        connection.executemany(shelf.HELD, [(row[0], "oddity", "odditi", "oddity") for row in rows])


def _sendings(bot: StudyBot, person: Member, lobby: Channel) -> dict[str, Sending]:
    async def first() -> None:
        cog = bot.get_cog("Lookup")
        assert isinstance(cog, Lookup)
        cog.shelves = Shelves(bot)
        await person.autocomplete("/passage show", in_=lobby, passage="bread")
        await asyncio.gather(*cog.shelves._read.values())

    def types(command: str, **options: str) -> Sending:
        return lambda: person.autocomplete(command, in_=lobby, **options)

    def sends(command: str, **options: str) -> Sending:
        return lambda: person.slash(command, in_=lobby, options=options)

    return {
        "first list of choices": first,
        "hash signs typed": types("/passage show", passage="#" * TYPED),
        "letters typed that every passage has": types("/passage show", passage="a e i o u q" * TYPED),
        "words typed for an essay": types("/passage search", words="bread", essay="a " * (TYPED // 2)),
        "hash signs sent": sends("/passage show", passage="#" * 200),
        "marks sent": sends("/passage show", passage="\u0315\u0300" * 100),
        "ligatures sent": sends("/passage search", words="ﷺ" * 500),
        "line breaks shown": sends("/passage show", passage="oddity 1"),
        "line breaks and ligatures found": sends("/passage search", words="oddity"),
        "words that nothing holds": sends("/passage search", words=" ".join(f"xqz{n}" for n in range(60))),
    }


async def _stalls(sendings: dict[str, Sending]) -> list[Figure]:
    figures: list[Figure] = []
    every: list[float] = []
    late: list[float] = []
    for name, sending in sendings.items():
        longest: list[float] = []
        for _ in range(ROUNDS):
            ticking = Ticking()
            clock = asyncio.create_task(ticking.run())
            await asyncio.sleep(0.02)  # it ticks
            ticking.computed = ticking.late = 0.0
            await sending()
            await asyncio.sleep(0.02)
            clock.cancel()
            longest.append(ticking.computed * 1000)
            late.append(ticking.late * 1000)
        figures.append(Figure(f"{name}, longest stall of {ROUNDS}, milliseconds", max(longest)))
        every += longest
    return [
        Figure("anything sent, loop's longest stall, 99th percentile, milliseconds", _p99(every), LONGEST),
        Figure("the same as a clock sees it, with all else the machine does, milliseconds", _p99(late)),
        *figures,
    ]


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]
