"""*Answer* under the post: a form, whose text stands in the thread, once, under its member's name."""

import asyncio

from local_discord import Permission
from tests.cogs.answers.conftest import WORDS, Day
from tests.cogs.conftest import Circle


async def test_an_answer_stands_in_the_thread_under_its_members_name(day: Day):
    """The form shows the question; the text pings nobody and forges nothing; its member has the way to it."""
    circle, form = day.circle, await day.open_form()
    assert "What does passage 1 of On Bread mean?" in form.text
    assert "under your name" in form.text
    confirmed = await circle.first.submit(form, answer=f"*Sharing*, {circle.second.mention}.\n\n\n\n# And @everyone")
    assert confirmed.ephemeral
    (shown,) = [each for each in circle.second.reads(day.thread) if "Sharing" in each.text]
    told = shown.text.replace("\u200b", "")
    assert told == f"{circle.first.mention} answers:\n*Sharing*, {circle.second.mention}.\n\n\\# And @everyone"
    assert "<\u200b@" in shown.text
    assert not shown.mentions
    assert not shown.mention_everyone
    assert f"/{circle.guild.id}/{day.thread.id}/{shown.id}" in confirmed.text
    assert "answered: 1" in await day.counted()
    (stored,) = await day.kept()
    assert stored.content is None
    assert (stored.user_id, stored.message_id) == (circle.first.id, shown.id)


async def test_what_is_sent_twice_is_posted_once(day: Day):
    """With one form, at once or again later."""
    form = await day.open_form()
    assert form.modal is not None
    member = day.circle.first
    first, second = await asyncio.gather(
        member.submit(form.modal, answer=WORDS), member.submit(form.modal, answer=WORDS)
    )
    form.modal.is_open = True
    third = await member.submit(form.modal, answer=WORDS)
    assert all("Your answer is posted" in reply.text for reply in (first, second, third))
    assert len(day.posted()) == 1


async def test_today_has_the_form_as_well(day: Day):
    """In any channel: the answer goes to the thread of the day all the same."""
    today = await day.circle.first.slash("/today", in_=day.circle.lobby)
    form = await day.circle.first.press("Answer", on=today)
    confirmed = await day.circle.first.submit(form, answer=WORDS)
    assert "Your answer is posted" in confirmed.text
    assert "Day 1" in today.text
    assert day.posted() == [f"{day.circle.first.mention} answers:\n{WORDS}"]


async def test_a_post_without_a_thread_gets_it_first(day: Day):
    """With the permission of whoever answers, as *Discuss* does."""
    circle = day.circle
    day.thread.delete()
    await circle.quiet()
    circle.channel.set_overwrite(circle.first, deny=Permission.CREATE_PUBLIC_THREADS)
    await circle.quiet()
    assert "Create Public Threads" in (await day.open_form()).text
    circle.channel.set_overwrite(circle.first)
    await circle.quiet()
    assert "Your answer is posted" in (await day.hand_in()).text
    opened = day.post.thread
    assert opened is not None
    assert opened.name.startswith("Day 1")
    assert any(WORDS in message.text for message in circle.second.reads(opened))


async def test_in_a_forum_the_post_is_the_thread(circle: Circle):
    """The answer stands below it."""
    forum = circle.guild.add_forum_channel("readings")
    await circle.set_up(channel=forum)
    await circle.until_resting()
    circle.clock.move_to(circle.clock.now().replace(hour=7, minute=1))
    thread = await circle.first.sees_post("Day 1", in_=forum)
    await circle.settled()
    (post,) = [message for message in circle.first.reads(thread) if message.id == thread.id]
    day = Day(circle, post, thread)
    assert "Your answer is posted" in (await day.hand_in()).text
    assert WORDS in day.posted()[-1]
