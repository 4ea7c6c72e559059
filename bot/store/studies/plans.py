"""The passages that a study is still to read, a row each, in the order of their places.

Places have gaps between them: an edit of the list writes the rows that change and no others, and a claim takes the
first without reading the rest.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from sqlalchemy import Integer, bindparam, delete, func, insert, select

from bot.store.database import Connection
from bot.store.essays.essays import SHOWN
from bot.store.tables import essays, passages, plan

GAP = 2**32
"""Between the places of neighbours; places are 64 bits wide."""
_AT_ONCE = 500
"""Rows that are deleted by one statement."""
Place: TypeAlias = tuple[int, int]
"""A place, and the passage that stands there."""
_of_study = plan.c.study_id == bindparam("study_id")
_TO_COME = select(plan.c.passage_id).where(_of_study).order_by(plan.c.place)
_FIRST = _TO_COME.limit(bindparam("most", type_=Integer))
_TAKE = delete(plan).where(_of_study, plan.c.passage_id == bindparam("passage_id"))


class Difference(NamedTuple):
    """The rows that an edit takes out of a plan, and those that it puts in."""

    out: Sequence[Place]
    put: Sequence[Place]


async def passages_to_come(connection: Connection, study_id: int, most: int | None = None) -> list[int]:
    """The passages of the plan in order, or the first of them."""
    statement = _TO_COME if most is None else _FIRST
    return list(await connection.scalars(statement, {"study_id": study_id, "most": most}))


async def count(connection: Connection, study_id: int, most: int | None = None) -> int:
    """How many passages are in the plan; no more than `most` are counted."""
    counted = select(plan.c.place).where(plan.c.study_id == study_id).limit(most).subquery()
    return await connection.scalar(select(func.count()).select_from(counted)) or 0


async def counts(connection: Connection, study_id: int) -> dict[int, int]:
    """How many passages of each essay are in the plan, by the essay; the one that comes first, first."""
    counted = (
        select(passages.c.essay_id, func.count())
        .join(plan, plan.c.passage_id == passages.c.id)
        .where(plan.c.study_id == study_id)
        .group_by(passages.c.essay_id)
        .order_by(func.min(plan.c.place))
    )
    return {row[0]: row[1] for row in await connection.execute(counted)}


async def take(connection: Connection, taken: Iterable[tuple[int, int]]) -> None:
    """Take passages off the plans of studies: each study with a passage."""
    rows = [{"study_id": study_id, "passage_id": passage_id} for study_id, passage_id in taken]
    if rows:
        await connection.execute(_TAKE, rows)


async def put_first(connection: Connection, study_id: int, passage_ids: Sequence[int]) -> None:
    """Put passages, none of which is on the plan, at its front, in this order."""
    first = await connection.scalar(select(func.min(plan.c.place)).where(plan.c.study_id == study_id)) or 0
    await _insert(connection, study_id, _spread(passage_ids, None, first))


async def change(connection: Connection, study_id: int, wanted: Sequence[int]) -> Difference:
    """Store what the plan is to be from now on; which rows that has changed."""
    rows = await connection.execute(select(plan.c.place, plan.c.passage_id).where(plan.c.study_id == study_id))
    difference = placed([(row.place, row.passage_id) for row in rows], wanted)
    await exchange(connection, study_id, difference)
    return difference


async def exchange(connection: Connection, study_id: int, difference: Difference) -> None:
    """Take rows out of the plan and put others in; of passages that are gone from the library none are put in."""
    places = iter(difference.out)
    while part := [place for place, _ in islice(places, _AT_ONCE)]:
        await connection.execute(delete(plan).where(plan.c.study_id == study_id, plan.c.place.in_(part)))
    await _insert(connection, study_id, difference.put)


async def remaining(connection: Connection, put: Sequence[Place]) -> list[Place]:
    """Those of the rows whose passages are still in the library."""
    there: set[int] = set()
    ids = (passage_id for _, passage_id in put)
    shown = select(passages.c.id).join(essays, essays.c.id == passages.c.essay_id).where(SHOWN)
    while part := list(islice(ids, _AT_ONCE)):
        there.update(await connection.scalars(shown.where(passages.c.id.in_(part))))
    return [(place, passage_id) for place, passage_id in put if passage_id in there]


def placed(rows: Iterable[Place], wanted: Sequence[int]) -> Difference:
    """The fewest rows that bring a plan into the order that is wanted; more only where a gap is used up.

    >>> placed([(0, 11), (100, 12), (200, 13)], [13, 11, 12])
    Difference(out=[(200, 13)], put=[(-4294967296, 13)])
    >>> placed([(0, 11), (1, 12), (9, 13)], [11, 14, 12, 13])
    Difference(out=[(1, 12)], put=[(3, 14), (6, 12)])
    """
    place_of = {passage_id: place for place, passage_id in rows}
    kept = _in_order([(place_of[passage_id], passage_id) for passage_id in wanted if passage_id in place_of])
    put: list[Place] = []
    waiting: list[int] = []
    before: int | None = None
    for passage_id in wanted:
        place = place_of[passage_id] if passage_id in kept else None
        if place is None or (waiting and before is not None and place - before <= len(waiting)):
            kept.discard(passage_id)
            waiting.append(passage_id)
            continue
        put += _spread(waiting, before, place)
        waiting, before = [], place
    put += _spread(waiting, before, None)
    return Difference([(place, each) for each, place in place_of.items() if each not in kept], put)


def _spread(passage_ids: Sequence[int], before: int | None, after: int | None) -> list[Place]:
    """Places for these passages between two others, as far from one another as there is room."""
    if before is None:
        first, gap = (0 if after is None else after - GAP * len(passage_ids)), GAP
    else:
        gap = GAP if after is None else (after - before) // (len(passage_ids) + 1)
        first = before + gap
    return [(first + gap * at, passage_id) for at, passage_id in enumerate(passage_ids)]


def _in_order(rows: Sequence[Place]) -> set[int]:
    """The most passages whose places follow one another as they stand: they need not be written anew.

    The longest increasing run, by the well-known way with piles of cards (patience sorting), in n log n.
    """
    tops: list[int] = []
    top_at: list[int] = []
    previous: list[int | None] = []
    for at, (place, _) in enumerate(rows):
        pile = bisect_left(tops, place)
        tops[pile : pile + 1], top_at[pile : pile + 1] = [place], [at]
        previous.append(top_at[pile - 1] if pile else None)
    kept: set[int] = set()
    at = top_at[-1] if top_at else None
    while at is not None:
        kept.add(rows[at][1])
        at = previous[at]
    return kept


async def _insert(connection: Connection, study_id: int, put: Sequence[Place]) -> None:
    rows = [{"study_id": study_id, "place": place, "passage_id": passage_id} for place, passage_id in put]
    if rows:
        await connection.execute(insert(plan), rows)
