"""A study whose passages come on their own dates, as hosts set it up and as days go by."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.errors import StudyError
from bot.core.essays.pack_reader import read_pack
from bot.core.models import Arrangement, Ending, Place, Reason, StudyState
from bot.core.posts import DeliveryState, Post
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue, corrections, essay_writer
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import passage_lookup
from bot.services.studies import (
    host_changes,
    left_out_days,
    preview,
    reading_list,
    reading_position,
    study_changes,
    undo,
)
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.studies import plans, posts
from tests import posting
from tests.asking import GUILD, asks
from tests.services.conftest import APPLICATION, CHANNEL, START, pack, plan

MAY = date(2026, 5, 1)
DAYS = ("December 30", "May 4", "May 1", "May 2", "April 29")


def day_book(title: str = "A Year of Bread", days: tuple[str, ...] = DAYS) -> EssayFile:
    slug = title.lower().replace(" ", "-")
    texts = "".join(f"\n# {day}\n\n{title} on {day}, one loaf.\n" for day in days)
    return EssayFile(f"{slug}.md", f"---\ntitle: {title}\nauthor: A Circle\nid: {slug}\n---\n{texts}".encode())


@pytest.fixture
async def year(database: Database) -> StudyStatus:
    """A study of a day-book with a preface, in the morning of May 1."""
    await catalogue.stock(database, [day_book(), pack("A Preface", 1)])
    ours = plan(arrangement=Arrangement.ON_DATES, ending=Ending.LOOP)
    return await study_changes.set_up(database, ours, START)


async def day_by_day(database: Database, first: date, last: date) -> dict[date, str]:
    """The days with a post, each sent at once, and what it says."""
    came: dict[date, str] = {}
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        now = datetime(day.year, day.month, day.day, 7, 0, 31, tzinfo=UTC)
        for post in await slot_claims.claim_due(database, APPLICATION, now):
            came[post.slot.date] = said(post)
            await posting.sent(database, post, post.id, now)
    return came


def said(post: Post) -> str:
    """The day in what a post says."""
    assert post.content
    return post.content.text.split(" on ")[1].split(",")[0]


async def test_each_day_has_its_own_passage_and_one_without_says_why(database: Database, year: StudyStatus):
    """The day after a gap has its own as well; what came before the study does next year."""
    came = await day_by_day(database, MAY, date(2026, 5, 4))
    assert came == {date(2026, 5, day): f"May {day}" for day in (1, 2, 4)}
    async with database.reading() as connection:
        ledger = {post.slot.date.day: post.reason for post in await posts.recent(connection, year.study.id, START)}
    assert ledger == {1: None, 2: None, 3: Reason.NO_READING, 4: None}
    coming = await preview.preview(database, asks(), year.study.id)
    assert [each.slot.date.isoformat() for each in coming][:3] == ["2026-12-30", "2027-04-29", "2027-05-01"]


async def test_a_list_that_begins_again_does_so_on_the_same_dates(database: Database, year: StudyStatus):
    """A year later every day has its passage again, also the one that a host had left out."""
    await left_out_days.leave_next_out(database, asks(), year.study.id)
    came = await day_by_day(database, MAY, date(2027, 5, 2))
    assert [*came.values()] == ["May 2", "May 4", "December 30", "April 29", "May 1", "May 2"]
    assert all(f"{day:%B} {day.day}" == text for day, text in came.items())
    status = await study_changes.status_of(database, asks(), year.study.id)
    assert (status.study.round, status.left) == (2, 4)


async def test_a_list_that_stops_waits_for_what_was_missed(database: Database, year: StudyStatus):
    """It has been read once all has come; a day without a post gives its passage back."""
    await reading_list.end_with(database, asks(), year.study.id, Ending.STOP)
    now = datetime(2026, 5, 1, 7, 0, 31, tzinfo=UTC)
    (post,) = await slot_claims.claim_due(database, APPLICATION, now)
    await posting.ended(database, post, DeliveryState.SKIPPED, Reason.LATE, now)
    came = await day_by_day(database, date(2026, 5, 2), date(2027, 4, 30))
    assert [*came.values()] == ["May 2", "May 4", "December 30", "April 29"]
    last = (await study_changes.status_of(database, asks(), year.study.id)).last_at
    assert last is not None
    assert last.date() == date(2027, 5, 1)
    assert [*(await day_by_day(database, last.date(), date(2027, 5, 4))).values()] == ["May 1"]
    status = await study_changes.status_of(database, asks(), year.study.id)
    assert (status.study.state, status.left, status.last_at) == (StudyState.FINISHED, 0, None)


async def test_status_and_what_comes_next_know_the_dates(database: Database, year: StudyStatus):
    """Days left out as well; and two days cannot be exchanged."""
    assert [slot.date.day for slot in year.upcoming] == [1, 2, 4]
    shown = await left_out_days.shift(database, asks(), year.study, 2)
    assert [opening.start.split(" on ")[1] for _, opening in shown.upcoming] == [
        "May 4, one loaf.",
        "December 30, one loaf.",
        "April 29, one loaf.",
    ]
    coming = await preview.preview(database, asks(), year.study.id)
    assert {each.swap for each in coming} == {None}
    listed = await reading_list.reading_list(database, asks().guild, year.study.id)
    assert listed.next is not None
    assert "May 1" in listed.next.start


async def test_post_now_has_todays_or_says_that_there_is_none(database: Database, year: StudyStatus):
    """Nothing is taken from another date."""
    post = await slot_claims.claim_now(database, APPLICATION, year.study.id, START)
    assert said(post) == "May 1"
    await posting.sent(database, post, post.id, START)
    with pytest.raises(StudyError) as refused:
        await slot_claims.claim_now(database, APPLICATION, year.study.id, START + timedelta(days=2))
    assert refused.value.key == "study.no_reading_today"


async def test_the_order_can_be_chosen_and_undone(database: Database, year: StudyStatus):
    """What has no date comes in every other order; one essay more brings its own dates."""
    study_id = year.study.id
    shown = await reading_list.arrange(database, asks(), study_id, Arrangement.IN_ORDER)
    assert (year.left, shown.left) == (5, 6)
    assert shown.undo is not None
    await undo.undo(database, asks(), shown.study.id, shown.undo)
    assert (await study_changes.status_of(database, asks(), study_id)).left == 5
    await catalogue.stock(database, [day_book("A Year of Salt", ("May 1", "May 3"))])
    (salt,) = (await reading_list.reading_list(database, asks().guild, study_id)).addable
    await reading_list.add_essay(database, asks(), study_id, salt.id)
    came = await day_by_day(database, MAY, date(2026, 5, 4))
    assert [*came.values()] == ["May 1", "May 2", "May 3", "May 4"]
    async with database.reading() as connection:
        assert await plans.count(connection, study_id) == 2


async def test_what_makes_no_sense_on_dates_is_refused(database: Database, year: StudyStatus):
    """With what to do instead; and a list that went on with the library begins again with the year."""
    study_id, host = year.study.id, asks()
    opening = (await reading_list.reading_list(database, host.guild, study_id)).next
    assert opening is not None
    refused: list[str] = []
    for act in (
        reading_position.skip_to(database, host, year.study, "May"),
        reading_position.go_back(database, host, year.study, None),
        reading_position.swap(database, host, study_id, 1, 2),
        reading_list.end_with(database, host, study_id, Ending.GO_ON),
    ):
        with pytest.raises(StudyError) as error:
            await act
        refused.append(error.value.key)
    assert refused == ["plan.on_dates", "plan.on_dates", "plan.on_dates", "plan.dates_and_library"]
    await reading_list.arrange(database, host, study_id, Arrangement.IN_ORDER)
    await reading_list.end_with(database, host, study_id, Ending.GO_ON)
    shown = await reading_list.arrange(database, host, study_id, Arrangement.ON_DATES)
    assert (shown.study.arrangement, shown.study.ending) == (Arrangement.ON_DATES, Ending.LOOP)


async def test_dates_where_there_are_none_are_refused(stocked: Database):
    """At setup and later, and nothing changes."""
    with pytest.raises(StudyError) as refused:
        await study_changes.set_up(stocked, plan(arrangement=Arrangement.ON_DATES), START)
    assert refused.value.key == "plan.no_dates"
    status = await study_changes.set_up(stocked, plan(), START)
    with pytest.raises(StudyError) as refused:
        await reading_list.arrange(stocked, asks(), status.study.id, Arrangement.ON_DATES)
    assert refused.value.key == "plan.no_dates"
    assert (await host_changes.changed(stocked, asks(), status.study.id)).undo is None


async def test_a_heading_that_is_corrected_names_another_day(database: Database, year: StudyStatus):
    """The passage comes then, once the order is chosen anew or the list begins again."""
    del year
    draft = read_pack(day_book("A Year of Wine").data.decode())
    essay_id = await essay_writer.put(database, GUILD, draft, "digest")
    await corrections.set_passage(database, GUILD, essay_id, 1, 3, heading="May 3", text="One loaf.", banks={})
    ours = plan(essay_id=essay_id, place=Place(CHANNEL + 1), arrangement=Arrangement.ON_DATES)
    status = await study_changes.set_up(database, ours, START)
    assert [slot.date.day for slot in status.upcoming] == [2, 3, 4]


async def test_the_day_of_a_leap_year_is_waited_for(database: Database, year: StudyStatus):
    """What is left then is told, although years go by without it."""
    del year
    await catalogue.stock(database, [day_book("A Leap Day", ("February 29",))])
    leap = next(essay for essay in await passage_lookup.shelf(database, GUILD) if essay.title == "A Leap Day")
    ours = plan(essay_id=leap.id, place=Place(CHANNEL + 2), arrangement=Arrangement.ON_DATES)
    status = await study_changes.set_up(database, ours, START)
    assert [slot.date for slot in status.upcoming] == [date(2028, 2, 29)]
    assert status.last_at == datetime(2028, 2, 29, 7, tzinfo=UTC)


async def test_what_is_said_to_come_next_is_what_comes(database: Database, year: StudyStatus):
    """Also where a passage that was missed waits for its date in another year."""
    await left_out_days.leave_next_out(database, asks(), year.study.id)
    await day_by_day(database, MAY, date(2027, 4, 29))
    await left_out_days.leave_next_out(database, asks(now=datetime(2027, 4, 30, tzinfo=UTC)), year.study.id)
    await left_out_days.leave_next_out(database, asks(now=datetime(2027, 4, 30, tzinfo=UTC)), year.study.id)
    await day_by_day(database, date(2027, 4, 30), date(2027, 5, 1))
    shown = await reading_list.reading_list(database, asks().guild, year.study.id)
    assert shown.next is not None
    assert "May 2" in shown.next.start
    assert [*(await day_by_day(database, date(2027, 5, 2), date(2027, 5, 2))).values()] == ["May 2"]
