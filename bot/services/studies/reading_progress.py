"""A study's reading: loaded as one value, and stored anew within the transaction that changes it."""

from datetime import datetime

from bot.core.errors import StudyError
from bot.core.models import Ending, Post, PostState, Slot, Study, StudyState
from bot.core.studies import reading_changes, reading_order
from bot.core.studies.reading_order import LEFT_NOTICES, Reading
from bot.services.studies import next_slots
from bot.store.database import Connection
from bot.store.essays import essays, passages
from bot.store.studies import notices, posts, reading_lists, studies


async def own(connection: Connection, guild_id: int, study_id: int) -> Study:
    """The guild's study with this id. Raises `StudyError` when it is gone."""
    study = await studies.study(connection, study_id)
    if study is None or study.guild_id != guild_id:
        raise StudyError("study.gone")
    return study


async def reading_of(connection: Connection, study: Study) -> Reading:
    """All that decides what the study reads next."""
    chosen = tuple(await essays.reading_order(connection, study.id))
    return Reading(
        study_id=study.id,
        arrangement=study.arrangement,
        ending=study.ending,
        round=study.round,
        chosen=chosen,
        others=await _others(connection, study, {essay.essay_id for essay in chosen}),
        swaps=tuple(await reading_lists.swapped(connection, study.id)),
        move=await reading_lists.move(connection, study.id),
        posted=tuple(await posts.passages_posted(connection, study)),
    )


async def begin_round(connection: Connection, reading: Reading) -> None:
    """Store that the study has come to this round."""
    await reading_lists.set_round(connection, reading.study_id, reading.round)
    await reading_lists.set_swaps(connection, reading.study_id, ())
    await reading_lists.set_move(connection, reading.study_id, None)


async def advance(connection: Connection, study: Study, before: Reading, ahead: list[int], now: datetime) -> None:
    """Store what the claim of the first of the passages ahead has changed; hosts are told when few are left."""
    if before.move is not None:
        await reading_lists.set_move(connection, study.id, None)
    joining = reading_order.joining(before, ahead[0])
    if joining:
        await reading_lists.set_essays(connection, study.id, [essay.essay_id for essay in (*before.chosen, *joining)])
    if study.ending is Ending.LOOP:
        return
    mark = reading_order.mark(len(ahead) - 1)
    if mark is not None and (study.left_told is None or mark < study.left_told):
        await notices.withdraw(connection, study.id, LEFT_NOTICES.values())  # one number is enough
        await notices.add(connection, study.guild_id, study.id, LEFT_NOTICES[mark], now)
    if mark != study.left_told:
        await reading_lists.set_left_told(connection, study.id, mark)


async def give_back(connection: Connection, post: Post, now: datetime) -> bool:
    """Let the passage of a slot that ended without a post come next, as it was to; whether it does.

    Not if another has been posted or claimed since. What was to be told about the number left may not be true any more,
    and a study that had read everything has something to read again.
    """
    study = await studies.study(connection, post.study_id)
    if study is None or post.content is None:
        return False
    latest = await posts.latest(connection, study.id, now, PostState.CLAIMED, PostState.SENT, PostState.UNKNOWN)
    reading = await reading_of(connection, study)
    ahead = reading_order.left(reading)
    overtaken = reading.move is not None or (latest is not None and latest.id > post.id)
    passage_id = post.content.passage_id
    if not overtaken and ahead[:1] != [passage_id] and passage_id in reading_order.order(reading):
        await reading_lists.set_move(connection, study.id, passage_id)
        reading = reading_changes.moved(reading, passage_id)
        ahead = reading_order.left(reading)
    if await _withdraw_untrue(connection, study, len(ahead)):
        await reading_lists.set_left_told(connection, study.id, reading_order.mark(len(ahead)))
    await wake(connection, study, reading, now)
    return ahead[:1] == [passage_id]


async def wake(connection: Connection, study: Study, reading: Reading, now: datetime) -> bool:
    """After the library has changed: go on if the study had finished and has something to read now; whether it does.

    What hosts were told of the number left is told again when it comes down to that again.
    """
    count = len(reading_order.left(reading))
    mark = reading_order.mark(count)
    await _withdraw_untrue(connection, study, count)
    if study.left_told is not None and (mark is None or mark > study.left_told):
        await reading_lists.set_left_told(connection, study.id, mark)
    if study.state is not StudyState.FINISHED or next(reading_order.coming(reading), None) is None:
        return False
    await studies.set_state(connection, study, StudyState.ACTIVE, slot=await next_slots.go_on(connection, study, now))
    return True


async def replanned(connection: Connection, study: Study, reading: Reading, now: datetime) -> None:
    """Store that hosts know how much is left, after one has changed the plan; go on if the study had finished."""
    await _withdraw_untrue(connection, study, len(reading_order.left(reading)))
    await reading_lists.set_left_told(connection, study.id, reading_order.mark(len(reading_order.left(reading))))
    await wake(connection, study, reading, now)


def planned(study: Study, reading: Reading) -> Slot:
    """The study's next slot. Raises `StudyError` while it is paused, and when there is nothing to read in it."""
    if study.state is StudyState.PAUSED:
        raise StudyError("study.is_paused")
    if study.next_slot is None or next(reading_order.coming(reading), None) is None:
        raise StudyError("study.nothing_left")
    return study.next_slot


async def _others(connection: Connection, study: Study, chosen: set[int]) -> tuple[reading_order.Listed, ...]:
    if study.ending is not Ending.GO_ON:
        return ()
    shelf = await essays.shelf(connection, study.guild_id)
    return tuple(await passages.listed(connection, [essay.id for essay in shelf if essay.id not in chosen]))


async def _withdraw_untrue(connection: Connection, study: Study, count: int) -> bool:
    true = None if study.ending is Ending.LOOP else reading_order.mark(count)
    untrue = [key for mark, key in LEFT_NOTICES.items() if mark != true]
    return await notices.withdraw(connection, study.id, untrue)
