"""What hosts have chosen to be said to a group besides its posts."""

from datetime import datetime
from typing import NamedTuple

from bot.core.models import Asker, HostAct, Study
from bot.core.studies.participation import occasions as rules
from bot.core.studies.participation.occasions import Occasions
from bot.services.studies import host_changes, reading_progress
from bot.store import occasions
from bot.store.database import Connection, Database
from bot.store.studies import changes


class Chosen(NamedTuple):
    """A study, what its hosts have chosen, when its next recap comes, and the change, to undo it."""

    study: Study
    occasions: Occasions
    recap_at: datetime | None
    undo: int | None


async def chosen(database: Database, asker: Asker, study_id: int) -> Chosen:
    """What the hosts of a study have chosen. Raises `StudyError` when it is gone."""
    async with database.reading() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        wanted = await occasions.chosen(connection, study_id)
        return Chosen(study, wanted, _recap_at(study, wanted, asker.now), await changes.last(connection, study_id))


async def choose(database: Database, asker: Asker, study_id: int, wanted: Occasions) -> Chosen:
    """What hosts have chosen, after this. Raises `StudyError` when the study is gone."""
    async with host_changes.writing(database, asker, study_id, HostAct.OCCASIONS) as editing:
        await put(editing.connection, editing.study, wanted, asker.now)
    return await chosen(database, asker, study_id)


async def put(connection: Connection, study: Study, wanted: Occasions, now: datetime) -> None:
    """Store what hosts have chosen."""
    await occasions.choose(connection, study.id, wanted, _recap_at(study, wanted, now))


async def follow(connection: Connection, study: Study, now: datetime) -> None:
    """Have the recap come by the hour of the study, which has changed."""
    wanted = await occasions.chosen(connection, study.id)
    if wanted.recap_on is not None:
        await put(connection, study, wanted, now)


def _recap_at(study: Study, wanted: Occasions, now: datetime) -> datetime | None:
    return None if wanted.recap_on is None else rules.next_recap(study.timetable, wanted.recap_on, now)
