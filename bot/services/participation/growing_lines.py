"""The lines under posts that tell how many have read and answered: which are to be edited, and what came of it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.core.posts import Post
from bot.core.studies.participation.growing_line import DAY, Counts, Edited, Line, edited, next_edit
from bot.core.studies.schedule import CATCH_UP
from bot.store.database import Database
from bot.store.members import growing_lines
from bot.store.members.growing_lines import PostLine
from bot.store.studies import posts

MOST_AT_ONCE = 30
"""Posts edited in one turn, so that a thousand studies with one hour do not make a thousand edits at once."""
_SINCE = DAY + CATCH_UP + timedelta(hours=1)
"""How long ago a post whose line still grows was due at most: it may have come late."""


class GrownLine(NamedTuple):
    """A post that is to be edited, so that its line tells these counts and not what it says."""

    post: Post
    line: Line
    counts: Counts


async def to_edit(database: Database, now: datetime) -> list[GrownLine]:
    """The posts to edit now, those first that have waited longest; `now` is Discord's time, by which posts are sent."""
    async with database.reading(snapshot=False) as connection:
        lines = await growing_lines.of_posts(connection, now - _SINCE)
        due = sorted((line for line in lines if next_edit(line.line, line.counts, now) == now), key=_waits_since)
        found = [(line, await posts.post(connection, line.post_id)) for line in due[:MOST_AT_ONCE]]
    return [GrownLine(post, line.line, line.counts) for line, post in found if post is not None]


async def was_edited(database: Database, grown: GrownLine, result: Edited, now: datetime) -> None:
    """Record what the edit of a post has come to."""
    line = edited(grown.line, grown.counts, result, now)
    async with database.writing() as connection:
        if result is Edited.REFUSED:
            await growing_lines.end(connection, grown.post.id)
        else:
            await growing_lines.keep(connection, grown.post.id, line)


def _waits_since(line: PostLine) -> datetime:
    return line.line.tried_at or line.line.sent_at
