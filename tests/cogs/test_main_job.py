"""The main job, end to end: a passage a day, and answers for those who ask."""

import json
from datetime import timedelta

import pytest

from local_discord import NotPossible, Permission
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import discuss


async def test_a_post_comes_at_its_time_with_its_thread(circle: Circle):
    """Setup, the clock moves, and the passage is there with its question, its buttons and a thread."""
    reply = await circle.set_up()
    assert "5 passages" in reply.text
    assert reply.ephemeral
    assert circle.posts() == []
    post, thread = await circle.next_day(1)
    assert "On Bread" in post.text
    assert "What does passage 1 of On Bread mean?" in post.text
    assert post.buttons == ["I’ve read it", "Answer", "Another question", "A line that struck me", "Remind me"]
    assert thread.name.startswith("Day 1 · On Bread, passage 1")
    post, _ = await circle.next_day(2)
    assert "passage 2" in post.text
    assert len(circle.posts()) == 2


async def test_members_take_part_by_buttons_and_in_the_thread(circle: Circle):
    """Reading, answering and replying are noticed; words never reach the bot, and nobody is named unasked."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    noted = await circle.first.press("I’ve read it", on=post)
    assert noted.ephemeral
    assert "Noted" in noted.text
    assert "already" in (await circle.first.press("I’ve read it", on=post)).text
    answer = await circle.second.say("I think it is about sharing.", in_=thread)
    await circle.first.reply("So do I.", to=answer)
    await circle.quiet()
    mine = await circle.first.slash("/me", in_=circle.channel)
    assert "This week: 1 of 1 passage (read: 1 · answered: 0 · replied to somebody: 1)" in mine.text
    assert "Streak: 1 passage · longest: 1" in mine.text.replace("\N{NO-BREAK SPACE}", " ")
    theirs = await circle.second.slash("/me", in_=thread)
    assert "(read: 0 · answered: 1 · replied to somebody: 0)" in theirs.text
    group = await circle.host.slash("/group", in_=circle.channel)
    assert "2 members took part" in group.text
    assert circle.first.mention not in group.text
    await circle.first.press("Show me in /group", on=mine)
    group = await circle.host.slash("/group", in_=circle.channel)
    assert f"Took part: {circle.first.mention}, and 1 more (not named here)" in group.text


async def test_a_person_takes_their_data_along_or_has_it_deleted(circle: Circle):
    """The file holds what was counted; after *Delete it for good* there is nothing, and others keep theirs."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    await circle.first.press("I’ve read it", on=post)
    await circle.second.press("I’ve read it", on=post)
    await circle.first.say("So do I.", in_=thread)
    mine = await circle.first.slash("/me", in_=circle.lobby)
    exported = await circle.first.press("Export my data", on=mine)
    assert exported.ephemeral
    assert sorted(row["part"] for row in json.loads(exported.files[0].data)["participation"]) == ["answered", "read"]
    await circle.first.say("One more thing.", in_=thread)  # noticed, and perhaps not stored yet
    await circle.quiet()
    sure = await circle.first.press("Delete my data", on=mine)
    assert "cannot be undone" in sure.text
    await circle.first.press("Delete it for good", on=sure)
    assert "You have not taken part yet" in (await circle.first.slash("/me", in_=circle.lobby)).text
    assert "1 of 1 passage" in (await circle.second.slash("/me", in_=circle.lobby)).text


async def test_who_has_left_the_server_is_not_named(circle: Circle):
    """What they did still counts."""
    await circle.set_up()
    post, _ = await circle.next_day(1)
    for member in (circle.first, circle.second):
        await member.press("I’ve read it", on=post)
        await member.press("Show me in /group", on=await member.slash("/me", in_=circle.lobby))
    named = (await circle.host.slash("/group", in_=circle.lobby)).text
    assert circle.first.mention in named
    assert circle.second.mention in named
    circle.guild.kick(circle.second)
    await circle.quiet()
    group = (await circle.host.slash("/group", in_=circle.lobby)).text
    assert f"Took part: {circle.first.mention}, and 1 more (not named here)" in group
    assert "Read: 2" in group


