"""What another server notices while one person does all they can: the bot in a process of its own, attack by attack.

While an attack runs, members of a quiet server ask for `/today`, one after another, and a post of it comes due. What
counts is the slowest answer, and how late the post is; both include whatever else the machine does.
"""

import asyncio
import os
import random
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.studies.schedule import jitter
from local_discord import Clock, LocalDiscord
from tests.benchmarks.crowd_attacks import ATTACKS, START, Servers, seconds
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import PROJECT
from tests.benchmarks.shelf import write
from tests.command_line.programs import TOKEN

PASSAGES = 20_000
ANSWER, POST, IMPORT = 1.0, 3.0, 8.0
"""Seconds at most: for an answer, from a post's moment until it can be read, and for a small file to be a draft."""
LONGEST = 30.0
"""Seconds of an attack; what has not been done by then is given up."""
BEGUN = 0.3
"""Seconds after which an attack is in full swing, and the post comes due."""
EVERY = 0.05
"""Seconds between an answer and the next `/today`."""
PATIENCE = 15.0
"""Seconds for which somebody waits; Discord itself gives up after three."""
LATEST = 60.0
"""Seconds after which a post is given up."""


async def measure(*, limited: bool = True) -> list[Figure]:
    """The slowest answer, the delay of the post and, where files are read, a small file's time, for each attack."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "study.sqlite3"
        words = await write(file, PASSAGES, random.Random(7))
        async with LocalDiscord(Clock(START)) as server:
            servers = Servers(server, words)
            async with _bot(server, file, limited=limited) as bot:
                crowd = _Crowd(servers, bot)
                await crowd.begin()
                return [figure for name in ATTACKS for figure in await crowd.during(name)]


class _Crowd:
    """The two servers, and the bot that is in both."""

    def __init__(self, servers: Servers, bot: asyncio.subprocess.Process) -> None:
        self._servers, self._bot, self._day = servers, bot, 0

    async def begin(self) -> None:
        """Move the bot's clock to the world's, and set up the quiet server's study."""
        self._move(timedelta(0))
        await self._servers.application.online()
        await self._servers.set_up()

    async def during(self, name: str) -> list[Figure]:
        """The figures of one attack."""
        servers = self._servers
        moment = START + timedelta(days=self._day, hours=1, seconds=jitter(servers.channel.id) + 0.5)
        self._day += 1
        self._move(moment - servers.server.clock.now() - timedelta(seconds=1))
        await servers.readers[0].slash("/today", in_=servers.lobby, within=60)  # what the move brought is done
        attacking = asyncio.create_task(_at_most(ATTACKS[name](servers)))
        posting = asyncio.create_task(self._post())
        slowest = 0.0
        for reader in cycle(servers.readers):
            slowest = max(slowest, await seconds(reader.slash("/today", in_=servers.lobby, within=PATIENCE)))
            if attacking.done() and posting.done():
                break
            await asyncio.sleep(EVERY)
        figures = [
            Figure(f"{name}: slowest /today of another server, seconds", slowest, ANSWER),
            Figure(f"{name}: another server's post, seconds after its moment", posting.result(), POST),
        ]
        if imported := attacking.result():
            figures.append(Figure(f"{name}: another server's small file, seconds", imported, IMPORT))
        return figures

    async def _post(self) -> float:
        """Seconds from the post's moment, in the middle of the attack, until somebody reads it."""
        await asyncio.sleep(BEGUN)
        self._move(timedelta(seconds=1))
        servers = self._servers
        return await seconds(servers.readers[0].sees(f"Day {self._day} ", in_=servers.channel, timeout=LATEST))

    def _move(self, by: timedelta) -> None:
        now = self._servers.server.clock.move(by)
        assert self._bot.stdin is not None
        self._bot.stdin.write(f"{now.timestamp() - time.monotonic()!r}\n".encode())


async def _at_most(attack: Coroutine[None, None, float]) -> float:
    """What an attack gives; nothing when it takes too long."""
    try:
        async with asyncio.timeout(LONGEST):
            return await attack
    except TimeoutError:
        return 0.0


@asynccontextmanager
async def _bot(server: LocalDiscord, file: Path, *, limited: bool) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot's process; with `limited` false nobody is stopped, which shows what the limits are for."""
    env = {
        **os.environ,
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": f"sqlite+aiosqlite:///{file}",
        "DISCORD_API_URL": server.rest_url,
        "DISCORD_GATEWAY_URL": server.gateway_url,
        "READY_TIMEOUT": "0",
    }
    module = ("-m", "tests.benchmarks.crowd_bot", *(() if limited else ("unlimited",)))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *module, cwd=PROJECT, env=env, stdin=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        await process.wait()
