"""Which study a host means, and lists of choices about a study."""

from typing import ClassVar

from discord import SelectOption

from bot.core.models import Study
from bot.services.studies import study_changes
from cogs.ui.buttons import Pressed
from cogs.ui.hosts import HostSelect
from cogs.ui.replies import guild_of, place_of


async def study_meant(interaction: Pressed) -> Study:
    """The study of the place where the host is. Raises `StudyError` when that is unclear."""
    return await study_changes.the_one(interaction.client.database, guild_of(interaction), place_of(interaction))


class HostChoice(HostSelect, template=r"(?!)"):
    """A list of choices about a study."""

    called: ClassVar[str]
    """What its custom id begins with."""

    def __init__(self, study_id: int, options: list[SelectOption] | None = None, *, placeholder: str = "…") -> None:
        """Make the list for a study; without options only to act on what was chosen."""
        super().__init__(f"{self.called}:{study_id}", options, placeholder)
        self._study_id = study_id