async def test_each_study_counts_for_itself(circle: Circle):
    """In its own channel it stands alone; elsewhere each one that somebody takes part in has a block."""
    await circle.set_up()
    await circle.set_up(channel=circle.lobby)
    elsewhere = circle.guild.add_text_channel("elsewhere")
    post, _ = await circle.next_day(1)
    other = await circle.first.sees("Day 1 ", in_=circle.lobby)
    await circle.settled()
    await circle.first.press("I’ve read it", on=post)
    mine = await circle.first.slash("/me", in_=elsewhere)
    assert mine.text.count("In all: 1 of 1 passage") == 1
    await circle.first.press("I’ve read it", on=other)
    mine = await circle.first.slash("/me", in_=elsewhere)
    assert mine.text.count("In all: 1 of 1 passage") == 2
    assert circle.channel.mention in mine.text
    here = await circle.first.slash("/me", in_=circle.channel)
    assert here.text.count("In all: 1 of 1 passage") == 1
    assert circle.channel.mention not in here.text
    assert (await circle.first.slash("/group", in_=elsewhere)).text.count("1 passage in the last seven days") == 2
    assert (await circle.first.slash("/group", in_=circle.lobby)).text.count("1 passage in the last seven days") == 1


async def test_talk_elsewhere_is_not_counted(circle: Circle):
    """Only the thread of the day counts, and yesterday's no longer does."""
    await circle.set_up()
    _, yesterday = await circle.next_day(1)
    await circle.next_day(2)
    await circle.first.say("Good morning!", in_=circle.lobby)
    await circle.first.say("Still thinking about yesterday.", in_=yesterday)
    await circle.quiet()
    assert "You have not taken part yet" in (await circle.first.slash("/me", in_=circle.lobby)).text


async def test_another_question_is_shown_to_the_one_who_asks(circle: Circle):
    """The next rung in one answer that changes, which says when the questions begin again."""
    await circle.set_up()
    post, _ = await circle.next_day(1)
    answer = await circle.first.press("Another question", on=post)
    assert answer.ephemeral
    assert "What is passage 1 of On Bread?" in answer.text
    assert "the first one again" not in answer.text
    pressed = await circle.first.press("Another question", on=answer)
    assert pressed.updated
    assert "What does passage 1 of On Bread mean?" in answer.text
    assert "here is the first one again" in answer.text
    await circle.first.press("Another question", on=answer)
    assert "What is passage 1 of On Bread?" in answer.text
    assert "the first one again" not in answer.text


async def test_look_ups_answer(circle: Circle):
    """By name with suggestions, by words, by chance; and a quote that is shared only on purpose."""
    choices = await circle.first.autocomplete("/passage show", in_=circle.lobby, passage="bread 2")
    assert choices[0].name.startswith("On Bread 2 · On Bread, passage 2")
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage=choices[0].value)
    assert "passage 2, about bread" in shown.text
    assert shown.ephemeral
    found = await circle.first.slash("/passage search", in_=circle.lobby, words="NEIGHBOURS bread")
    assert "5 passages" in found.text
    assert "**neighbours**" in found.text
    one = await circle.first.slash("/passage search", in_=circle.lobby, words="passage", essay="salt")
    assert "2 passages" in one.text
    assert (await circle.first.slash("/passage random", in_=circle.lobby)).text
    quote = await circle.first.slash("/quote", in_=circle.lobby, words="salt")
    assert quote.ephemeral
    text = quote.text
    pressed = await circle.first.press("Share", on=quote)
    shared = await pressed.follow_up()
    assert not shared.ephemeral
    assert shared.text == f"{circle.first.mention} shares this:\n{text}"
    assert pressed.buttons == ["Show the passage"]


