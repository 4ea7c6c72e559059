"""A talk is opened once: whoever comes later is led to it, whatever is lost or deleted in between."""

import asyncio
from datetime import timedelta

import pytest

from local_discord import Permission
from local_discord.faults import Fault
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import MENU, discuss, look_up, of_the_bot, open_another, post_it, share


async def test_two_at_once_open_one_talk(circle: Circle):
    """By one person or by two: both are led to the same thread."""
    theirs = await circle.second.slash("/passage show", in_=circle.lobby, passage="bread 2")
    mine = await circle.first.press("Discuss", on=await look_up(circle, "bread 2", circle.lobby))
    asked = await circle.second.press("Discuss", on=theirs)
    answers = await asyncio.gather(
        post_it(circle, circle.first, mine),
        post_it(circle, circle.first, mine),
        post_it(circle, circle.second, asked),
    )
    (opener,) = of_the_bot(circle, circle.lobby)
    assert all(f"<#{opener.id}>" in answer.text for answer in answers)
    assert len(circle.guild.threads) == 1


async def test_who_comes_a_moment_later_is_led_there(circle: Circle):
    """And may open another all the same, once however often they press; it asks another question."""
    await discuss(circle, circle.first, await look_up(circle, "bread 2", circle.lobby))
    later = await circle.first.press("Discuss", on=await look_up(circle, "bread 2", circle.lobby))
    (first,) = of_the_bot(circle, circle.lobby)
    assert f"There is already a thread about this passage: <#{first.id}>." in later.text
    assert later.buttons == ["Open another"]
    await asyncio.gather(*(open_another(circle, circle.first, later) for _ in range(2)))
    _, second = of_the_bot(circle, circle.lobby)
    assert "What is passage 2 of On Bread?" in second.text
    assert len(circle.guild.threads) == 2


async def test_an_open_talk_is_found_again_for_as_long_as_it_is_open(circle: Circle):
    """Days later and after a restart; one that has been closed is over."""
    await discuss(circle, circle.first, await look_up(circle, "bread 2", circle.lobby))
    (opener,) = of_the_bot(circle, circle.lobby)
    assert opener.thread
    circle.clock.move(timedelta(days=2))
    await circle.stop()
    await circle.start()
    later = await circle.second.slash("/passage show", in_=circle.lobby, passage="bread 2")
    assert f"about this passage: <#{opener.id}>" in (await circle.second.press("Discuss", on=later)).text
    other = await look_up(circle, "bread 3", circle.lobby)
    assert "The thread is open" in (await discuss(circle, circle.first, other)).text
    opener.thread.edit(archived=True)
    await circle.quiet()
    assert "The thread is open" in (await discuss(circle, circle.second, later)).text


async def test_in_a_thread_who_comes_a_moment_later_is_shown_the_message(circle: Circle):
    """And may post it once more, with another question."""
    thread = await circle.host.start_thread("Walks", on=await circle.host.say("Who comes?", in_=circle.lobby))
    shown = await look_up(circle, "bread 2", thread)
    await discuss(circle, circle.first, shown)
    (opener,) = of_the_bot(circle, thread)
    later = await discuss(circle, circle.first, shown)
    assert f"/{opener.id}. Join it" in later.text
    await open_another(circle, circle.first, later)
    assert "What is passage 2 of On Bread?" in of_the_bot(circle, thread)[-1].text


async def test_a_crash_before_the_thread_is_made_good_by_the_next_press(circle: Circle):
    """The message is there and its thread is not: whoever presses again gets both, and no second message."""
    shown = await look_up(circle, "bread 2", circle.lobby)
    circle.server.faults.add(Fault.fails_before(403, "POST /channels/{channel_id}/messages/{message_id}/threads"))
    assert "Discord did not open a thread" in (await discuss(circle, circle.first, shown)).text
    await circle.stop()
    await circle.start()
    await discuss(circle, circle.first, shown)
    (opener,) = of_the_bot(circle, circle.lobby)
    assert opener.thread


async def test_a_lost_answer_makes_no_second_message(circle: Circle):
    """Discord has posted it, and the connection broke: a sentence says to press again, which finds it."""
    shown = await look_up(circle, "bread 2", circle.lobby)
    circle.server.faults.add(Fault.dropped_after("POST /channels/{channel_id}/messages"))
    assert "Try again in a minute" in (await discuss(circle, circle.first, shown)).text
    again = await discuss(circle, circle.first, shown)
    (opener,) = of_the_bot(circle, circle.lobby)
    assert f"<#{opener.id}>" in again.text
    assert opener.thread


async def test_a_talk_that_a_moderator_took_away_does_not_come_back_at_once(circle: Circle):
    """Discord remembers it for a few minutes, and so does the answer."""
    shown = await look_up(circle, "bread 2", circle.lobby)
    await discuss(circle, circle.first, shown)
    (opener,) = of_the_bot(circle, circle.lobby)
    assert opener.thread
    opener.thread.delete()
    circle.lobby.remove(opener)
    await circle.quiet()
    assert "has just deleted this thread" in (await discuss(circle, circle.first, shown)).text
    circle.clock.move(timedelta(minutes=10))
    assert "The thread is open" in (await discuss(circle, circle.first, shown)).text


