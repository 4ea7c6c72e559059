"""What hosts decide about a study's reading: its essays, its order and its end."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, update

from bot.core.models import Arrangement, Ending, Portion
from bot.store.database import Connection
from bot.store.tables import studies, study_essays


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


async def set_portion(connection: Connection, study_id: int, portion: Portion) -> None:
    """Store how much a study posts at once."""
    await connection.execute(update(studies).where(studies.c.id == study_id).values(**portion_values(portion)))


def portion_values(portion: Portion) -> dict[str, str | int]:
    """The columns of how much a study posts at once."""
    return {"portion": portion.kind, "portion_words": portion.words}


async def set_round(connection: Connection, study_id: int, number: int) -> None:
    """Store which round of its list the study is in, counted from 1."""
    await connection.execute(update(studies).where(studies.c.id == study_id).values(round=number))


async def set_left_told(connection: Connection, study_id: int, mark: int | None) -> None:
    """Store the mark of what is left to read (`plan.mark`) that hosts know of."""
    await connection.execute(update(studies).where(studies.c.id == study_id).values(left_told=mark))
