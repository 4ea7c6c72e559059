"""What a study reads, as a host sees and changes it: its essays, their order, and what comes at the end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.lookup import autocomplete
from bot.core.lookup.autocomplete import Choice
from bot.core.models import Arrangement, Asker, Ending, Essay, HostAct, Opening, Portion, Study
from bot.core.studies import passage_order, plan
from bot.core.studies.passage_order import Listed, Order
from bot.services.studies import host_changes, reading_ahead, reading_progress
from bot.store.database import Connection, Database
from bot.store.essays import essays, passages
from bot.store.studies import changes, days_left_out, passages_read, plans, reading_lists, studies


class ListedEssay(NamedTuple):
    """An essay of the reading list: how many of its passages were posted this round, and how many are to come."""

    essay: Essay
    read: int
    to_come: int


class ReadingList(NamedTuple):
    """What a study reads, in the order in which it does; `addable` are the other essays of the library.

    `then` counts those of them that it goes on to by itself. `left` counts passages of this round, with those of the
    rest of the library if the study goes on with it; `last_at` is when the last of them comes, None while nothing is
    planned.
    """

    study: Study
    essays: tuple[ListedEssay, ...]
    addable: tuple[Essay, ...]
    then: int
    next: Opening | None
    left: int
    last_at: datetime | None
    undo: int | None = None
    """The change by which it has come to be so, if it can be undone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A study's order and ending, and its plan."""

    order: Order
    ending: Ending
    plan: list[int]


Edit = Callable[[Connection, Study, Reading], Awaitable[Reading]]


async def reading_list(database: Database, guild_id: int, study_id: int) -> ReadingList:
    """What the study reads. Raises `StudyError` when this guild does not have it."""
    async with database.reading() as connection:
        return await _shown(connection, await reading_progress.own(connection, guild_id, study_id))


async def add_essay(database: Database, asker: Asker, study_id: int, essay_id: int) -> ReadingList:
    """Add an essay to the list, at its end; one that is listed already stays where it is.

    One that had been begun and taken out is begun anew, except at random, where no passage comes twice.
    Raises `StudyError` when this guild cannot read it.
    """

    async def edit(connection: Connection, study: Study, before: Reading) -> Reading:
        if await essays.essay(connection, essay_id, asker.guild) is None:
            raise StudyError("study.no_such_essay")
        listed = await passages.listed(connection, [essay_id])
        if not listed or essay_id in {essay.essay_id for essay in before.order.essays}:
            return before
        at_random = study.arrangement is Arrangement.PASSAGES_SHUFFLED
        read = await passages_read.posted(connection, study) if at_random else ()
        unread = Listed(essay_id, tuple(plan.without(listed[0].passages, read)))
        order = await reading_ahead.dated(connection, replace(before.order, essays=(*before.order.essays, *listed)))
        return replace(before, order=order, plan=plan.with_essay(before.plan, order, unread))

    return await _change(database, asker, study_id, HostAct.ADD_ESSAY, edit)


async def remove_unless_begun(
    database: Database, asker: Asker, study_id: int, essay_id: int
) -> ReadingList | ListedEssay:
    """Take an essay off the list, unless passages of it would be lost: one that has been begun stays, and is returned.

    Raises `StudyError` for the only one.
    """
    shown = await reading_list(database, asker.guild, study_id)
    listed = next((entry for entry in shown.essays if entry.essay.id == essay_id), None)
    if listed is not None and listed.read and len(shown.essays) > 1:
        return listed
    return await remove_essay(database, asker, study_id, essay_id)


async def remove_essay(database: Database, asker: Asker, study_id: int, essay_id: int) -> ReadingList:
    """Take an essay off the list, with what is to come of it. Raises `StudyError` for the only one."""

    async def edit(_: Connection, __: Study, before: Reading) -> Reading:
        kept = tuple(essay for essay in before.order.essays if essay.essay_id != essay_id)
        if not kept:
            raise StudyError("plan.last_essay")
        gone = (essay.passages for essay in before.order.essays if essay not in kept)
        order = replace(before.order, essays=kept)
        return replace(before, order=order, plan=plan.without(before.plan, next(gone, ())))

    return await _change(database, asker, study_id, HostAct.REMOVE_ESSAY, edit)


async def move_essay(database: Database, asker: Asker, study_id: int, essay_id: int, places: int) -> ReadingList:
    """Move an essay so many places down the list, or up if negative, and what is left of it with it.

    Raises `StudyError` when it is not listed any more.
    """

    async def edit(_: Connection, study: Study, before: Reading) -> Reading:
        listed = list(before.order.essays)
        at = next((at for at, essay in enumerate(listed) if essay.essay_id == essay_id), None)
        if at is None:
            raise StudyError("plan.not_listed")
        listed.insert(min(max(0, at + places), len(listed) - 1), listed.pop(at))
        in_order = study.arrangement is Arrangement.IN_ORDER
        moved = plan.reordered(before.plan, listed) if in_order else before.plan
        return replace(before, order=replace(before.order, essays=tuple(listed)), plan=moved)

    return await _change(database, asker, study_id, HostAct.MOVE_ESSAY, edit)


