"""Nothing is claimed by a clock that nobody can be sure of, and a clock that is set does no harm."""

import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.models import Reason
from bot.core.posts import DeliveryState, Post
from bot.services.studies import reading_progress, study_changes
from bot.store.studies import posts
from bot.store.studies import studies as store_studies
from cogs.deliveries.time_evidence import FRESH
from local_discord import Fault
from local_discord.rest.pipeline import Exchange
from tests.asking import asks
from tests.cogs.conftest import Circle

THE_TIME = "GET /oauth2/applications/@me"
"""What the bot asks to be told the time."""
STEPS = [
    timedelta(days=-3650),
    timedelta(days=-1),
    timedelta(hours=-2),
    timedelta(hours=2),
    timedelta(days=1),
    timedelta(days=3650),
]


async def ledger(circle: Circle) -> list[Post]:
    async with circle.bot.database.reading() as connection:
        return await posts.recent(connection, 1, datetime(2000, 1, 1, tzinfo=UTC))


DUE = datetime(2026, 5, 1, 7, 0, 31, tzinfo=UTC)


def asked(circle: Circle, route: str = THE_TIME) -> list[Exchange]:
    """Every such request from now on."""
    seen: list[Exchange] = []
    circle.server.observers.append(
        lambda exchange: seen.append(exchange) if f"{exchange.method} {exchange.template}" == route else None
    )
    return seen


async def with_host_channel(circle: Circle) -> None:
    await circle.host.slash("/settings", options={"host_channel": circle.lobby}, in_=circle.lobby)


def told(circle: Circle, words: str) -> int:
    """How often hosts have been told so in their channel."""
    return sum(words in message.text for message in circle.host.reads(circle.lobby))


@pytest.mark.parametrize("seconds", [4, 9])
async def test_a_clock_that_goes_ahead_a_little_keeps_no_post_waiting(circle: Circle, seconds: int):
    """A demonstration moves it to the time: what is due by it is claimed at once, and not at the next tick."""
    await circle.set_up()
    async with circle.bot.database.reading() as connection:
        due_at = await store_studies.next_claim_at(connection)
    assert due_at is not None
    await circle.after(due_at - timedelta(seconds=seconds))
    await circle.host.slash("/study status", in_=circle.lobby)  # Discord's answer says the time
    await circle.after(seconds=seconds)
    await circle.first.sees("Day 1 ", in_=circle.channel)


@pytest.mark.parametrize("step", STEPS, ids=str)
async def test_a_clock_that_steps_there_and_back_changes_nothing(circle: Circle, step: timedelta):
    """Half an hour before the time, and in the minute in which it comes: one post, on its day, nothing skipped."""
    await circle.set_up()
    await circle.after(minutes=30)
    circle.ahead = step
    await circle.after(seconds=16)
    await circle.after(seconds=16)
    assert (circle.posts(), await ledger(circle)) == ([], [])
    circle.ahead = timedelta(0)
    await circle.after(seconds=16)
    circle.ahead = step
    await circle.after(DUE)
    assert (circle.posts(), await ledger(circle)) == ([], [])
    circle.ahead = timedelta(0)
    await circle.after(seconds=16)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    assert [(post.slot.date, post.state) for post in await ledger(circle)] == [(date(2026, 5, 1), DeliveryState.SENT)]
    status = await study_changes.status_of(circle.bot.database, asks(circle.guild.id, now=circle.clock.now()), 1)
    assert status.upcoming[0].date == date(2026, 5, 2)


@pytest.mark.parametrize("step", STEPS, ids=str)
async def test_what_hosts_do_while_a_clock_is_wrong_leaves_no_slot_behind(circle: Circle, step: timedelta):
    """Another hour is chosen by the time at which Discord took the command: no day of before is made up for."""
    await circle.set_up()
    await circle.after(DUE)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    circle.ahead = step
    await circle.after(minutes=10)
    edited = await circle.host.slash("/study edit", in_=circle.lobby, time="06:30")
    await circle.host.press("Change it", on=edited)
    circle.ahead = timedelta(0)
    await circle.after(seconds=16)
    (first,) = await ledger(circle)
    status = await study_changes.status_of(circle.bot.database, asks(circle.guild.id, now=circle.clock.now()), 1)
    assert (first.slot.date, status.upcoming[0].date) == (date(2026, 5, 1), date(2026, 5, 2))


