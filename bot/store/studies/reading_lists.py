"""What hosts decide about a study's reading: its essays, its order and end, swaps and moves."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update

from bot.core.models import Arrangement, Ending
from bot.store.database import Connection
from bot.store.tables import moves, studies, study_essays, swaps


async def set_essays(connection: Connection, study_id: int, essay_ids: Sequence[int]) -> None:
    """Store the essays that a study reads, in this order, in place of those before."""
    await connection.execute(delete(study_essays).where(study_essays.c.study_id == study_id))
    rows = [
        {"study_id": study_id, "position": position, "essay_id": essay_id}
        for position, essay_id in enumerate(essay_ids)
    ]
    if rows:
        await connection.execute(insert(study_essays), rows)


async def set_order(connection: Connection, study_id: int, arrangement: Arrangement, ending: Ending) -> None:
    """Store in which order a study reads, and what it does at the end."""
    values = {"arrangement": arrangement, "ending": ending}
    await connection.execute(update(studies).where(studies.c.id == study_id).values(**values))


async def set_round(connection: Connection, study_id: int, number: int) -> None:
    """Store which round of its list the study is in, counted from 1."""
    await connection.execute(update(studies).where(studies.c.id == study_id).values(round=number))


async def set_left_told(connection: Connection, study_id: int, mark: int | None) -> None:
    """Store the mark of what is left to read (`reading_order.mark`) that hosts know of."""
    await connection.execute(update(studies).where(studies.c.id == study_id).values(left_told=mark))


async def swapped(connection: Connection, study_id: int) -> list[tuple[int, int]]:
    """The passages that stand in each other's place, one swap after the other."""
    statement = select(swaps.c.passage_id, swaps.c.other_id).where(swaps.c.study_id == study_id).order_by(swaps.c.id)
    return [(row.passage_id, row.other_id) for row in await connection.execute(statement)]


async def marks(connection: Connection, study_ids: Sequence[int]) -> tuple[object, ...]:
    """All that hosts have decided about these studies' reading, to be compared."""
    kinds = (
        select(study_essays.c.study_id, study_essays.c.position, study_essays.c.essay_id),
        select(swaps.c.study_id, swaps.c.id, swaps.c.passage_id, swaps.c.other_id),
        select(moves.c.study_id, moves.c.passage_id),
    )
    rows = [(await connection.execute(kind.where(kind.selected_columns[0].in_(study_ids)))).all() for kind in kinds]
    return tuple(frozenset(tuple(row) for row in rows_of_kind) for rows_of_kind in rows)


async def set_swaps(connection: Connection, study_id: int, pairs: Sequence[tuple[int, int]]) -> None:
    """Store these swaps in place of those before."""
    await connection.execute(delete(swaps).where(swaps.c.study_id == study_id))
    rows = [{"study_id": study_id, "passage_id": passage_id, "other_id": other_id} for passage_id, other_id in pairs]
    if rows:
        await connection.execute(insert(swaps), rows)


async def move(connection: Connection, study_id: int) -> int | None:
    """The passage a host has moved the reading to, if it has not been posted since."""
    return await connection.scalar(select(moves.c.passage_id).where(moves.c.study_id == study_id))


async def set_move(connection: Connection, study_id: int, passage_id: int | None) -> None:
    """Store the passage with which the reading goes on, or (with None) that it goes on where it stands."""
    await connection.execute(delete(moves).where(moves.c.study_id == study_id))
    if passage_id is not None:
        await connection.execute(insert(moves).values(study_id=study_id, passage_id=passage_id))
