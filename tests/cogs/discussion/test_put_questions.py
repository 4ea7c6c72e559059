"""Another question, put to the group: by those who may, where they may write, and once below a post."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from cogs.discussion.questions import AnotherQuestionButton
from local_discord import Member, Message, Permission, Reply, Thread
from local_discord.faults import SEND, Fault
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import of_the_bot

PUT = "Put to the group"
OTHER = "**What is passage 1 of On Bread?**"


async def put(circle: Circle, member: Member, on: Reply) -> Reply:
    """What a member reads in the place of the question, or beside it, who puts it to the group."""
    return await circle.done(await member.press(PUT, on=on))


async def another(member: Member, post: Message | Reply) -> Reply:
    return await member.press("Another question", on=post)


async def open_to_all(circle: Circle, questions: str = "everybody") -> None:
    edit = await circle.host.slash("/study edit", in_=circle.lobby, questions=questions)
    await circle.host.press("Change it", on=edit)


def link(circle: Circle, message: Message) -> str:
    return f"https://discord.com/channels/{circle.guild.id}/{message.place.id}/{message.id}"


async def test_a_host_puts_a_question_to_the_group(circle: Circle):
    """In the thread of the day's post, under their name, which pings nobody; others go on alone."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    assert (await another(circle.first, post)).buttons == ["Another question"]
    mine = await another(circle.host, post)
    assert mine.buttons == ["Another question", PUT]
    await put(circle, circle.host, mine)
    (shown,) = of_the_bot(circle, thread)
    assert shown.text == f"{circle.host.mention} puts another question to everybody:\n{OTHER}"
    assert not shown.mentions
    assert shown.buttons == []
    assert f"Put to the group: {link(circle, shown)}" in mine.text
    assert OTHER in mine.text
    assert mine.buttons == ["Another question"]
    await circle.host.press("Another question", on=mine)
    assert "here is the first one again" in mine.text
    assert mine.buttons == ["Another question"]  # the post asks this one itself


async def test_everybody_puts_questions_where_the_study_says_so(circle: Circle):
    """As long as it does: that is asked again at the press. From `/today` as well."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    await open_to_all(circle)
    mine = await another(circle.first, post)
    today = await another(circle.second, await circle.second.slash("/today", in_=circle.lobby))
    assert today.buttons == ["Another question", PUT]
    await open_to_all(circle, "hosts")
    assert "only hosts put questions to the group" in (await put(circle, circle.first, mine)).text
    assert of_the_bot(circle, thread) == []
    await open_to_all(circle)
    await put(circle, circle.second, today)
    (shown,) = of_the_bot(circle, thread)
    assert shown.text.startswith(circle.second.mention)


async def test_a_question_stands_there_once(circle: Circle):
    """Whoever presses, together or later, after a restart and days after."""
    await circle.set_up()
    await open_to_all(circle)
    post, thread = await circle.next_day(1)
    mine, theirs, late = [await another(member, post) for member in (circle.first, circle.second, circle.host)]
    first, second = await circle.first.press(PUT, on=mine), await circle.second.press(PUT, on=theirs)
    await circle.done(first)
    await circle.done(second)
    (shown,) = of_the_bot(circle, thread)
    assert f"has been put to the group already: {link(circle, shown)}" in theirs.text
    await circle.stop()
    circle.clock.move(timedelta(hours=2))
    await circle.start()
    await put(circle, circle.host, late)
    assert f"already: {link(circle, shown)}" in late.text
    assert of_the_bot(circle, thread) == [shown]


@pytest.mark.parametrize("fault", [Fault.dropped_after, Fault.dropped_before])
@pytest.mark.parametrize("later", [timedelta(0), timedelta(minutes=10)])
async def test_a_lost_answer_makes_no_second_message(circle: Circle, fault: Callable[..., Fault], later: timedelta):
    """The next press looks first, also when Discord has forgotten the nonce and the bot was started anew."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    mine = await another(circle.host, post)
    circle.server.faults.add(fault(SEND))
    assert "Discord did not say" in (await put(circle, circle.host, mine)).text
    await circle.stop()
    circle.clock.move(later)
    await circle.start()
    await put(circle, circle.host, mine)
    (shown,) = of_the_bot(circle, thread)
    assert link(circle, shown) in mine.text


