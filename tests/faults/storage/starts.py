"""Several bots started at once on one database that does not exist yet: one has it, the others say so and end."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory

from bot.i18n import Texts
from command_line.exit_codes import ExitCode
from local_discord import LocalDiscord
from tests.command_line.programs import TOKEN, begin
from tests.faults.crew import MEMORY
from tests.faults.storage.found import Found

AT_ONCE = 5
WITHIN = 60.0
READY = b"Ready"


async def found_in(rounds: int) -> AsyncIterator[Found]:
    """The verdict on each of so many rounds."""
    async with LocalDiscord() as server:
        server.limits.generous()
        guild = server.world.add_guild("Readers")
        guild.add_application(server.world.add_application("Daily Passage", token=TOKEN))
        for number in range(1, rounds + 1):
            with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
                env = {
                    "DISCORD_TOKEN": TOKEN,
                    "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/study.sqlite3",
                    "DISCORD_API_URL": server.rest_url,
                    "DISCORD_GATEWAY_URL": server.gateway_url,
                    "READY_TIMEOUT": "0",
                    "ESSAYS": folder,  # none, which is quicker
                }
                yield Found(f"{AT_ONCE} starts at once, round {number}", await _broken(env))


async def _broken(env: dict[str, str]) -> str:
    """What is wrong with how they have ended; empty when nothing is."""
    ready = asyncio.Event()
    async with _all(env) as bots:
        ends = {asyncio.create_task(_end(bot, ready)): bot for bot in bots}
        try:
            async with asyncio.timeout(WITHIN):
                while len(going := [end for end in ends if not end.done()]) > 1:
                    await asyncio.wait(going, return_when=asyncio.FIRST_COMPLETED)
                await ready.wait()
                for end in going:
                    ends[end].send_signal(signal.SIGTERM)
                others = sorted([await end for end in ends])
        except TimeoutError:
            return f"{sum(not end.done() for end in ends)} go on, ready or not"
    expected = [(0, ""), *[(ExitCode.CANNOT_START, _refusal())] * (AT_ONCE - 1)]
    return "" if others == expected else f"they ended so: {others}"


def _refusal() -> str:
    return Texts().say().plain("store.locked", file="study.sqlite3")


async def _end(bot: asyncio.subprocess.Process, ready: asyncio.Event) -> tuple[int, str]:
    """Its exit code, and what it said; of the one that comes to be ready nothing, since that is its log."""
    assert bot.stderr is not None
    said = b""
    async for line in bot.stderr:
        said += line
        if READY in line:
            ready.set()
    return await bot.wait(), "" if READY in said else said.decode().strip()


@asynccontextmanager
async def _all(env: dict[str, str]) -> AsyncIterator[list[asyncio.subprocess.Process]]:
    bots = await asyncio.gather(*(begin(env=env) for _ in range(AT_ONCE)))
    try:
        yield bots
    finally:
        for bot in bots:
            if bot.returncode is None:
                bot.kill()
                await bot.wait()
