"""Talking about a passage: *Discuss*, *Discuss this*, and the questions to talk about."""

from bot.client import StudyBot
from cogs.discussion.cog import Discussion
from cogs.discussion.discuss import DiscussButton
from cogs.discussion.questions import AnotherQuestionButton


async def setup(bot: StudyBot) -> None:
    """Add the cog and its buttons to the bot."""
    bot.add_dynamic_items(DiscussButton, AnotherQuestionButton)
    await bot.add_cog(Discussion(bot))
