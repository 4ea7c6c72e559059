"""The library: bringing essays in, looking at what is there, correcting it."""

from bot.client import StudyBot
from cogs.library.cog import Library


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Library(bot))
