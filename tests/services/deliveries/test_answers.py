"""Answers as deliveries: claimed once, one at a time, and not without end."""

from datetime import timedelta

import pytest

from bot.core.deliveries.delivery import ANSWER_WITHIN
from bot.core.errors import StudyError
from bot.core.models import Reason
from bot.core.posts import DeliveryState, Post
from bot.services.deliveries import answers, outcomes, slot_claims
from bot.services.deliveries.answers import MOST, Claim
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, DUE, GUILD, OTHER_GUILD

NOW = DUE
ANN, BEN = 5 * 10**17, 6 * 10**17


@pytest.fixture
async def post(stocked: Database, study: StudyStatus) -> Post:
    """The first post, which is out."""
    del study
    (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, NOW)
    return await posting.sent(stocked, claimed, 900, NOW)


async def claim(database: Database, post: Post, form: int, user_id: int = ANN) -> Claim:
    asker = asks(GUILD, now=NOW, user_id=user_id)
    return await answers.claim(database, APPLICATION, asker, post, "About bread.", opened_by=form, now=NOW)


async def test_one_form_is_one_claim(stocked: Database, post: Post):
    """However often it comes, also when the answer is out."""
    first = await claim(stocked, post, 1)
    assert first.untried
    assert first.delivery.channel_id == 900
    assert first.delivery.expires_at == NOW.replace(second=30) + ANSWER_WITHIN
    again = await claim(stocked, post, 1)
    assert (again.delivery, again.untried) == (first.delivery, False)
    await outcomes.sent(stocked, first.delivery, 901, NOW)
    again = await claim(stocked, post, 1)
    assert (again.delivery.id, again.delivery.message_id, again.delivery.content) == (first.delivery.id, 901, None)


async def test_one_at_a_time(stocked: Database, post: Post):
    """Of each member; a form whose answer could not be posted is over."""
    first = await claim(stocked, post, 1)
    with pytest.raises(StudyError, match=r"answer\.under_way"):
        await claim(stocked, post, 2)
    await claim(stocked, post, 2, BEN)
    await outcomes.ended(stocked, first.delivery, DeliveryState.SKIPPED, Reason.AUTOMOD, NOW, refused=True)
    with pytest.raises(StudyError, match=r"answer\.form_used"):
        await claim(stocked, post, 1)
    await claim(stocked, post, 3)


async def test_ten_answers_to_a_post_are_the_most(stocked: Database, post: Post):
    """Nobody fills the database with them."""
    for form in range(MOST):
        claimed = await claim(stocked, post, form)
        await outcomes.sent(stocked, claimed.delivery, 1000 + form, NOW)
    with pytest.raises(StudyError, match=r"answer\.many"):
        await claim(stocked, post, MOST)


async def test_what_is_not_posted_waits_for_its_member(stocked: Database, post: Post):
    """In its own server, until they have it back or a day is over; a text that is out is not among it."""
    out, refused = await claim(stocked, post, 1, BEN), await claim(stocked, post, 2)
    await outcomes.sent(stocked, out.delivery, 901, NOW)
    await outcomes.ended(stocked, refused.delivery, DeliveryState.UNKNOWN, Reason.UNKNOWN, NOW)
    assert (await answers.to_answer(stocked, asks(GUILD, user_id=BEN), post.id)).kept is None
    kept = (await answers.to_answer(stocked, asks(GUILD, user_id=ANN), post.id)).kept
    assert kept is not None
    assert kept.id == refused.delivery.id
    await answers.given_back(stocked, kept)
    assert (await answers.to_answer(stocked, asks(GUILD, user_id=ANN), post.id)).kept is None
    later = await claim(stocked, post, 3)
    await outcomes.ended(stocked, later.delivery, DeliveryState.SKIPPED, Reason.LATE, NOW)
    assert await answers.unfinished(stocked, NOW + timedelta(hours=23)) == []
    assert (await answers.to_answer(stocked, asks(GUILD, user_id=ANN), post.id)).kept is not None
    await answers.unfinished(stocked, NOW + timedelta(hours=25))
    assert (await answers.to_answer(stocked, asks(GUILD, user_id=ANN), post.id)).kept is None


async def test_a_post_of_another_guild_is_not_there(stocked: Database, post: Post):
    """Whatever a custom id says."""
    with pytest.raises(StudyError, match=r"study\.post_gone"):
        await answers.to_answer(stocked, asks(OTHER_GUILD, user_id=ANN), post.id)
