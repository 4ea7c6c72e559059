"""A bot that may not write in its study's channel, and may again."""

from local_discord import Permission
from tests.cogs.conftest import Circle


async def shut_out(circle: Circle) -> None:
    """Take the bot's permission to post away, and let the next post's time come."""
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.SEND_MESSAGES)
    refused = circle.noted()
    circle.clock.move_to(circle.clock.now().replace(hour=7, minute=1))
    await refused()


async def let_in(circle: Circle) -> None:
    circle.channel.set_overwrite(circle.bot_role, allow=Permission.SEND_MESSAGES)
    await circle.quiet()
