"""What studies are to read, kept when an essay on their list changes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.core.models import Essay, Study
from bot.core.studies import reading_changes, reading_order
from bot.core.studies.reading_order import Reading
from bot.services.studies.reading_progress import reading_of
from bot.store.database import Connection
from bot.store.essays import essays
from bot.store.essays.shelf_changes import ShelfChangedError
from bot.store.studies import posts, reading_lists, studies


class Courses(NamedTuple):
    """The readings of the studies that come to an essay, before it changes, and marks of their state."""

    essay: Essay
    readings: tuple[tuple[Study, Reading], ...]
    marks: tuple[object, ...]


async def courses(connection: Connection, essay: Essay) -> Courses:
    """The readings of the studies that have the essay on their list or may go on to it."""
    readings = [(study, await reading_of(connection, study)) for study in await studies.that_read(connection, essay)]
    return Courses(essay, tuple(readings), await _marks(connection, essay))


def kept(before: Courses, passage_ids: Sequence[int]) -> dict[int, Reading | None]:
    """The reading by which each study comes to what it was to read once the essay has these passages.

    None where it does so by itself: a change may have put what is to come before what has been read, or the other way
    round. Takes a while for a book; to be stored with the change if all is as it was (`must_be_as`).
    """
    kept_readings: dict[int, Reading | None] = {}
    for study, reading_before in before.readings:
        reading_now = reading_changes.with_passages(reading_before, before.essay.id, passage_ids)
        on_course = reading_changes.on_course(
            reading_now, frozenset(reading_order.order(reading_before)), reading_order.left(reading_before)
        )
        kept_readings[study.id] = None if on_course == reading_now else on_course
    return kept_readings


async def must_be_as(connection: Connection, before: Courses) -> None:
    """Raise `ShelfChangedError` if a study has come further since, or anything else has changed what it reads."""
    if await _marks(connection, before.essay) != before.marks:
        raise ShelfChangedError


async def keep(connection: Connection, readings: Mapping[int, Reading | None]) -> None:
    """Store the readings that `kept` gave, by which every study goes on with what it was to read."""
    for study_id, on_course in readings.items():
        if on_course is not None:
            await reading_lists.set_swaps(connection, study_id, on_course.swaps)
            await reading_lists.set_move(connection, study_id, on_course.move)


async def _marks(connection: Connection, essay: Essay) -> tuple[object, ...]:
    """A value that differs as soon as a study that comes to the essay has something else to read; cheap to compute.

    A claim changes the study's next slot; a slot that ends without a post is open no more.
    """
    study_list = await studies.that_read(connection, essay)
    ids = [study.id for study in study_list]
    shelves = {None, essay.guild_id}
    return (
        tuple(study_list),
        await reading_lists.marks(connection, ids),
        await posts.open_of(connection, ids),
        *[await essays.marks(connection, guild_id) for guild_id in shelves],
    )
