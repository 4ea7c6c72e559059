"""The bot's own process: what `main.py` runs, under the world's clock, telling its parent when all in hand sleeps."""

import asyncio
import importlib
import logging
import os
import pkgutil
import signal
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn, cast
from weakref import WeakSet

import discord

from bot.client import StudyBot, in_hand
from bot.connection import rest
from bot.connection.send_rate import SendRate
from bot.core.models import Place, Portion, PortionKind
from bot.core.studies.schedule import WEEKS
from bot.services.deliveries import host_notices
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from bot.settings import Settings
from cogs import EXTENSIONS
from cogs.answers.cog import Answers
from cogs.deliveries import sender
from cogs.deliveries.carried import Carried
from cogs.deliveries.clockwork import Clockwork
from cogs.hosts.cog import Hosts
from command_line.running import study_bot
from tests.faults.mutations import MUTATIONS
from tests.faults.orders import Order
from tests.faults.stepping import Points, step_all

TOKEN = "token"
CRASHED = 9
"""The exit code of a process that ended itself."""
CLOCKWORK = "daily clockwork"


class FollowedClock:
    """The world's clock, as the parent tells it, and a machine's that may be wrong by `wall` seconds.

    What moves the world wakes whoever sleeps by it; setting the machine's clock does not.
    """

    def __init__(self, offset: float, wall: float, reporter: "Reporter") -> None:
        self._offset, self.wall = offset, wall
        self._moved = asyncio.Event()
        self.moves = 0
        self._reporter = reporter

    def now(self) -> datetime:
        """The time on the machine's wall."""
        return datetime.fromtimestamp(self.monotonic() + self.wall, UTC)

    def monotonic(self) -> float:
        """The world's seconds, which nobody sets."""
        return time.monotonic() + self._offset

    async def sleep(self, seconds: float, moves: int | None = None) -> None:
        """Wait so many real seconds, or until the clock is moved; not at all if it is not at `moves` any more."""
        if moves not in (None, self.moves):
            return
        moved, name = self._moved, _running()
        self._reporter.asleep[name] = seconds
        self._reporter.look()
        try:
            await asyncio.wait_for(moved.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            if moved is self._moved:  # else the clock was moved: that has woken everybody
                self._reporter.asleep.pop(name, None)

    def woken(self, offset: float) -> None:
        """Have the world's time without waking anybody: that comes with `move`."""
        self._offset = offset

    def move(self, offset: float, wall: float) -> None:
        """Move the world's clock and set the machine's, and wake everybody."""
        self._offset, self.wall = offset, wall
        self.moves += 1
        self._moved.set()
        self._moved = asyncio.Event()
        self._reporter.asleep.clear()


def _running() -> str:
    """The name of the task that runs: the clockwork's, or that of a post that is delivered."""
    task = asyncio.current_task()
    return "" if task is None else task.get_name()


class Reporter:
    """Says `rest` to the parent whenever the clockwork and every delivery in hand sleep, and no event is in hand."""

    def __init__(self, parent: socket.socket, counted: tuple[str, ...]) -> None:
        self._parent = parent
        self._counted = counted
        self.serial = 0
        self.points = Points(self._crash, counted)
        self.asleep: dict[str, float] = {}
        self.bot: StudyBot | None = None
        self._watched: WeakSet[asyncio.Task[None]] = WeakSet()

    def look(self) -> None:
        """See whether all sleep; again when one of those in hand has ended."""
        daily = self.bot.get_cog("Clockwork") if self.bot else None
        hosts = self.bot.get_cog("Hosts") if self.bot else None
        posts = list(daily.deliveries.tasks.values()) if isinstance(daily, Clockwork) else []
        notices = list(hosts.notices.deliveries.tasks.values()) if isinstance(hosts, Hosts) else []
        members = self.bot.get_cog("Answers") if self.bot else None
        answers = list(members.deliveries.tasks.values()) if isinstance(members, Answers) else []
        events = in_hand()
        for task in {*posts, *notices, *answers, *events}.difference(self._watched):
            self._watched.add(task)
            task.add_done_callback(lambda _: self.look())
        names = [task.get_name() for task in (*posts, *notices, *answers)]
        told = notices or answers or not events  # an event in hand waits for what it has claimed
        if CLOCKWORK in self.asleep and told and all(name in self.asleep for name in names):
            self._say("rest", min((self.asleep[name] for name in names), default=0.0))

    def step_at(self, boundary: int, clock: FollowedClock, wall: float) -> None:
        """At this boundary set the machine's clock, instead of ending."""

        def step(where: str) -> None:
            clock.wall = wall
            self._say("step", where=where)

        self.points = Points(step, self._counted)
        self.points.arm(boundary)

    def _crash(self, where: str) -> NoReturn:
        self._say("crash", where=where)
        os._exit(CRASHED)

    def _say(self, kind: str, seconds: float = 0.0, where: str = "") -> None:
        line = f"{kind}\t{self.serial}\t{seconds!r}\t{self.points.passed}\t{where}\n"
        self._parent.sendall(line.encode())


def prepare() -> None:
    """Import what a bot would import only once it runs."""
    for package in EXTENSIONS:
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(module.name)
    for late in ("aiosqlite", "alembic.command", "sqlalchemy.dialects.sqlite.aiosqlite"):
        importlib.import_module(late)


def live(parent: socket.socket) -> NoReturn:
    """Be a bot until the parent is gone."""
    code = 1
    try:
        with parent.makefile("rb", buffering=0) as lines:
            if not (line := lines.readline()):
                os._exit(0)
        order = Order.read(line)
        logging.basicConfig(
            filename=order.log, level=logging.INFO, format=f"%(asctime)s {os.getpid()} %(message)s", force=True
        )
        for noisy in ("alembic", "discord"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
        asyncio.run(_live(order, parent))
        code = 0
    except BaseException:
        logging.exception("The bot's process failed")  # noqa: LOG015 # the last words of a process, whoever logs them
    finally:
        os._exit(code)


async def _live(order: Order, parent: socket.socket) -> None:
    reporter = Reporter(parent, order.counted)
    clock = FollowedClock(order.offset, order.wall, reporter)
    loop = asyncio.get_running_loop()
    step_all(loop, lambda: reporter.points)
    _hurry(order)
    if order.queue:
        _queue(order.queue, clock)
    if order.mutant:
        MUTATIONS[order.mutant]()
    settings = Settings(
        token=TOKEN,
        database_url=order.database_url,
        essays=Path(order.essays),
        ready_timeout=0,
        api_url=order.api_url,
        gateway_url=order.gateway_url,
        backups=Path(order.backups) if order.backups else None,
    )
    async with study_bot(settings, clock) as bot:
        reporter.bot = bot
        await _set_up(bot, order, bot.safe_now())
        _obey(loop, parent, clock, reporter)
        await bot.start(settings.token)


async def _set_up(bot: StudyBot, order: Order, now: datetime) -> None:
    for study in order.studies:
        place = Place(study.channel_id, forum=study.forum, pin=study.pin, publish=study.publish)
        plan = NewStudy(study.guild_id, place, study.time, "UTC", WEEKS["every_day"], None)
        if study.words:
            plan = plan._replace(portion=Portion(PortionKind.WORDS, study.words))
        await study_changes.set_up(bot.database, plan, now)
        if study.host_channel_id is not None:
            await host_notices.choose_channel(bot.database, study.guild_id, study.host_channel_id)


def _obey(loop: asyncio.AbstractEventLoop, parent: socket.socket, clock: FollowedClock, reporter: Reporter) -> None:
    """Move the clock as the parent says; end with the parent."""
    parent.setblocking(False)
    rest = bytearray()

    def read() -> None:
        given = parent.recv(65536)
        if not given:
            os._exit(0)
        rest.extend(given)
        while b"\n" in rest:
            line, _, after = bytes(rest).partition(b"\n")
            rest[:] = after
            serial, offset, wall, armed, step = line.split()
            reporter.serial = int(serial)
            if int(armed) > 0 and float(step):
                reporter.step_at(int(armed), clock, float(step))
            elif int(armed) >= 0:
                reporter.points.arm(int(armed))
            clock.move(float(offset), float(wall))

    def woken(*_: object) -> None:
        """Know how late it is before anything else is done: the parent has told while this process was stopped."""
        with suppress(BlockingIOError):
            if lines := parent.recv(65536, socket.MSG_PEEK).splitlines():
                clock.woken(float(lines[-1].split()[1]))

    loop.add_reader(parent, read)
    signal.signal(signal.SIGCONT, woken)


def _queue(seconds: float, clock: FollowedClock) -> None:
    """Let every request of a delivery wait so long for its turn, by the world's clock."""

    async def wait(self: SendRate) -> None:
        del self
        until = clock.now() + timedelta(seconds=seconds)
        while (left := (until - clock.now()).total_seconds()) > 0:
            await clock.sleep(left)

    SendRate.wait = wait


def _hurry(order: Order) -> None:
    """Shorten discord.py's pauses between retries, and the limit of a send: both are of real time."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds * order.haste if seconds >= 1 else seconds)

    hurried = SimpleNamespace(**{**vars(asyncio), "sleep": sleep})
    discord.http.asyncio = cast("object", hurried)  # pyright: ignore[reportAttributeAccessIssue] # its own name for it
    send, usual = sender.send, rest.ANSWER_WITHIN

    async def sent(bot: StudyBot, carried: Carried) -> sender.Sent:
        rest.ANSWER_WITHIN = order.send_within
        try:
            return await send(bot, carried)
        finally:
            rest.ANSWER_WITHIN = usual

    sender.send = sent
