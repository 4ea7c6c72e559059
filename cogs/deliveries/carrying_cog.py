"""What is the same for all cogs that bring deliveries of their own kinds to their end."""

import asyncio

from discord.ext import commands

from bot.client import StudyBot
from bot.connection.send_rate import SendRate
from cogs.deliveries.carrier import Deliveries


class CarryingCog(commands.Cog):
    """A cog with deliveries in hand; what is on its way when the bot stops is left to the next start."""

    def __init__(self, bot: StudyBot, rate: SendRate) -> None:
        """Have every attempt wait for its turn in `rate`."""
        self._bot = bot
        self.deliveries = Deliveries(bot, rate)

    async def cog_unload(self) -> None:
        """Leave what is on its way to the next start."""
        await self.deliveries.stop(within=0)

    async def is_over(self, task: asyncio.Task[None], seconds: float) -> bool:
        """Whether what is in hand has come to its end within so many seconds."""
        clock = self._bot.clock
        until = clock.monotonic() + seconds
        while not task.done() and (left := until - clock.monotonic()) > 0:
            sleeping = asyncio.create_task(clock.sleep(left, clock.moves), name="wait for a delivery")
            await asyncio.wait((task, sleeping), return_when=asyncio.FIRST_COMPLETED)
            sleeping.cancel()
        return task.done()