async def test_today_tells_where_the_talk_is(circle: Circle):
    """Before the first post it tells when that comes; afterwards it shows the passage."""
    assert "/study setup" in (await circle.first.slash("/today", in_=circle.lobby)).text
    await circle.set_up()
    assert "<t:1777618800:F>" in (await circle.first.slash("/today", in_=circle.lobby)).text
    _, thread = await circle.next_day(1)
    today = await circle.second.slash("/today", in_=circle.lobby)
    assert "Day 1" in today.text
    assert f"<#{thread.id}>" in today.text
    assert today.buttons == ["I’ve read it", "Answer", "Another question", "A line that struck me", "Remind me"]


async def test_today_has_the_buttons_of_the_post(circle: Circle):
    """What is read in `/today` counts as it does under the post; its passage stays while other questions come."""
    await circle.set_up()
    post, _ = await circle.next_day(1)
    today = await circle.first.slash("/today", in_=circle.lobby)
    assert "Noted" in (await circle.first.press("I’ve read it", on=today)).text
    assert "already" in (await circle.first.press("I’ve read it", on=post)).text
    question = await circle.first.press("Another question", on=today)
    assert "What is passage 1 of On Bread?" in question.text
    assert "On Bread, passage 1" in today.text


async def test_today_opens_a_talk_where_the_post_has_no_thread(circle: Circle):
    """As in a channel in which the bot may open none."""
    await circle.set_up()
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.CREATE_PUBLIC_THREADS)
    refused = circle.noted()
    circle.clock.move(timedelta(hours=2))
    await refused()
    today = await circle.first.slash("/today", in_=circle.lobby)
    assert today.buttons == [
        "I’ve read it",
        "Answer",
        "Another question",
        "A line that struck me",
        "Remind me",
        "Discuss",
    ]
    assert "The thread is open" in (await discuss(circle, circle.first, today)).text


async def test_after_a_restart_buttons_work_and_nothing_is_posted_twice(circle: Circle):
    """A new process knows what the old one did."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    question = await circle.first.press("Another question", on=post)
    await circle.stop()
    await circle.start()
    assert "Noted" in (await circle.first.press("I’ve read it", on=post)).text
    assert (await circle.first.press("Another question", on=question)).ephemeral
    await circle.second.say("After the restart", in_=thread)
    await circle.quiet()
    assert "answered: 1" in (await circle.second.slash("/me", in_=circle.lobby)).text
    await circle.next_day(2)
    assert len(circle.posts()) == 2


async def test_a_post_missed_while_the_bot_was_away_comes_late_and_once(circle: Circle):
    """Two hours late is late; the ledger says so."""
    await circle.set_up()
    await circle.stop()
    circle.clock.move_to(circle.clock.now().replace(hour=9))
    await circle.start()
    await circle.first.sees("Day 1", in_=circle.channel)
    await circle.settled()
    status = await circle.host.slash("/study status", in_=circle.channel)
    assert "<t:1777618800:D>: posted late" in status.text
    assert len(circle.posts()) == 1


async def test_a_host_steers_the_study(circle: Circle):
    """Status, pause, resume and post, each with an answer that says what happens next."""
    await circle.set_up()
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "running" in status.text
    assert "5 of 5 passages left" in status.text
    assert "Paused" in (await circle.host.slash("/study pause", in_=circle.lobby)).text
    assert "resume" in (await circle.host.slash("/study post", in_=circle.lobby)).text.lower()
    assert "Next:" in (await circle.host.slash("/study resume", in_=circle.lobby)).text
    assert "on its way" in (await circle.host.slash("/study post", in_=circle.lobby)).text
    await circle.first.sees("Day 1", in_=circle.channel)
    assert "already been posted" in (await circle.host.slash("/study post", in_=circle.lobby)).text
    assert len(circle.posts()) == 1


async def test_members_neither_see_nor_run_host_commands(circle: Circle):
    """Discord hides them; and when an administrator shows them to all, the bot asks for Manage Server itself."""
    with pytest.raises(NotPossible):
        await circle.first.slash("/study pause", in_=circle.lobby)
    circle.application.allow("study", circle.guild, to=circle.guild.everyone)
    refused = await circle.first.slash("/study status", in_=circle.lobby)
    assert "Manage Server" in refused.text
