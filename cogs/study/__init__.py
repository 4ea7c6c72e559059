"""Studies: setting them up, seeing how they stand, and steering them."""

from bot.client import StudyBot
from cogs.study.commands import StudyCommands
from cogs.study.edits import ApplyButton, RemoveButton
from cogs.study.preview import LeaveOutButton, PageButton, SwapButton
from cogs.study.reading_list import (
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
from cogs.study.reading_position import MoveButton, ShiftButton
from cogs.study.repairs import (
    ChannelChoice,
    CheckAgainButton,
    LookAgainButton,
    OtherChannelButton,
    PostNowButton,
    SendAgainButton,
    SettleButton,
)
from cogs.study.status import StatusButton


async def setup(bot: StudyBot) -> None:
    """Add the cog and its buttons to the bot."""
    bot.add_dynamic_items(ApplyButton, RemoveButton, LeaveOutButton, PageButton, SwapButton)
    bot.add_dynamic_items(AddChoice, RemoveChoice, TakeOutButton, KeepButton, PlaceChoice, PlaceButton)
    bot.add_dynamic_items(UnlistButton, OrderChoice, EndingChoice, ReadingButton, MoveButton, ShiftButton)
    bot.add_dynamic_items(CheckAgainButton, PostNowButton, OtherChannelButton, ChannelChoice)
    bot.add_dynamic_items(LookAgainButton, SendAgainButton, SettleButton, StatusButton)
    await bot.add_cog(StudyCommands(bot))
