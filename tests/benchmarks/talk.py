"""How many messages the bot takes in, beside a bare bot with an empty listener, and whether a rush makes it grow.

All is said in threads of the day, so that every message is counted: the most that a message can cost. Both bots hear
the same ones at the same time, and what counts is the processor time of each: how fast the sender is says nothing.
"""

import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import cycle
from statistics import median

import psutil

from local_discord import Clock, LocalDiscord
from local_discord.member.waits import wait_for
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import BARE, PROJECT, processor_seconds
from tests.command_line.programs import CLEAN
from tests.faults.soak.bot import Look
from tests.faults.soak.crowd import Crowd, crowd
from tests.faults.soak.soaking import ONLINE_WITHIN, START, Soak, bot_process

GUILDS, MEMBERS = 20, 50
ROUNDS, MESSAGES, IN_A_ROW = 5, 8_000, 20
"""Rounds, messages of one, and how many are said before anybody else has a turn."""
STORED = 1.5
"""Seconds after the last message in which it has been stored."""
A_SECOND, MINUTE, WARM_UP, AT_ONCE = 2_000, 60.0, 15.0, 0.05
"""Messages a second, and seconds: of the minute, of what comes before it, and of what is said together."""
TAKEN_IN, OBJECTS, MEMORY = 0.8, 1.0, 2.0
"""The bounds: a share, per cent more, and megabytes more, of which the interpreter takes one at a time."""
A_WHILE = timedelta(minutes=1)
"""In which all studies have posted, each some seconds later than its hour."""
BARE_TOKEN = "bare-token"  # opens nothing but a local world


class Talk:
    """Members who say something in the threads of their guilds, one guild after the other."""

    def __init__(self, around: Crowd) -> None:
        self._server, self._chance, self._circles = around.server, random.Random(1), cycle(around.circles)

    async def say(self, messages: int) -> None:
        """Have so many messages written."""
        for number in range(messages):
            circle = next(self._circles)
            assert circle.thread is not None
            await self._chance.choice(circle.members).say("I thought so too.", in_=circle.thread)
            if number % IN_A_ROW == 0:
                await asyncio.sleep(0)

    async def say_for(self, seconds: float) -> None:
        """Have `A_SECOND` messages written each second, as evenly as the machine can."""
        begun, said = time.monotonic(), 0
        while said < A_SECOND * seconds:
            due = min(A_SECOND * seconds, A_SECOND * (time.monotonic() - begun))
            await self.say(int(due) - said)
            said = int(due)
            await asyncio.sleep(AT_ONCE)

    async def heard(self) -> None:
        """Wait until all bots have heard it, and ours has stored it."""
        await self._server.gateway.delivered(60)
        await asyncio.sleep(STORED)


async def measure() -> list[Figure]:
    """Messages a second of both, their ratio, and what a minute of two thousand a second leaves behind."""
    async with LocalDiscord(Clock(START)) as server:
        around = crowd(server, GUILDS, MEMBERS)
        async with bot_process(around) as process:
            soak = Soak(around, process, 1, 1)
            soak.move(timedelta(0))
            await around.application.online(within=ONLINE_WITHIN)
            soak.next_day()
            soak.move(A_WHILE)
            await wait_for(server.world, lambda: all(each.thread for each in around.circles), ONLINE_WITHIN, "threads")
            talk = Talk(around)
            async with _bare_process(around) as bare:
                figures = await _taken_in(talk, psutil.Process(process.pid), psutil.Process(bare.pid))
            return figures + await _a_minute(talk, soak)


async def _taken_in(talk: Talk, ours: psutil.Process, bare: psutil.Process) -> list[Figure]:
    await talk.say(MESSAGES)
    await talk.heard()  # everybody has taken part by now
    rates = list[tuple[float, float]]()
    for _ in range(ROUNDS):
        before = processor_seconds(ours), processor_seconds(bare)
        await talk.say(MESSAGES)
        await talk.heard()
        used = processor_seconds(ours) - before[0], processor_seconds(bare) - before[1]
        rates.append((MESSAGES / used[0], MESSAGES / used[1]))
    share = median(our / of_bare for our, of_bare in rates)
    return [
        Figure("messages taken in a second, ratio to a bare bot with an empty listener", share, TAKEN_IN, "higher"),
        Figure("messages taken in a second of the processor", median(our for our, _ in rates)),
        Figure("the same of a bare bot with an empty listener", median(of_bare for _, of_bare in rates)),
    ]


async def _a_minute(talk: Talk, soak: Soak) -> list[Figure]:
    await talk.say_for(WARM_UP)
    first = await _after(talk, soak)
    await talk.say_for(MINUTE)
    last = await _after(talk, soak)
    name = f"a minute of {A_SECOND:,} messages a second"
    return [
        Figure(f"{name}, objects, per cent more", (last.objects / first.objects - 1) * 100, OBJECTS),
        Figure(f"{name}, megabytes more", last.megabytes - first.megabytes, MEMORY),
        Figure(f"{name}, the loop's longest delay, milliseconds", max(last.delays)),
    ]


async def _after(talk: Talk, soak: Soak) -> Look:
    await talk.heard()
    return await soak.look()


@asynccontextmanager
async def _bare_process(around: Crowd) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bare bot that listens in the same guilds."""
    server = around.server
    application = server.world.add_application("Bare", token=BARE_TOKEN)
    for circle in around.circles:
        circle.guild.add_application(application)
    addresses = {"DISCORD_API_URL": server.rest_url, "DISCORD_GATEWAY_URL": server.gateway_url}
    env = {**CLEAN, **addresses, "DISCORD_TOKEN": BARE_TOKEN}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *BARE, "listening", cwd=PROJECT, env=env, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await application.online(within=ONLINE_WITHIN)
        yield process
    finally:
        process.kill()
        await process.wait()
