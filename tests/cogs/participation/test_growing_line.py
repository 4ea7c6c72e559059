"""The line under a post: how many have read and answered, told by edits of the post that are few."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.core.posts import DeliveryState
from local_discord import Fault, Member, Message, Permission
from local_discord.faults import EDIT
from local_discord.world import message_changes
from tests.cogs.conftest import Circle
from tests.cogs.deliveries.test_restored_database import copy, ledger, put_back

MINUTE = timedelta(minutes=1)
READ = "I’ve read it"


async def read(circle: Circle, post: Message, *members: Member) -> None:
    for member in members:
        await circle.done(await member.press(READ, on=post))


async def take_back(member: Member, post: Message) -> None:
    await member.press("Take it back", on=await member.press(READ, on=post))


def last_line(post: Message) -> str:
    """The small print at the end of the post, below the reference."""
    return post.text.splitlines()[-1].removeprefix("-# ").replace("\u00a0", " ")


@pytest.fixture
async def posted(circle: Circle) -> tuple[Circle, Message]:
    """The first day's post, and a Discord that takes as many edits as the bot makes."""
    circle.server.world.settings.old_edits = 1000
    await circle.set_up()
    post, _ = await circle.next_day(1)
    return circle, post


async def test_the_line_grows_and_shrinks_with_few_edits(posted: tuple[Circle, Message]):
    """A minute after the post at the soonest, across a restart, and only when something has changed."""
    circle, post = posted
    edits, before = circle.count(EDIT), post.text
    await read(circle, post, circle.first, circle.second)
    await circle.after(seconds=15)
    assert (edits(), post.text) == (0, before)
    await circle.after(seconds=60)
    assert (edits(), last_line(post)) == (1, "2 have read")
    await take_back(circle.second, post)
    await circle.after(seconds=30)
    assert edits() == 1
    await circle.stop()
    await circle.start()
    await circle.after(seconds=45)
    assert (edits(), last_line(post)) == (2, "1 has read")
    await circle.stop()
    await circle.start()
    await circle.after(minutes=5)
    assert edits() == 2
    await take_back(circle.first, post)
    await circle.after(minutes=5)
    assert (edits(), post.text) == (3, before)


async def test_the_role_that_the_post_pings_stays_in_it(circle: Circle):
    """As a mention of that role, which an edit shows and does not ping."""
    role = circle.guild.add_role("Readers", mentionable=True)
    await circle.quiet()
    await circle.set_up(role=role)
    post, _ = await circle.next_day(1)
    assert list(post.mention_roles) == [role]
    await read(circle, post, circle.first)
    await circle.after(minutes=2)
    assert last_line(post) == "1 has read"
    assert list(post.mention_roles) == [role]


async def test_answers_count_beside_readers(posted: tuple[Circle, Message]):
    """By the form or in the thread; nobody is named."""
    circle, post = posted
    assert post.thread is not None
    await circle.first.say("It is about sharing.", in_=post.thread)
    await circle.second.submit(await circle.second.press("Answer", on=post), answer="About bread.")
    await read(circle, post, circle.first)
    await circle.quiet()
    await circle.first.slash("/me", in_=circle.lobby)  # stores what was said
    await circle.after(minutes=2)
    assert last_line(post) == "1 has read · 2 answered"
    assert circle.first.mention not in post.text


async def test_the_buttons_work_as_before(posted: tuple[Circle, Message]):
    """An edited post is the same message with the same buttons, its thread and its reference."""
    circle, post = posted
    buttons = post.buttons
    for member in (circle.first, circle.second):
        await read(circle, post, member)
        await circle.after(minutes=2)
    assert post.buttons == buttons
    assert "already" in (await circle.first.press(READ, on=post)).text
    assert "What is passage 1" in (await circle.first.press("Another question", on=post)).text
    assert [message for message in circle.posts() if not message.ephemeral_for] == [post]


async def test_a_later_edit_comes_after_a_quarter_of_an_hour(posted: tuple[Circle, Message]):
    """In the evening, when somebody presses every few minutes; and none after the next post."""
    circle, post = posted
    await circle.after(hours=3)
    edits = circle.count(EDIT)
    for turn in range(6):
        await (read(circle, post, circle.first) if turn % 2 == 0 else take_back(circle.first, post))
        await circle.after(minutes=5)
    assert edits() == 2
    await circle.next_day(2)
    await circle.after(minutes=20)
    made = edits()
    await read(circle, post, circle.first, circle.second, circle.host)
    await circle.after(hours=1)
    assert edits() == made


