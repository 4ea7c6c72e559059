"""The passage of the day: how a post looks, and `/today`."""

from bot.client import StudyBot
from cogs.daily.buttons import ReadButton
from cogs.daily.cog import Daily


async def setup(bot: StudyBot) -> None:
    """Add the cog and its button to the bot."""
    bot.add_dynamic_items(ReadButton)
    await bot.add_cog(Daily(bot))
