"""What hosts set up and steer."""

from bot.client import StudyBot
from cogs.setup.cog import Setup


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Setup(bot))
