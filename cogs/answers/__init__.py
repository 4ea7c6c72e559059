"""Answers that members have handed in, on their way into the threads."""

from bot.client import StudyBot
from cogs.answers.cog import Answers


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Answers(bot))
