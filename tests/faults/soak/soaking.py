"""A bot's process amid the talk of a crowd, for as long as is asked for; what it holds is counted now and then."""

import asyncio
import json
import random
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory

from local_discord import Clock, LocalDiscord
from tests.benchmarks.figures import Figure
from tests.command_line.programs import CLEAN, PROJECT, TOKEN
from tests.faults.soak import bot
from tests.faults.soak.bot import Look
from tests.faults.soak.crowd import TALKERS, Crowd, break_now_and_then, crowd, disconnect
from tests.faults.soak.figures import figures, grown

START = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
TIME = START.replace(hour=7)
"""When all studies post, each with its own few seconds, of which there are up to 30."""
LOOKS, STEP, REST, DAY, DISCONNECTS = 12, 0.5, 2.0, 120.0, 300.0
"""How often all is counted; seconds between two looks at the time, of calm before counting, of a day, between cuts."""
ONLINE_WITHIN = 120.0


class Soak:
    """A bot's process, and the world around it."""

    def __init__(self, around: Crowd, process: asyncio.subprocess.Process, speed: float, seed: int) -> None:
        self._crowd, self._process, self._speed = around, process, speed
        self._chance = random.Random(seed)
        self._next_day = 0.0
        self._next_cut = time.monotonic() + self._chance.random() * DISCONNECTS / speed
        self.looks: list[tuple[float, Look]] = []

    async def run(self, minutes: float, looks: int) -> None:
        """Let it be at work for so long, and count so many times what it holds."""
        self.move(timedelta(0))
        await self._crowd.application.online(within=ONLINE_WITHIN)
        break_now_and_then(self._crowd.server, self._chance.randrange(1000))
        talks = [asyncio.create_task(self._crowd.talk(self._chance)) for _ in range(TALKERS)]
        try:
            for _ in range(looks):
                await self._work(minutes * 60 / looks)
                self.looks.append((time.monotonic(), await self.look()))
        finally:
            for talk in talks:
                talk.cancel()
            await asyncio.gather(*talks, return_exceptions=True)

    async def _work(self, seconds: float) -> None:
        self._crowd.calm.set()
        begun = time.monotonic()
        while (now := time.monotonic()) < begun + seconds:
            if now > self._next_day:
                self.next_day()
                self._next_day = now + DAY / self._speed
            if now > self._next_cut:
                await disconnect(self._crowd.server, self._chance)
                self._next_cut = now + DISCONNECTS / self._speed
            await asyncio.sleep(STEP)
        self._crowd.calm.clear()

    def next_day(self) -> None:
        """Go on to the next moment at which all studies post."""
        self.move((TIME - self._crowd.server.clock.now()) % timedelta(days=1))

    async def look(self) -> Look:
        """What the bot holds, after a moment of rest."""
        await asyncio.sleep(REST)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{bot.LOOK}\n".encode())
        return Look(**json.loads(await self._process.stdout.readline()))

    def move(self, by: timedelta) -> None:
        """Move the clocks of the world and of the bot."""
        now = self._crowd.server.clock.move(by)
        assert self._process.stdin is not None
        self._process.stdin.write(f"{now.timestamp() - time.monotonic()!r}\n".encode())


async def soaked(minutes: float, speed: float, guilds: int, seed: int, looks: int = LOOKS) -> list[Figure]:
    """The figures of a soak of so many minutes."""
    async with LocalDiscord(Clock(START)) as server:
        around = crowd(server, guilds)
        async with bot_process(around) as process:
            soak = Soak(around, process, speed, seed)
            await soak.run(minutes, looks)
            assert process.returncode is None, "the bot has ended by itself"
        assert server.unknown_requests == [], "routes that the local Discord does not have"
        assert server.failures == [], "defects of the local Discord"
    found = figures(soak.looks, minutes)
    done = ", ".join(f"{kind} {count}" for kind, count in sorted(around.done.items()))
    say(f"soak of {minutes:g} minutes at speed {speed:g} in {guilds} guilds: {done}")
    say(f"megabytes: {', '.join(f'{look.megabytes:.1f}' for _, look in soak.looks)}")
    if not all(figure.kept for figure in found):
        say(f"more than before: {', '.join(grown(soak.looks[looks // 3][1], soak.looks[-1][1]))}")
    return found


@asynccontextmanager
async def bot_process(
    around: Crowd, url: str | None = None, known: int = 0
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot, with a study in each guild, on the database at a URL or a new file.

    With so many `known` ones it is as if it had been up since their last posts.
    """
    with TemporaryDirectory() as folder:
        env = {
            **CLEAN,
            "DISCORD_TOKEN": TOKEN,
            "DATABASE_URL": url or f"sqlite+aiosqlite:///{folder}/study.sqlite3",
            "DISCORD_API_URL": around.server.rest_url,
            "DISCORD_GATEWAY_URL": around.server.gateway_url,
            "READY_TIMEOUT": "0",
            bot.STUDIES: json.dumps(around.studies),
            bot.KNOWN: str(known),
        }
        program = sys.executable, "-m", "tests.faults.soak.bot"
        pipe = asyncio.subprocess.PIPE
        nowhere = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *program, cwd=PROJECT, env=env, stdin=pipe, stdout=pipe, stderr=nowhere, limit=2**24
        )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 # what whoever began the soak reads
