"""What is due on occasions: one study's trouble is its own, and servers that were left wait for nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.core.models import Place
from bot.core.studies.participation.occasions import Occasions
from bot.services.deliveries import slot_claims
from bot.services.deliveries.occasions import choices, claims, recaps
from bot.services.guilds import guild_lifecycle
from bot.services.studies import study_changes
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.tables import deliveries, studies
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, START, plan

SATURDAY = 5
RECAP = DUE.replace(day=2, hour=6, second=0) + timedelta(seconds=30)
HOST = asks(GUILD, now=START)


async def posted(database: Database, study_id: int, message_id: int) -> None:
    """Let a study have a recap on Saturdays, and its first post be out."""
    await choices.choose(database, HOST, study_id, Occasions(SATURDAY))
    (post,) = (await slot_claims.claim_some(database, [study_id], APPLICATION, DUE)).posts
    await posting.sent(database, post, message_id, DUE)


async def test_a_zone_that_is_gone_keeps_no_recap_waiting(stocked: Database, study: StudyStatus):
    """Its own is put off by a week: hosts hear of the zone with the next post."""
    other = await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1)), START)
    await posted(stocked, study.study.id, 900)
    await posted(stocked, other.study.id, 901)
    async with stocked.writing() as connection:
        gone = update(studies).where(studies.c.id == study.study.id).values(zone="Atlantis/Capital")
        await connection.execute(gone)
    claimed = await recaps.claim_due(stocked, APPLICATION, RECAP)
    assert {delivery.study_id for delivery in claimed} == {study.study.id, other.study.id}
    assert await recaps.claim_due(stocked, APPLICATION, RECAP) == []


async def test_the_trouble_of_one_study_is_its_own(
    stocked: Database, study: StudyStatus, caplog: pytest.LogCaptureFixture
):
    """Whatever is stored of a post that no version can read: the others are claimed, and the log names the study."""
    other = await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1)), START)
    await posted(stocked, study.study.id, 900)
    await posted(stocked, other.study.id, 901)
    async with stocked.writing() as connection:
        own = deliveries.c.study_id == study.study.id
        await connection.execute(update(deliveries).where(own).values(content={"version": 99}))
    claimed = await recaps.claim_due(stocked, APPLICATION, RECAP)
    assert [delivery.study_id for delivery in claimed] == [other.study.id]
    assert f"study {study.study.id} could not be claimed" in caplog.text


async def test_a_server_that_was_left_has_nothing_due(stocked: Database, study: StudyStatus):
    """Until the bot is there again."""
    await posted(stocked, study.study.id, 900)
    assert await claims.next_at(stocked) == RECAP.replace(second=0)
    await guild_lifecycle.left(stocked, GUILD, DUE)
    assert await claims.next_at(stocked) is None
    assert await recaps.claim_due(stocked, APPLICATION, RECAP) == []
