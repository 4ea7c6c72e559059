"""Studies: setting them up, seeing how they stand, and steering them."""

from bot.client import StudyBot
from cogs.study.commands import StudyCommands


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(StudyCommands(bot))