async def test_too_many_edits_rest_for_an_hour(posted: tuple[Circle, Message]):
    """Discord is not asked again by the bot, nor by discord.py, whatever it says of a retry."""
    circle, post = posted
    refused = circle.server.faults.add(Fault.too_many_old_edits().when(times=None))
    await read(circle, post, circle.first)
    await circle.after(hours=2)
    await circle.after(minutes=59)
    assert refused.hits == 1
    circle.server.faults.clear()
    await read(circle, post, circle.second)
    await circle.after(minutes=2)
    assert last_line(post) == "2 have read"


@pytest.mark.parametrize("lost", [Fault.dropped_before, Fault.dropped_after])
async def test_trouble_on_the_way_is_tried_at_the_next_turn(
    posted: tuple[Circle, Message], lost: Callable[[str], Fault]
):
    """Not sooner: an answer that is lost may have been an edit."""
    circle, post = posted
    fault = circle.server.faults.add(lost(EDIT))
    edits = circle.count(EDIT)
    await read(circle, post, circle.first)
    await circle.after(hours=3)
    await circle.after(minutes=14)
    assert fault.hits == 1
    made = edits()
    await circle.after(minutes=2)
    assert edits() == made + 1
    assert last_line(post) == "1 has read"


async def test_a_post_that_is_gone_is_left_alone(posted: tuple[Circle, Message]):
    """Asked for once, and nobody is told."""
    circle, post = posted
    await read(circle, post, circle.first)
    edits = circle.count(EDIT)
    message_changes.delete(circle.server.world, post)
    for _ in range(3):
        await circle.after(minutes=16)
    assert edits() == 1


async def test_a_channel_that_is_closed_is_left_alone(posted: tuple[Circle, Message]):
    """403: once."""
    circle, post = posted
    await read(circle, post, circle.first)
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.VIEW_CHANNEL)
    edits = circle.count(EDIT)
    for _ in range(3):
        await circle.after(minutes=16)
    assert edits() == 1


@pytest.mark.parametrize("by", ["the bot", "a person"])
async def test_a_published_post_stays_as_it_is(circle: Circle, by: str):
    """Every edit would reach those who follow the channel."""
    circle.channel = circle.guild.add_news_channel("news")
    circle.channel.set_overwrite(circle.bot_role, allow=Permission.PIN_MESSAGES)
    await circle.quiet()
    await circle.set_up(publish=by == "the bot")
    post, _ = await circle.next_day(1)
    edits = circle.count(EDIT)
    if by == "a person":
        await read(circle, post, circle.first)
        await circle.after(minutes=2)
        assert (edits(), last_line(post)) == (1, "1 has read")
        message_changes.publish(circle.server.world, post)
    await read(circle, post, circle.second)
    before = edits()
    await circle.after(hours=1)
    assert post.published
    assert edits() == before


async def test_a_forum_post_tells_it_in_its_first_message(circle: Circle):
    """Which bears the id of its thread."""
    forum = circle.guild.add_forum_channel("forum")
    await circle.set_up(channel=forum)
    await circle.after(hours=1, minutes=1)
    (thread,) = [thread for thread in circle.guild.threads.values() if thread.parent is forum]
    post = thread.messages[0]
    await read(circle, post, circle.first)
    await circle.after(minutes=2)
    assert last_line(post) == "1 has read"


@pytest.mark.of_sqlite
async def test_a_post_that_tells_more_by_now_is_found_again(circle: Circle):
    """An older copy of the database is put back: nothing comes twice, and the line goes on from what it knows."""
    await circle.set_up()
    kept = copy(circle)
    post, _ = await circle.next_day(1)
    await read(circle, post, circle.first, circle.second)
    await circle.after(minutes=2)
    assert last_line(post) == "2 have read"
    await put_back(circle, kept, hours=1)
    (found,) = await ledger(circle)  # one post, so that none has come twice
    assert (found.state, found.message_id) == (DeliveryState.SENT, post.id)
    await read(circle, post, circle.host)
    await circle.after(minutes=20)
    assert last_line(post) == "1 has read"
