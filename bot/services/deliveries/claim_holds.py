"""When nobody is sure of the time: what hosts are told of claims that are held, and what a wrong clock has planned."""

import logging
from collections.abc import Collection
from datetime import datetime

from bot.core.errors import StorageError
from bot.core.models import Reason
from bot.services.studies import next_slots
from bot.store.database import Database
from bot.store.studies import notices, studies
from bot.store.studies.notices import UnstoredNotice

_log = logging.getLogger(__name__)


async def is_due(database: Database, later: datetime, now: datetime) -> bool:
    """Whether something may be due by the later of two clocks, or is planned absurdly late by the earlier."""
    async with database.reading() as connection:
        return await studies.any_due(connection, later) or bool(await studies.astray(connection, now))


async def held(database: Database, reason: Reason, later: datetime, now: datetime) -> bool:
    """Store a notice of this reason for each guild with a study that is due and without one; whether there was any."""
    async with database.writing() as connection:
        return await notices.add_where_due(connection, reason, later, now)


async def whom_to_tell(database: Database, reason: Reason, later: datetime) -> list[UnstoredNotice]:
    """What is to be told of this reason while no notice can be stored: to each guild with a study that is due."""
    async with database.reading() as connection:
        return await notices.where_due(connection, reason, later)


async def over(database: Database, reasons: Collection[Reason]) -> None:
    """Delete the notices of these reasons, told or not, since claims go on; the next time hosts are told again."""
    async with database.writing() as connection:
        await notices.forget_everywhere(connection, reasons)


async def bring_back(database: Database, now: datetime) -> None:
    """Give studies that a wrong clock has sent years ahead the slot that is really their next, now that it is right."""
    async with database.reading() as connection:
        astray = await studies.astray(connection, now)
    for study in astray:
        try:
            async with database.writing() as connection:
                await studies.set_next(connection, study, await next_slots.go_on(connection, study, now))
        except StorageError:
            raise  # it would be the same with each of the others
        except Exception:  # noqa: BLE001 # part of the tick: whatever is wrong with one study, the others go on
            _log.exception("Study %d could not be brought back; the next tick tries again", study.id)
        else:
            _log.warning("Study %d is back from where a wrong clock had put it", study.id)
