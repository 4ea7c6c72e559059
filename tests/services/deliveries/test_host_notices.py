"""Notices as deliveries: claimed, told, claimed again, or left to a host."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.deliveries.notice_retries import PAUSES
from bot.core.errors import StudyError
from bot.core.models import Reason
from bot.core.posts import Delivery, DeliveryState
from bot.services.deliveries import claim_holds, host_notices, outcomes, slot_claims
from bot.services.deliveries.host_notices import Claim
from bot.services.guilds import guild_lifecycle
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.studies import deliveries, notices
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD

NOW = datetime(2026, 5, 1, 7, 0, tzinfo=UTC)
HOSTS = CHANNEL + 9


async def add(database: Database, study: StudyStatus, reason: Reason = Reason.FORBIDDEN) -> None:
    async with database.writing() as connection:
        await notices.add(connection, GUILD, study.study.id, reason, NOW)


async def claim(database: Database, now: datetime = NOW) -> Claim | None:
    return await host_notices.claim_next(database, APPLICATION, GUILD, now)


async def kept(database: Database, delivery: Delivery) -> Delivery | None:
    async with database.reading() as connection:
        return await deliveries.delivery(connection, delivery.id)


@pytest.fixture
async def claimed(stocked: Database, study: StudyStatus) -> Delivery:
    """The delivery of a notice."""
    await host_notices.choose_channel(stocked, GUILD, HOSTS)
    await add(stocked, study)
    claim_ = await claim(stocked)
    assert claim_ is not None
    assert claim_.untried
    return claim_.delivery


async def test_what_is_on_its_way_is_not_claimed_anew(stocked: Database, claimed: Delivery):
    """It is taken up again as what may have been sent."""
    again = await claim(stocked, NOW + timedelta(days=1))
    assert again is not None
    assert (again.delivery, again.untried) == (claimed, False)


async def test_what_was_sent_is_told(stocked: Database, claimed: Delivery):
    """And nobody hears of it again, whoever records it a second time."""
    await outcomes.sent(stocked, claimed, 77, NOW)
    assert await claim(stocked) is None
    assert await host_notices.untold(stocked) == []
    with pytest.raises(StudyError):
        await outcomes.sent(stocked, claimed, 78, NOW)


async def test_the_id_of_a_notice_that_was_taken_back_never_comes_again(stocked: Database, claimed: Delivery):
    """What comes of its request is not recorded as another delivery's: a post would have the notice's message."""
    await claim_holds.over(stocked, [Reason.FORBIDDEN])
    [post] = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    assert post.delivery is not None
    assert post.delivery.id > claimed.id
    with pytest.raises(StudyError):
        await outcomes.sent(stocked, claimed, 77, NOW)
    assert await kept(stocked, post.delivery) == post.delivery


async def test_what_was_surely_not_sent_is_claimed_again_after_growing_pauses(stocked: Database, claimed: Delivery):
    """By a delivery of its own, with another nonce; the one of before is forgotten."""
    now = NOW
    for pause in (*PAUSES, PAUSES[-1]):
        await outcomes.ended(stocked, claimed, DeliveryState.SKIPPED, Reason.FORBIDDEN, now, refused=True)
        assert await claim(stocked, now + pause - timedelta(seconds=1)) is None
        now += pause
        again = await claim(stocked, now)
        assert again is not None
        assert again.untried
        assert again.delivery.nonce != claimed.nonce
        claimed = again.delivery


async def test_what_nobody_can_settle_waits_for_a_host(stocked: Database, study: StudyStatus, claimed: Delivery):
    """Until the same comes up again: that can be told."""
    await outcomes.ended(stocked, claimed, DeliveryState.UNKNOWN, Reason.UNKNOWN, NOW)
    assert await claim(stocked, NOW + timedelta(days=9)) is None
    assert [notice.reason for notice in await host_notices.untold(stocked)] == [Reason.FORBIDDEN]
    await add(stocked, study)
    again = await claim(stocked)
    assert again is not None
    assert again.untried
    assert len(await host_notices.untold(stocked)) == 0


async def test_a_withdrawn_notice_takes_its_delivery_with_it(stocked: Database, claimed: Delivery):
    """Whoever has it in hand learns that there is nothing to record."""
    async with stocked.writing() as connection:
        assert await notices.withdraw(connection, claimed.study_id, [Reason.FORBIDDEN])
    assert await kept(stocked, claimed) is None
    with pytest.raises(StudyError):
        await outcomes.sent(stocked, claimed, 77, NOW)


async def test_nothing_is_claimed_for_a_guild_that_was_left(stocked: Database, claimed: Delivery):
    """Neither anew nor once more."""
    await guild_lifecycle.left(stocked, GUILD, NOW)
    assert await claim(stocked) is None
    await outcomes.ended(stocked, claimed, DeliveryState.SKIPPED, None, NOW)
    assert await claim(stocked, NOW + PAUSES[0]) is None
