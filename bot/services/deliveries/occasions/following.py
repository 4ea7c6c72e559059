"""What comes next in a study, for who is told of what was."""

from zoneinfo import ZoneInfoNotFoundError

from bot.core.models import Study
from bot.core.posts import NextPost
from bot.services.studies import reading_ahead
from bot.store.database import Connection
from bot.store.essays import passages
from bot.store.studies import days_left_out


async def following(connection: Connection, study: Study) -> NextPost | None:
    """The next post of a study; None while none is planned, or its zone is gone, of which hosts hear with that post."""
    left_out = await days_left_out.left_out(connection, study.id)
    try:
        coming = await reading_ahead.coming(connection, study, study.timetable, study.next_slot, 1, left_out=left_out)
    except ZoneInfoNotFoundError:
        return None
    if not coming:
        return None
    (opening,) = await passages.openings_of(connection, [coming[0].passage_ids[0]])
    return NextPost(coming[0].slot.due_at, opening.title, opening.number)
