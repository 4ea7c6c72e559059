"""Where a study's reading stands: loaded in one piece, and kept true inside the transaction that changes it."""

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
        others=await _others(connection, study, {each.essay_id for each in chosen}),
        swaps=tuple(await reading_lists.swapped(connection, study.id)),
        move=await reading_lists.move(connection, study.id),
        posted=tuple(await posts.passages_posted(connection, study)),
    )


async def begin_round(connection: Connection, found: Reading) -> None:
    """Store that the study has come to this round."""
    await reading_lists.set_round(connection, found.study_id, found.round)
    await reading_lists.set_swaps(connection, found.study_id, ())
    await reading_lists.set_move(connection, found.study_id, None)


async def claimed(connection: Connection, study: Study, before: Reading, ahead: list[int], now: datetime) -> None:
    """Store what the claim of the first of the passages ahead has changed; hosts are told when few are left."""
    if before.move is not None:
        await reading_lists.set_move(connection, study.id, None)
    joining = reading_order.joining(before, ahead[0])
    if joining:
        await reading_lists.set_essays(connection, study.id, [each.essay_id for each in (*before.chosen, *joining)])
    if study.ending is Ending.LOOP:
        return
    mark = reading_order.mark(len(ahead) - 1)
    if mark is not None and (study.left_told is None or mark < study.left_told):
        await notices.withdraw(connection, study.id, LEFT_NOTICES.values())  # one number is enough
        await notices.add(connection, study.guild_id, study.id, LEFT_NOTICES[mark], now)
    if mark != study.left_told:
        await reading_lists.set_left_told(connection, study.id, mark)


async def give_back(connection: Connection, post: Post, now: datetime) -> bool:
    """Have the passage of a slot that has ended without a post come next, as it was to; whether it does.

    Not if another has been posted or claimed since. What was to be told about the number left may not be true any more,
    and a study that had read everything has something to read again.
    """
    study = await studies.study(connection, post.study_id)
    if study is None or post.content is None:
        return False
    latest = await posts.latest(connection, study.id, now, PostState.CLAIMED, PostState.SENT, PostState.UNKNOWN)
    found = await reading_of(connection, study)
    ahead = reading_order.left(found)
    overtaken = found.move is not None or (latest is not None and latest.id > post.id)
    passage_id = post.content.passage_id
    if not overtaken and ahead[:1] != [passage_id] and passage_id in reading_order.order(found):
        await reading_lists.set_move(connection, study.id, passage_id)
        found = reading_changes.moved(found, passage_id)
        ahead = reading_order.left(found)
    if await _withdraw_untrue(connection, study, len(ahead)):
        await reading_lists.set_left_told(connection, study.id, reading_order.mark(len(ahead)))
    await wake(connection, study, found, now)
    return ahead[:1] == [passage_id]


async def wake(connection: Connection, study: Study, found: Reading, now: datetime) -> bool:
    """After the library has changed: go on if the study had finished and has something to read now; whether it does.

    What hosts were told of the number left is told again when it comes down to that again.
    """
    count = len(reading_order.left(found))
    mark = reading_order.mark(count)
    await _withdraw_untrue(connection, study, count)
    if study.left_told is not None and (mark is None or mark > study.left_told):
        await reading_lists.set_left_told(connection, study.id, mark)
    if study.state is not StudyState.FINISHED or next(reading_order.coming(found), None) is None:
        return False
    await studies.set_state(connection, study, StudyState.ACTIVE, slot=await next_slots.go_on(connection, study, now))
    return True


async def replanned(connection: Connection, study: Study, found: Reading, now: datetime) -> None:
    """After a host has changed the plan, and has seen what is left: hosts know of this much."""
    await _withdraw_untrue(connection, study, len(reading_order.left(found)))
    await reading_lists.set_left_told(connection, study.id, reading_order.mark(len(reading_order.left(found))))
    await wake(connection, study, found, now)


def planned(study: Study, found: Reading) -> Slot:
    """The study's next slot. Raises `StudyError` while it is paused, and when there is nothing to read in it."""
    if study.state is StudyState.PAUSED:
        raise StudyError("study.is_paused")
    if study.next_slot is None or next(reading_order.coming(found), None) is None:
        raise StudyError("study.nothing_left")
    return study.next_slot


async def _others(connection: Connection, study: Study, chosen: set[int]) -> tuple[reading_order.Listed, ...]:
    if study.ending is not Ending.GO_ON:
        return ()
    shelf = await essays.shelf(connection, study.guild_id)
    return tuple(await passages.listed(connection, [each.id for each in shelf if each.id not in chosen]))


async def _withdraw_untrue(connection: Connection, study: Study, count: int) -> bool:
    true = None if study.ending is Ending.LOOP else reading_order.mark(count)
    untrue = [key for mark, key in LEFT_NOTICES.items() if mark != true]
    return await notices.withdraw(connection, study.id, untrue)
