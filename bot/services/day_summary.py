"""What was done on a day, in numbers, for those who run the bot."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from bot.core.deliveries.delivery import LATE
from bot.core.posts import DeliveryState
from bot.store import counts
from bot.store.database import Database


class DaySummary(NamedTuple):
    """The slots of a day by what has become of them (`late` are among `sent`), and what members did."""

    sent: int
    late: int
    skipped: int
    unknown: int
    under_way: int
    answers: int
    members: int


async def summary(database: Database, day: date) -> DaySummary:
    """What was done on a day of UTC; no more than numbers."""
    since = datetime(day.year, day.month, day.day, tzinfo=UTC)
    until = since + timedelta(days=1)
    async with database.reading() as connection:
        slots = await counts.slots(connection, since, until)
        return DaySummary(
            sent=slots.get(DeliveryState.SENT, 0),
            late=await counts.sent_late(connection, since, until, LATE),
            skipped=slots.get(DeliveryState.SKIPPED, 0),
            unknown=slots.get(DeliveryState.UNKNOWN, 0),
            under_way=slots.get(DeliveryState.CLAIMED, 0),
            answers=await counts.answers_sent(connection, since, until),
            members=await counts.members_taking_part(connection, since, until),
        )
