"""Posts on their way: claimed at their time, looked for, sent, and followed to their end."""

from bot.client import StudyBot
from cogs.deliveries.clockwork import Clockwork


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Clockwork(bot))
