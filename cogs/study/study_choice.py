"""Which study a host means."""

from bot.core.models import Study
from bot.services.studies import study_changes
from cogs.ui.buttons import Pressed


async def study_meant(interaction: Pressed) -> Study:
    """The study of the place where the host is. Raises `StudyError` when that is unclear."""
    return await study_changes.the_one(interaction.client.database, interaction.client.asker(interaction))
