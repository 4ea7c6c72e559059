"""The real bot in a small server: everything between a command and its answer is what runs in production."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from yarl import URL

from bot import events
from bot.client import StudyBot, in_hand
from bot.core.posts import DeliveryKind
from bot.services.deliveries import daily_posts
from bot.settings import Settings
from bot.store.studies import posts
from cogs.answers.cog import Answers
from cogs.deliveries.clockwork import Clockwork
from cogs.hosts.cog import Hosts
from command_line.running import study_bot
from command_line.tryout import WorldClock
from local_discord import Channel, Clock, LocalDiscord, Member, Message, Permission, Reply, Thread
from local_discord.interactions.interaction import Answer
from tests.local_discord.bots import TOKEN, check, point
from tests.local_discord.openapi import watch
from tests.services.conftest import pack

START = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
KINDS = tuple(f"{kind} " for kind in DeliveryKind)
"""How the names of the tasks begin that see to deliveries."""


class OffClock(WorldClock):
    """The world's clock, as far off as the study group wants it."""

    def __init__(self, circle: "Circle") -> None:
        super().__init__(circle.clock)
        self._circle = circle

    def now(self) -> datetime:
        return super().now() + self._circle.ahead

    async def sleep(self, seconds: float, moves: int | None = None) -> None:
        running = asyncio.current_task()
        name = "" if running is None else running.get_name()
        if name == "daily clockwork":
            if self._circle.before_rest is not None:
                self._circle.before_rest()
            if moves in (None, self.moves):
                self._circle.resting.set()
        elif name.startswith(KINDS) and moves in (None, self.moves):
            self._circle.asleep.add(name)
            self._circle.waiting.set()
        await super().sleep(seconds, moves)
        self._circle.asleep.discard(name)


