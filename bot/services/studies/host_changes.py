"""What hosts do to a study, each act in a transaction of its own that keeps what undoes it."""

from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Asker, HostAct, Opening, Slot, Study
from bot.core.studies import host_reach, undo
from bot.core.studies.undo import Before
from bot.services.studies import next_slots, reading_ahead, reading_progress
from bot.store import occasions
from bot.store.database import Connection, Database
from bot.store.essays import essays, passages
from bot.store.studies import changes, chosen_questions, days_left_out, plans, studies
from bot.store.studies.plans import Difference

AHEAD = 3
"""Posts that are shown before something is done."""
Upcoming = tuple[tuple[Slot, Opening], ...]


class Changed(NamedTuple):
    """How a study stands after a change, what comes, and the change, to undo it."""

    study: Study
    upcoming: Upcoming
    undo: int | None


class Editing:
    """A study that a host is changing: the transaction, the study as it was, and what has changed in its plan.

    `asked` are the passages for which a question has been chosen, each with the one that was chosen before.
    """

    def __init__(self, connection: Connection, study: Study) -> None:
        self.connection, self.study = connection, study
        self.difference = Difference((), ())
        self.asked: list[tuple[int, int | None]] = []

    async def set_plan(self, wanted: Sequence[int]) -> None:
        """Store what the plan is to be from now on; to be called once."""
        self.difference = await plans.change(self.connection, self.study.id, wanted)

    async def ask(self, passage_id: int, question_id: int) -> None:
        """Store which question is to be asked about a passage."""
        before = await chosen_questions.chosen(self.connection, self.study.id, passage_id)
        self.asked.append((passage_id, before))
        await chosen_questions.choose(self.connection, self.study.id, passage_id, question_id)


@asynccontextmanager
async def writing(
    database: Database, asker: Asker, study_id: int, act: HostAct, revision: int | None = None
) -> AsyncGenerator[Editing]:
    """A write transaction in which a host changes a study; at its end it is noted who did what, unless nothing changed.

    Raises `StudyError` when the guild has no such study, when it is not at the `revision` that the host has seen, and
    for a change that is beyond the reach of the study's own hosts.
    """
    async with database.writing() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        if revision not in (None, study.revision):
            raise StudyError("moving.changed")
        before = await _standing(connection, study)
        editing = Editing(connection, study)
        yield editing
        after = await _standing(connection, await reading_progress.own(connection, asker.guild, study_id))
        host_reach.check(asker, study, after)
        if after != before or any(editing.difference) or editing.asked:
            await studies.revise(connection, study_id)
            out, put = tuple(editing.difference.put), tuple(editing.difference.out)
            kept = replace(before, out=out, put=put, asked=tuple(editing.asked))
            await changes.add(connection, study_id, act, asker.user_id, asker.now, kept)


async def changed(database: Database, asker: Asker, study_id: int) -> Changed:
    """How the study stands now."""
    async with database.reading() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        coming = await upcoming(connection, study, asker.now)
        return Changed(study, coming, await changes.last(connection, study_id))


async def upcoming(
    connection: Connection,
    study: Study,
    now: datetime,
    *,
    plan: list[int] | None = None,
    besides: Collection[date] = (),
) -> Upcoming:
    """What comes next, by the study's plan or another one, and when: while it is paused, as if it went on now.

    `besides` are more days to leave out.
    """
    slot = await next_slots.next_slot(connection, study, now)
    left_out = {*await days_left_out.left_out(connection, study.id), *besides}
    coming = await reading_ahead.coming(connection, study, study.timetable, slot, AHEAD, left_out=left_out, plan=plan)
    openings = await passages.openings_of(connection, [planned.passage_ids[0] for planned in coming])
    return tuple(zip((planned.slot for planned in coming), openings, strict=False))


async def _standing(connection: Connection, study: Study) -> Before:
    listed = tuple(essay.id for essay in await essays.of_study(connection, study.id))
    left_out = frozenset(await days_left_out.left_out(connection, study.id))
    return undo.standing(study, listed, left_out, await occasions.chosen(connection, study.id))
