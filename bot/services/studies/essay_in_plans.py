"""The plans of the studies that read an essay, changed in the transaction that changes the essay's passages.

What has gone from an essay has gone from the plans by itself.
"""

from collections.abc import Collection

from bot.core.models import Ending
from bot.core.studies import plan
from bot.core.studies.passage_order import Listed
from bot.services.studies import reading_ahead
from bot.store.database import Connection
from bot.store.essays import passages
from bot.store.studies import passages_read, plans, studies


async def put_new(connection: Connection, essay_id: int, new: Collection[int]) -> None:
    """Put an essay's new passages into the plan of each study that has it on its list.

    Where the list has been read to its end and is about to begin again, they come with it.
    """
    if not new:
        return
    (essay,), new_ids = await passages.listed(connection, [essay_id]), set(new)
    for study in await studies.that_list(connection, essay_id):
        to_come = await plans.passages_to_come(connection, study.id)
        if study.ending is Ending.LOOP and not to_come:
            continue
        order = await reading_ahead.order_of(connection, study)
        last = await passages_read.last(connection, study.id)
        await plans.change(connection, study.id, plan.with_new(to_come, order, essay, new_ids, last))
        await studies.revise(connection, study.id)


async def put_elsewhere(connection: Connection, essay: Listed, passage_id: int) -> None:
    """Let a passage come at its new place within its essay, wherever it is still to come."""
    for study in await studies.that_list(connection, essay.essay_id):
        order = await reading_ahead.order_of(connection, study)
        to_come = await plans.passages_to_come(connection, study.id)
        await plans.change(connection, study.id, plan.with_moved(to_come, order, essay, passage_id))
        await studies.revise(connection, study.id)