async def test_the_study_s_own_thread_is_where_the_talk_is(circle: Circle):
    """It is linked instead of doubled; *Open another* asks what the post did not ask."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    known = await circle.first.press("Discuss", on=await look_up(circle, "bread 1", circle.lobby))
    assert f"<#{thread.id}>" in known.text
    assert of_the_bot(circle, circle.lobby) == []
    opened = await open_another(circle, circle.first, known)
    assert "The thread is open" in opened.text
    (opener,) = of_the_bot(circle, circle.lobby)
    assert "What is passage 1 of On Bread?" in opener.text
    assert "read together on <t:" in opener.text
    assert f"<#{thread.id}>" in opener.text


async def test_a_thread_that_is_gone_or_hidden_is_not_linked(circle: Circle):
    """What the person cannot open would help nobody."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    shown = await look_up(circle, "bread 1", circle.lobby)
    circle.channel.set_overwrite(circle.guild.everyone, deny=Permission.VIEW_CHANNEL)
    circle.channel.set_overwrite(circle.bot_role, allow=Permission.VIEW_CHANNEL)
    await circle.quiet()
    assert "The thread is open" in (await discuss(circle, circle.first, shown)).text
    circle.channel.set_overwrite(circle.guild.everyone)
    thread.delete()
    await circle.quiet()
    other = circle.guild.add_text_channel("other")
    await circle.quiet()
    shown = await look_up(circle, "bread 1", other)
    assert "The thread is open" in (await circle.first.press("Discuss", on=shown)).text


@pytest.mark.parametrize("away", [False, True])
async def test_a_deleted_thread_is_forgotten_and_the_next_one_linked(circle: Circle, away: bool):
    """Also one that is deleted while the bot is away: then *Discuss* finds out, and opens another from the post."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    if away:
        await circle.stop()
    thread.delete()
    if away:
        await circle.start()
    await circle.quiet()
    today = await circle.second.slash("/today", in_=circle.lobby)
    assert (f"<#{thread.id}>" in today.text) is away
    shown = await look_up(circle, "bread 1", circle.lobby)
    assert (f"<#{thread.id}>" in shown.text) is away
    opened = await circle.first.press("Discuss", on=shown)
    again = await circle.first.sees_thread(of=post)
    assert opened.text == f"The thread is open: <#{again.id}>."
    assert again.name.startswith("Day 1 · ")
    assert of_the_bot(circle, circle.lobby) == []
    assert f"<#{again.id}>" in (await circle.second.slash("/today", in_=circle.lobby)).text
    assert f"<#{again.id}>" in (await look_up(circle, "bread 1", circle.lobby)).text
    await circle.second.say("I think so too.", in_=again)
    await circle.quiet()
    assert "answered: 1" in (await circle.second.slash("/me", in_=circle.lobby)).text


async def test_a_forum_post_that_is_deleted_is_not_linked(circle: Circle):
    """Its message is gone with its thread."""
    forum = circle.guild.add_forum_channel("readings")
    await circle.quiet()
    await circle.set_up(channel=forum)
    circle.clock.move(timedelta(hours=2))
    post = await circle.first.sees_post("Day 1", in_=forum)
    await circle.settled()
    assert f"<#{post.id}>" in (await look_up(circle, "bread 1", circle.lobby)).text
    post.delete()
    await circle.quiet()
    shown = await look_up(circle, "bread 1", circle.lobby)
    assert "read together on" in shown.text
    assert str(post.id) not in shown.text
    assert "The thread is open" in (await discuss(circle, circle.first, shown)).text


async def test_a_passage_without_questions_can_be_discussed(circle: Circle):
    """And found again by the menu. There is no small print where nothing is known of the essay."""
    shown = await look_up(circle, "water 1", circle.lobby)
    await discuss(circle, circle.first, shown)
    (opener,) = of_the_bot(circle, circle.lobby)
    assert "-#" not in opener.text + shown.text
    assert opener.buttons == ["Discuss"]
    assert f"<#{opener.id}>" in (await circle.second.menu(MENU, opener)).text
    assert f"<#{opener.id}>" in (await circle.second.press("Discuss", on=opener)).text


async def test_all_of_it_survives_a_restart(circle: Circle):
    """Every button knows from its custom id what it is for."""
    await circle.set_up()
    await circle.next_day(1)
    fresh, old = await look_up(circle, "bread 2", circle.lobby), await look_up(circle, "bread 1", circle.lobby)
    known = await circle.first.press("Discuss", on=old)
    quote = await share(circle, circle.lobby)
    await circle.stop()
    await circle.start()
    assert "The thread is open" in (await discuss(circle, circle.first, fresh)).text
    assert "The thread is open" in (await open_another(circle, circle.first, known)).text
    assert "The thread is open" in (await post_it(circle, circle.first, await circle.first.menu(MENU, quote))).text
    for opener in of_the_bot(circle, circle.lobby):
        assert f"<#{opener.id}>" in (await circle.second.menu(MENU, opener)).text
