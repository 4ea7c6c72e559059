"""Reading single passages, always within what a guild may see."""

from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, func, select

from bot.core.lookup.references import Heading
from bot.core.models import Essay, Opening, Passage
from bot.core.studies.passage_order import Dated, Listed
from bot.core.studies.portions import Measured
from bot.store.database import Connection
from bot.store.essays import essays as shelf
from bot.store.tables import essays, passages

_AT_ONCE = 500
"""Passages that are looked for by one statement."""
_passage = select(passages.c.id, passages.c.essay_id, passages.c.number, passages.c.heading, passages.c.text)
_VISIBLE = _passage.join(essays, essays.c.id == passages.c.essay_id).where(
    shelf.VISIBLE, passages.c.id == bindparam("passage_id")
)
_OWN = len(_passage.selected_columns)
_WITH_ESSAY = (
    _passage.join(essays, essays.c.id == passages.c.essay_id)
    .add_columns(*shelf.COLUMNS)
    .where(shelf.SHOWN, passages.c.id.in_(bindparam("passage_ids", expanding=True)))
)
_opening = select(
    passages.c.id, essays.c.title, passages.c.number, passages.c.heading, func.substr(passages.c.text, 1, 80)
).join(essays, essays.c.id == passages.c.essay_id)
_line = (
    select(
        passages.c.essay_id,
        passages.c.number,
        passages.c.heading,
        func.lag(passages.c.heading).over(partition_by=passages.c.essay_id, order_by=passages.c.number).label("before"),
        func.count().over(partition_by=passages.c.essay_id).label("length"),
    )
    .join(essays, essays.c.id == passages.c.essay_id)
    .where(shelf.VISIBLE)
    .subquery()
)
_next = func.lead(_line.c.number).over(partition_by=_line.c.essay_id, order_by=_line.c.number)
_HEADED = (
    select(_line.c.essay_id, _line.c.number, _line.c.heading, func.coalesce(_next - 1, _line.c.length))
    .where(_line.c.heading.is_distinct_from(_line.c.before))
    .order_by(_line.c.essay_id, _line.c.number)
)


class Excerpt(NamedTuple):
    """Passages of one essay."""

    essay: Essay
    passages: list[Passage]


async def passage(connection: Connection, passage_id: int, guild_id: int | None) -> Passage | None:
    """The passage with this id, if this guild can read it."""
    row = (await connection.execute(_VISIBLE, {"guild_id": guild_id, "passage_id": passage_id})).one_or_none()
    return None if row is None else Passage(*row)


async def some(connection: Connection, passage_ids: Sequence[int], guild_id: int | None) -> list[Passage]:
    """Those of these passages that this guild can read, in this order."""
    visible = _passage.join(essays, essays.c.id == passages.c.essay_id).where(shelf.VISIBLE)
    rows = await connection.execute(visible.where(passages.c.id.in_(passage_ids)), {"guild_id": guild_id})
    by_id = {row.id: Passage(*row) for row in rows}
    return [by_id[passage_id] for passage_id in passage_ids if passage_id in by_id]


async def excerpts(connection: Connection, wanted: Sequence[tuple[int | None, Sequence[int]]]) -> list[Excerpt | None]:
    """For each guild and passages of one essay: those that this guild can read, in this order; None without any."""
    listed = {passage_id for _, passage_ids in wanted for passage_id in passage_ids}
    rows = {row[0]: row for row in await connection.execute(_WITH_ESSAY, {"passage_ids": list(listed)})}
    found = [(guild_id, [rows[each] for each in passage_ids if each in rows]) for guild_id, passage_ids in wanted]
    return [_excerpt(guild_id, of_essay) if of_essay else None for guild_id, of_essay in found]


def _excerpt(guild_id: int | None, rows: Sequence[Row[Any]]) -> Excerpt | None:
    essay = Essay(*rows[0][_OWN:])
    if essay.guild_id not in (None, guild_id):
        return None
    return Excerpt(essay, [Passage(*row[:_OWN]) for row in rows])


