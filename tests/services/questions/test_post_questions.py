"""What a post asks is what hosts have chosen in the preview."""

import pytest

from bot.core.errors import StudyError
from bot.core.models import Rung
from bot.core.posts import PostContent
from bot.services.deliveries import slot_claims
from bot.services.questions import host_questions, post_questions
from bot.services.studies import preview, undo
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.studies import chosen_questions
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, DUE, GUILD, OTHER_GUILD, START

HOST = asks(GUILD, now=START)
OWN = "Which loaf would you keep?"


async def coming(database: Database, study: StudyStatus, day: int = 0) -> PostContent:
    content = (await preview.preview(database, HOST, study.study.id))[day].content
    assert content is not None
    return content


async def another(database: Database, study: StudyStatus) -> int | None:
    shown = await coming(database, study)
    return await post_questions.choose_another(database, HOST, study.study.id, shown.passage_id, shown.question_id or 0)


async def write(database: Database, study: StudyStatus, text: str) -> host_questions.Exchange:
    shown = await coming(database, study)
    return await post_questions.write(
        database, HOST, study.study.id, shown.passage_id, shown.question_id, Rung.APPLY, text
    )


async def posted(database: Database) -> PostContent:
    (post,) = await slot_claims.claim_due(database, APPLICATION, DUE)
    await posting.sent(database, post, 1000, DUE)
    assert post.content is not None
    return post.content


async def test_another_question_is_seen_at_once_and_posted(stocked: Database, study: StudyStatus):
    """What comes after is chosen as if it had been its turn."""
    before = await coming(stocked, study)
    await another(stocked, study)
    after = await coming(stocked, study)
    assert after.question_id != before.question_id
    assert (await posted(stocked)).question == after.question


async def test_a_choice_can_be_undone(stocked: Database, study: StudyStatus):
    """Also the second one, which goes back to the first."""
    questions = [(await coming(stocked, study)).question]
    changes: list[int] = []
    for text in (OWN, "And whose?"):
        await host_questions.add(stocked, GUILD, (await coming(stocked, study)).passage_id, Rung.APPLY, text)
    for _ in range(2):
        change = await another(stocked, study)
        assert change is not None
        changes.append(change)
        questions.append((await coming(stocked, study)).question)
    assert len(set(questions)) == 3
    for change, question in zip(reversed(changes), reversed(questions[:-1]), strict=True):
        await undo.undo(stocked, HOST, study.study.id, change)
        assert (await coming(stocked, study)).question == question


async def test_an_edited_question_is_posted_and_can_be_taken_back(stocked: Database, study: StudyStatus):
    """Whatever rung it is on now."""
    before = await coming(stocked, study)
    done = await write(stocked, study, OWN)
    assert (await coming(stocked, study)).question == OWN
    await host_questions.exchange(stocked, GUILD, done.back, done.gone)
    assert (await coming(stocked, study)).question == before.question
    await write(stocked, study, OWN)
    assert (await posted(stocked)).question == OWN


async def test_a_chosen_question_that_is_edited_stays_chosen(stocked: Database, study: StudyStatus):
    """By `/questions edit` too; one that is removed gives way to the one whose turn it is."""
    await another(stocked, study)
    chosen = await coming(stocked, study)
    done = await host_questions.edit(stocked, GUILD, chosen.question_id or 0, Rung.UNDERSTAND, OWN)
    assert (await coming(stocked, study)).question == OWN
    await host_questions.exchange(stocked, GUILD, done.back, None)
    assert (await coming(stocked, study)).question not in (OWN, chosen.question)


async def test_a_choice_is_for_one_time(stocked: Database, study: StudyStatus):
    """What has been posted is chosen anew; a slot that surely ended without a post keeps it."""
    await another(stocked, study)
    passage_id = (await coming(stocked, study)).passage_id
    async with stocked.reading() as connection:
        assert await chosen_questions.chosen(connection, study.study.id, passage_id)
    await posted(stocked)
    async with stocked.reading() as connection:
        assert await chosen_questions.chosen(connection, study.study.id, passage_id) is None


async def test_a_study_of_another_guild_is_not_steered(stocked: Database, study: StudyStatus):
    """Nor is a question of one guild asked by another's study."""
    shown = await coming(stocked, study)
    other = asks(OTHER_GUILD, now=START)
    with pytest.raises(StudyError, match=r"study\.gone"):
        await post_questions.choose_another(stocked, other, study.study.id, shown.passage_id, 0)
    with pytest.raises(StudyError, match=r"study\.gone"):
        await post_questions.write(stocked, other, study.study.id, shown.passage_id, None, Rung.APPLY, OWN)
    foreign = await host_questions.add(stocked, OTHER_GUILD, shown.passage_id, Rung.APPLY, OWN)
    async with stocked.writing() as connection:
        await chosen_questions.choose(connection, study.study.id, shown.passage_id, foreign.back)
    assert await coming(stocked, study) == shown
