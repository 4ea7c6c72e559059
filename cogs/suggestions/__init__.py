"""Questions that members suggest: theirs until a host has reviewed them, and what they hear of it."""

from bot.client import StudyBot
from cogs.suggestions.cog import Suggestions


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Suggestions(bot))