async def arrange(database: Database, asker: Asker, study_id: int, arrangement: Arrangement) -> ReadingList:
    """Change the order of the reading: what is left is sorted, and nothing else comes or goes.

    But for on their dates: what has no date does not come, and comes again with the next order; the list begins again
    with the next year where it would have gone on with the library. Raises `StudyError` if nothing has a date.
    """

    async def edit(connection: Connection, study: Study, before: Reading) -> Reading:
        if arrangement is before.order.arrangement:
            return before
        to_come = before.plan
        if before.order.arrangement is Arrangement.ON_DATES:
            gone = {*before.order.dates, *await passages_read.posted(connection, study)}
            to_come = [*to_come, *plan.without(passage_order.passages(before.order.essays), gone)]
        order = await reading_ahead.dated(connection, replace(before.order, arrangement=arrangement))
        on_dates = arrangement is Arrangement.ON_DATES
        ending = Ending.LOOP if on_dates and before.ending is Ending.GO_ON else before.ending
        reading_ahead.check_dates(order, ending)
        return Reading(order, ending, plan.arranged(to_come, order))

    return await _change(database, asker, study_id, HostAct.ARRANGE, edit)


async def end_with(database: Database, asker: Asker, study_id: int, ending: Ending) -> ReadingList:
    """Change what the study does when the list has been read. Raises `StudyError` as `check_dates` does."""

    async def edit(_: Connection, __: Study, before: Reading) -> Reading:
        reading_ahead.check_dates(before.order, ending)
        return replace(before, ending=ending)

    return await _change(database, asker, study_id, HostAct.END_WITH, edit)


async def read_at_once(database: Database, asker: Asker, study_id: int, portion: Portion) -> ReadingList:
    """Change how much of the reading comes at once, from the next post on."""
    async with host_changes.writing(database, asker, study_id, HostAct.PORTION) as editing:
        await reading_lists.set_portion(editing.connection, study_id, portion)
        changed = await reading_progress.own(editing.connection, asker.guild, study_id)
        await reading_progress.replanned(editing.connection, changed, asker.now)
    async with database.reading() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        return await _shown(connection, study, await changes.last(connection, study_id))


async def not_reading(database: Database, essay: Essay) -> list[Study]:
    """The studies of the essay's guild that neither have it on their list nor come to it by themselves."""
    async with database.reading() as connection:
        reading_it = {study.id for study in await studies.that_read(connection, essay)}
        guild_studies = await studies.of_guild(connection, essay.guild_id) if essay.guild_id is not None else []
    return [study for study in guild_studies if study.id not in reading_it]


async def addable(database: Database, study: Study, typed: str) -> list[Choice]:
    """The essays that fit what is typed and are not on the study's list."""
    async with database.reading() as connection:
        known = {essay.id for essay in await essays.of_study(connection, study.id)}
        shelf = [essay for essay in await essays.shelf(connection, study.guild_id) if essay.id not in known]
    return autocomplete.essays(shelf, typed)


async def on_list(database: Database, study: Study, typed: str) -> list[Choice]:
    """The essays on the study's list that fit what is typed."""
    async with database.reading() as connection:
        return autocomplete.essays(await essays.of_study(connection, study.id), typed)


async def _change(database: Database, asker: Asker, study_id: int, act: HostAct, edit: Edit) -> ReadingList:
    async with host_changes.writing(database, asker, study_id, act) as editing:
        connection, study = editing.connection, editing.study
        order = await reading_ahead.order_of(connection, study)
        before = Reading(order, study.ending, await plans.passages_to_come(connection, study.id))
        after = await edit(connection, study, before)
        await reading_lists.set_order(connection, study.id, after.order.arrangement, after.ending)
        await reading_lists.set_essays(connection, study.id, [essay.essay_id for essay in after.order.essays])
        await editing.set_plan(after.plan)
        changed = await reading_progress.own(connection, asker.guild, study_id)
        await reading_progress.replanned(connection, changed, asker.now)
    async with database.reading() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        return await _shown(connection, study, await changes.last(connection, study_id))


async def _shown(connection: Connection, study: Study, undo: int | None = None) -> ReadingList:
    read, to_come = await passages_read.counts(connection, study), await plans.counts(connection, study.id)
    listed = {essay.id: essay for essay in await essays.of_study(connection, study.id)}
    others = await reading_ahead.goes_on_to(connection, study)
    ids = list(listed)
    if study.arrangement is Arrangement.ESSAYS_SHUFFLED:
        sequence = list(dict.fromkeys((*(essay_id for essay_id in read if essay_id not in to_come), *to_come, *ids)))
        ids.sort(key=sequence.index)
    left = sum(to_come.values()) + sum(essay.length for essay in others)
    openings = await passages.openings_of(connection, await reading_ahead.ahead(connection, study, 1))
    return ReadingList(
        study=study,
        essays=tuple(ListedEssay(listed[each], read.get(each, 0), to_come.get(each, 0)) for each in ids),
        addable=tuple(essay for essay in await essays.shelf(connection, study.guild_id) if essay.id not in listed),
        then=len(others),
        next=openings[0] if openings else None,
        left=left,
        last_at=await reading_ahead.last_at(connection, study, await days_left_out.left_out(connection, study.id)),
        undo=undo,
    )
