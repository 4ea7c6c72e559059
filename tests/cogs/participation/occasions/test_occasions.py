"""What the bot says to a group besides its posts: on the hosts' day of the week, at the end of an essay, on demand."""

import asyncio
from datetime import timedelta
from typing import cast

import pytest

from cogs.participation.occasions.cog import SOON, Occasions
from local_discord import Fault, Message
from local_discord.faults import SEND
from local_discord.member.reply import Reply
from tests.cogs.conftest import Circle
from tests.cogs.daily.test_marked_lines import marking
from tests.cogs.deliveries.test_restored_database import copy, put_back
from tests.cogs.participation.counted import counted

TELL = "Tell the group"


async def chooses(circle: Circle, *, recap: str = "never", closings: str = "yes", words: str = "") -> Reply:
    """What a host reads who has chosen."""
    form = await circle.host.slash("/study occasions", in_=circle.lobby)
    return await circle.done(await circle.host.submit(form, recap=recap, closings=closings, words=words))


async def settled(circle: Circle) -> None:
    """Wait until nothing is on its way."""
    await circle.settled()
    await cast("Occasions", circle.bot.get_cog("Occasions")).deliveries.settled()
    await circle.quiet()


async def later(circle: Circle, **time: float) -> None:
    """Let so much time pass, and all be said that is due then."""
    await circle.after(circle.clock.now() + timedelta(**time))
    await settled(circle)
    await circle.tick(timedelta(seconds=20))
    await settled(circle)


async def read_days(circle: Circle, first: int, last: int) -> None:
    """Let the posts of these days come."""
    for day in range(first, last + 1):
        await circle.next_day(day)


def told(circle: Circle, start: str) -> list[Message]:
    """The bot's messages in the study's channel that have this heading."""
    return [message for message in circle.posts() if f"### {start}" in message.text]


async def test_a_recap_comes_once_on_the_day_that_hosts_choose(circle: Circle):
    """On Monday at six, an hour before the post: three days, whoever took part, and what comes next."""
    await circle.set_up()
    chosen = await chooses(circle, recap="0", closings="no")
    assert "A recap of the week comes next on" in chosen.text
    await circle.next_day(1)
    post, thread = await circle.next_day(2)
    await circle.first.press("I’ve read it", on=post)
    await circle.second.say("Bread is shared.", in_=thread)
    await counted(circle)
    await circle.next_day(3)
    await later(circle, hours=22, minutes=50)
    assert told(circle, "Our week") == []
    await later(circle, minutes=10)
    (recap,) = told(circle, "Our week: days 1 to 3")
    assert "2 of us took part" in recap.text
    assert thread.mention in recap.text
    assert "On Salt 1" in recap.text
    assert "A line worth keeping" in recap.text
    await circle.stop()
    await circle.start()
    await later(circle, minutes=10)
    assert len(told(circle, "Our week")) == 1
    await read_days(circle, 4, 5)
    await later(circle, days=5, hours=23)
    (second,) = told(circle, "Our week: days 4 to 5")
    assert "Next" not in second.text
    await later(circle, days=7)
    assert len(told(circle, "Our week")) == 2


async def test_a_line_that_three_have_marked_is_the_one_to_keep(circle: Circle):
    """Before any that the bot has found."""
    await circle.set_up()
    await chooses(circle, recap="6")
    post, _ = await circle.next_day(1)
    for member in (circle.first, circle.second, circle.host):
        await marking(member, post, 1)
    await later(circle, days=1, hours=23)
    (recap,) = told(circle, "Our week")
    assert "day 1, marked by 3 of us" in recap.text


async def test_an_essay_is_looked_back_on_the_day_after_its_last_passage(circle: Circle):
    """Not before, once, and not of an essay of two posts, unless the study ends with it; then with the hosts' words."""
    await circle.set_up()
    await chooses(circle, words="Thank you all.\n\n**Bread** next year.")
    post, _ = await circle.next_day(1)
    await circle.first.press("I’ve read it", on=post)
    await read_days(circle, 2, 3)
    await later(circle, hours=22, minutes=55)
    assert told(circle, "We have read") == []
    await later(circle, minutes=10)
    (closing,) = told(circle, "We have read On Bread")
    assert "days 1 to 3, in 3 posts" in closing.text
    assert "one of us took part" in closing.text
    assert "On Salt 1" in closing.text
    assert "Thank you" not in closing.text
    await read_days(circle, 4, 5)
    await later(circle, hours=23, minutes=5)
    (_, last) = told(circle, "We have read")
    assert "We have read On Salt" in last.text
    assert "**Bread** next year." in last.text
    assert "That was the last passage of this study." in last.text


async def test_hosts_can_do_without(circle: Circle):
    """No post at the end of an essay; what has been chosen is shown, changed and undone."""
    await circle.set_up()
    chosen = await chooses(circle, closings="no")
    assert "There is no post at the end of an essay." in chosen.text
    undone = await circle.done(await circle.host.press("Undo", on=chosen))
    assert "other messages besides the posts chosen" in undone.text
    again = await chooses(circle, closings="no")
    form = await circle.host.press("Change it", on=again)
    assert form.modal is not None
    await read_days(circle, 1, 3)
    await later(circle, hours=23, minutes=5)
    assert told(circle, "We have read") == []


