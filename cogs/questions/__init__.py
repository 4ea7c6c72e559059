"""Questions to talk about: hosts write and choose them, members ask for one."""

from bot.client import StudyBot
from cogs.questions.cog import Prompts, Questions


async def setup(bot: StudyBot) -> None:
    """Add the cogs to the bot."""
    await bot.add_cog(Questions(bot))
    await bot.add_cog(Prompts(bot))
    if bot.model is not None:
        from cogs.questions.drafting import Drafting  # its imports take 5 ms, which most bots need not wait for

        await bot.add_cog(Drafting(bot))
