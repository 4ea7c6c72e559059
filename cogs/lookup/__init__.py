"""Looking passages up, and quoting them."""

from bot.client import StudyBot
from cogs.lookup.cog import Lookup
from cogs.lookup.passages import PassageButton
from cogs.lookup.search_results import SearchButton
from cogs.lookup.shared_quotes import ShareButton


async def setup(bot: StudyBot) -> None:
    """Add the cog and its buttons to the bot."""
    bot.add_dynamic_items(ShareButton, PassageButton, SearchButton)
    await bot.add_cog(Lookup(bot))
