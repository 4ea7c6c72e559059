"""`python main.py try`: the real bot in a small server on this machine, to be seen in a browser."""

import asyncio
import errno
import logging
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncGenerator, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from yarl import URL

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.i18n import Words
from bot.services.library import catalogue
from bot.settings import SHIPPED, Settings
from command_line.arguments import PAGE_PORT, Asked
from command_line.days import next_post_at, pass_time
from command_line.importing import read_file
from command_line.opened_room import open_room
from command_line.running import study_bot
from command_line.tour import Tour, TourStoppedError
from local_discord import Application, Channel, Clock, Guild, LocalDiscord, Member, Permission
from local_discord.permissions import BOT

HOST = Permission.MANAGE_GUILD | Permission.MANAGE_CHANNELS | Permission.MANAGE_MESSAGES
"""What the host may do besides: steer studies, make channels, and delete what others wrote."""


class Circle(NamedTuple):
    """The demonstration server: its channels and the people to act as."""

    guild: Guild
    lobby: Channel
    passages: Channel
    host: Member
    first: Member
    second: Member
    newcomer: Member


class WorldClock:
    """The clock of the local world, for the bot: what moves it wakes the bot."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        """The world's time."""
        return self._clock.now()

    def monotonic(self) -> float:
        """Seconds of the world: where the world is moved on purpose, they have passed."""
        return self._clock.now().timestamp()

    @property
    def moves(self) -> int:
        """How many times the world's time has been moved."""
        return self._clock.moves

    async def sleep(self, seconds: float, moves: int | None = None) -> None:
        """Wait so many seconds, or until the clock is moved; not at all if it is not at `moves` any more."""
        if moves not in (None, self._clock.moves):
            return
        moved = asyncio.Event()
        self._clock.on_move.append(moved.set)
        try:
            await asyncio.wait_for(moved.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self._clock.on_move.remove(moved.set)


def try_out(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Show the bot at work; 0, or 1 when `--once` was asked for and something did not happen."""
    logging.basicConfig(level=logging.ERROR)
    if asked.once:
        return asyncio.run(_until_ended(_once(asked, say)))
    return asyncio.run(_until_ended(_until_stopped(asked, say, open_browser=asked.browser and _has_screen(env))))


async def _until_ended(shown: Coroutine[None, None, int]) -> int:
    """What it gives; 0 if SIGTERM, or a terminal that was closed, ends it first: as after Ctrl+C nothing is kept."""
    showing = asyncio.create_task(shown, name="the demonstration")

    def end() -> None:
        if not showing.cancelling():  # what is being put away is not disturbed again
            showing.cancel()

    if sys.platform != "win32":  # there nothing but Ctrl+C is sent
        for name in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(name) is not signal.SIG_IGN:  # as `nohup` has it
                asyncio.get_running_loop().add_signal_handler(name, end)
    try:
        return await showing
    except asyncio.CancelledError:
        return 0


async def _once(asked: Asked, say: Words) -> int:
    async with _study_group(asked, say, port=0) as (server, circle, bot):
        tour = Tour(server, circle.host, circle.first, circle.second, circle.passages, bot, say)
        try:
            await tour.two_days()
        except (TourStoppedError, AssertionError) as missed:
            print(say("try.missed", problem=str(missed)))  # noqa: T201 # the command line speaks by printing
            return 1
    return 0


async def _until_stopped(asked: Asked, say: Words, *, open_browser: bool) -> int:
    port = asked.port if asked.port is not None else _free_port()
    async with _study_group(asked, say, port) as (server, circle, bot):
        tour = Tour(server, circle.host, circle.first, circle.second, circle.passages, bot, say)
        await open_room(tour, circle.lobby, circle.first, circle.second, say)
        print(say("try.open", url=server.page_url), say("try.stop"), sep="\n", flush=True)  # noqa: T201 # see above
        if open_browser:
            await asyncio.to_thread(webbrowser.open, server.page_url)
        await asyncio.Event().wait()
    return 0


@asynccontextmanager
async def _study_group(asked: Asked, say: Words, port: int) -> AsyncGenerator[tuple[LocalDiscord, Circle, StudyBot]]:
    """The local Discord with the demonstration server, and the bot in it; all of it is gone afterwards."""
    essay = read_file(asked.essay) if asked.essay else None
    clock = Clock()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="daily-passage-")))
        server = LocalDiscord(clock, port=port)
        try:
            await stack.enter_async_context(server)
        except OverflowError as refused:
            raise StudyError("try.no_port", port=port) from refused
        except OSError as refused:
            taken = refused.errno == errno.EADDRINUSE
            raise StudyError("try.port_taken" if taken else "try.port_refused", port=port) from refused
        application = server.world.add_application("Daily Passage", description=say("try.about"))
        circle = _circle(server, application, say)
        settings = Settings(
            token=application.token,
            database_url=f"sqlite+aiosqlite:///{folder / 'study.sqlite3'}",
            essays=SHIPPED / "data" / "essays",
            ready_timeout=0,
            api_url=server.rest_url,
            gateway_url=server.gateway_url,
            file_host=URL(server.rest_url).authority,
        )
        bot = await stack.enter_async_context(study_bot(settings, WorldClock(clock)))
        if essay is not None:
            await catalogue.import_essay(bot.database, circle.guild.id, essay, bot.texts.banks())
        running = asyncio.create_task(bot.start(application.token), name="the bot")
        stack.push_async_callback(_stopped, server, bot, running)
        server.page.schedule.next_moment = lambda: next_post_at(bot, circle.guild.id)
        server.page.schedule.pass_time = lambda until: pass_time(bot, clock, until)
        await application.online()
        yield server, circle, bot


async def _stopped(server: LocalDiscord, bot: StudyBot, running: asyncio.Task[None]) -> None:
    """End the page first: nobody asks a bot that is closing what it plans, or waits for what it does."""
    server.page.schedule.next_moment = server.page.schedule.pass_time = None
    await server.page.close()
    await bot.close()
    await running


def _circle(server: LocalDiscord, application: Application, say: Words) -> Circle:
    """A server such as a study group has: a forum beside its channels, a role to ping, and somebody in each part."""
    guild = server.world.add_guild(say("try.guild"))
    guild.add_application(application, BOT | Permission.PIN_MESSAGES)
    hosts = guild.add_role(say("try.hosts"), HOST)
    readers = guild.add_role(say("try.readers"), mentionable=True)
    lobby = guild.add_text_channel(say("try.lobby"))
    passages = guild.add_text_channel(say("try.channel"), topic=say("try.topic"))
    guild.add_forum_channel(say("try.forum"), say("try.tags").split(", "), topic=say("try.forum_topic"))
    return Circle(
        guild,
        lobby=lobby,
        passages=passages,
        host=guild.add_member(say("try.host"), roles=[hosts]),
        first=guild.add_member(say("try.first"), roles=[readers]),
        second=guild.add_member(say("try.second"), roles=[readers]),
        newcomer=guild.add_member(say("try.newcomer")),
    )


def _has_screen(env: Mapping[str, str]) -> bool:
    """Whether a browser would open a window, and not a text browser in this very terminal."""
    return sys.platform in ("darwin", "win32") or bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def _free_port() -> int:
    """The page's usual port, or any other when that is taken."""
    with socket.socket() as probe:
        return 0 if probe.connect_ex(("127.0.0.1", PAGE_PORT)) == 0 else PAGE_PORT
