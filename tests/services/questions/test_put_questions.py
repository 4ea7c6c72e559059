"""Who may put another question to the group, which, and how many."""

import pytest

from bot.core.errors import StudyError
from bot.core.models import Asker, QuestionsBy, Rung
from bot.core.posts import Post
from bot.services.deliveries import slot_claims
from bot.services.questions import host_questions, put_questions
from bot.services.studies import study_changes
from bot.services.studies.study_changes import Change, StudyStatus
from bot.store.database import Database
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, DUE, GUILD, OTHER_GUILD, START

HOST = asks(GUILD, now=DUE)
ANN, BEN = (asks(GUILD, now=DUE, user_id=user_id, steered=frozenset()) for user_id in (5 * 10**17, 6 * 10**17))
THREAD = 900


@pytest.fixture
async def post(stocked: Database, study: StudyStatus) -> Post:
    """The first post, which is out, of a study in which everybody may put questions."""
    everybody = Change(questions_by=QuestionsBy.EVERYBODY)
    await study_changes.apply(stocked, asks(GUILD, now=START), study.study.id, everybody)
    (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    return await posting.sent(stocked, claimed, THREAD, DUE)


def about(post: Post) -> int:
    assert post.content is not None
    return post.content.passage_id


async def added(database: Database, passage_id: int, number: int) -> int:
    done = await host_questions.add(database, GUILD, passage_id, Rung.APPLY, f"What of loaf number {number}?")
    assert done.back is not None
    return done.back


async def put(database: Database, asker: Asker, post: Post, question_id: int) -> None:
    wanted = await put_questions.wanted(database, asker, post.id, question_id)
    await put_questions.claim(database, asker, wanted, THREAD)
    await put_questions.stands(database, wanted, 1000 + question_id)


async def test_members_put_five_below_a_post_and_hosts_go_on(stocked: Database, post: Post):
    """All members together; what was refused does not count, and can be put by somebody else."""
    ids = [await added(stocked, about(post), number) for number in range(7)]
    for question_id in ids[:5]:
        await put(stocked, ANN, post, question_id)
    for asker in (ANN, BEN):
        with pytest.raises(StudyError, match=r"put\.many"):
            await put(stocked, asker, post, ids[5])
    await put(stocked, HOST, post, ids[5])
    again = await put_questions.wanted(stocked, BEN, post.id, ids[0])
    assert again.put is not None
    assert again.put.message_id == 1000 + ids[0]


async def test_a_refused_question_is_as_if_it_had_not_been_put(stocked: Database, post: Post):
    """One that stands there is not taken back by it."""
    question_id = await added(stocked, about(post), 1)
    wanted = await put_questions.wanted(stocked, ANN, post.id, question_id)
    await put_questions.claim(stocked, ANN, wanted, THREAD)
    claimed = await put_questions.wanted(stocked, BEN, post.id, question_id)
    assert claimed.put is not None
    assert (claimed.put.channel_id, claimed.put.message_id) == (THREAD, None)
    await put_questions.refused(stocked, wanted)
    assert (await put_questions.wanted(stocked, BEN, post.id, question_id)).put is None
    await put(stocked, BEN, post, question_id)
    await put_questions.refused(stocked, wanted)
    assert (await put_questions.wanted(stocked, ANN, post.id, question_id)).put is not None


async def test_only_what_is_asked_about_the_post_s_passage_is_put(stocked: Database, post: Post):
    """Not about another passage, nor what hosts have taken away, nor below a post of another server."""
    elsewhere = await added(stocked, about(post) + 1, 1)
    gone = await added(stocked, about(post), 2)
    await host_questions.exchange(stocked, GUILD, gone, None)
    for question_id in (elsewhere, gone, 0):
        with pytest.raises(StudyError, match=r"question\.gone"):
            await put_questions.wanted(stocked, HOST, post.id, question_id)
    with pytest.raises(StudyError, match=r"study\.post_gone"):
        await put_questions.wanted(stocked, asks(OTHER_GUILD), post.id, gone)


async def test_it_is_offered_to_those_who_may(stocked: Database, post: Post):
    """Below a post, for another question than its own; hosts of the study always may."""
    assert post.content is not None
    own, passage_id = post.content.question_id or 0, about(post)
    first = await put_questions.another(stocked, ANN, passage_id, own, post.id)
    assert first.question is not None
    assert first.may_put
    assert not (await put_questions.another(stocked, ANN, passage_id, first.question.id, post.id)).may_put
    assert not (await put_questions.another(stocked, ANN, passage_id, own, 0)).may_put
    await study_changes.apply(stocked, HOST, post.study_id, Change(questions_by=QuestionsBy.HOSTS))
    assert not (await put_questions.another(stocked, ANN, passage_id, own, post.id)).may_put
    steers = asks(GUILD, user_id=ANN.user_id, steered=frozenset({post.study_id}))
    assert (await put_questions.another(stocked, steers, passage_id, own, post.id)).may_put
    with pytest.raises(StudyError, match=r"put\.hosts_only"):
        await put_questions.wanted(stocked, ANN, post.id, first.question.id)
