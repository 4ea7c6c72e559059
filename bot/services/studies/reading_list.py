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
    """Add an essay at the end of the list; one that is listed already stays where it is.

    One that had been begun and taken out is begun anew, except at random, where no passage comes twice.
    Raises `StudyError` when this guild cannot read it.
    """
    async with database.reading() as connection:
        if await essays.essay(connection, essay_id, asker.guild) is None:
            raise StudyError("study.no_such_essay")
        listed = await passages.listed(connection, [essay_id])

    def change(before: Reading) -> Reading:
        if not listed or essay_id in {essay.essay_id for essay in before.chosen}:
            return before
        return reading_changes.with_essay(before, listed[0])

    return await _change(database, asker, study_id, change)


async def remove_unless_begun(
    database: Database, asker: Asker, study_id: int, essay_id: int
) -> ReadingList | ListedEssay:
    """Take an essay off the list, unless passages of it would be lost: one that has been begun stays, and is returned.

    Raises `StudyError` for the only one.
    """
    shown = await reading_list(database, asker.guild, study_id)
    listed = next((entry for entry in shown.essays if entry.essay.id == essay_id), None)
    at_random = shown.study.arrangement is Arrangement.PASSAGES_SHUFFLED
    stays = at_random and shown.study.ending is Ending.GO_ON  # its other passages come with the library's
    if listed is not None and listed.read and len(shown.essays) > 1 and not stays:
        return listed
    return await remove_essay(database, asker, study_id, essay_id)


async def remove_essay(database: Database, asker: Asker, study_id: int, essay_id: int) -> ReadingList:
    """Take an essay off the list. Raises `StudyError` for the only one."""
    return await _change(database, asker, study_id, lambda before: reading_changes.without_essay(before, essay_id))


async def move_essay(database: Database, asker: Asker, study_id: int, essay_id: int, places: int) -> ReadingList:
    """Move an essay so many places down the list, or up if negative.

    Raises `StudyError` when something would be lost by it, or read twice.
    """
    return await _change(
        database, asker, study_id, lambda before: reading_changes.with_essay_moved(before, essay_id, places)
    )


async def arrange(database: Database, asker: Asker, study_id: int, arrangement: Arrangement) -> ReadingList:
    """Change the order of the reading. Raises `StudyError` when everything has been read."""
    return await _change(database, asker, study_id, lambda before: reading_changes.arranged(before, arrangement))


async def end_with(database: Database, asker: Asker, study_id: int, ending: Ending) -> ReadingList:
    """Change what the study does when the list has been read."""
    return await _change(database, asker, study_id, lambda before: replace(before, ending=ending))


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
            await reading_lists.set_essays(connection, study.id, [essay.essay_id for essay in after.chosen])
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
    reading = await reading_progress.reading_of(connection, study)
    ahead, posted = reading_order.left(reading), set(reading.posted)
    essay_of = {passage_id: essay.essay_id for essay in reading.chosen for passage_id in essay.passages}
    read = Counter(essay_of[passage_id] for passage_id in posted if passage_id in essay_of)
    to_come = Counter(essay_of[passage_id] for passage_id in ahead if passage_id in essay_of)
    listed = {essay.id: essay for essay in await essays.of_study(connection, study.id)}
    ids = list(listed)
    if study.arrangement is Arrangement.ESSAYS_SHUFFLED:
        ids.sort(key=list(dict.fromkeys(map(essay_of.get, reading_order.order(reading)))).index)
    openings = await passages.openings_of(connection, ahead[:1] or _first_again(reading))
    return ReadingList(
        study=study,
        essays=tuple(ListedEssay(listed[essay_id], read[essay_id], to_come[essay_id]) for essay_id in ids),
        addable=tuple(essay for essay in await essays.shelf(connection, study.guild_id) if essay.id not in listed),
        then=len(reading_order.going_on_to(reading)),
        next=openings[0] if openings else None,
        left=len(ahead),
        last_at=schedule.last_at(
            study.timetable, study.next_slot, len(ahead), await days_left_out.left_out(connection, study.id)
        ),
    )


def _first_again(reading: Reading) -> list[int]:
    """The first passage of the next round, if there is one."""
    again = reading_order.next_round(reading)
    return reading_order.left(again)[:1] if again else []
