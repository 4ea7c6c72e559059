"""Talking about a passage: *Discuss*, *Discuss this*, and the questions to talk about."""

from bot.client import StudyBot
from cogs.discussion.cog import Discussion


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Discussion(bot))
