"""What of a study somebody may see who asks about it by its id: nothing, unless they can see its channel."""

from bot.core.errors import StudyError
from bot.core.models import Asker, Sees, Study
from bot.store.database import Connection
from bot.store.studies import studies


async def study(connection: Connection, asker: Asker, study_id: int, sees: Sees) -> Study:
    """The study. Raises `StudyError` when it is gone or of another server, and when its channel is hidden from them."""
    found = await studies.study(connection, study_id)
    if found is None or found.guild_id != asker.guild:
        raise StudyError("study.post_gone")
    if not sees(found.channel_id):
        raise StudyError("catch_up.hidden")
    return found
