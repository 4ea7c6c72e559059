"""`python -m tests.faults.shards`: three processes with disjoint shards, one PostgreSQL, and a rush in all guilds.

In the middle of it one process is killed and started again, and the machine of another stands still: a second one that
waits for its shards has them once the server has given up the first, which wakes when the rush is over. Exit code 1
when a post is missing, came twice or is not in the ledger, or when a session began too early. What the limit of all
routes refused is told: requests that a busy machine holds up arrive together, whatever the processes agreed on.
"""

import argparse
import asyncio
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from bot.core.models import Place
from bot.core.posts import DeliveryState
from bot.core.studies.schedule import WEEKS
from bot.services.library import catalogue
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from bot.settings import SHIPPED
from bot.store.database import Database
from bot.store.dialects.postgres.engines import LEASE
from bot.store.tables import deliveries, posts
from command_line.running import starter_library
from local_discord import Application, Channel, Clock, LocalDiscord
from local_discord.rest.pipeline import Exchange
from tests import postgres
from tests.command_line.programs import CLEAN, PROJECT, TOKEN
from tests.faults.witness import Witness

START = datetime(2026, 5, 1, 6, 55, tzinfo=UTC)
DUE = START.replace(hour=7, minute=0)
PROCESSES = 3
KILLED_AFTER, FROZEN_AFTER = 8.0, 12.0
"""Seconds into the rush."""
ONLINE_WITHIN, POSTED_WITHIN, SETTLED = 90.0, 600.0, 20.0
"""Seconds at most until all shards are there, and until all is posted; seconds in which what is too much would come."""
STEP = 0.5
"""Seconds between two looks."""
MOST_REQUESTS = 50
"""In a second, of a bot in all (Rate Limits, Global Rate Limit)."""


@dataclass(slots=True)
class Seen:
    """What Discord has been asked, second by second, and what it refused."""

    requests: Counter[int] = field(default_factory=Counter[int])
    refused: int = 0

    def take(self, exchange: Exchange) -> None:
        """Count a request, but those with which people are answered."""
        if not (exchange.template or "").startswith(("/interactions", "/webhooks")):
            self.requests[int(time.monotonic())] += 1
            self.refused += exchange.status == 429


