"""Questions to talk about: hosts write and choose them."""

from bot.client import StudyBot
from cogs.questions.cog import Questions


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Questions(bot))
