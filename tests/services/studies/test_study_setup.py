"""Setting up a study, and what is refused."""

import pytest

from bot.core.errors import StudyError
from bot.core.models import Place, StudyState
from bot.services.studies import study_changes
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from tests.asking import asks
from tests.services.conftest import CHANNEL, GUILD, OTHER_GUILD, START, plan


async def test_a_study_begins_with_its_next_times(stocked: Database):
    """Whoever sets it up reads when the first three passages come, and how many there are."""
    status = await study_changes.set_up(stocked, plan(time="19:30", zone="Asia/Jerusalem"), START)
    assert [slot.due_at.isoformat() for slot in status.upcoming] == [
        "2026-05-01T16:30:00+00:00",
        "2026-05-02T16:30:00+00:00",
        "2026-05-03T16:30:00+00:00",
    ]
    assert (status.passages, status.left) == (5, 5)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"time": "25:00"}, "study.bad_time"),
        ({"zone": "Mars/Base"}, "study.unknown_zone"),
        ({"zone": "EST"}, "study.short_zone"),
        ({"essay_id": 999}, "study.no_such_essay"),
    ],
)
async def test_a_mistake_stores_nothing(stocked: Database, changes: dict[str, object], key: str):
    """The host is told, and can run the command again."""
    with pytest.raises(StudyError) as refused:
        await study_changes.set_up(stocked, plan(**changes), START)
    assert refused.value.key == key
    assert await study_changes.status(stocked, asks(GUILD, now=START, channel_id=CHANNEL)) == []


async def test_a_channel_has_one_study(stocked: Database, study: StudyStatus):
    """Two in one channel would talk over each other."""
    del study
    with pytest.raises(StudyError) as refused:
        await study_changes.set_up(stocked, plan(), START)
    assert refused.value.key == "study.channel_taken"


async def test_an_empty_shelf_is_named(database: Database):
    """There is nothing to study yet."""
    with pytest.raises(StudyError) as refused:
        await study_changes.set_up(database, plan(), START)
    assert refused.value.key == "study.empty_shelf"


async def test_pausing_twice_changes_nothing_and_resuming_what_runs_is_explained(stocked: Database, study: StudyStatus):
    """Whoever wanted it paused has that."""
    with pytest.raises(StudyError) as refused:
        await study_changes.resume(stocked, asks(GUILD, now=START), study.study.id)
    assert refused.value.key == "study.not_paused"
    await study_changes.pause(stocked, asks(GUILD), study.study.id)
    paused = await study_changes.by_id(stocked, GUILD, study.study.id)
    assert paused.state is StudyState.PAUSED
    again = await study_changes.pause(stocked, asks(GUILD), paused.id)
    assert (again.study.state, len(again.changes)) == (StudyState.PAUSED, 1)


async def test_a_guild_s_only_study_is_meant_from_anywhere(stocked: Database, study: StudyStatus):
    """With two, the channel has to say which."""
    assert (await study_changes.the_one(stocked, asks(GUILD, channel_id=1))).id == study.study.id
    await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1)), START)
    with pytest.raises(StudyError) as refused:
        await study_changes.the_one(stocked, asks(GUILD, channel_id=1))
    assert refused.value.key == "study.which_one"
    assert (await study_changes.the_one(stocked, asks(GUILD, channel_id=CHANNEL))).id == study.study.id


async def test_another_guild_sees_no_study(stocked: Database, study: StudyStatus):
    """What one guild sets up is its own."""
    del study
    with pytest.raises(StudyError) as refused:
        await study_changes.the_one(stocked, asks(OTHER_GUILD, channel_id=CHANNEL))
    assert refused.value.key == "study.none_yet"


async def test_a_time_that_clocks_skip_is_told(stocked: Database):
    """02:30 does not exist in Berlin on 28 March 2027: that day the passage comes at 03:30."""
    status = await study_changes.set_up(stocked, plan(time="02:30", zone="Europe/Berlin"), START)
    assert status.gap is not None
    assert status.gap.date.isoformat() == "2027-03-28"
    assert status.gap.due_at.isoformat() == "2027-03-28T01:30:00+00:00"
    usual = await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1), zone="Europe/Berlin"), START)
    assert usual.gap is None
