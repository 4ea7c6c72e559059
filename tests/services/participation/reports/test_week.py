"""The session kit of a week."""

from datetime import timedelta

import pytest

from bot.core.errors import StudyError
from bot.core.models import Ending, Part
from bot.core.studies.participation.reports.stages import Stages
from bot.core.studies.participation.reports.talk import by_answers, liveliest, unanswered
from bot.services.participation.reports.week import week
from bot.services.studies import left_out_days, reading_list
from tests.asking import asks
from tests.services.conftest import CHANNEL, GUILD, OTHER_GUILD
from tests.services.participation.reports.conftest import ANN, BEN, CLEO, FiveDays


async def test_a_week_tells_what_was_read_and_said(five: FiveDays):
    """Each post with how many did what; the others are named only as a number."""
    report = await week(five.database, asks(GUILD, now=five.now))
    assert [each.post.id for each in report.talks] == [post.id for post in five.posts]
    assert [each[1:] for each in report.talks] == [(0, 0, 0), (1, 2, 1), (1, 0, 0), (0, 0, 0), (0, 1, 0)]
    assert (report.shown, report.hidden) == ((ANN,), 2)
    assert report.stages == Stages(new=3)
    assert report.channel_id == CHANNEL


async def test_what_was_liveliest_and_what_nobody_answered(five: FiveDays):
    """By answers and replies; a post that was only read was answered by nobody."""
    talks = (await week(five.database, asks(GUILD, now=five.now))).talks
    ids = [post.id for post in five.posts]
    assert [each.post.id for each in liveliest(talks)] == [ids[1], ids[4]]
    assert [each.post.id for each in by_answers(talks)] == [ids[1], ids[4]]
    assert [each.post.id for each in unanswered(talks)] == [ids[0], ids[2], ids[3]]


async def test_what_is_older_than_a_week_is_left_to_the_stages(five: FiveDays):
    """Who took part the week before and not since is fading."""
    later = five.now + timedelta(days=6, hours=1)
    report = await week(five.database, asks(GUILD, now=later))
    assert [each.post.id for each in report.talks] == [five.posts[-1].id]
    assert report.stages == Stages(steady=1, fading=2)
    assert (report.shown, report.hidden) == ((ANN,), 0)


async def test_a_member_who_comes_back_has_returned(five: FiveDays):
    """After a week and more in which they took part in nothing."""
    later = five.now + timedelta(days=6, hours=1)
    await five.took_part(1, BEN, Part.READ)
    assert (await week(five.database, asks(GUILD, now=later))).stages.fading == 2
    await five.took_part(5, BEN, Part.READ)
    assert (await week(five.database, asks(GUILD, now=later))).stages == Stages(steady=2, fading=1)
    assert CLEO not in (await week(five.database, asks(GUILD, now=later))).shown


async def test_what_comes_next_is_what_the_preview_shows(five: FiveDays):
    """Seven days of it, a day left out among them; none when nothing is left."""
    asker = asks(GUILD, now=five.now)
    left_out = five.now.date() + timedelta(days=2)
    await left_out_days.leave_out(five.database, asker, five.posts[0].study_id, [left_out])
    coming = (await week(five.database, asker)).coming
    assert [each.slot.date for each in coming] == [five.now.date() + timedelta(days=days) for days in range(1, 8)]
    assert [each.slot.date for each in coming if each.content is None] == [left_out]
    assert coming[0].content is not None
    assert (coming[0].content.title, coming[0].content.number) == ("On Bread", 1)
    await reading_list.end_with(five.database, asker, five.posts[0].study_id, Ending.STOP)
    assert (await week(five.database, asker)).coming == ()


async def test_a_report_is_of_the_study_that_its_host_means(five: FiveDays):
    """A named channel without one, another server, and a host of another study are refused."""
    assert (await week(five.database, asks(GUILD, now=five.now), CHANNEL)).channel_id == CHANNEL
    for asker, channel_id, key in (
        (asks(GUILD), CHANNEL + 1, "report.no_study_there"),
        (asks(GUILD, steered=frozenset({99})), CHANNEL, "error.study_hosts_only"),
        (asks(GUILD, steered=frozenset({99})), None, "study.none_yet"),
        (asks(OTHER_GUILD), None, "study.none_yet"),
    ):
        with pytest.raises(StudyError) as refused:
            await week(five.database, asker, channel_id)
        assert refused.value.key == key
