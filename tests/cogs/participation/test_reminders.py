"""*Remind me*: a direct message at one's own hour, if the newest passage is unread."""

from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import func, select

from bot.store.tables import reminders
from cogs.participation.reminders import Reminders
from local_discord import Fault, Message, Permission
from local_discord.faults import SEND
from local_discord.member.reply import Reply
from tests.cogs.conftest import Circle
from tests.cogs.deliveries.test_restored_database import copy, put_back

REMIND, STOP = "Remind me", "Stop reminding me"
OPEN = "POST /users/@me/channels"


async def asks(circle: Circle, post: Message, time: str = "20:00", zone: str = "UTC") -> Reply:
    """What the first member reads who wants to be reminded."""
    form = await circle.first.press(REMIND, on=post)
    return await circle.done(await circle.first.submit(form, time=time, zone=zone))


def said(circle: Circle) -> list[Message]:
    """What the bot has written to the first member alone."""
    return [message for message in circle.first.direct(circle.application).messages if not message.deleted]


async def kept(circle: Circle) -> int:
    """How many reminders are stored."""
    async with circle.bot.database.reading() as connection:
        return await connection.scalar(select(func.count()).select_from(reminders)) or 0


async def until(circle: Circle, hour: int, **later: float) -> None:
    """Let it be so much after this hour of the day, and all be sent that is due then."""
    await circle.after(circle.clock.now().replace(hour=hour, minute=0, second=20) + timedelta(**later))
    await settled(circle)


async def settled(circle: Circle) -> None:
    """Wait until no reminder is on its way."""
    await cast("Reminders", circle.bot.get_cog("Reminders")).deliveries.settled()
    await circle.quiet()


@pytest.fixture
async def posted(circle: Circle) -> tuple[Circle, Message]:
    """The first day's post, at seven."""
    await circle.set_up()
    post, _ = await circle.next_day(1)
    return circle, post


async def test_a_member_is_reminded_once_of_what_they_have_not_read(posted: tuple[Circle, Message]):
    """At their hour, with a link to the post; the bot has said before where it would write."""
    circle, post = posted
    answer = await asks(circle, post)
    assert "**20:00** (UTC)" in answer.text
    assert [circle.channel.mention in message.text for message in said(circle)] == [True]
    await until(circle, 19)
    assert len(said(circle)) == 1
    await until(circle, 20)
    assert len(said(circle)) == 2
    assert f"/{post.id}" in said(circle)[1].text
    await circle.stop()
    await circle.start()
    await until(circle, 21)
    assert len(said(circle)) == 2


async def test_who_has_read_is_not_reminded(posted: tuple[Circle, Message]):
    """In whichever way they took part; of the next post they are."""
    circle, post = posted
    await asks(circle, post)
    await circle.first.press("I’ve read it", on=post)
    await until(circle, 20)
    assert len(said(circle)) == 1
    await circle.next_day(2)
    await until(circle, 20)
    assert len(said(circle)) == 2
    assert "Day 2" in said(circle)[1].text


async def test_one_press_ends_it_in_the_message_and_in_the_server(posted: tuple[Circle, Message]):
    """And what has been asked for can be seen and changed under every post."""
    circle, post = posted
    await asks(circle, post)
    await circle.first.press(STOP, on=said(circle)[0])
    assert circle.says("remind.stopped") in said(circle)[0].text
    await asks(circle, post, "9 pm", "Paris")
    shown = await circle.first.press(REMIND, on=post)
    assert "**21:00** (Europe/Paris)" in shown.text
    form = await circle.first.press("Change the time", on=shown)
    await circle.first.submit(form, time="20:00", zone="UTC")
    await circle.first.press(STOP, on=await circle.first.press(REMIND, on=post))
    await until(circle, 20)
    assert len(said(circle)) == 2


async def test_what_is_no_hour_and_no_place_is_refused(posted: tuple[Circle, Message]):
    """Before anything is opened."""
    circle, post = posted
    assert "25:00" in (await asks(circle, post, "25:00")).text
    assert "Nowhereton" in (await asks(circle, post, zone="Nowhereton")).text
    assert said(circle) == []


