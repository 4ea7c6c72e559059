"""Taking part: noticing it in threads, and `/me` and `/group`."""

from bot.client import StudyBot
from cogs.participation.buttons import DeleteButton, DeleteForGoodButton, ExportButton, ShownButton
from cogs.participation.cog import Participation


async def setup(bot: StudyBot) -> None:
    """Add the cog and its buttons to the bot."""
    bot.add_dynamic_items(ShownButton, ExportButton, DeleteButton, DeleteForGoodButton)
    await bot.add_cog(Participation(bot))
