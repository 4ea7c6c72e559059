"""`python main.py`: the bot at work, until it is told to stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import discord

from bot.client import StudyBot
from bot.clock import Clock, SystemClock
from bot.core.errors import StudyError
from bot.i18n import Say
from bot.outside.network import BROKEN
from bot.services import library, shelf
from bot.services.library import EssayFile
from bot.settings import Settings, read_settings
from bot.store.database import Database
from cogs import EXTENSIONS
from command_line.arguments import Asked

for _name in EXTENSIONS:
    import_module(_name)  # with all other imports, before garbage is looked for again (see `main`)


def run(asked: Asked, env: Mapping[str, str], say: Say) -> int:
    """Run the bot. Raises `StudyError` for what has to be mended before it can start; Discord is not asked then."""
    del asked, say
    settings = read_settings(env)
    logging.basicConfig(
        level=settings.log_level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)  # it lists itself, six lines long
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":  # there Ctrl-C cancels the main task, and nothing else is sent
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop.set)
    async with study_bot(settings, SystemClock()) as bot:
        running = asyncio.create_task(bot.start(settings.token), name="the bot")
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await bot.close()
        if stop.is_set():  # in the middle of a login, say: whatever comes of that now is no failure
            await asyncio.gather(running, return_exceptions=True)
        else:
            await _ended(running)


async def _ended(running: asyncio.Task[None]) -> None:
    """Wait for the bot's end that nobody asked for, and say what kept it from starting."""
    try:
        await running
    except discord.LoginFailure as refused:
        raise StudyError("cli.bad_token") from refused
    except discord.ConnectionClosed as closed:
        key = "cli.bad_token" if closed.code == 4004 else "cli.gateway_refused"
        raise StudyError(key, code=closed.code) from closed
    except (discord.HTTPException, discord.GatewayNotFound, *BROKEN) as broken:
        raise StudyError("cli.unreachable", problem=str(broken)) from broken


@asynccontextmanager
async def study_bot(settings: Settings, clock: Clock) -> AsyncGenerator[StudyBot]:
    """The bot with its memory open and its shelf stocked, ready to be started."""
    async with Database.opened(settings.database_url) as database:
        await shelf.mend(database)
        await library.stock(database, starter_library(settings.essays))
        async with StudyBot(settings, database, clock, EXTENSIONS) as bot:
            yield bot


def starter_library(folder: Path) -> list[EssayFile]:
    """The packs in a folder, in the order of their names."""
    return [EssayFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.md"))]
