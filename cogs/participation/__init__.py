"""Taking part: noticing it in threads, and `/me` and `/group`."""

from bot.client import StudyBot
from cogs.participation.buttons import ShownButton
from cogs.participation.cog import Participation


async def setup(bot: StudyBot) -> None:
    """Add the cog and its button to the bot."""
    bot.add_dynamic_items(ShownButton)
    await bot.add_cog(Participation(bot))
