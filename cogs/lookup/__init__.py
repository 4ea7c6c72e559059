"""Looking passages up, and quoting them."""

from bot.client import StudyBot
from cogs.lookup.cog import Lookup


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Lookup(bot))
