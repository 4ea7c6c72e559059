"""Catching up: what somebody has not read, in order, and a fresh start after it."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite

from bot.core.errors import StudyError
from bot.core.models import Asker, Ending, Part, Place, Reason
from bot.core.posts import DeliveryState, Post
from bot.core.studies.participation.unread import OFFERED
from bot.services.deliveries import slot_claims
from bot.services.participation import catching_up, counting, overviews
from bot.services.participation.catching_up import CatchUp
from bot.services.participation.counting import TakingPart
from bot.services.studies import study_changes
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.members import fresh_starts, latest_posts
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, OTHER_GUILD, START, plan

ANN, BEN = 5 * 10**17, 6 * 10**17


def member(user_id: int = ANN, *, channel_id: int | None = None) -> Asker:
    return asks(GUILD, now=DUE + timedelta(days=9), user_id=user_id, channel_id=channel_id)


def sees_all(channel_id: int) -> bool:
    return channel_id > 0


async def posted(database: Database, *days: int) -> list[Post]:
    """The posts of these days, sent."""
    found: list[Post] = []
    for day in days:
        at = DUE + timedelta(days=day)
        (claimed,) = await slot_claims.claim_due(database, APPLICATION, at)
        found.append(await posting.sent(database, claimed, 900 + day, at))
    return found


async def begun(database: Database, who: Asker | None = None) -> CatchUp:
    found = await catching_up.begin(database, who or member(), sees_all)
    assert isinstance(found, CatchUp)
    return found


async def forgiven(database: Database, study: StudyStatus, user_id: int) -> set[int]:
    async with database.reading() as connection:
        return await fresh_starts.forgiven(connection, [study.study.id], user_id)


def shown(found: CatchUp) -> int | None:
    return found.post.id if found.post else None


async def test_the_oldest_unread_comes_first_and_what_is_read_in_any_way_is_left_out(
    stocked: Database, study: StudyStatus
):
    """By its button, by an answer or a reply, here or there; of each member for themselves."""
    del study
    days = await posted(stocked, 0, 1, 2, 3)
    await counting.read_it(stocked, member(), days[0].id)
    await counting.record(stocked, [TakingPart(days[2].id, ANN, Part.REPLIED, DUE)])
    first = await begun(stocked)
    assert (shown(first), first.left, first.may_start) == (days[1].id, 2, True)
    last = await catching_up.read_on(stocked, member(), days[1].id, 0, sees_all)
    assert (shown(last), last.left, last.may_start) == (days[3].id, 1, False)
    over = await catching_up.read_on(stocked, member(), days[3].id, 0, sees_all)
    assert (shown(over), over.left, over.newest) == (None, 0, days[3])
    assert (await begun(stocked, member(BEN))).left == 4


async def test_a_press_that_comes_twice_skips_nothing(stocked: Database, study: StudyStatus):
    """Nor do two devices that press at once."""
    del study
    days = await posted(stocked, 0, 1, 2)
    both = [catching_up.read_on(stocked, member(), days[0].id, 0, sees_all) for _ in range(2)]
    assert [shown(found) for found in await asyncio.gather(*both)] == [days[1].id] * 2
    await catching_up.read_on(stocked, member(), days[1].id, 0, sees_all)
    again = await catching_up.read_on(stocked, member(), days[0].id, 0, sees_all)
    assert (shown(again), again.left) == (days[2].id, 1)


async def test_what_is_posted_meanwhile_joins_the_end(stocked: Database, study: StudyStatus):
    """Also after the last one had been shown."""
    del study
    days = await posted(stocked, 0)
    assert (await begun(stocked)).left == 1
    days += await posted(stocked, 1)
    after = await catching_up.read_on(stocked, member(), days[0].id, 0, sees_all)
    assert (shown(after), after.left) == (days[1].id, 1)


async def test_a_fresh_start_forgives_all_but_the_newest_until_it_is_taken_back(stocked: Database, study: StudyStatus):
    """What has been read is not forgiven but read, and nobody else is concerned."""
    days = await posted(stocked, 0, 1, 2, 3)
    await counting.read_it(stocked, member(), days[1].id)
    for _ in range(2):  # pressed twice it is the same one
        started = await catching_up.start_from_today(stocked, member(), study.study.id, sees_all)
        assert (shown(started), started.left, started.started) == (days[3].id, 1, days[2].id)
        assert not started.may_start
    assert await forgiven(stocked, study, ANN) == {days[0].id, days[2].id}
    assert await forgiven(stocked, study, BEN) == set()
    days += await posted(stocked, 4)
    assert (await begun(stocked)).left == 2
    await catching_up.bring_back(stocked, member(BEN), days[2].id, sees_all)  # of somebody else
    assert (await begun(stocked)).left == 2
    back = await catching_up.bring_back(stocked, member(), days[2].id, sees_all)
    assert (shown(back), back.left, back.may_start) == (days[0].id, 4, True)
    assert await forgiven(stocked, study, ANN) == set()


async def test_an_earlier_fresh_start_holds_when_a_later_one_is_taken_back(stocked: Database, study: StudyStatus):
    """Only what the later one had forgiven comes back."""
    days = await posted(stocked, 0, 1)
    await catching_up.start_from_today(stocked, member(), study.study.id, sees_all)
    days += await posted(stocked, 2, 3)
    later = await catching_up.start_from_today(stocked, member(), study.study.id, sees_all)
    assert (shown(later), later.started) == (days[3].id, days[2].id)
    back = await catching_up.bring_back(stocked, member(), days[2].id, sees_all)
    assert (shown(back), back.left) == (days[1].id, 3)


async def test_with_one_post_there_is_nothing_to_forgive(stocked: Database, study: StudyStatus):
    """A press on an old button all the same gets an answer."""
    (first,) = await posted(stocked, 0)
    started = await catching_up.start_from_today(stocked, member(), study.study.id, sees_all)
    assert (shown(started), started.started) == (first.id, None)


async def test_what_has_not_been_posted_is_not_offered(stocked: Database, study: StudyStatus):
    """Neither a skipped day, nor one whose end is not known."""
    del study
    for day, state in enumerate((DeliveryState.SKIPPED, DeliveryState.UNKNOWN)):
        at = DUE + timedelta(days=day)
        (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, at)
        await posting.ended(stocked, claimed, state, Reason.NO_ANSWER, at)
    assert await begun(stocked) == CatchUp(1, None, 0, 0, older=False, newest=None, may_start=False)
    (sent,) = await posted(stocked, 2)
    assert (shown(await begun(stocked)), (await begun(stocked)).left) == (sent.id, 1)


async def test_a_message_that_is_gone_is_read_from_its_claim(stocked: Database, study: StudyStatus):
    """As one that a moderator deleted at once."""
    del study
    (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    await posting.sent(stocked, claimed, None, DUE)
    found = await begun(stocked)
    assert found.post is not None
    assert found.post.content == claimed.content


async def test_the_last_sixty_posts_are_offered(stocked: Database):
    """Who has read none of a hundred hears that there are more; who has read those does not."""
    await study_changes.set_up(stocked, plan(ending=Ending.LOOP), START)
    days = await posted(stocked, *range(OFFERED + 2))
    found = await begun(stocked)
    assert (shown(found), found.left, found.older) == (days[2].id, OFFERED, True)
    await counting.record(stocked, [TakingPart(post.id, ANN, Part.READ, DUE) for post in days[:2]])
    assert not (await begun(stocked)).older
    await counting.record(stocked, [TakingPart(post.id, BEN, Part.READ, DUE) for post in days[2:]])
    over = await begun(stocked, member(BEN))
    assert (over.post, over.older, over.may_start) == (None, True, True)
    await catching_up.start_from_today(stocked, member(BEN), 1, sees_all)
    assert not (await begun(stocked, member(BEN))).older


@pytest.mark.of_sqlite
@pytest.mark.parametrize("statement", [latest_posts._LATEST, latest_posts._UNREAD_BEFORE])
async def test_the_latest_posts_are_found_by_an_index(stocked: Database, statement: Select[tuple[object, ...]]):
    """Nothing is gone through from end to end, and sorted neither; of fresh starts the member's own come first."""
    filled_in = statement.params(study_id=1, user_id=ANN, post_id=1)
    sql = filled_in.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    async with stocked.reading() as connection:
        steps = [step.detail for step in await connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
    assert not [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step]
    (found, *_) = [step for step in steps if step.startswith("SEARCH posts ")]
    assert "ix_posts_study_id_due_at" in found
    assert [step for step in steps if "ix_fresh_starts_user_id" in step]


async def test_which_study_is_meant(stocked: Database, study: StudyStatus):
    """That of the channel, else the only one whose channel is seen, else one to choose."""
    elsewhere = await study_changes.set_up(stocked, plan(place=Place(CHANNEL + 1)), START)
    here = await catching_up.begin(stocked, member(channel_id=CHANNEL), sees_all)
    assert isinstance(here, CatchUp)
    assert here.study_id == study.study.id
    several = await catching_up.begin(stocked, member(), sees_all)
    assert not isinstance(several, CatchUp)
    assert [one.id for one in several] == [study.study.id, elsewhere.study.id]
    only = await catching_up.begin(stocked, member(), lambda channel_id: channel_id != CHANNEL)
    assert isinstance(only, CatchUp)
    assert only.study_id == elsewhere.study.id


async def test_nothing_is_shown_of_a_channel_that_is_not_seen(stocked: Database, study: StudyStatus):
    """Whichever button is pressed; and nothing is counted or forgiven."""
    first, second = await posted(stocked, 0, 1)

    def blind(channel_id: int) -> bool:
        return channel_id < 0

    with pytest.raises(StudyError, match=r"catch_up\.none_seen"):
        await catching_up.begin(stocked, member(), blind)
    for pressed in (
        catching_up.of_study(stocked, member(), study.study.id, blind),
        catching_up.read_on(stocked, member(), first.id, 0, blind),
        catching_up.start_from_today(stocked, member(), study.study.id, blind),
        catching_up.bring_back(stocked, member(), first.id, blind),
    ):
        with pytest.raises(StudyError, match=r"catch_up\.hidden"):
            await pressed
    found = await begun(stocked)
    assert (shown(found), found.left, second.id) == (first.id, 2, second.id)


async def test_a_study_that_is_gone_or_of_another_guild_is_refused(stocked: Database, study: StudyStatus):
    """Whichever button is pressed; `/catch-up` says that there is none."""
    (first,) = await posted(stocked, 0)
    stranger = asks(OTHER_GUILD, user_id=ANN)
    await study_changes.pause(stocked, asks(GUILD), study.study.id)
    assert shown(await begun(stocked)) == first.id  # paused, it is read as ever
    for who, is_removed in ((stranger, False), (member(), True)):
        if is_removed:
            await study_changes.remove(stocked, study.study)
        for pressed in (
            catching_up.of_study(stocked, who, study.study.id, sees_all),
            catching_up.read_on(stocked, who, first.id, 0, sees_all),
            catching_up.start_from_today(stocked, who, study.study.id, sees_all),
            catching_up.bring_back(stocked, who, first.id, sees_all),
        ):
            with pytest.raises(StudyError, match=r"study\.post_gone"):
                await pressed
    with pytest.raises(StudyError, match=r"study\.none_yet"):
        await begun(stocked)


async def counted(database: Database, now: datetime) -> tuple[int, int]:
    """In how many posts Ann took part, and how many count for her."""
    (own,) = (await overviews.own_record(database, asks(GUILD, now=now, user_id=ANN))).studies
    return own.ever.joined, own.ever.posts


async def test_a_newcomer_who_reads_the_first_post_has_missed_none_of_those_between(
    stocked: Database, study: StudyStatus
):
    """What was posted before they came counts for them where they read it, and never against them."""
    del study
    days = await posted(stocked, 0, 1, 2)
    came = DUE + timedelta(days=2, hours=1)
    await catching_up.read_on(stocked, asks(GUILD, now=came, user_id=ANN), days[0].id, 0, sees_all)
    assert await counted(stocked, came) == (1, 2)  # the one that was read, and the one that is open
    await posted(stocked, 3)
    assert await counted(stocked, came + timedelta(days=1)) == (1, 2)
    await catching_up.read_on(stocked, asks(GUILD, now=came, user_id=ANN), days[1].id, 0, sees_all)
    assert await counted(stocked, came + timedelta(days=1)) == (2, 3)


async def test_what_is_forgiven_does_not_count_as_missed(stocked: Database, study: StudyStatus):
    """Until it is brought back, or read after all."""
    days = await posted(stocked, 0)
    await counting.read_it(stocked, asks(GUILD, now=DUE, user_id=ANN), days[0].id)
    days += await posted(stocked, 1, 2, 3)
    late = DUE + timedelta(days=3)
    assert await counted(stocked, late) == (1, 4)
    await catching_up.start_from_today(stocked, member(), study.study.id, sees_all)
    assert await counted(stocked, late) == (1, 2)
    await counting.read_it(stocked, member(), days[1].id)
    assert await counted(stocked, late) == (2, 3)
    await catching_up.bring_back(stocked, member(), days[2].id, sees_all)
    assert await counted(stocked, late) == (2, 4)
