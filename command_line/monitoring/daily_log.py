"""One line a day in the log that says what was done."""

import logging
from datetime import timedelta

from bot.clock import Clock
from bot.store.database import Database

_log = logging.getLogger(__name__)

LOOK_EVERY = 60.0
"""Seconds between two looks at the date: a sleep to midnight would be overslept by a machine that is suspended."""


async def tell_of_days(database: Database, clock: Clock) -> None:
    """Log what was done on each day (UTC) once it is over, until this is cancelled."""
    today = clock.now().date()
    while True:
        moves = clock.moves
        day = clock.now().date()
        if day > today:
            await _tell(database, clock)
        today = max(day, today)  # a clock that is set back tells of no day twice
        await clock.sleep(LOOK_EVERY, moves)


async def _tell(database: Database, clock: Clock) -> None:
    from bot.services.day_summary import summary  # once a day: a start need not have it

    yesterday = clock.now().date() - timedelta(days=1)
    try:
        day = await summary(database, yesterday)
    except Exception:  # noqa: BLE001 # whatever keeps the database from answering, tomorrow's line must come
        _log.exception("What was done on %s cannot be counted", yesterday)
        return
    _log.info(
        "Day %s (UTC): posts %d sent (%d late), %d skipped, %d unknown, %d under way; "
        "answers %d; members who took part %d",
        yesterday,
        *day,
    )
