"""Taking part: noticing it in threads, telling of it under posts and on occasions, `/me`, `/group`, and reports."""

from bot.client import StudyBot
from cogs.participation import buttons as buttons  # they may be pressed before anything else needs them
from cogs.participation.cog import Participation
from cogs.participation.growing_line import GrowingLine
from cogs.participation.occasions.cog import Occasions
from cogs.participation.reminders import Reminders
from cogs.participation.reports.cog import Records, Reports


async def setup(bot: StudyBot) -> None:
    """Add the cogs to the bot."""
    await bot.add_cog(Participation(bot))
    await bot.add_cog(GrowingLine(bot))
    await bot.add_cog(Reminders(bot))
    await bot.add_cog(Occasions(bot))
    await bot.add_cog(Reports())
    await bot.add_cog(Records())