async def test_what_discord_refuses_can_be_put_another_time(circle: Circle):
    """The reason is said, and nothing is lost."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    mine = await another(circle.host, post)
    circle.guild.blocked_words = ("passage",)
    assert "AutoMod" in (await put(circle, circle.host, mine)).text
    circle.guild.blocked_words = ()
    await put(circle, circle.host, mine)
    assert len(of_the_bot(circle, thread)) == 1


async def _locked(circle: Circle, thread: Thread) -> None:
    thread.edit(locked=True)


async def _no_permission(circle: Circle, thread: Thread) -> None:
    del thread
    circle.channel.set_overwrite(circle.first, deny=Permission.SEND_MESSAGES_IN_THREADS)


async def _time_out(circle: Circle, thread: Thread) -> None:
    del thread
    circle.guild.time_out(circle.first, timedelta(minutes=5))


async def _slow_mode(circle: Circle, thread: Thread) -> None:
    thread.edit(slowmode=600)
    await circle.first.say("I have just written.", in_=thread)


async def _bot_without_permission(circle: Circle, thread: Thread) -> None:
    del thread
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.SEND_MESSAGES_IN_THREADS)


@pytest.mark.parametrize(
    ("hinder", "sentence"),
    [
        (_locked, "is locked, so nobody can write"),
        (_no_permission, "you need a permission"),
        (_time_out, "given you a time-out"),
        (_slow_mode, "Slow mode is on"),
        (_bot_without_permission, "cannot post this for you, because it lacks"),
    ],
)
async def test_what_keeps_a_member_from_writing_keeps_them_from_putting(
    circle: Circle, hinder: Callable[[Circle, Thread], Awaitable[None]], sentence: str
):
    """As with answers."""
    await circle.set_up()
    await open_to_all(circle)
    post, thread = await circle.next_day(1)
    mine = await another(circle.first, post)
    await hinder(circle, thread)
    await circle.quiet()
    assert sentence in (await put(circle, circle.first, mine)).text
    assert of_the_bot(circle, thread) == []


async def test_slow_mode_counts_what_the_bot_has_put_for_somebody(circle: Circle):
    """Their next answer waits as it would after a message."""
    await circle.set_up()
    await open_to_all(circle)
    post, thread = await circle.next_day(1)
    thread.edit(slowmode=600)
    await circle.quiet()
    await put(circle, circle.first, await another(circle.first, post))
    assert len(of_the_bot(circle, thread)) == 1
    assert "Slow mode is on" in (await circle.first.press("Answer", on=post)).text
    circle.clock.move(timedelta(seconds=601))
    assert (await circle.first.press("Answer", on=post)).modal is not None


async def test_without_a_thread_it_stands_below_the_post_in_its_channel(circle: Circle):
    """As an answer to it, for those who may write in the channel."""
    await circle.set_up()
    await open_to_all(circle)
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.CREATE_PUBLIC_THREADS)
    refused = circle.noted()
    circle.clock.move(timedelta(hours=2))
    await refused()
    (post,) = circle.posts()
    circle.channel.set_overwrite(circle.second, deny=Permission.SEND_MESSAGES)
    await circle.quiet()
    assert "you need a permission" in (await put(circle, circle.second, await another(circle.second, post))).text
    mine = await another(circle.first, post)
    await put(circle, circle.first, mine)
    _, shown = [message for message in circle.posts() if not message.ephemeral]
    assert OTHER in shown.text
    assert shown.reference is not None
    assert shown.reference.message_id == post.id
    assert link(circle, shown) in mine.text


async def test_in_a_forum_it_stands_in_the_post(circle: Circle):
    """Which is a thread itself."""
    forum = circle.guild.add_forum_channel("readings")
    await circle.quiet()
    await circle.set_up(channel=forum)
    circle.clock.move(timedelta(hours=2))
    thread = await circle.first.sees_post("Day 1", in_=forum)
    await circle.settled()
    await put(circle, circle.host, await another(circle.host, thread.messages[0]))
    assert OTHER in of_the_bot(circle, thread)[-1].text


def test_buttons_of_before_know_no_post():
    """They show one question after the other, as they did."""
    written = AnotherQuestionButton.read("another:7:8:9")
    assert written is not None
    assert (written.passage_id, written.shown, written.begun_with, written.post_id) == (7, 8, 9, 0)
    assert AnotherQuestionButton.read("another:7:8") is not None
    assert AnotherQuestionButton.read("another:7") is None
