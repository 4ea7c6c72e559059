"""`/catch-up`: what somebody has missed, in one message that they alone see."""

import asyncio
from datetime import timedelta

import pytest

from local_discord import Permission, Reply
from local_discord.world import message_changes
from tests.cogs.conftest import Circle


@pytest.fixture
async def missed(circle: Circle) -> Circle:
    """Five days have passed, and nobody has read anything."""
    await circle.set_up()
    for day in range(1, 6):
        await circle.next_day(day)
    return circle


async def catch_up(circle: Circle) -> Reply:
    answer = await circle.first.slash("/catch-up", in_=circle.lobby)
    assert answer.ephemeral
    return answer


async def press(circle: Circle, label: str, on: Reply) -> Reply:
    """What stands in the same message after a press."""
    answer = await circle.first.press(label, on=on)
    assert answer.updated
    assert answer.ephemeral
    return answer


async def test_five_missed_days_are_read_or_let_go_in_one_message(missed: Circle):
    """Three are read, two forgiven, brought back, forgiven again; and the day's passage is the last."""
    shown = await catch_up(missed)
    assert "Day 1 · passage 1 of 3" in shown.text
    assert "On Bread, passage 1, about bread" in shown.text
    assert "What does passage 1 of On Bread mean?" in shown.text
    assert "1 of 5 unread" in shown.text
    first = missed.posts()[0]
    assert f"<#{first.id}>" in shown.text  # its thread
    assert shown.buttons == ["Next", "Start from today"]
    for day in (2, 3, 4):
        shown = await press(missed, "Next", shown)
        assert f"Day {day} " in shown.text
        assert f"{day} of 5 unread" in shown.text
    await missed.stop()
    await missed.start()
    started = await press(missed, "Start from today", shown)
    assert "You start from today" in started.text
    assert "Day 5 " in started.text
    assert started.buttons == ["Next", "Bring them back"]
    back = await press(missed, "Bring them back", started)
    assert "Day 4 " in back.text
    assert "1 of 2 unread" in back.text
    started = await press(missed, "Start from today", back)
    over = await press(missed, "Next", started)
    assert "That was the last one" in over.text
    assert f"<#{missed.posts()[-1].id}>" in over.text
    assert over.buttons == []
    assert "You are up to date" in (await catch_up(missed)).text
    assert "read: 4" in (await missed.first.slash("/me", in_=missed.lobby)).text


async def test_today_offers_what_is_unread(missed: Circle):
    """In a message of its own, to newcomers as well; not where the day's passage is all that is unread."""
    today = await missed.first.slash("/today", in_=missed.lobby)
    assert "You have 4 unread posts from earlier days" in today.text
    assert today.buttons == [
        "I’ve read it",
        "Answer",
        "Another question",
        "A line that struck me",
        "Remind me",
        "Catch me up",
    ]
    shown = await missed.first.press("Catch me up", on=today)
    assert shown.ephemeral
    assert not shown.updated
    assert "1 of 5 unread" in shown.text
    await press(missed, "Start from today", shown)
    today = await missed.first.slash("/today", in_=missed.lobby)
    assert today.buttons == ["I’ve read it", "Answer", "Another question", "A line that struck me", "Remind me"]


async def test_today_offers_nothing_of_a_channel_that_is_hidden(missed: Circle):
    """The button would be refused."""
    missed.channel.set_overwrite(missed.guild.everyone, deny=Permission.VIEW_CHANNEL)
    missed.channel.set_overwrite(missed.bot_role, allow=Permission.VIEW_CHANNEL)
    await missed.quiet()
    assert "Catch me up" not in (await missed.first.slash("/today", in_=missed.lobby)).buttons


async def test_a_press_that_comes_twice_or_from_elsewhere_skips_nothing(missed: Circle):
    """One message on each of two devices, and both buttons pressed at once."""
    here, there = await catch_up(missed), await catch_up(missed)
    both = await asyncio.gather(press(missed, "Next", here), press(missed, "Next", there))
    assert ["Day 2 " in shown.text for shown in both] == [True, True]
    here = await press(missed, "Next", both[0])
    assert "3 of 5 unread" in here.text
    there = await press(missed, "Next", both[1])
    assert "Day 3 " in there.text


