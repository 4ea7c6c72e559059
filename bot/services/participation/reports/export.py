"""Taking part in a study as a table for its hosts."""

from bot.core.models import Asker
from bot.core.posts import DeliveryState
from bot.core.studies.participation.reports.table import Table, table
from bot.services.participation.reports import which_study
from bot.store import guilds
from bot.store.database import Database
from bot.store.members import reports
from bot.store.studies import posts

MOST_POSTS = 1000
"""The newest ones of a study: nearly three years with one a day."""


async def export(database: Database, asker: Asker, key: bytes, most: int, channel_id: int | None = None) -> Table:
    """The table of the study that a host means, in at most so many bytes; members are called by this key.

    Raises `StudyError` when it is unclear which study that is, or they do not steer it.
    """
    async with database.reading() as connection:
        study = await which_study.of_host(connection, asker, channel_id)
        sent = await posts.in_state(connection, study.id, DeliveryState.SENT)
        newest = sent[-MOST_POSTS:]
        parts = await reports.parts(connection, [post.id for post in newest])
        agreed = await guilds.shown_members(connection, asker.guild)
    written = table(newest, parts, agreed, key, most)
    return Table(written.text, written.left_out + len(sent) - len(newest))
