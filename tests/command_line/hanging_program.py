"""`python -m tests.command_line.hanging_program KIND SECONDS`: the bot with a part that hangs once it is ready.

It reads its settings as `main.py` does, and waits so many seconds for what hangs.
"""

import asyncio
import os
import sys
import time
from contextlib import AsyncExitStack
from typing import cast

from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.logs import set_up_logs
from bot.settings import read_settings
from bot.store.dialects.sqlite.engines import READERS
from cogs import EXTENSIONS
from cogs.deliveries.clockwork import Clockwork
from command_line.running import run_bot

FOR_EVER = 100_000


class Hangs(commands.Cog):
    """Makes one part hang at the first tick."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @commands.Cog.listener(events.TICKED)
    async def on_tick(self) -> None:
        match sys.argv[1]:
            case "loop":
                time.sleep(FOR_EVER)  # noqa: ASYNC251 # what a defect might do
            case "tick":
                async with cast("Clockwork", self._bot.get_cog("Clockwork")).ticking:
                    await asyncio.Event().wait()
            case "database":
                async with AsyncExitStack() as stack:
                    for _ in range(READERS):
                        await stack.enter_async_context(self._bot.database.reading(snapshot=False))
                    await asyncio.Event().wait()


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Hangs(bot))


if __name__ == "__main__":
    settings = read_settings(os.environ)
    set_up_logs("INFO")
    asyncio.run(run_bot(settings, [*EXTENSIONS, "tests.command_line.hanging_program"], float(sys.argv[2])))