async def test_what_comes_meanwhile_joins_the_end(circle: Circle):
    """The message that showed the last one goes on to it."""
    await circle.set_up()
    await circle.next_day(1)
    shown = await catch_up(circle)
    assert shown.buttons == ["Next"]
    await circle.next_day(2)
    shown = await press(circle, "Next", shown)
    assert "Day 2 " in shown.text
    assert "2 of 2 unread" in shown.text


async def test_reading_along_and_writing_in_the_thread_are_reading(circle: Circle):
    """Whoever has done so for each post is up to date, and finds the talk."""
    await circle.set_up()
    assert "No passage has been posted yet" in (await catch_up(circle)).text
    post, _ = await circle.next_day(1)
    await circle.first.press("I’ve read it", on=post)
    _, thread = await circle.next_day(2)
    await circle.first.say("About bread, I think.", in_=thread)
    await circle.quiet()
    await circle.first.slash("/me", in_=circle.lobby)  # by then what was written is stored
    shown = await catch_up(circle)
    assert "you have read all that was posted" in shown.text
    assert f"<#{thread.id}>" in shown.text


async def test_what_was_deleted_is_read_all_the_same(circle: Circle):
    """The message and its thread are gone; no link leads to them."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    thread.delete()
    message_changes.delete(circle.server.world, post)
    await circle.quiet()
    shown = await catch_up(circle)
    assert "On Bread, passage 1, about bread" in shown.text
    assert f"<#{thread.id}>" not in shown.text


async def test_only_a_study_that_the_person_sees_is_shown(missed: Circle):
    """Once its channel is hidden neither the command nor a button shows it; and nothing more is counted."""
    shown = await catch_up(missed)
    missed.channel.set_overwrite(missed.guild.everyone, deny=Permission.VIEW_CHANNEL)
    missed.channel.set_overwrite(missed.bot_role, allow=Permission.VIEW_CHANNEL)
    await missed.quiet()
    for label in ("Next", "Start from today"):
        refused = await missed.first.press(label, on=shown)
        assert "cannot see the channel of this study any more" in refused.text
        assert refused.ephemeral
    assert "None of the channels that you can see" in (await catch_up(missed)).text
    missed.channel.set_overwrite(missed.guild.everyone, allow=Permission.VIEW_CHANNEL)
    await missed.quiet()
    assert "1 of 5 unread" in (await catch_up(missed)).text


async def test_a_study_that_has_ended_or_been_removed_gets_an_answer(missed: Circle):
    """One that has read everything is read to its end; one that is gone says so."""
    missed.clock.move(timedelta(days=3))
    await missed.until_resting()
    shown = await press(missed, "Next", await catch_up(missed))
    assert "2 of 5 unread" in shown.text
    sure = await missed.host.slash("/study remove", in_=missed.lobby)
    await missed.done(await missed.host.press("Remove it", on=sure))
    refused = await missed.first.press("Next", on=shown)
    assert "has been removed" in refused.text
    assert "There is no study here yet" in (await catch_up(missed)).text


async def test_of_several_studies_one_is_chosen(circle: Circle):
    """By its channel; in the channel of one, or its thread, that is meant."""
    await circle.set_up()
    await circle.set_up(channel=circle.lobby)
    elsewhere = circle.guild.add_text_channel("elsewhere")
    _, thread = await circle.next_day(1)
    await circle.first.sees("Day 1 ", in_=circle.lobby)
    await circle.settled()
    for place in (circle.channel, thread):
        assert "1 of 1 unread" in (await circle.first.slash("/catch-up", in_=place)).text
    which = await circle.first.slash("/catch-up", in_=elsewhere)
    assert which.menus == ["Choose a study by its channel"]
    chosen = await circle.first.choose("Choose a study by its channel", ["#lobby"], on=which)
    assert chosen.updated
    assert "1 of 1 unread" in chosen.text
    assert "#lobby" not in which.menus
