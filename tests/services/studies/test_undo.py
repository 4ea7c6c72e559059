"""Whatever a host does to a study can be undone, as long as nothing has been posted or changed since."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot.core.errors import StudyError
from bot.core.models import (
    Arrangement,
    Ending,
    HostAct,
    Place,
    Portion,
    PortionKind,
    QuestionsBy,
    Reason,
    Study,
    StudyState,
)
from bot.core.posts import DeliveryState
from bot.core.studies.participation.occasions import Occasions
from bot.services.deliveries import slot_claims
from bot.services.deliveries.occasions import choices
from bot.services.guilds.host_roles import HostRoles
from bot.services.library import catalogue, corrections
from bot.services.questions import post_questions
from bot.services.studies import (
    left_out_days,
    preview,
    reading_list,
    reading_position,
    reading_progress,
    study_changes,
    undo,
)
from bot.services.studies.study_changes import Change
from bot.store import occasions
from bot.store.database import Database
from bot.store.essays import essays
from bot.store.studies import changes, chosen_questions, days_left_out, plans
from bot.store.tables import changes as change_rows
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, START, pack, plan

HOST = asks(GUILD, now=DUE + timedelta(hours=1), channel_id=CHANNEL)
OTHER = CHANNEL + 1


@dataclass
class Stand:
    """All that a host decides about a study."""

    study: Study
    essays: list[int]
    plan: list[int]
    left_out: set[date]
    asked: list[int | None]
    occasions: Occasions


async def stand(database: Database, study_id: int) -> Stand:
    """As the study stands; an epoch is never gone back to, or a day could be posted twice."""
    async with database.reading() as connection:
        study = await reading_progress.own(connection, GUILD, study_id)
        listed = [essay.id for essay in await essays.of_study(connection, study_id)]
        to_come = await plans.passages_to_come(connection, study_id)
        left_out = await days_left_out.left_out(connection, study_id)
        asked = [await chosen_questions.chosen(connection, study_id, passage_id) for passage_id in to_come]
        besides = await occasions.chosen(connection, study_id)
        return Stand(replace(study, epoch=1, left_told=None), listed, to_come, left_out, asked, besides)


async def begun(database: Database, **changed: object) -> int:
    """A study of which one passage has been posted, with a day left out."""
    await catalogue.stock(database, [pack("Essay 1", 4), pack("Essay 2", 2), pack("Essay 3", 3)])
    study_id = (await study_changes.set_up(database, plan(**changed), START)).study.id
    (post,) = await slot_claims.claim_due(database, APPLICATION, DUE)
    await posting.sent(database, post, 1000, DUE)
    return study_id


async def listed(database: Database, title: str) -> int:
    async with database.reading() as connection:
        return next(essay.id for essay in await essays.shelf(connection, GUILD) if essay.title == title)


async def last(database: Database, study_id: int) -> int:
    async with database.reading() as connection:
        change_id = await changes.last(connection, study_id)
    assert change_id is not None
    return change_id


async def swap(database: Database, study_id: int) -> None:
    first = next(each for each in await preview.preview(database, HOST, study_id) if each.content)
    assert first.content is not None
    assert first.swap is not None
    await reading_position.swap(database, HOST, study_id, first.content.passage_id, first.swap)


async def ask(database: Database, study_id: int) -> None:
    first = next(each for each in await preview.preview(database, HOST, study_id) if each.content)
    assert first.content is not None
    passage_id, shown = first.content.passage_id, first.content.question_id or 0
    await post_questions.choose_another(database, HOST, study_id, passage_id, shown)


async def move(database: Database, study_id: int, *, back: bool) -> None:
    study = await study_changes.by_id(database, GUILD, study_id)
    go = reading_position.go_back if back else reading_position.skip_to
    shown = await go(database, HOST, study, "essay 1 1" if back else "essay 2 2")
    await reading_position.move(database, HOST, study_id, shown.target.passage_id, shown.study.revision, back=back)


async def take_in(database: Database, study_id: int) -> None:
    await left_out_days.take_in(database, HOST, study_id, [date(2026, 5, 4)])


async def edit(database: Database, study_id: int) -> None:
    change = Change(
        Place(OTHER, pin=True, publish=True), "19:30", "Asia/Tokyo", frozenset({0, 5}), QuestionsBy.EVERYBODY
    )
    await study_changes.apply(database, HOST, study_id, change)


async def choose_host_role(database: Database, study_id: int) -> None:
    study = await study_changes.by_id(database, GUILD, study_id)
    await HostRoles(database).choose_for_study(HOST, study_id, 77, study.revision)


DONE: dict[HostAct, Callable[[Database, int], Awaitable[object]]] = {
    HostAct.EDIT: edit,
    HostAct.PAUSE: lambda database, study_id: study_changes.pause(database, HOST, study_id),
    HostAct.LEAVE_OUT: lambda database, study_id: left_out_days.leave_next_out(database, HOST, study_id),
    HostAct.TAKE_IN: take_in,
    HostAct.SWAP: swap,
    HostAct.SKIP_TO: lambda database, study_id: move(database, study_id, back=False),
    HostAct.GO_BACK: lambda database, study_id: move(database, study_id, back=True),
    HostAct.ARRANGE: lambda database, study_id: reading_list.arrange(
        database, HOST, study_id, Arrangement.PASSAGES_SHUFFLED
    ),
    HostAct.HOST_ROLE: choose_host_role,
    HostAct.ASK: ask,
    HostAct.PORTION: lambda database, study_id: reading_list.read_at_once(
        database, HOST, study_id, Portion(PortionKind.WORDS, 300)
    ),
    HostAct.OCCASIONS: lambda database, study_id: choices.choose(
        database, HOST, study_id, Occasions(6, closings=False)
    ),
    HostAct.END_WITH: lambda database, study_id: reading_list.end_with(database, HOST, study_id, Ending.LOOP),
}


async def relist(database: Database, study_id: int, act: HostAct) -> None:
    match act:
        case HostAct.ADD_ESSAY:
            await reading_list.add_essay(database, HOST, study_id, await listed(database, "Essay 3"))
        case HostAct.REMOVE_ESSAY:
            await reading_list.remove_essay(database, HOST, study_id, await listed(database, "Essay 1"))
        case _:
            await reading_list.move_essay(database, HOST, study_id, await listed(database, "Essay 2"), -1)


async def do(database: Database, study_id: int, act: HostAct) -> None:
    if act is HostAct.RESUME:
        await study_changes.resume(database, HOST, study_id)
    elif act in DONE:
        await DONE[act](database, study_id)
    else:
        await relist(database, study_id, act)


@pytest.mark.parametrize("act", HostAct)
async def test_every_act_can_be_undone(database: Database, act: HostAct):
    """Place, times, state, list, order, end, plan, days and questions are as they were, and the row is gone."""
    study_id = await begun(database)
    await reading_list.remove_essay(database, HOST, study_id, await listed(database, "Essay 3"))
    await left_out_days.leave_out(database, HOST, study_id, [date(2026, 5, 4)])
    if act is HostAct.RESUME:
        await study_changes.pause(database, HOST, study_id)
    before = await stand(database, study_id)
    await do(database, study_id, act)
    changed = await stand(database, study_id)
    assert replace(changed, study=replace(changed.study, revision=before.study.revision)) != before
    undone = await undo.undo(database, HOST, study_id, await last(database, study_id))
    assert undone.act is act
    assert await stand(database, study_id) == before


async def test_acts_are_undone_one_after_the_other(database: Database):
    """The last one first, back to where the study began."""
    study_id = await begun(database)
    stands = [await stand(database, study_id)]
    acts = (HostAct.SWAP, HostAct.ARRANGE, HostAct.SKIP_TO, HostAct.MOVE_ESSAY, HostAct.PAUSE)
    for act in acts:
        await do(database, study_id, act)
        stands.append(await stand(database, study_id))
    for act in reversed(acts):
        assert stands.pop() == await stand(database, study_id)
        assert (await undo.undo(database, HOST, study_id, await last(database, study_id))).act is act
    assert stands == [await stand(database, study_id)]


async def test_a_round_that_was_begun_by_skipping_is_not_begun(database: Database):
    """The list has been read to its end, and is to begin again with the day after."""
    await catalogue.stock(database, [pack("Essay 1", 2), pack("Essay 2", 2)])
    study = (await study_changes.set_up(database, plan(ending=Ending.LOOP), START)).study
    for number in range(4):
        (post,) = await slot_claims.claim_due(database, APPLICATION, DUE + timedelta(days=number))
        await posting.sent(database, post, 1000 + number, DUE + timedelta(days=number))
    before = await stand(database, study.id)
    assert before.plan == []
    shown = await reading_position.skip_to(database, HOST, before.study, "essay 1 2")
    assert [(title, span.first, span.last) for title, span in shown.lost] == [("Essay 1", 1, 1)]
    target, revision = shown.target.passage_id, shown.study.revision
    changed = await reading_position.move(database, HOST, study.id, target, revision, back=False)
    assert (changed.study.round, len((await stand(database, study.id)).plan)) == (2, 3)
    assert changed.undo is not None
    await undo.undo(database, HOST, study.id, changed.undo)
    assert await stand(database, study.id) == before


async def test_only_the_last_act_is_undone(database: Database):
    """A button of before does nothing, and says so; nor does one that has been pressed already."""
    study_id = await begun(database)
    await swap(database, study_id)
    first = await last(database, study_id)
    await do(database, study_id, HostAct.PAUSE)
    second, before = await last(database, study_id), await stand(database, study_id)
    with pytest.raises(StudyError, match=r"undo\.too_late"):
        await undo.undo(database, HOST, study_id, first)
    assert await stand(database, study_id) == before
    await undo.undo(database, HOST, study_id, second)
    with pytest.raises(StudyError, match=r"undo\.too_late"):
        await undo.undo(database, HOST, study_id, second)


@pytest.mark.parametrize("end", [DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.UNKNOWN])
async def test_nothing_is_undone_once_something_has_been_posted(database: Database, end: DeliveryState):
    """Nor once it has been claimed, whatever came of that."""
    study_id = await begun(database)
    await swap(database, study_id)
    change_id = await last(database, study_id)
    (post,) = await slot_claims.claim_due(database, APPLICATION, DUE + timedelta(days=1))
    if end is DeliveryState.SENT:
        await posting.sent(database, post, 1001, DUE + timedelta(days=1))
    else:
        await posting.ended(database, post, end, Reason.LATE, DUE + timedelta(days=1))
    with pytest.raises(StudyError, match=r"undo\.too_late"):
        await undo.undo(database, HOST, study_id, change_id)


async def test_what_has_left_the_library_does_not_come_back(database: Database):
    """The rest of what was done is undone."""
    await catalogue.import_essay(database, GUILD, pack("Ours", 2), {})
    study_id = await begun(database)
    await reading_list.remove_essay(database, HOST, study_id, await listed(database, "Essay 2"))
    await reading_list.arrange(database, HOST, study_id, Arrangement.PASSAGES_SHUFFLED)
    before = await stand(database, study_id)
    ours = await listed(database, "Ours")
    await corrections.remove(database, GUILD, ours)
    await undo.undo(database, HOST, study_id, await last(database, study_id))
    after = await stand(database, study_id)
    assert ours not in after.essays
    assert len(after.plan) == len(before.plan) - 2
    assert after.study.arrangement is Arrangement.IN_ORDER
    await undo.undo(database, HOST, study_id, await last(database, study_id))
    assert await listed(database, "Essay 2") in (await stand(database, study_id)).essays


async def test_a_channel_that_has_another_study_is_not_taken_back(database: Database):
    """Then nothing at all is undone."""
    study_id = await begun(database)
    await edit(database, study_id)
    await study_changes.set_up(database, plan(), START)
    before = await stand(database, study_id)
    with pytest.raises(StudyError, match=r"study\.channel_taken"):
        await undo.undo(database, HOST, study_id, await last(database, study_id))
    assert await stand(database, study_id) == before


async def test_a_change_of_another_guild_is_out_of_reach(database: Database):
    """As if there were none."""
    study_id = await begun(database)
    await swap(database, study_id)
    with pytest.raises(StudyError, match=r"study\.gone"):
        await undo.undo(database, asks(GUILD + 1), study_id, await last(database, study_id))


async def test_a_change_of_another_study_is_out_of_reach(database: Database):
    """Whoever names a study with a change of another undoes neither."""
    study_id = await begun(database)
    await swap(database, study_id)
    other_id = (await study_changes.set_up(database, plan(place=Place(OTHER)), START)).study.id
    before = await stand(database, study_id)
    with pytest.raises(StudyError, match=r"undo\.too_late"):
        await undo.undo(database, HOST, other_id, await last(database, study_id))
    assert await stand(database, study_id) == before


async def test_what_changes_nothing_is_no_act(database: Database):
    """An order that is chosen again, an essay that is listed already, an edit to what there is."""
    study_id = await begun(database)
    await reading_list.arrange(database, HOST, study_id, Arrangement.IN_ORDER)
    await reading_list.add_essay(database, HOST, study_id, await listed(database, "Essay 1"))
    await study_changes.apply(database, HOST, study_id, Change(time="07:00"))
    status = await study_changes.status_of(database, HOST, study_id)
    assert status.changes == ()


async def test_the_newest_fifty_are_kept(database: Database):
    """And the status shows the last three, of which the last can be undone."""
    study_id = await begun(database)
    for _ in range(changes.KEPT + 5):
        await swap(database, study_id)
    async with database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(change_rows)) == changes.KEPT
    status = await study_changes.status_of(database, HOST, study_id)
    assert [(each.act, each.user_id, each.is_last) for each in status.changes] == [
        (HostAct.SWAP, HOST.user_id, True),
        (HostAct.SWAP, HOST.user_id, False),
        (HostAct.SWAP, HOST.user_id, False),
    ]
    assert status.study.state is StudyState.ACTIVE
