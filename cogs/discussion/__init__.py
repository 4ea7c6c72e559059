"""Talking about a passage: *Discuss*, *Discuss this*, and the questions to talk about."""

from bot.client import StudyBot
from cogs.discussion.cog import Discussion


async def setup(bot: StudyBot) -> None:
    """Add the cog and its entry of the menu to the bot."""
    discussion = Discussion(bot)
    await bot.add_cog(discussion)
    bot.tree.add_command(discussion.menu)
