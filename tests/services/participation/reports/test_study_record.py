"""The record of a study."""

from datetime import timedelta

import pytest

from bot.core.errors import StudyError
from bot.core.models import Place, Sees
from bot.core.studies.participation.reports.record import AnswerMessage, RecordedPost, StruckLine
from bot.services.deliveries import answers, outcomes
from bot.services.participation import marked_lines, own_data
from bot.services.participation.reports.study_record import study_record
from bot.services.questions import put_questions
from bot.services.studies import study_changes
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, GUILD, plan
from tests.services.participation.reports.conftest import ANN, BEN, CLEO, FiveDays


def here(channel_id: int) -> bool:
    """Who sees the channel of the study alone."""
    return channel_id == CHANNEL


async def answered(five: FiveDays, day: int, user_id: int, message_id: int | None) -> None:
    """Have somebody's answer to the post of a day be posted."""
    asker, post = asks(GUILD, now=five.now, user_id=user_id), five.posts[day - 1]
    claim = await answers.claim(
        five.database, APPLICATION, asker, post, "About bread.", opened_by=1000 + day, now=five.now
    )
    await outcomes.sent(five.database, claim.delivery, message_id, five.now)


async def test_every_post_is_in_it_in_order(five: FiveDays):
    """With what it said when it was posted."""
    record = await study_record(five.database, asks(GUILD, now=five.now), here)
    assert record.channel_id == CHANNEL
    assert record.posts == tuple(map(RecordedPost, five.posts))


async def test_answers_of_those_who_agreed_are_named_and_others_counted(five: FiveDays):
    """By where they stand: no text is stored. What a member has deleted is not known any more."""
    await answered(five, 2, ANN, 5001)
    await answered(five, 2, BEN, 5002)
    await answered(five, 3, ANN, None)
    posts = (await study_record(five.database, asks(GUILD, now=five.now), here)).posts
    assert posts[1].answers == (AnswerMessage(five.posts[1].id, ANN, 901, 5001),)
    assert posts[1].hidden == 1
    assert posts[2].answers == (AnswerMessage(five.posts[2].id, ANN, 902, None),)
    assert posts[0].answers == ()
    await own_data.forget(five.database, BEN, five.now)
    posts = (await study_record(five.database, asks(GUILD, now=five.now), here)).posts
    assert posts[1].hidden == 0


async def test_questions_put_below_a_post_are_in_it(five: FiveDays):
    """Once they stand there."""
    content = five.posts[0].content
    assert content is not None
    for question_id, message_id in ((1, 6001), (2, None)):
        asker = asks(GUILD, now=five.now + timedelta(minutes=question_id), user_id=ANN)
        wanted = await put_questions.wanted(five.database, asker, five.posts[0].id, question_id)
        await put_questions.claim(five.database, asker, wanted, 900)
        if message_id is not None:
            await put_questions.stands(five.database, wanted, message_id)
    posts = (await study_record(five.database, asks(GUILD, now=five.now), here)).posts
    assert [each.put for each in posts] == [("What is passage 1 of On Bread?",), (), (), (), ()]


async def test_lines_that_three_have_marked_are_in_it(five: FiveDays):
    """With how many did; what two have marked stays theirs."""
    for user_id in (ANN, BEN, CLEO):
        asker = asks(GUILD, now=five.now, user_id=user_id)
        await marked_lines.choose(five.database, asker, five.posts[1].id, 1, [1])
        if user_id != CLEO:
            await marked_lines.choose(five.database, asker, five.posts[2].id, 1, [1])
    posts = (await study_record(five.database, asks(GUILD, now=five.now), here)).posts
    assert five.posts[1].content is not None
    assert [each.struck for each in posts] == [(), (StruckLine(five.posts[1].content.text, 3),), (), (), ()]


async def test_only_a_study_in_sight_can_be_meant(five: FiveDays):
    """Others are as good as not there."""
    other = CHANNEL + 1
    await study_changes.set_up(five.database, plan(place=Place(other)), five.now)
    asker = asks(GUILD, now=five.now)
    assert (await study_record(five.database, asker, here)).channel_id == CHANNEL
    assert (await study_record(five.database, asker, lambda _: True, other)).posts == ()
    refusals: list[tuple[Sees, int | None, str]] = [
        (lambda _: True, None, "study.which_one"),
        (here, other, "report.no_study_there"),
        (lambda _: False, None, "study.none_yet"),
    ]
    for sees, channel_id, key in refusals:
        with pytest.raises(StudyError) as refused:
            await study_record(five.database, asker, sees, channel_id)
        assert refused.value.key == key
