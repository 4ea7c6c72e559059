"""Undoing what a host did last to a study."""

from datetime import datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Asker, HostAct, Study, StudyState
from bot.core.studies import host_reach, schedule
from bot.core.studies.undo import Before
from bot.services.deliveries.occasions import choices
from bot.services.studies import host_changes, next_slots, reading_progress, study_changes
from bot.services.studies.host_changes import Changed
from bot.services.studies.study_changes import Change
from bot.store import occasions
from bot.store.database import Connection, Database
from bot.store.essays import essays
from bot.store.studies import changes, chosen_questions, days_left_out, plans, reading_lists, studies
from bot.store.studies.plans import Difference


class Undone(NamedTuple):
    """What has been undone, and how the study stands then."""

    act: HostAct
    changed: Changed


async def undo(database: Database, asker: Asker, study_id: int, change_id: int) -> Undone:
    """Bring a study back to how it stood before a change of a host.

    Raises `StudyError` when something has been posted or changed in it since, or its old channel has another study, and
    for what is beyond the reach of the study's own hosts.
    """
    async with database.writing() as connection:
        kept = await changes.change(connection, change_id)
        study = await reading_progress.own(connection, asker.guild, study_id)
        if kept is None or kept[0].study_id != study_id or not kept[0].is_last:
            raise StudyError("undo.too_late")
        made, before = kept
        host_reach.check(asker, study, before)
        await _bring_back(connection, study, before, asker.now)
        await changes.forget(connection, made, before)
    return Undone(made.act, await host_changes.changed(database, asker, study_id))


async def _bring_back(connection: Connection, study: Study, before: Before, now: datetime) -> None:
    shelf = {essay.id for essay in await essays.shelf(connection, study.guild_id)}
    await reading_lists.set_essays(connection, study.id, [each for each in before.essays if each in shelf])
    await reading_lists.set_order(connection, study.id, before.arrangement, before.ending)
    await reading_lists.set_portion(connection, study.id, before.portion)
    await reading_lists.set_round(connection, study.id, before.round)
    await studies.set_host_role(connection, study.id, before.host_role_id)
    await studies.set_questions_by(connection, study.id, before.questions_by)
    put = await plans.remaining(connection, before.put)
    await plans.exchange(connection, study.id, Difference(before.out, put))
    for passage_id, question_id in before.asked:
        await chosen_questions.choose(connection, study.id, passage_id, question_id)
    if (study.place, study.timetable) != (before.place, before.timetable):
        hours = before.timetable
        change = Change(before.place, hours.time.isoformat("minutes"), hours.zone, hours.weekdays)
        study = await study_changes.changed(connection, study, change, now)
    if study.state is not before.state:
        slot = await next_slots.go_on(connection, study, now) if before.state is StudyState.ACTIVE else None
        await studies.set_state(connection, study, before.state, slot=slot, paused_because=before.paused_because)
    await _leave_out(connection, study, before, now)
    study = await reading_progress.own(connection, study.guild_id, study.id)
    if await occasions.chosen(connection, study.id) != before.occasions:
        await choices.put(connection, study, before.occasions, now)
    await reading_progress.replanned(connection, study, now)


async def _leave_out(connection: Connection, study: Study, before: Before, now: datetime) -> None:
    """Leave the days out that were, but for those that are over."""
    now_left_out = await days_left_out.left_out(connection, study.id)
    for day in now_left_out - before.left_out:
        await days_left_out.unskip(connection, study.id, day)
    for day in before.left_out - now_left_out:
        if not schedule.is_over(study.timetable, day, now=now, following=study.next_slot):
            await days_left_out.skip(connection, study.id, day)
