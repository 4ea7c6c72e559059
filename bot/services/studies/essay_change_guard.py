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
    """What each study that comes to an essay has to read, before the essay changes, and by what that is known again."""

    essay: Essay
    readings: tuple[tuple[Study, Reading], ...]
    marks: tuple[object, ...]


async def courses(connection: Connection, essay: Essay) -> Courses:
    """What the studies that come to the essay have to read, so that it can be kept when the essay changes."""
    found = [(study, await reading_of(connection, study)) for study in await studies.reading(connection, essay)]
    return Courses(essay, tuple(found), await _marks(connection, essay))


def kept(before: Courses, passage_ids: Sequence[int]) -> dict[int, Reading | None]:
    """The reading by which each study comes to what it was to read once the essay has these passages.

    None where it does so by itself: a change may have put what is to come before what has been read, or the other way
    round. Takes a while for a book; to be stored with the change if all is as it was (`must_be_as`).
    """
    found: dict[int, Reading | None] = {}
    for study, was in before.readings:
        now = reading_changes.with_passages(was, before.essay.id, passage_ids)
        on_course = reading_changes.on_course(now, frozenset(reading_order.order(was)), reading_order.left(was))
        found[study.id] = None if on_course == now else on_course
    return found


async def must_be_as(connection: Connection, before: Courses) -> None:
    """Raise `ShelfChangedError` if a study has come further since, or anything else has changed what it reads."""
    if await _marks(connection, before.essay) != before.marks:
        raise ShelfChangedError


async def keep(connection: Connection, found: Mapping[int, Reading | None]) -> None:
    """Have every study go on with what it was to read."""
    for study_id, on_course in found.items():
        if on_course is not None:
            await reading_lists.set_swaps(connection, study_id, on_course.swaps)
            await reading_lists.set_move(connection, study_id, on_course.move)


async def _marks(connection: Connection, essay: Essay) -> tuple[object, ...]:
    """What is different as soon as a study that comes to the essay has something else to read; cheap to find out.

    A claim changes the study's next slot; a slot that ends without a post is open no more.
    """
    found = await studies.reading(connection, essay)
    ids = [study.id for study in found]
    shelves = {None, essay.guild_id}
    return (
        tuple(found),
        await reading_lists.marks(connection, ids),
        await posts.open_of(connection, ids),
        *[await essays.marks(connection, guild_id) for guild_id in shelves],
    )
