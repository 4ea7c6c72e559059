"""The library: bringing essays in, looking at what is there, correcting it."""

from bot.client import StudyBot
from cogs.library.cog import Library
from cogs.library.correction_forms import (
    EssayForm,
    HeadButton,
    MoveEssayButton,
    MovePassageButton,
    PassageForm,
    TextButton,
)
from cogs.library.draft_page import (
    CancelButton,
    DraftButton,
    DraftForm,
    DraftHeadButton,
    DraftSelect,
    LeftOutButton,
    ShelveButton,
)
from cogs.library.draft_passages import CutsButton, CutSelect, JoinButton, SplitSelect
from cogs.library.essay_list import EssaySelect, ShelfButton
from cogs.library.essay_page import ExportButton, PassageSelect, ReallyRemoveButton, RemoveButton, ShowButton
from cogs.library.imported import AddToStudyButton


async def setup(bot: StudyBot) -> None:
    """Add the cog, its buttons and its forms to the bot."""
    bot.add_dynamic_items(ShelveButton, DraftHeadButton, CancelButton, DraftButton, DraftSelect, LeftOutButton)
    bot.add_dynamic_items(AddToStudyButton)
    bot.add_dynamic_items(CutsButton, CutSelect, JoinButton, SplitSelect)
    bot.add_dynamic_items(ShelfButton, EssaySelect, ShowButton, PassageSelect, HeadButton, TextButton)
    bot.add_dynamic_items(MoveEssayButton, MovePassageButton, ExportButton, RemoveButton, ReallyRemoveButton)
    for form in (DraftForm, EssayForm, PassageForm):
        form.add_to(bot)
    await bot.add_cog(Library(bot))