@pytest.mark.of_sqlite
@pytest.mark.parametrize("minutes", [1, 10, 300])
async def test_a_database_that_was_put_back_says_nothing_twice(circle: Circle, minutes: int):
    """What is in the channel is found by its heading, though what it counts has changed."""
    await circle.set_up()
    await chooses(circle, recap="0")
    post, _ = await circle.next_day(1)
    await read_days(circle, 2, 3)
    kept = copy(circle)
    await circle.first.press("I’ve read it", on=post)
    await later(circle, hours=23, minutes=5)
    assert [len(told(circle, start)) for start in ("Our week", "We have read")] == [1, 1]
    await put_back(circle, kept, minutes=minutes)
    await later(circle, minutes=1)
    assert [len(told(circle, start)) for start in ("Our week", "We have read")] == [1, 1]


async def test_a_lost_answer_of_discord_doubles_nothing(circle: Circle):
    """It is sent again with its nonce."""
    await circle.set_up()
    await chooses(circle, recap="0", closings="no")
    await read_days(circle, 1, 3)
    circle.server.faults.add(Fault.dropped_after(SEND))
    await later(circle, hours=23, minutes=5)
    await later(circle, minutes=2)
    assert len(told(circle, "Our week")) == 1


async def test_a_recap_comes_by_the_hour_of_the_study(circle: Circle):
    """Which has changed since its day was chosen."""
    await circle.set_up()
    await chooses(circle, recap="5", closings="no")
    await circle.next_day(1)
    edit = await circle.host.slash("/study edit", time="09:00", in_=circle.lobby)
    await circle.done(await circle.host.press("Change it", on=edit))
    await later(circle, hours=23, minutes=30)
    assert told(circle, "Our week") == []
    await later(circle, hours=1, minutes=35)
    assert len(told(circle, "Our week: day 1")) == 1


async def test_a_host_tells_the_group_that_the_study_begins_rests_and_goes_on(circle: Circle):
    """In words of their own or none; what is said is linked, and pings nobody."""
    begun = await circle.set_up()
    form = await circle.host.press(TELL, on=begun)
    answer = await circle.done(await circle.host.submit(form, words="Come in, @everyone!"))
    await settled(circle)
    (said,) = told(circle, "We are about to begin")
    assert "Come in, @\u200beveryone!" in said.text
    assert "On Bread 1" in said.text
    assert f"/{said.id}" in answer.text + "".join(each.text for each in answer.interaction.follow_ups)
    paused = await circle.host.slash("/study pause", in_=circle.lobby)
    form = await circle.host.press(TELL, on=paused)
    await circle.done(await circle.host.submit(form, words=""))
    await settled(circle)
    assert len(told(circle, "We rest for a while")) == 1
    resumed = await circle.host.slash("/study resume", in_=circle.lobby)
    form = await circle.host.press(TELL, on=resumed)
    await circle.done(await circle.host.submit(form, words=""))
    await settled(circle)
    assert len(told(circle, "We go on")) == 1


async def test_words_that_discord_refuses_go_back_to_their_host(circle: Circle):
    """With the reason, and all that was typed."""
    begun = await circle.set_up()
    form = await circle.host.press(TELL, on=begun)
    circle.server.faults.add(Fault.fails_before(403, SEND, code=50013))
    answer = await circle.host.submit(form, words="Come in!")
    await settled(circle)
    read = answer.text + "".join(each.text for each in answer.interaction.follow_ups)
    assert "The group has not read it" in read
    assert "Come in!" in read
    assert told(circle, "We are about to begin") == []


async def test_a_study_that_rests_is_not_at_its_end(circle: Circle):
    """Nothing is planned then, but there is more to read; nobody hears the last words."""
    await circle.set_up()
    await chooses(circle, words="Thank you all.")
    await read_days(circle, 1, 3)
    await circle.host.slash("/study pause", in_=circle.lobby)
    await later(circle, hours=23, minutes=5)
    (closing,) = told(circle, "We have read On Bread")
    assert "last passage of this study" not in closing.text
    assert "Thank you" not in closing.text


async def test_the_end_is_one_whatever_comes_after_the_list(circle: Circle):
    """A study that goes on with the library has nothing to go on with."""
    await circle.set_up(ending="go_on")
    await chooses(circle, words="Thank you all.")
    await read_days(circle, 1, 5)
    await later(circle, hours=23, minutes=5)
    assert "Thank you all." in told(circle, "We have read On Salt")[0].text


@pytest.mark.of_sqlite
async def test_in_a_forum_a_recap_is_a_post_of_its_own(circle: Circle):
    """Named after its day, and found there after the database was put back."""
    forum = circle.guild.add_forum_channel("readings")
    await circle.quiet()
    await circle.set_up(channel=forum)
    await chooses(circle, recap="5", closings="no")
    await later(circle, hours=1, minutes=1)
    kept = copy(circle)
    await later(circle, hours=23)
    recap = await circle.first.sees_post("Our week: day 1", in_=forum)
    await put_back(circle, kept, minutes=1)
    await later(circle, minutes=1)
    assert [each for each in forum.threads if each.name.startswith("Our week")] == [recap]


async def test_words_that_come_late_are_told_of_all_the_same(circle: Circle):
    """Who waits reads that it takes longer, and at last that it was not said, with their words."""
    begun = await circle.set_up()
    form = await circle.host.press(TELL, on=begun)
    circle.server.faults.add(Fault.fails_before(503, SEND).when(times=None))
    handing_in = asyncio.create_task(circle.host.submit(form, words="Come in!"))
    waiting = circle.waits_to_try_again()
    async with asyncio.timeout(20):
        await waiting.wait()
    circle.clock.move(timedelta(seconds=SOON))
    answer = await handing_in
    for _ in range(30):
        circle.clock.move(timedelta(seconds=30))
        await circle.resting.wait()
    await settled(circle)
    read = answer.text + "".join(each.text for each in answer.interaction.follow_ups)
    assert "The bot tries for ten minutes" in read
    assert "Come in!" in read
    assert told(circle, "We are about to begin") == []
