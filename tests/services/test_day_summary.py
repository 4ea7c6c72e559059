"""What was done on a day, in numbers."""

from datetime import date, timedelta

from bot.core.models import Part, Place, Reason
from bot.core.posts import DeliveryState
from bot.core.studies.participation.parts import TakingPart
from bot.services.day_summary import DaySummary, summary
from bot.services.deliveries import answers, outcomes, slot_claims
from bot.services.studies import study_changes
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.members import participation
from tests import posting
from tests.asking import GUILD, asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, OTHER_GUILD, plan

DAY = timedelta(days=1)
FIRST = date(2026, 5, 1)
NOTHING = DaySummary(0, 0, 0, 0, 0, 0, 0)


async def test_a_day_without_studies_has_nothing(database: Database):
    """Its line is there all the same: a silent log would be a stopped bot."""
    assert await summary(database, FIRST) == NOTHING


async def test_slots_count_by_what_has_become_of_them(stocked: Database, study: StudyStatus):
    """On the day on which they were due; a late one is among those sent."""
    await study_changes.set_up(stocked, plan(guild_id=OTHER_GUILD, place=Place(CHANNEL + 1)), DUE - timedelta(hours=1))
    punctual, late = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    assert await summary(stocked, FIRST) == NOTHING._replace(under_way=2)
    await posting.sent(stocked, punctual, 900, DUE + timedelta(seconds=20))
    await posting.sent(stocked, late, 901, DUE + timedelta(hours=2))
    skipped, unknown = await slot_claims.claim_due(stocked, APPLICATION, DUE + DAY)
    await posting.ended(stocked, skipped, DeliveryState.SKIPPED, Reason.LATE, DUE + DAY)
    await posting.ended(stocked, unknown, DeliveryState.UNKNOWN, Reason.UNKNOWN, DUE + DAY)
    assert await summary(stocked, FIRST) == NOTHING._replace(sent=2, late=1)
    assert await summary(stocked, FIRST + DAY) == NOTHING._replace(skipped=1, unknown=1)
    assert study.study.guild_id == GUILD


async def test_answers_and_members_count_when_they_come(stocked: Database, study: StudyStatus):
    """Each member once, whatever they did."""
    del study
    (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    post = await posting.sent(stocked, claimed, 900, DUE)
    asker = asks(GUILD, now=DUE, user_id=5 * 10**17)
    answer = await answers.claim(stocked, APPLICATION, asker, post, "About bread.", opened_by=1, now=DUE)
    await outcomes.sent(stocked, answer.delivery, 901, DUE + timedelta(minutes=5))
    parts = [
        TakingPart(post.id, user_id, part, DUE + timedelta(minutes=9))
        for user_id in (5 * 10**17, 6 * 10**17)
        for part in (Part.READ, Part.REPLIED)
    ]
    async with stocked.writing() as connection:
        await participation.record(connection, parts)
    day = await summary(stocked, FIRST)
    assert (day.answers, day.members) == (1, 2)
    day = await summary(stocked, FIRST + DAY)
    assert (day.answers, day.members) == (0, 0)
