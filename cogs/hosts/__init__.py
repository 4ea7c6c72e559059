"""A server's hosts: what they choose for the whole server, and what they are told."""

from bot.client import StudyBot
from cogs.hosts.cog import Hosts


async def setup(bot: StudyBot) -> None:
    """Add the cog to the bot."""
    await bot.add_cog(Hosts(bot))
