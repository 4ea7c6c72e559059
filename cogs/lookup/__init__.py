"""Looking passages up, and quoting them."""

from bot.client import StudyBot
from cogs.lookup.buttons import ShareButton
from cogs.lookup.cog import Lookup


async def setup(bot: StudyBot) -> None:
    """Add the cog and its buttons to the bot."""
    bot.add_dynamic_items(ShareButton)
    await bot.add_cog(Lookup(bot))
