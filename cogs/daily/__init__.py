"""The passage of the day: how a post looks, `/today` and `/catch-up`."""

from bot.client import StudyBot
from cogs.daily.cog import Daily


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Daily(bot))
