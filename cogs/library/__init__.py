"""The library: bringing essays in, looking at what is there, correcting it."""

from bot.client import StudyBot
from cogs.library.cog import Library
from cogs.library.draft_page import draft_layout
from cogs.library.drafts import set_page


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    set_page(draft_layout)
    await bot.add_cog(Library(bot))
