"""What hosts set up and steer."""

from bot.client import StudyBot
from cogs.setup.cog import Setup
from cogs.setup.edits import ApplyButton, RemoveButton
from cogs.setup.moving import MoveButton, ShiftButton
from cogs.setup.previews import LeaveOutButton, PageButton, SwapButton
from cogs.setup.reading_list import (
    AddChoice,
    EndingChoice,
    KeepButton,
    OrderChoice,
    PlaceButton,
    PlaceChoice,
    ReadingButton,
    RemoveChoice,
    TakeOutButton,
    UnlistButton,
)
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
from cogs.setup.status import StatusButton


async def setup(bot: StudyBot) -> None:
    """Add the cogs and their buttons to the bot."""
    bot.add_dynamic_items(ApplyButton, RemoveButton, LeaveOutButton, PageButton, SwapButton)
    bot.add_dynamic_items(AddChoice, RemoveChoice, TakeOutButton, KeepButton, PlaceChoice, PlaceButton)
    bot.add_dynamic_items(UnlistButton, OrderChoice, EndingChoice, ReadingButton, MoveButton, ShiftButton)
    bot.add_dynamic_items(CheckAgainButton, PostNowButton, OtherChannelButton, ChannelChoice)
    bot.add_dynamic_items(LookAgainButton, SendAgainButton, SettleButton, StatusButton)
    await bot.add_cog(Setup(bot))
    await bot.add_cog(SettingsCog(bot))
