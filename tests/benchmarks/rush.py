"""A thousand studies due in one minute: how soon all is posted, what that costs, and whether the loop stands still.

The clock is moved to half a minute past seven, when even the studies with the most jitter are due: all are claimed by
one tick, which is the worst that can happen. A tenth of them post for the first time since the bot's start, so that it
looks into their channels before, in which somebody has written; the others are as on any other day. The world has
Discord's own limit of 50 requests a second, and counts what it is asked for; the bot asks 45 times a second, and so the
time that all must take is the number of requests through 45. The bound is 1.15 of that, from the moved clock to the
last thread.

Processor time is that of the bot's process, from the tick until all is recorded, beside a bare bot that posts the same
components and opens a thread from each at the same rate in as many channels of a world of its own: discord.py goes
through the limits of every channel with each request. It does so in the same minute, because a machine is half as fast
again in one as in the next. The bound of that ratio is 2.5.

A machine with other things to do keeps every process waiting: what hangs on time has a bound only while nobody waits
for a processor. What is missing or has come twice is told on any machine.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

import psutil

from local_discord import Clock, LocalDiscord
from local_discord.member.errors import NotSeen
from local_discord.member.waits import wait_for
from tests import postgres
from tests.benchmarks.bare_poster import POSTED
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import PROJECT, is_busy, processor_seconds
from tests.benchmarks.traffic import Traffic, busiest_second, percentile, traffic_of
from tests.command_line.programs import CLEAN, TOKEN
from tests.faults.soak.crowd import Crowd, crowd
from tests.faults.soak.soaking import ONLINE_WITHIN, START, TIME, Soak, bot_process

STUDIES, NEW = 1_000, 100
"""Studies, and those of them that post for the first time since the start."""
A_SECOND, LONGER, STALL, DEARER = 45, 1.15, 100.0, 2.5
"""Requests a second; the bounds of the time, as a ratio, of the loop's delay in milliseconds, and of the processor's
time, as a ratio.
"""
PAST_JITTER, SETTLED = timedelta(seconds=31), 2.0
"""After the hour; and seconds in which a tick, or the recording of the last thread, is over."""
PATIENCE = 300.0
"""Seconds after which what is not there yet counts as missing, on a busy machine too."""


@dataclass(frozen=True, slots=True)
class Rush:
    """What a rush came to: requests and threads, seconds of the processor, delays in milliseconds."""

    traffic: Traffic
    posts: list[int]
    """How many each channel has got."""
    seconds: float
    bare: float
    """The same of a bare bot for as many posts."""
    delays: list[int]
    load: float
    """How many processes wanted a processor, the mean of its last minute."""


async def measure() -> list[Figure]:
    """The same on SQLite and, where there is one, on PostgreSQL."""
    async with LocalDiscord(Clock(START)) as server, LocalDiscord(Clock(START)) as other:
        around, beside = crowd(server, STUDIES), crowd(other, STUDIES)
        for circle in around.circles:
            await circle.members[0].say("Good morning.", in_=circle.channel)
        rushes = {"SQLite": await _rush(around, beside, None)}
        if postgres.is_there():
            with postgres.server() as address, postgres.database(address) as url:
                rushes["PostgreSQL"] = await _rush(around, beside, url)
    return [figure for name, rush in rushes.items() for figure in figures(name, rush)]


def figures(name: str, rush: Rush) -> list[Figure]:
    """The figures of a rush."""
    traffic, posts = rush.traffic, len(rush.posts)
    asked, lasted = traffic.until_done, traffic.threads[-1] if traffic.threads else PATIENCE
    quiet = not is_busy(rush.load)
    return [
        Figure(f"{name}, threads that are missing", posts - len(traffic.threads), 0),
        Figure(f"{name}, channels without a post or with two", sum(count != 1 for count in rush.posts), 0),
        Figure(f"{name}, seconds until all is posted", lasted),
        Figure(
            f"{name}, the same, ratio to its requests at {A_SECOND} a second",
            lasted * A_SECOND / max(1, len(asked)),
            LONGER if quiet else None,
        ),
        Figure(f"{name}, requests a post", len(asked) / posts),
        Figure(f"{name}, requests in the busiest second", busiest_second(asked)),
        Figure(f"{name}, refused by the limit of all routes", traffic.refused, 0 if quiet else None),
        Figure(
            f"{name}, loop's delay, 99th percentile, milliseconds",
            percentile(rush.delays, 99),
            STALL if quiet else None,
        ),
        Figure(f"{name}, loop's longest delay, milliseconds", max(rush.delays)),
        Figure(f"{name}, processes that wanted a processor", rush.load),
        Figure(f"{name}, the processor's milliseconds a post", 1000 * rush.seconds / posts),
        Figure(
            f"{name}, the same, ratio to a bare bot's send and create_thread",
            rush.seconds / rush.bare,
            DEARER if quiet else None,
        ),
    ]


async def _rush(around: Crowd, beside: Crowd, url: str | None) -> Rush:
    """Have the bot, with a new database at a URL or in a file, post in all channels, and a bare one beside it."""
    server = around.server
    before = [len(circle.channel.messages) for circle in around.circles]
    server.limits.generous()
    async with bot_process(around, url, STUDIES - NEW) as process, _bare_poster(beside) as poster:
        soak, ours, bare = Soak(around, process, 1, 1), psutil.Process(process.pid), psutil.Process(poster.pid)
        soak.move(timedelta(0))
        for one in around, beside:
            await one.application.online(within=ONLINE_WITHIN)
            await one.server.delivered(ONLINE_WITHIN)
        await asyncio.sleep(SETTLED)
        await soak.look()  # what comes before is no part of it
        server.limits.like_discord()
        used, used_bare = processor_seconds(ours), processor_seconds(bare)
        with traffic_of(server) as traffic:
            soak.move((TIME - server.clock.now()) % timedelta(days=1) + PAST_JITTER)
            await wait_for(server.world, lambda: bool(traffic.threads), PATIENCE, "the first thread")
            _begin(poster, around, beside)
            with suppress(NotSeen):
                await wait_for(server.world, lambda: len(traffic.threads) == STUDIES, PATIENCE, "threads")
        load = os.getloadavg()[0]
        await _posted(poster)
        for one in around, beside:
            await one.server.delivered(ONLINE_WITHIN)
        await asyncio.sleep(SETTLED)
        used, used_bare = processor_seconds(ours) - used, processor_seconds(bare) - used_bare
        delays = (await soak.look()).delays
    posts = [len(circle.channel.messages) - had for circle, had in zip(around.circles, before, strict=True)]
    return Rush(traffic, posts, used, used_bare, delays, load)


@asynccontextmanager
async def _bare_poster(beside: Crowd) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bare bot in its own world."""
    server = beside.server
    addresses = {"DISCORD_API_URL": server.rest_url, "DISCORD_GATEWAY_URL": server.gateway_url}
    program, pipe = (sys.executable, "-m", "tests.benchmarks.bare_poster"), asyncio.subprocess.PIPE
    env = {**CLEAN, **addresses, "DISCORD_TOKEN": TOKEN}
    process = await asyncio.create_subprocess_exec(*program, cwd=PROJECT, env=env, stdin=pipe, stdout=pipe)
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


def _begin(poster: asyncio.subprocess.Process, around: Crowd, beside: Crowd) -> None:
    """Have the bare bot post what ours does, at its rate."""
    assert poster.stdin is not None
    (post, *_) = (message for circle in around.circles for message in circle.channel.messages if message.components)
    channel_ids = [circle.channel.id for circle in beside.circles]
    told = {"channel_ids": channel_ids, "components": post.components, "a_second": A_SECOND / 2}
    poster.stdin.write(json.dumps(told, default=dict).encode() + b"\n")


async def _posted(poster: asyncio.subprocess.Process) -> None:
    """Wait until the bare bot has posted all."""
    assert poster.stdout is not None
    while POSTED not in (line := await poster.stdout.readline()):
        assert line, "the bare bot ended before it had posted"
