"""Taking part: noticing it in threads, and `/me` and `/group`."""

from bot.client import StudyBot
from cogs.participation.cog import Participation


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Participation(bot))
