"""Replies: to an answer that the bot has posted for somebody, and to the post itself."""

from datetime import timedelta

from local_discord import Message, Permission
from tests.cogs.conftest import Circle


async def parts(circle: Circle) -> tuple[str, str]:
    """What `/me` tells the first and the second member, from how they took part."""
    await circle.quiet()
    told = [await member.slash("/me", in_=circle.lobby) for member in (circle.first, circle.second)]
    first, second = (each.text.partition("(")[2].partition(")")[0] for each in told)
    return first, second


async def answered(circle: Circle, post: Message) -> Message:
    """The message with the first member's answer."""
    await circle.first.submit(await circle.first.press("Answer", on=post), answer="It is about sharing.")
    assert post.thread is not None
    return await circle.second.sees("It is about sharing.", in_=post.thread)


async def test_a_reply_to_an_answer_of_the_form_is_one_to_its_member(circle: Circle):
    """Whoever posted it; the member's own reply adds to their answer."""
    await circle.set_up()
    post, _ = await circle.next_day(1)
    answer = await answered(circle, post)
    await circle.second.reply("So it is.", to=answer)
    await circle.first.reply("And about bread.", to=answer)
    first, second = await parts(circle)
    assert first == "read: 0 · answered: 1 · replied to somebody: 0"
    assert second == "read: 0 · answered: 0 · replied to somebody: 1"


async def test_a_reply_to_the_post_in_the_channel_is_an_answer(circle: Circle):
    """Also where the post has no thread; a reply to anything else in the channel is not."""
    await circle.set_up()
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.CREATE_PUBLIC_THREADS)
    refused = circle.noted()
    circle.clock.move(timedelta(hours=2))
    await refused()
    (post,) = circle.posts()
    await circle.first.reply("It is about sharing.", to=post)
    said = await circle.host.say("Good morning!", in_=circle.channel)
    await circle.second.reply("Good morning to you.", to=said)
    await circle.quiet()
    mine = await circle.first.slash("/me", in_=circle.lobby)
    assert "answered: 1" in mine.text
    assert "You have not taken part yet" in (await circle.second.slash("/me", in_=circle.lobby)).text


async def test_a_reply_to_yesterdays_post_does_not_count(circle: Circle):
    """Its day is over with the next post."""
    await circle.set_up()
    yesterday, _ = await circle.next_day(1)
    await circle.next_day(2)
    await circle.first.reply("Still thinking.", to=yesterday)
    await circle.quiet()
    assert "You have not taken part yet" in (await circle.first.slash("/me", in_=circle.lobby)).text