async def test_hosts_and_the_log_hear_once_of_a_clock_that_is_wrong(circle: Circle, caplog: pytest.LogCaptureFixture):
    """Not of its first two minutes, and not a second time; when it is right again the passage comes late."""
    await circle.set_up()
    await with_host_channel(circle)
    circle.ahead = timedelta(days=-1)
    await circle.after(DUE)
    assert told(circle, "clock of the computer") == 0
    for _ in range(4):
        await circle.after(minutes=3)
    assert told(circle, "clock of the computer") == 1
    await circle.stop()
    await circle.start()
    for _ in range(2):
        await circle.after(minutes=3)
    assert told(circle, "clock of the computer") == 1
    warned = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len([line for line in warned if "differ by" in line]) == 2, "once in each of two lives"
    circle.ahead = timedelta(0)
    await circle.after(seconds=16)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    assert [post.state for post in await ledger(circle)] == [DeliveryState.SENT]


async def test_without_a_fresh_answer_nothing_is_claimed(circle: Circle):
    """An answer of half an hour ago proves nothing; hosts need not hear of it once it is over."""
    await circle.set_up()
    silent = circle.server.faults.add(Fault.dropped_before(THE_TIME).when(times=None))
    await circle.after(DUE)
    refused = await circle.host.slash("/study post", in_=circle.lobby)
    assert "does not tell the bot the time" in refused.text
    for _ in range(3):
        await circle.after(minutes=3)
    assert silent.hits >= 5
    assert (circle.posts(), await ledger(circle)) == ([], [])
    circle.server.faults.clear()
    await circle.after(seconds=16)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "posted late" in status.text
    await circle.quiet()
    assert told(circle, "tell the bot the time") == 1, "the refusal alone"


async def test_the_time_is_asked_for_only_when_something_is_due(circle: Circle):
    """Ticks with nothing to do ask nothing; the one that claims asks once, unless an answer is fresh."""
    await circle.set_up()
    questions = asked(circle)
    for _ in range(5):
        await circle.after(minutes=10)
    assert questions == []
    await circle.after(DUE)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    assert len(questions) == 1
    assert FRESH == 30


async def test_post_now_needs_a_clock_that_is_right(circle: Circle):
    """The host reads why not; nothing is claimed."""
    await circle.set_up()
    circle.ahead = timedelta(hours=2)
    refused = await circle.host.slash("/study post", in_=circle.lobby)
    assert "more than two minutes off" in refused.text
    assert (circle.posts(), await ledger(circle)) == ([], [])
    circle.ahead = timedelta(0)
    assert "on its way" in (await circle.host.slash("/study post", in_=circle.lobby)).text
    await circle.first.sees("Day 1 ", in_=circle.channel)


@pytest.mark.parametrize(
    "fault",
    [
        lambda: Fault.date_moved(timedelta(days=1)),
        lambda: Fault.date_moved(timedelta(hours=-2)),
        lambda: Fault.dateless(),
        lambda: Fault.fails_before(503, THE_TIME),
        lambda: Fault.banned(THE_TIME),
    ],
    ids=["a day ahead", "two hours behind", "no date", "somebody on the way", "cloudflare"],
)
async def test_answers_with_a_wrong_clock_hold_what_is_due(circle: Circle, fault):  # noqa: ANN001 # makes a fault
    """Whose clock is wrong cannot be told: nothing is posted until they agree."""
    await circle.set_up()
    circle.server.faults.add(fault().when(times=None))
    await circle.after(DUE)
    await circle.after(seconds=61)
    assert (circle.posts(), await ledger(circle)) == ([], [])
    circle.server.faults.clear()
    await circle.after(seconds=61 + circle.bot.refusals.silence().total_seconds())
    await circle.first.sees("Day 1 ", in_=circle.channel)


async def test_a_study_that_was_put_ten_years_ahead_comes_back(circle: Circle):
    """By itself, as soon as the time is sure, though nothing is due."""
    await circle.set_up()
    ten_years = timedelta(days=3650)
    async with circle.bot.database.writing() as connection:
        study = await reading_progress.own(connection, circle.guild.id, 1)
        assert study.next_slot is not None
        slot, ahead = study.next_slot, replace(study.next_slot, due_at=study.next_slot.due_at + ten_years)
        await posts.skip(connection, study, slot, now=circle.clock.now() + ten_years, reason=Reason.OFFLINE)
        await store_studies.set_next(connection, study, ahead)
    await circle.after(seconds=16)
    status = await study_changes.status_of(circle.bot.database, asks(circle.guild.id, now=circle.clock.now()), 1)
    assert status.upcoming[0].date == date(2026, 5, 1)
    await circle.after(DUE)
    await circle.first.sees("Day 1 ", in_=circle.channel)
