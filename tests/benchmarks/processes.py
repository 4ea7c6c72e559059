"""Bots in processes of their own, timed from their start to the line that says they are ready."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from local_discord import LocalDiscord
from tests.command_line.programs import CLEAN, TOKEN

PROJECT = Path(__file__).parents[2]
BARE = ("-m", "tests.benchmarks.bare_bot")
OURS = ("main.py",)


@dataclass(frozen=True, slots=True)
class Run:
    """One life of a bot: seconds from process start to ready, and MB resident some time after."""

    seconds: float
    megabytes: float


@asynccontextmanager
async def world() -> AsyncIterator[dict[str, str]]:
    """A local Discord with ten guilds and a bot in them; the environment that leads a bot there."""
    async with LocalDiscord() as server:
        server.limits.generous()  # the bot is measured, not the waiting for windows
        application = server.world.add_application("Daily Passage", token=TOKEN)
        for number in range(10):
            guild = server.world.add_guild(f"Guild {number}")
            guild.add_application(application)
            guild.add_text_channel("daily-passage")
        with TemporaryDirectory() as folder:
            kept = {name: value for name, value in CLEAN.items() if name != "PYTHONDONTWRITEBYTECODE"}
            yield {
                **kept,
                "DISCORD_TOKEN": TOKEN,
                "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/study.sqlite3",
                "DISCORD_API_URL": server.rest_url,
                "DISCORD_GATEWAY_URL": server.gateway_url,
                "READY_TIMEOUT": "0",
            }


async def live(program: Sequence[str], env: dict[str, str], *, settle: float = 0) -> Run:
    """Start a bot, wait until it is ready and has settled for so many seconds, measure, end it."""
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *program, cwd=PROJECT, env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while b"Ready" not in (line := await process.stdout.readline()):
            assert line, "the bot ended before it was ready"
    seconds = time.perf_counter() - begun
    await asyncio.sleep(settle)
    megabytes = psutil.Process(process.pid).memory_info().rss / 2**20
    process.send_signal(signal.SIGTERM)  # a process in the background may have been told to ignore SIGINT
    await process.communicate()
    return Run(seconds, megabytes)


def processor_seconds(process: psutil.Process) -> float:
    """Of the processor, that a process has used."""
    times = process.cpu_times()
    return times.user + times.system


def is_busy(load: float) -> bool:
    """Whether so many processes that want a processor, the mean of a minute, are more than there are processors."""
    return load >= (os.cpu_count() or 1)