@pytest.mark.parametrize(
    ("route", "code", "key"),
    [(SEND, 50007, "remind.closed"), (OPEN, 40003, "remind.too_fast"), (OPEN, 0, "error.discord_busy")],
)
async def test_closed_messages_are_told_to_whoever_asks(
    posted: tuple[Circle, Message], route: str, code: int, key: str
):
    """And nothing is kept of it."""
    circle, post = posted
    circle.server.faults.add(Fault.fails_before(403, route, code=code))
    assert circle.says(key) in (await asks(circle, post)).text
    assert (await circle.first.press(REMIND, on=post)).modal is not None


async def test_closed_messages_end_it_and_are_told_once(posted: tuple[Circle, Message]):
    """In `/me`, and nobody else hears of it."""
    circle, post = posted
    await asks(circle, post)
    circle.server.faults.add(Fault.fails_before(403, SEND, code=50007))
    await until(circle, 20)
    assert (await circle.first.press("Answer", on=post)).modal is not None  # what was not sent is no answer of theirs
    ended = "so I have stopped trying"
    assert ended in (await circle.first.slash("/me", in_=circle.channel)).text
    await circle.after(seconds=15)  # what was said is deleted then
    assert await kept(circle) == 0
    assert ended not in (await circle.first.slash("/me", in_=circle.channel)).text
    await circle.next_day(2)
    await until(circle, 20)
    assert len(said(circle)) == 1


async def test_leaving_the_server_ends_it(posted: tuple[Circle, Message]):
    """Also for somebody who comes back."""
    circle, post = posted
    await asks(circle, post)
    circle.guild.kick(circle.first)
    await until(circle, 20)
    assert len(said(circle)) == 1
    assert await kept(circle) == 0


async def test_a_lost_answer_doubles_nothing(posted: tuple[Circle, Message]):
    """The nonce gives back the message that is there."""
    circle, post = posted
    await asks(circle, post)
    circle.server.faults.add(Fault.dropped_after(SEND))
    await until(circle, 20)
    await circle.after(minutes=2)
    assert len(said(circle)) == 2


async def test_an_hour_that_is_long_over_is_left_out(posted: tuple[Circle, Message]):
    """A bot that was off then does not wake people in the night."""
    circle, post = posted
    await asks(circle, post)
    await circle.stop()
    circle.clock.move_to(circle.clock.now().replace(hour=23))
    await circle.start()
    await circle.after(minutes=1)
    assert len(said(circle)) == 1


@pytest.mark.of_sqlite
@pytest.mark.parametrize("minutes", [1, 30])
async def test_a_copy_of_the_database_that_is_put_back_says_nothing_twice(posted: tuple[Circle, Message], minutes: int):
    """Made before the reminder was sent: Discord may have forgotten its nonce, so the bot looks first."""
    circle, post = posted
    await asks(circle, post)
    await until(circle, 19)
    kept_copy = copy(circle)
    await until(circle, 20)
    assert len(said(circle)) == 2
    await put_back(circle, kept_copy, minutes=minutes)
    await circle.after(seconds=30)
    await settled(circle)
    assert len(said(circle)) == 2


async def test_stop_also_stops_what_is_on_its_way(posted: tuple[Circle, Message]):
    """What Discord did not take at first is not sent afterwards."""
    circle, post = posted
    await asks(circle, post)
    fault = circle.server.faults.add(Fault.page(403, SEND))
    await circle.after(circle.clock.now().replace(hour=20, minute=0, second=20))
    await fault.struck.wait()
    await circle.quiet()
    await circle.first.press(STOP, on=said(circle)[0])
    await circle.after(minutes=5)
    await settled(circle)
    assert len(said(circle)) == 1


async def test_what_somebody_cannot_see_they_are_not_reminded_of(posted: tuple[Circle, Message]):
    """The channel was hidden from them; when they see it again, they are."""
    circle, post = posted
    await asks(circle, post)
    circle.channel.set_overwrite(circle.first, deny=Permission.VIEW_CHANNEL)
    await until(circle, 20)
    assert len(said(circle)) == 1
    circle.channel.set_overwrite(circle.first, allow=Permission.VIEW_CHANNEL)
    await circle.next_day(2)
    await until(circle, 20)
    assert len(said(circle)) == 2
