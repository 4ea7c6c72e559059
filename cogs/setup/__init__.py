"""What hosts set up and steer."""

from bot.client import StudyBot
from cogs.setup.cog import Setup
from cogs.setup.edits import ApplyButton, RemoveButton
from cogs.setup.previews import LeaveOutButton, PageButton
from cogs.setup.repairs import (
    ChannelChoice,
    CheckAgainButton,
    LookAgainButton,
    OtherChannelButton,
    PostNowButton,
    SendAgainButton,
    SettleButton,
)
from cogs.setup.settings import SettingsCog


async def setup(bot: StudyBot) -> None:
    """Add the cogs and their buttons to the bot."""
    bot.add_dynamic_items(ApplyButton, RemoveButton, LeaveOutButton, PageButton)
    bot.add_dynamic_items(CheckAgainButton, PostNowButton, OtherChannelButton, ChannelChoice)
    bot.add_dynamic_items(LookAgainButton, SendAgainButton, SettleButton)
    await bot.add_cog(Setup(bot))
    await bot.add_cog(SettingsCog(bot))
