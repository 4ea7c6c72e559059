"""What a study reads, as a host sees and changes it: its essays, their order, and what comes at the end."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.limits import SWAPS
from bot.core.lookup import autocomplete
from bot.core.lookup.autocomplete import Choice
from bot.core.models import Arrangement, Asker, Ending, Essay, Opening, Study
from bot.core.studies import reading_changes, reading_order, schedule
from bot.core.studies.reading_order import Reading
from bot.services.studies import reading_progress
from bot.store.database import Connection, Database
from bot.store.essays import essays, passages
from bot.store.studies import days_left_out, posts, reading_lists, studies


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


async def reading_list(database: Database, guild_id: int, study_id: int) -> ReadingList:
    """What the study reads. Raises `StudyError` when this guild does not have it."""
    async with database.reading() as connection:
        return await _shown(connection, await reading_progress.own(connection, guild_id, study_id))


async def add_essay(database: Database, asker: Asker, study_id: int, essay_id: int) -> ReadingList:
    """Read one more essay, after all others; one that is listed already stays where it is.

    One that had been begun and taken out is begun anew, except at random, where no passage comes twice.
    Raises `StudyError` when this guild cannot read it.
    """
    async with database.reading() as connection:
        if await essays.essay(connection, essay_id, asker.guild) is None:
            raise StudyError("study.no_such_essay")
        found = await passages.listed(connection, [essay_id])

    def change(before: Reading) -> Reading:
        if not found or essay_id in {each.essay_id for each in before.chosen}:
            return before
        return reading_changes.with_essay(before, found[0])

    return await _change(database, asker, study_id, change)


async def remove_unless_begun(
    database: Database, asker: Asker, study_id: int, essay_id: int
) -> ReadingList | ListedEssay:
    """Read an essay no more, if nothing is lost by it; one that has been begun stays, and is given back.

    Raises `StudyError` for the only one.
    """
    shown = await reading_list(database, asker.guild, study_id)
    listed = next((each for each in shown.essays if each.essay.id == essay_id), None)
    at_random = shown.study.arrangement is Arrangement.PASSAGES_SHUFFLED
    stays = at_random and shown.study.ending is Ending.GO_ON  # its other passages come with the library's
    if listed is not None and listed.read and len(shown.essays) > 1 and not stays:
        return listed
    return await remove_essay(database, asker, study_id, essay_id)


async def remove_essay(database: Database, asker: Asker, study_id: int, essay_id: int) -> ReadingList:
    """Read an essay no more. Raises `StudyError` for the only one."""
    return await _change(database, asker, study_id, lambda before: reading_changes.without_essay(before, essay_id))


async def move_essay(database: Database, asker: Asker, study_id: int, essay_id: int, places: int) -> ReadingList:
    """Read an essay so many places later in the list, or earlier if negative.

    Raises `StudyError` when something would be lost by it, or read twice.
    """
    return await _change(
        database, asker, study_id, lambda before: reading_changes.with_essay_moved(before, essay_id, places)
    )


async def arrange(database: Database, asker: Asker, study_id: int, arrangement: Arrangement) -> ReadingList:
    """Read in another order. Raises `StudyError` when everything has been read."""
    return await _change(database, asker, study_id, lambda before: reading_changes.arranged(before, arrangement))


async def end_with(database: Database, asker: Asker, study_id: int, ending: Ending) -> ReadingList:
    """Do something else when the list has been read."""
    return await _change(database, asker, study_id, lambda before: replace(before, ending=ending))


async def not_reading(database: Database, essay: Essay) -> list[Study]:
    """The studies of the essay's guild that neither have it on their list nor come to it by themselves."""
    async with database.reading() as connection:
        reading_it = {study.id for study in await studies.reading(connection, essay)}
        found = await studies.of_guild(connection, essay.guild_id) if essay.guild_id is not None else []
    return [study for study in found if study.id not in reading_it]


async def addable(database: Database, study: Study, typed: str) -> list[Choice]:
    """The essays that fit what is typed and are not on the study's list."""
    async with database.reading() as connection:
        known = {each.id for each in await essays.of_study(connection, study.id)}
        shelf = [each for each in await essays.shelf(connection, study.guild_id) if each.id not in known]
    return autocomplete.essays(shelf, typed)


async def on_list(database: Database, study: Study, typed: str) -> list[Choice]:
    """The essays on the study's list that fit what is typed."""
    async with database.reading() as connection:
        return autocomplete.essays(await essays.of_study(connection, study.id), typed)


async def _change(database: Database, asker: Asker, study_id: int, change: Callable[[Reading], Reading]) -> ReadingList:
    async with database.writing() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        before = await reading_progress.reading_of(connection, study)
        after = change(before)
        if len(after.swaps) > len(before.swaps):
            SWAPS.check(len(after.swaps))
        if after != before:
            await reading_lists.set_order(connection, study.id, after.arrangement, after.ending)
            await reading_lists.set_round(connection, study.id, after.round)
            await reading_lists.set_essays(connection, study.id, [each.essay_id for each in after.chosen])
            await reading_lists.set_swaps(connection, study.id, after.swaps)
            await reading_lists.set_move(connection, study.id, after.move)
            if after.round == before.round:
                await posts.count_no_more(connection, study, set(before.posted).difference(after.posted))
            study = await reading_progress.own(connection, asker.guild, study_id)
            await reading_progress.replanned(
                connection, study, await reading_progress.reading_of(connection, study), asker.now
            )
            study = await reading_progress.own(connection, asker.guild, study_id)
        return await _shown(connection, study)


async def _shown(connection: Connection, study: Study) -> ReadingList:
    found = await reading_progress.reading_of(connection, study)
    ahead, posted = reading_order.left(found), set(found.posted)
    essay_of = {passage_id: each.essay_id for each in found.chosen for passage_id in each.passages}
    read = Counter(essay_of[passage_id] for passage_id in posted if passage_id in essay_of)
    to_come = Counter(essay_of[passage_id] for passage_id in ahead if passage_id in essay_of)
    listed = {each.id: each for each in await essays.of_study(connection, study.id)}
    ids = list(listed)
    if study.arrangement is Arrangement.ESSAYS_SHUFFLED:
        ids.sort(key=list(dict.fromkeys(map(essay_of.get, reading_order.order(found)))).index)
    first = await passages.openings_of(connection, ahead[:1] or _first_again(found))
    return ReadingList(
        study=study,
        essays=tuple(ListedEssay(listed[one], read[one], to_come[one]) for one in ids),
        addable=tuple(each for each in await essays.shelf(connection, study.guild_id) if each.id not in listed),
        then=len(reading_order.going_on_to(found)),
        next=first[0] if first else None,
        left=len(ahead),
        last_at=schedule.last_at(
            study.timetable, study.next_slot, len(ahead), await days_left_out.left_out(connection, study.id)
        ),
    )


def _first_again(found: Reading) -> list[int]:
    """The first passage of the next round, if there is one."""
    again = reading_order.next_round(found)
    return reading_order.left(again)[:1] if again else []
