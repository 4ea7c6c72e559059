"""The bot in 5,000 guilds with 30 channels each: its memory, and how soon it answers when all comes at once.

Its memory is compared with that of a bare bot of discord.py of the same class and with the same options in the same
guilds, on one shard. Both are bots that have been started before: the database is there, with a study in some guilds.
Then these studies come due together, a host brings one long text after another, and members everywhere ask: so many
commands a second, whether the ones before are answered or not.

A machine with other things to do keeps every process waiting: how soon commands are answered has a bound only while
nobody waits for a processor.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from local_discord import Clock, File, LocalDiscord, Member, Permission
from local_discord.member.errors import NotSeen
from local_discord.member.waits import wait_for
from tests.benchmarks.crowd_attacks import SENTENCE, seconds
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import PROJECT, is_busy
from tests.benchmarks.rush import PAST_JITTER, PATIENCE, SETTLED
from tests.benchmarks.traffic import percentile, traffic_of
from tests.command_line.programs import CLEAN
from tests.faults.soak.crowd import Circle, Crowd, crowd
from tests.faults.soak.soaking import ONLINE_WITHIN, START, TIME, Soak, bot_process

GUILDS, CHANNELS, STUDIES = 5_000, 30, 400
"""Guilds, channels of each, and guilds with a study."""
MOST, RATIO, ANSWER, DISCORD_WAITS = 300.0, 1.5, 500.0, 3.0
"""The bounds: megabytes, their ratio, milliseconds of 99 answers of 100; and seconds after which Discord gives up."""
A_SECOND, GIVEN_UP = 10, 15.0
"""Commands a second, and seconds after which nobody waits for an answer any more."""
COMMANDS = (
    *(("/today", {}), ("/passage random", {}), ("/passage search", {"words": "neighbour"})) * 2,
    *(("/today", {}), ("/group", {})),
)
"""With a picture one of eight."""
BARE_TOKEN = "bare-token"  # opens nothing but a local world


@dataclass(frozen=True, slots=True)
class Load:
    """What it came to: megabytes of both when they are ready and of ours at the end, seconds that answers took."""

    bare: float
    ready: float
    end: float
    took: list[float]
    threads: int
    imported: int
    load: float
    """How many processes wanted a processor, the mean of the last minute."""


async def measure() -> list[Figure]:
    """All of it."""
    async with LocalDiscord(Clock(START)) as server:
        around = crowd(server, GUILDS, members=1)
        for circle in around.circles:
            for number in range(CHANNELS - 1):
                circle.guild.add_text_channel(f"channel-{number}")
        bare = await _bare(around)
        with TemporaryDirectory() as folder:
            return figures(await _ours(around, f"sqlite+aiosqlite:///{Path(folder) / 'study.sqlite3'}", bare))


def figures(load: Load) -> list[Figure]:
    """The figures, with their bounds."""
    name = f"{GUILDS:,} guilds with {CHANNELS} channels"
    crowded = "during a rush and imports"
    unanswered = sum(took > DISCORD_WAITS for took in load.took)
    bound = None if is_busy(load.load) else ANSWER
    return [
        Figure(f"{name}, resident memory, MB", load.ready, MOST),
        Figure(f"{name}, the same, ratio to a bare bot", load.ready / load.bare, RATIO),
        Figure(f"{name}, resident memory of a bare bot, MB", load.bare),
        Figure(f"{name}, resident memory after a rush and imports, MB", load.end, MOST),
        Figure(f"commands {crowded}, 99th percentile, milliseconds", 1000 * percentile(load.took, 99), bound),
        Figure(f"commands {crowded}, slowest, milliseconds", 1000 * max(load.took)),
        Figure(f"commands {crowded}, unanswered after {DISCORD_WAITS:g} s", unanswered, 0),
        Figure(f"commands {crowded}", len(load.took)),
        Figure(f"posts with threads of {STUDIES} in the meantime", load.threads, STUDIES, "higher"),
        Figure("long texts brought in the meantime", load.imported, 1, "higher"),
        Figure("processes that wanted a processor", load.load),
    ]


async def _ours(around: Crowd, url: str, bare: float) -> Load:
    """Start the bot for the second time, and have everything come at once."""
    server, reading = around.server, Crowd(around.server, around.application, around.circles[:STUDIES])
    async with bot_process(reading, url) as process:
        Soak(reading, process, 1, 1).move(timedelta(0))
        await around.application.online(within=ONLINE_WITHIN)
    await wait_for(server.world, lambda: around.application.id not in server.world.connected, ONLINE_WITHIN, "its end")
    async with bot_process(reading, url, STUDIES) as process:
        soak = Soak(reading, process, 1, 1)
        soak.move(timedelta(0))
        await around.application.online(within=ONLINE_WITHIN)
        await server.delivered(ONLINE_WITHIN)
        await asyncio.sleep(SETTLED)
        ready = _megabytes(process)
        server.limits.like_discord()
        with traffic_of(server) as traffic:
            async with _importing(around.circles[-1]) as drafts, _asking(reading.circles) as took:
                soak.move((TIME - server.clock.now()) % timedelta(days=1) + PAST_JITTER)
                with suppress(NotSeen):
                    await wait_for(server.world, lambda: len(traffic.threads) == STUDIES, PATIENCE, "threads")
        end = _megabytes(process)
    return Load(bare, ready, end, took, len(traffic.threads), len(drafts), os.getloadavg()[0])


@asynccontextmanager
async def _asking(circles: Sequence[Circle]) -> AsyncIterator[list[float]]:
    """Have members ask until the block ends; the seconds each answer has taken, all of them after it."""
    took, asked = list[float](), list[asyncio.Task[None]]()

    async def ask(circle: Circle, command: str, options: dict[str, str]) -> None:
        asking = circle.members[0].slash(command, in_=circle.channel, options=options, within=GIVEN_UP)
        took.append(await seconds(asking))

    async def ask_on() -> None:
        begun = asyncio.get_running_loop().time()
        for number, circle, (command, options) in zip(count(), cycle(circles), cycle(COMMANDS)):
            await asyncio.sleep(begun + number / A_SECOND - asyncio.get_running_loop().time())
            asked.append(asyncio.create_task(ask(circle, command, options)))

    asking = asyncio.create_task(ask_on())
    try:
        yield took
    finally:
        asking.cancel()
        await asyncio.gather(*asked)


@asynccontextmanager
async def _importing(circle: Circle) -> AsyncIterator[list[str]]:
    """Have a host bring one long text after another until the block ends; what they have read of each draft."""
    hosts = circle.guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)
    host, drafts = circle.guild.add_member("Host", [hosts]), list[str]()
    bringing = asyncio.create_task(_bring(host, circle, drafts))
    try:
        yield drafts
    finally:
        bringing.cancel()
        with suppress(asyncio.CancelledError):
            await bringing


async def _bring(host: Member, circle: Circle, drafts: list[str]) -> None:
    text = "".join(map(SENTENCE.format, range(5000))).encode()
    for number in count():
        file = File(f"long-{number}.txt", text + b"%d" % number)
        draft = await host.slash("/library import", in_=circle.channel, options={"file": file}, within=PATIENCE)
        while "passages" not in draft.text:  # it is being read
            draft = await draft.changed(within=PATIENCE)
        drafts.append(draft.text)


async def _bare(around: Crowd) -> float:
    """The megabytes of a bare bot in the same guilds."""
    server = around.server
    application = server.world.add_application("Bare", token=BARE_TOKEN)
    for circle in around.circles:
        circle.guild.add_application(application)
    addresses = {"DISCORD_API_URL": server.rest_url, "DISCORD_GATEWAY_URL": server.gateway_url}
    program = sys.executable, "-m", "tests.benchmarks.least_bot"
    env = {**CLEAN, **addresses, "DISCORD_TOKEN": BARE_TOKEN}
    process = await asyncio.create_subprocess_exec(*program, cwd=PROJECT, env=env)
    try:
        await application.online(within=ONLINE_WITHIN)
        await server.delivered(ONLINE_WITHIN)
        await asyncio.sleep(SETTLED)
        return _megabytes(process)
    finally:
        process.kill()
        await process.wait()


def _megabytes(process: asyncio.subprocess.Process) -> float:
    return psutil.Process(process.pid).memory_info().rss / 2**20