class Circle:
    """A study group: its server, its people, and the bot, which can be stopped and started."""

    def __init__(self, server: LocalDiscord, settings: Settings) -> None:
        """Build the server; the bot is started by `start`."""
        self.server, self.settings = server, settings
        self.clock = server.clock
        self.application = server.world.add_application("Daily Passage", token=TOKEN)
        self.guild = server.world.add_guild("Readers")
        self.bot_role = self.guild.add_application(self.application)
        self.channel: Channel = self.guild.add_text_channel("daily-passage")
        self.lobby: Channel = self.guild.add_text_channel("lobby")
        hosts = self.guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)
        self.host: Member = self.guild.add_member("Host", [hosts])
        self.first: Member = self.guild.add_member("First member")
        self.second: Member = self.guild.add_member("Second member")
        self.bot: StudyBot
        self.ahead = timedelta(0)
        """How far the bot's clock is ahead of Discord's."""
        self.before_rest: Callable[[], None] | None = None
        """What happens between a tick of the clockwork and its sleep."""
        self._running: AsyncExitStack | None = None
        self.resting = asyncio.Event()
        """Set while the clockwork sleeps; what moves the clock wakes it."""
        self.waiting = asyncio.Event()
        """Set when a delivery begins to wait for its next attempt."""
        self.asleep: set[str] = set()
        """The names of the tasks whose delivery waits for its next attempt."""
        self.clock.on_move += self.resting.clear, self.asleep.clear

    async def start(self) -> None:
        """Start the bot, and wait until it is there."""
        self._running = AsyncExitStack()
        self.resting.clear()
        self.bot = await self._running.enter_async_context(study_bot(self.settings, OffClock(self)))
        task = asyncio.create_task(self.bot.start(TOKEN))
        self._running.push_async_callback(self._ended, task)
        await self.application.online()

    async def stop(self) -> None:
        """Stop the bot, as a restart does."""
        if self._running:
            await self._running.aclose()
            self._running = None

    async def crash(self) -> None:
        """End the bot in the middle of what it has in hand: nothing more is recorded."""
        for task in self._delivering():
            task.cancel()
        await self.stop()

    async def until_ended(self) -> None:
        """Wait until the slot in hand has ended without a post, which hosts are told of."""
        told = asyncio.create_task(self.bot.wait_for(events.NOTICE_DUE.removeprefix("on_"), timeout=20))
        await asyncio.sleep(0)
        async with self.bot.database.reading() as connection:
            if not await posts.claimed(connection):
                told.cancel()
                return
        await told

    async def set_up(self, **options: object) -> Reply:
        """Set a study up at 07:00 UTC, or as the options say."""
        plan: dict[str, object] = {"channel": self.channel, "time": "07:00", "zone": "UTC"} | options
        return await self.host.slash("/study setup", options=plan, in_=self.lobby)  # type: ignore[arg-type] # as typed by a test

    async def done(self, answer: Reply) -> Reply:
        """The answer, once a change of the message that the bot has only promised is made or refused."""
        interaction = answer.interaction
        if interaction.answered_with is Answer.DEFERRED_UPDATE:
            await self.server.world.wait_for(lambda: interaction.changes > 1, 10, "the bot kept its promise")
        return answer

    async def until_resting(self) -> None:
        """Wait until the clockwork sleeps, and has seen to all that was due."""
        async with asyncio.timeout(20):
            await self.resting.wait()

    async def next_day(self, day: int) -> tuple[Message, Thread]:
        """Move the clock to the next post; the post of that day of the group's, and its thread."""
        due_at = await daily_posts.next_claim_at(self.bot.database)
        assert due_at is not None
        await self.until_resting()
        self.clock.move(max(due_at - self.clock.now(), timedelta(0)))
        post = await self.first.sees(f"Day {day} ", in_=self.channel)
        thread = await self.first.sees_thread(of=post)
        await self.settled()
        return post, thread

    def says(self, key: str, **values: str | int) -> str:
        """What the bot says under a key of the catalogue, as it stands in a message."""
        return self.bot.texts.say()(key, **values)

    @property
    def clockwork(self) -> Clockwork:
        """The bot's cog that ticks."""
        return cast("Clockwork", self.bot.get_cog("Clockwork"))

    def posts(self) -> list[Message]:
        """The bot's posts in the channel, oldest first."""
        return [message for message in self.second.reads(self.channel) if message.author is self.application.user]

    def answered(self, status: int) -> Callable[[], Awaitable[None]]:
        """Waits until a request of the bot has been answered with this status, and nothing is in hand."""
        seen = asyncio.Event()
        self.server.observers.append(lambda exchange: seen.set() if exchange.status == status else None)

        async def wait() -> None:
            async with asyncio.timeout(20):
                await seen.wait()
                await self.settled()

        return wait

    def noted(self) -> Callable[[], Awaitable[None]]:
        """Waits until something has been noted for hosts, and nothing is in hand."""
        told = self.bot.wait_for(events.NOTICE_DUE.removeprefix("on_"), timeout=20)

        async def wait() -> None:
            await told
            await self.settled()

        return wait

    def count(self, route: str) -> Callable[[], int]:
        """Counts from now on the requests of a route that were answered."""
        seen: list[str] = []
        self.server.observers.append(
            lambda exchange: seen.append(exchange.path) if f"{exchange.method} {exchange.template}" == route else None
        )
        return lambda: len(seen)

    def waits_to_try_again(self) -> asyncio.Event:
        """Set when a delivery in hand waits for its next attempt."""
        self.waiting.clear()
        return self.waiting

    async def tried(self) -> None:
        """Wait until each delivery in hand has ended, or waits for its next attempt."""
        async with asyncio.timeout(20):
            while busy := [task for task in self._delivering() if task.get_name() not in self.asleep]:
                waits = asyncio.create_task(self.waits_to_try_again().wait())
                await asyncio.wait((*busy, waits), return_when=asyncio.FIRST_COMPLETED)
                waits.cancel()

    async def quiet(self) -> None:
        """Wait until the bot has taken in all events, and done what it does at each."""
        await self.server.delivered()
        while tasks := in_hand():
            await asyncio.wait(tasks)

    async def after(self, until: datetime | None = None, **later: float) -> None:
        """Let time pass, and all that comes of the tick then."""
        await self.resting.wait()
        self.clock.move(timedelta(**later)) if until is None else self.clock.move_to(until)
        await self.resting.wait()
        await self.settled()
        await self.quiet()

    async def ticked(self) -> None:
        """Wait until the tick under way has ended, and the clockwork sleeps again."""
        async with self.clockwork.ticking:
            pass
        await asyncio.sleep(0)

    async def tick(self, by: timedelta) -> None:
        """Move the clock, and wait until the tick that this brings has ended, and what it took in hand."""
        self.clock.move(by)
        for _ in range(10):  # more turns of the loop than the clockwork needs to wake
            await asyncio.sleep(0)
        await self.ticked()
        await self.settled()

    async def settled(self) -> None:
        """Wait until the bot has nothing in hand."""
        await self.clockwork.deliveries.settled()

    def _delivering(self) -> list[asyncio.Task[None]]:
        """The tasks that see to posts, notices and what people hand in."""
        of = self.clockwork.deliveries, hosts_of(self).notices.deliveries, answers_of(self).deliveries
        return [task for deliveries in of for task in deliveries.tasks.values()]

    async def _ended(self, task: asyncio.Task[None]) -> None:
        await self.bot.close()
        await task


def hosts_of(circle: Circle) -> Hosts:
    """The bot's cog that tells hosts what they have to know."""
    return cast("Hosts", circle.bot.get_cog("Hosts"))


def answers_of(circle: Circle) -> Answers:
    """The bot's cog that posts what members hand in."""
    return cast("Answers", circle.bot.get_cog("Answers"))


@pytest.fixture
def essays(tmp_path: Path) -> Path:
    """A shelf with two short essays."""
    folder = tmp_path / "essays"
    folder.mkdir()
    for file in (pack("On Bread", 3), pack("On Salt", 2)):
        (folder / file.name).write_bytes(file.data)
    return folder


@pytest.fixture
async def stopped(monkeypatch: pytest.MonkeyPatch, essays: Path, database_url: str) -> AsyncIterator[Circle]:
    """The study group, before the bot has been started."""
    async with LocalDiscord(Clock(START)) as server:
        point(monkeypatch, server)
        checker = watch(server)
        settings = Settings(
            token=TOKEN,
            database_url=database_url,
            essays=essays,
            ready_timeout=0,
            api_url=server.rest_url,
            gateway_url=server.gateway_url,
            file_host=URL(server.rest_url).authority,
            backups=None if database_url.startswith("sqlite") else essays.with_name("backups"),
        )
        circle = Circle(server, settings)
        yield circle
        await circle.stop()
        check(server)
        checker.check()


@pytest.fixture
async def circle(stopped: Circle) -> Circle:
    """The study group with the bot in it."""
    await stopped.start()
    return stopped
