"""Pictures under `/me`: what they say to those who do not see them, and answers without them."""

import asyncio
import re
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Asker
from bot.core.studies.participation.pictures.month import Month, month_name
from bot.core.studies.participation.pictures.week import MOST_BARS, Turnout
from bot.core.studies.participation.streaks import Attendance
from bot.i18n import Texts
from bot.outside import pictures
from bot.services.participation import overviews
from bot.store.database import Database
from cogs.participation.pictures import month_text, week_text
from cogs.ui import deferral
from local_discord import Reply
from local_discord.interactions.interaction import Answer
from tests.cogs.conftest import Circle
from tests.core.studies.participation.pictures.months import months

WORDS = Texts().say().plain
SAID = {
    "Took part": Attendance.TOOK_PART,
    "Missed": Attendance.MISSED,
    "Missed and forgiven": Attendance.FORGIVEN,
    "Still open": Attendance.OPEN,
}


def galleries(reply: Reply) -> list[tuple[str, str]]:
    """The pictures of an answer: the address of each, and its text."""
    assert reply.message
    items = [item for each in reply.message.components if each["type"] == 12 for item in each["items"]]  # type: ignore[union-attr] # the shape of JSON
    return [(item["media"]["url"], item["description"]) for item in items]  # type: ignore[index, call-overload] # as above


@given(months())
def test_the_text_says_what_the_picture_shows(month: Month):
    """Every day that counts, under what it is."""
    text = month_text(WORDS, month)
    assert len(text) <= 1024
    assert text.startswith(f"{month_name(month.first, 'en')}: took part on {len(month.on(Attendance.TOOK_PART))} of ")
    sentences = re.findall(r"([A-Z][a-z ]+): ([\d, ]+)\.", text)
    said = {int(day): SAID[kind] for kind, days in sentences for day in days.split(", ")}
    assert said == month.days


def test_the_text_reads_well():
    """As somebody hears it."""
    took_part = dict.fromkeys((1, 2, 3, 5), Attendance.TOOK_PART)
    month = Month(date(2026, 5, 1), {**took_part, 4: Attendance.FORGIVEN, 6: Attendance.OPEN})
    assert month_text(WORDS, month) == (
        "May 2026: took part on 4 of 6 days with a passage. Took part: 1, 2, 3, 5. Missed and forgiven: 4."
        " Still open: 6."
    )


def test_the_text_of_a_week_reads_well():
    """Each post with its day, and the newest as it stands."""
    week = [
        Turnout(date(2026, 5, 1), 5, False),
        Turnout(date(2026, 5, 2), 0, False),
        Turnout(date(2026, 5, 4), 3, True),
    ]
    assert week_text(WORDS, week) == (
        "How many took part in each passage of the last seven days. Friday 1: 5; Saturday 2: 0; Monday 4: 3 so far."
    )


@given(st.lists(st.builds(Turnout, st.dates(), st.integers(0, 10**6), st.booleans()), max_size=MOST_BARS))
def test_the_text_of_a_week_says_what_its_picture_shows(week: list[Turnout]):
    """Every bar, in order, in no more than Discord takes."""
    text = week_text(WORDS, week)
    assert len(text) <= 1024
    said = [
        (int(day), int(members), bool(so_far)) for day, members, so_far in re.findall(r" (\d+): (\d+)( so far)?", text)
    ]
    assert said == [(post.day.day, post.members, post.is_open) for post in week]


async def test_the_group_sees_its_week_once_three_have_taken_part(circle: Circle):
    """How far it has come, when it goes on, and a bar for each passage, without a name that nobody agreed to."""
    await circle.set_up()
    await circle.next_day(1)
    post, _ = await circle.next_day(2)
    for member in (circle.first, circle.second):
        await member.press("I’ve read it", on=post)
    assert (await circle.first.slash("/group", in_=circle.channel)).files == []
    await circle.host.press("I’ve read it", on=post)
    group = await circle.first.slash("/group", in_=circle.channel)
    (file,) = group.files
    shown = "How many took part in each passage of the last seven days. Friday 1: 0; Saturday 2: 3 so far."
    assert galleries(group) == [(file.url, shown)]
    assert "2 of 5 passages read" in group.text
    assert "The next passage comes <t:1777791600:R>" in group.text
    assert "<@" not in group.text


async def test_a_member_sees_the_month_of_each_study(circle: Circle):
    """As a picture with a text; before the first part there is none."""
    await circle.set_up()
    await circle.set_up(channel=circle.lobby)
    elsewhere = circle.guild.add_text_channel("elsewhere")
    post, _ = await circle.next_day(1)
    other = await circle.first.sees("Day 1 ", in_=circle.lobby)
    await circle.settled()
    assert (await circle.first.slash("/me", in_=elsewhere)).files == []
    for each in (post, other):
        await circle.first.press("I’ve read it", on=each)
    await circle.next_day(2)
    mine = await circle.first.slash("/me", in_=elsewhere)
    assert mine.ephemeral
    assert [file.filename for file in mine.files] == ["month-1.png", "month-2.png"]
    assert all(file.data.startswith(b"\x89PNG") for file in mine.files)
    shown = "May 2026: took part on 1 of 2 days with a passage. Took part: 1. Still open: 2."
    assert galleries(mine) == [(file.url, shown) for file in mine.files]
    assert "In the picture:" in mine.text
    assert len((await circle.first.slash("/me", in_=circle.channel)).files) == 1


async def test_without_the_library_the_text_comes_alone(circle: Circle, monkeypatch: pytest.MonkeyPatch):
    """It says the numbers all the same."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    pictures._renderer.cache_clear()
    await circle.set_up()
    post, _ = await circle.next_day(1)
    await circle.first.press("I’ve read it", on=post)
    mine = await circle.first.slash("/me", in_=circle.channel)
    pictures._renderer.cache_clear()
    assert (mine.files, galleries(mine)) == ([], [])
    assert "In all: 1 of 1 passage" in mine.text
    assert "In the picture:" not in mine.text


@pytest.mark.parametrize(("command", "counted"), [("/group", "group_week"), ("/me", "own_record")])
async def test_an_overview_that_is_long_counted_says_so_first(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, command: str, counted: str
):
    """Discord gives up after three seconds, in which a rush of posts keeps the database busy as well."""
    await circle.set_up()
    told, count = asyncio.Event(), getattr(overviews, counted)

    async def count_once_told(database: Database, asker: Asker) -> object:
        await told.wait()
        return await count(database, asker)

    monkeypatch.setattr(overviews, counted, count_once_told)
    monkeypatch.setattr(deferral, "AFTER", 0)
    circle.server.observers.append(lambda exchange: told.set() if exchange.path.endswith("/callback") else None)
    reply = await circle.first.slash(command, in_=circle.channel)
    assert reply.interaction.answered_with is Answer.DEFERRED_MESSAGE