class Bots:
    """The processes, each with its shards and its own folder, as on a machine of its own."""

    def __init__(self, server: LocalDiscord, database_url: str, folder: Path) -> None:
        self._server, self._url, self._folder = server, database_url, folder
        self.running: list[asyncio.subprocess.Process] = []

    async def begin(self, shard: int) -> asyncio.subprocess.Process:
        """Start the process of a shard."""
        env = {
            **CLEAN,
            "DISCORD_TOKEN": TOKEN,
            "DATABASE_URL": self._url,
            "BACKUPS": str(self._folder / "backups"),  # beside which lies the key that all have
            "DISCORD_API_URL": self._server.rest_url,
            "DISCORD_GATEWAY_URL": self._server.gateway_url,
            "SHARD_COUNT": str(PROCESSES),
            "SHARD_IDS": str(shard),
        }
        program = sys.executable, "-m", "tests.benchmarks.crowd_bot"
        with (self._folder / f"{len(self.running)}.log").open("w", encoding="utf-8") as log:
            process = await asyncio.create_subprocess_exec(
                *program, cwd=PROJECT, env=env, stdin=asyncio.subprocess.PIPE, stdout=log, stderr=log
            )
        self.running.append(process)
        self.tell(process)
        return process

    def tell(self, process: asyncio.subprocess.Process) -> None:
        """Have a process go by the world's clock."""
        assert process.stdin is not None
        with suppress(ConnectionError):
            process.stdin.write(f"{self._server.clock.now().timestamp() - time.monotonic()!r}\n".encode())

    def move(self, by: timedelta) -> None:
        """Move the clocks of the world and of all processes."""
        self._server.clock.move(by)
        for process in self.running:
            self.tell(process)

    async def end(self) -> None:
        """Kill all that is left."""
        for process in self.running:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)
            await process.wait()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a rush."""

    due: int
    missing: int
    double: int
    unrecorded: int
    threadless: int
    busiest: int
    refused: int
    early: int
    refused_starts: int
    seconds: float
    woken: str
    log: str

    @property
    def is_kept(self) -> bool:
        """Whether every post came once, and no session too early."""
        wrong = self.missing + self.double + self.unrecorded + self.threadless + self.early
        return not wrong and self.refused_starts > 0 and self.woken == "ended"

    def told(self) -> str:
        """In words."""
        return (
            f"shards: {self.due} posts due in {PROCESSES} processes, all out after {self.seconds:.0f} s\n"
            f"  {self.missing} missing, {self.double} double, {self.unrecorded} not in the ledger, "
            f"{self.threadless} without a thread\n"
            f"  at most {self.busiest} requests in a second, {self.refused} refused; {self.early} sessions too early\n"
            f"  the process that waited for taken shards was refused {self.refused_starts} times; "
            f"the one that woke has {self.woken}"
        )


async def rush(server_url: str, guilds: int) -> Verdict:
    """Let so many guilds have their post in the same minute, with one process killed and one frozen."""
    with TemporaryDirectory() as folder:
        async with LocalDiscord(Clock(START)) as server:
            server.world.settings.shards = PROCESSES
            server.gateway.starts_apart = 4.9
            application, channels = _world(server, guilds)
            await _set_up(server_url, Path(folder) / "backups", channels)
            seen, witness = Seen(), Witness(server, application.user)
            server.observers.append(seen.take)
            async with _bots(server, server_url, Path(folder)) as bots:
                refused_starts, seconds, woken = await _live(server, bots, channels)
            assert server.unknown_requests == []
            assert server.failures == []
        recorded = await _recorded(server_url, Path(folder) / "backups")
        made, logs = Counter(post.channel.id for post in witness.made), sorted(Path(folder).glob("*.log"))
        ids = {post.message.id for post in witness.made}
        return Verdict(
            due=len(channels),
            missing=sum(not made[channel.id] for channel in channels),
            double=sum(count - 1 for count in made.values()),
            unrecorded=len(ids ^ recorded),
            threadless=sum(post.message.thread is None for post in witness.made),
            busiest=max(seen.requests.values()),
            refused=seen.refused,
            early=application.early_identifies,
            refused_starts=refused_starts,
            seconds=seconds,
            woken=woken,
            log="".join(log.read_text("utf-8") for log in logs),
        )


def _world(server: LocalDiscord, guilds: int) -> tuple[Application, list[Channel]]:
    application = server.world.add_application("Daily Passage", token=TOKEN)
    channels = list[Channel]()
    for number in range(guilds):
        guild = server.world.add_guild(f"Readers {number}")
        guild.add_application(application)
        channels.append(guild.add_text_channel("daily-passage"))
    return application, channels


async def _set_up(url: str, backups: Path, channels: Sequence[Channel]) -> None:
    """A study in each channel, all at the same hour."""
    async with Database.opened(url, backups) as database:
        await catalogue.stock(database, starter_library(SHIPPED / "data" / "essays"))
        for channel in channels:
            plan = NewStudy(channel.guild.id, Place(channel.id), f"{DUE:%H:%M}", "UTC", WEEKS["every_day"], None)
            await study_changes.set_up(database, plan, START)


@asynccontextmanager
async def _bots(server: LocalDiscord, url: str, folder: Path) -> AsyncIterator[Bots]:
    bots = Bots(server, url, folder)
    try:
        yield bots
    finally:
        await bots.end()


async def _live(server: LocalDiscord, bots: Bots, channels: Sequence[Channel]) -> tuple[int, float, str]:
    """The rush; how often the waiting process was refused, how long it all took, and what became of the frozen one."""
    first, second, _ = [await bots.begin(shard) for shard in range(PROCESSES)]
    await _until(lambda: len(server.gateway.of()) == PROCESSES, ONLINE_WITHIN)
    await asyncio.sleep(STEP)
    begun = time.monotonic()
    bots.move(DUE - server.clock.now())
    await asyncio.sleep(KILLED_AFTER)
    first.kill()
    await first.wait()
    await bots.begin(0)
    await asyncio.sleep(FROZEN_AFTER - KILLED_AFTER)
    second.send_signal(signal.SIGSTOP)
    frozen_at, refused = time.monotonic(), 0
    while not await _takes_over(server, await bots.begin(1)):
        refused += 1
        assert time.monotonic() - frozen_at < 3 * LEASE, "nobody could take the shards of a frozen process"
    with suppress(TimeoutError):  # what is missing then, the verdict says
        await _until(lambda: all(channel.messages for channel in channels), POSTED_WITHIN)
    seconds = time.monotonic() - begun
    second.send_signal(signal.SIGCONT)
    await asyncio.sleep(SETTLED)
    with suppress(TimeoutError):
        await asyncio.wait_for(second.wait(), SETTLED)
    return refused, seconds, "not ended" if second.returncode is None else "ended"


async def _takes_over(server: LocalDiscord, process: asyncio.subprocess.Process) -> bool:
    """Whether a process has come to Discord, beside the frozen one whose connection is still open, or has ended."""
    while process.returncode is None:
        if len(server.gateway.of()) > PROCESSES:
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), STEP)
    return False


async def _until(is_so: Callable[[], bool], within: float) -> None:
    async with asyncio.timeout(within):
        while not is_so():  # noqa: ASYNC110 # what a whole world has come to has no event
            await asyncio.sleep(STEP)


async def _recorded(url: str, backups: Path) -> set[int]:
    """The messages that the ledger knows as sent."""
    async with Database.read_only(url, backups) as database, database.reading() as connection:
        sent = select(deliveries.c.message_id).join(posts, posts.c.delivery_id == deliveries.c.id)
        return set(await connection.scalars(sent.where(deliveries.c.state == DeliveryState.SENT)))


def main() -> int:
    """Run it, and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.shards", description=__doc__)
    parser.add_argument("--guilds", type=int, default=3000)
    asked = parser.parse_args()
    with postgres.server() as server, postgres.database(server) as url:
        verdict = asyncio.run(rush(url, asked.guilds))
    print(verdict.told() + ("" if verdict.is_kept else f"\n  BROKEN\n{verdict.log[-4000:]}"), flush=True)  # noqa: T201 # its output
    return 0 if verdict.is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
