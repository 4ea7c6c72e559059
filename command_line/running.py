"""`python main.py`: the bot at work, until it is told to stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path

import discord

from bot.client import StudyBot
from bot.clock import Clock, SystemClock
from bot.core.errors import Remark, StudyError
from bot.core.limits import RATES, Act, Rates
from bot.core.models import ALL_SHARDS
from bot.i18n import Words
from bot.logs import set_up_logs
from bot.outside.allocator import use_one_arena
from bot.outside.monitoring.watcher import HUNG_AFTER
from bot.outside.network_errors import BROKEN, in_words
from bot.services.guilds import command_registration
from bot.services.library import catalogue, essay_writer
from bot.services.library.catalogue import EssayFile
from bot.settings import Settings, read_settings
from bot.store.database import Database
from cogs import EXTENSIONS
from command_line.arguments import Asked
from command_line.monitoring.monitored import monitored

_log = logging.getLogger(__name__)

FIRST_PAUSE, MOST_PAUSE = 1.0, 300.0
"""Seconds before Discord is tried again when it cannot be reached; they double."""
for name in EXTENSIONS:  # with all other imports, before anything is at work
    import_module(name)


def run(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Run the bot. Raises `StudyError` for what has to be mended before it can start; Discord is not asked then."""
    del say
    settings = read_settings(env)
    use_one_arena()
    set_up_logs(settings.log_level, settings.log_format)
    asyncio.run(run_bot(settings, EXTENSIONS, sync=asked.sync))
    return 0


async def run_bot(
    settings: Settings, extensions: Sequence[str], hung_after: float = HUNG_AFTER, *, sync: bool = False
) -> None:
    """Run the bot with these cogs until it is told to stop, or does not get on for `hung_after` seconds.

    With `sync` Discord is told of the commands even if they have not changed since it was told.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":  # there Ctrl-C cancels the main task, and nothing else is sent
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop.set)
    async with _memory(settings) as database, monitored(stop, settings, database, hung_after) as follow:
        if sync:
            await command_registration.forget(database)
        await _run_until(stop, settings, partial(StudyBot, settings, database, SystemClock(), extensions), follow)


async def _run_until(
    stop: asyncio.Event, settings: Settings, new_bot: Callable[[], StudyBot], follow: Callable[[StudyBot], None]
) -> None:
    """Run the bot until it is told to stop; while Discord is not there, try again after growing pauses.

    Raises `StudyError` for what has to be mended.
    """
    pause, said = FIRST_PAUSE, ""
    while not stop.is_set():
        async with new_bot() as bot:
            follow(bot)
            try:
                await _run_once(stop, settings, bot)
            except (discord.HTTPException, discord.GatewayNotFound, *BROKEN) as broken:
                problem = in_words(broken)
            else:
                return
        if problem != said:
            _log.warning(
                "Discord cannot be reached: %s. Trying again, with pauses that grow to %d s", problem, MOST_PAUSE
            )
            said = problem
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), max(pause, bot.refusals.silence().total_seconds()))
        pause = min(pause * 2, MOST_PAUSE)


async def _run_once(stop: asyncio.Event, settings: Settings, bot: StudyBot) -> None:
    """Run this bot until it is told to stop, or ends by itself: then with the error that ended it."""
    running = asyncio.create_task(bot.start(settings.token), name="the bot")
    others = [asyncio.create_task(stop.wait()), asyncio.create_task(bot.must_end.wait())]
    try:
        await asyncio.wait((running, *others), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in others:
            task.cancel()
        await bot.close()
    if running.done() and not stop.is_set():
        await _ended(running)
    running.cancel()  # in the middle of a login, say: whatever comes of that now is no failure
    await asyncio.gather(running, return_exceptions=True)
    if bot.end_reason is not None and not stop.is_set():
        raise bot.end_reason


async def _ended(running: asyncio.Task[None]) -> None:
    """Raise what has ended the bot; as `StudyError` where an operator has to mend something first."""
    try:
        await running
    except discord.LoginFailure as refused:
        raise StudyError("cli.bad_token") from refused
    except discord.PrivilegedIntentsRequired as refused:
        raise StudyError("cli.gateway_refused", code=4014) from refused
    except discord.ConnectionClosed as closed:
        key = "cli.bad_token" if closed.code == 4004 else "cli.gateway_refused"
        raise StudyError(key, code=closed.code) from closed


@asynccontextmanager
async def _memory(settings: Settings) -> AsyncGenerator[Database]:
    """The open database, with the starter library on its shelf."""
    shards = settings.shards or ALL_SHARDS
    async with Database.opened(settings.database_url, settings.backups, shards) as database:
        async with database.starting():
            await essay_writer.mend(database)
            await catalogue.stock(database, starter_library(settings.essays))
        yield database


@asynccontextmanager
async def study_bot(settings: Settings, clock: Clock, rates: Mapping[Act, Rates] = RATES) -> AsyncGenerator[StudyBot]:
    """The bot with its database open and the starter library on its shelf, ready to be started."""
    async with _memory(settings) as database, StudyBot(settings, database, clock, EXTENSIONS, rates) as bot:
        yield bot


def starter_library(folder: Path) -> list[EssayFile]:
    """The packs in a folder, in the order of their names. Raises `StudyError` for one that may not be read."""
    return [EssayFile(path.name, _bytes_of(path)) for path in sorted(folder.glob("*.md"))]


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as refused:
        problem = Remark("library.unreadable", (("problem", refused.strerror or ""),))
        raise StudyError("library.faulty_pack", file=path.name, details=(problem,)) from refused