async def of_essay(connection: Connection, essay_id: int) -> list[Passage]:
    """All passages of an essay, in order."""
    statement = _passage.where(passages.c.essay_id == essay_id).order_by(passages.c.number)
    return [Passage(*row) for row in await connection.execute(statement)]


async def headings(connection: Connection, essay_ids: Sequence[int]) -> list[Heading]:
    """The heading over each passage of these essays, in reading order."""
    statement = (
        select(passages.c.essay_id, passages.c.number, passages.c.heading)
        .where(passages.c.essay_id.in_(essay_ids))
        .order_by(passages.c.essay_id, passages.c.number)
    )
    return [Heading(*row) for row in await connection.execute(statement)]


async def dated(connection: Connection, essay_ids: Sequence[int]) -> list[Dated]:
    """The passages of these essays, in this order, that stand under a day of the year."""
    place = {essay_id: place for place, essay_id in enumerate(essay_ids)}
    statement = select(passages.c.essay_id, passages.c.id, passages.c.day).where(
        passages.c.essay_id.in_(essay_ids), passages.c.day.is_not(None)
    )
    rows = await connection.execute(statement.order_by(passages.c.number))
    return [Dated(*row) for row in sorted(rows, key=lambda row: place[row.essay_id])]


async def measured(connection: Connection, passage_ids: Sequence[int]) -> list[Measured]:
    """Where each of these passages stands and how long it is, in this order."""
    columns = passages.c.id, passages.c.essay_id, passages.c.number, passages.c.heading, passages.c.words
    rows: dict[int, Measured] = {}
    ids = iter(passage_ids)
    while part := list(islice(ids, _AT_ONCE)):
        found = await connection.execute(select(*columns).where(passages.c.id.in_(part)))
        rows |= {row.id: Measured(*row) for row in found}
    return [rows[passage_id] for passage_id in passage_ids if passage_id in rows]


async def headed(connection: Connection, guild_id: int | None) -> list[tuple[Heading, int]]:
    """The sections with a heading in the essays that a guild can read: where each begins, and its last number."""
    rows = await connection.execute(_HEADED, {"guild_id": guild_id})
    return [(Heading(essay_id, number, heading), last) for essay_id, number, heading, last in rows if heading]


async def openings(connection: Connection, essay_ids: Sequence[int]) -> list[Opening]:
    """How every passage of these essays begins, in reading order."""
    statement = _opening.where(essays.c.id.in_(essay_ids)).order_by(essays.c.id, passages.c.number)
    return [Opening(*row) for row in await connection.execute(statement)]


async def listed(connection: Connection, essay_ids: Sequence[int]) -> list[Listed]:
    """These essays in this order, with their passages; those without any are left out."""
    statement = select(passages.c.essay_id, passages.c.id).where(passages.c.essay_id.in_(essay_ids))
    ids: dict[int, list[int]] = {}
    for essay_id, passage_id in await connection.execute(statement.order_by(passages.c.essay_id, passages.c.number)):
        ids.setdefault(essay_id, []).append(passage_id)
    return [Listed(essay_id, tuple(ids[essay_id])) for essay_id in essay_ids if essay_id in ids]


async def openings_of(connection: Connection, passage_ids: Sequence[int]) -> list[Opening]:
    """How each of these passages begins, in this order."""
    rows = await connection.execute(_opening.where(passages.c.id.in_(passage_ids)))
    by_id = {row.id: Opening(*row) for row in rows}
    return [by_id[passage_id] for passage_id in passage_ids if passage_id in by_id]


async def essays_of(connection: Connection, passage_ids: Sequence[int]) -> set[int]:
    """The essays that these passages are of."""
    return set(await connection.scalars(select(passages.c.essay_id).where(passages.c.id.in_(passage_ids))))
