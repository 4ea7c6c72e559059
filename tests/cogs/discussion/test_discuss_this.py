"""*Discuss this* in the menu of a message, and *Discuss* under what everybody sees."""

import asyncio
from datetime import timedelta

import pytest

from bot.core.lookup import autocomplete
from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from cogs.discussion.discuss import DiscussButton
from cogs.ui.buttons import row
from cogs.ui.replies import Layout
from local_discord import Permission
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import MENU, look_up, of_the_bot, open_another, post_it, share
from tests.services.conftest import pack
from tests.services.lookup.looked_up import the_one


async def test_the_menu_on_the_day_s_post_leads_to_its_thread(circle: Circle):
    """With a question to begin with, other than the one in the post, for this person alone."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    answer = await circle.first.menu(MENU, post)
    assert answer.ephemeral
    assert f"Talk about it here: <#{thread.id}>" in answer.text
    assert "What is passage 1 of On Bread?" in answer.text
    assert "What does passage 1" in (await circle.first.press("Another question", on=answer)).text


async def test_the_menu_opens_the_thread_that_was_refused(circle: Circle):
    """Under the day's name; it is the post's own from then on, and talk in it counts."""
    await circle.set_up()
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.CREATE_PUBLIC_THREADS)
    refused = circle.noted()
    circle.clock.move(timedelta(hours=2))
    await refused()
    (post,) = circle.posts()
    assert "A host can allow the bot’s role" in (await circle.first.menu(MENU, post)).text
    circle.channel.set_overwrite(circle.bot_role, allow=Permission.CREATE_PUBLIC_THREADS)
    await circle.first.say("Where do we talk about it?", in_=circle.lobby)
    await circle.quiet()
    opened = await circle.first.menu(MENU, post)
    thread = await circle.first.sees_thread(of=post)
    assert opened.text == f"The thread is open: <#{thread.id}>."
    assert thread.name.startswith("Day 1 · ")
    begun = await circle.second.sees("would like to talk", in_=thread)
    assert "Passage 1" not in begun.text
    assert "What is passage 1 of On Bread?" in begun.text
    assert f"<#{thread.id}>" in (await circle.second.slash("/today", in_=circle.lobby)).text
    await circle.second.say("I think so too.", in_=thread)
    await circle.quiet()
    assert "answered: 1" in (await circle.second.slash("/me", in_=circle.lobby)).text


async def test_a_shared_quote_is_discussed_in_its_own_thread(circle: Circle):
    """By its button or by the menu, which then leads there; two at once open one. It begins with the whole passage."""
    quote = await share(circle, circle.lobby)
    assert quote.buttons == ["Discuss", "Show the passage"]
    pressed, chosen = await circle.first.press("Discuss", on=quote), await circle.second.menu(MENU, quote)
    await asyncio.gather(post_it(circle, circle.first, pressed), post_it(circle, circle.second, chosen))
    thread = await circle.first.sees_thread(of=quote)
    (begun,) = of_the_bot(circle, thread)
    assert "Passage " in begun.text
    assert "would like to talk about this passage." in begun.text
    assert "of On Salt mean?" in begun.text
    assert thread.name.startswith("On Salt ")
    assert f"Talk about it here: <#{thread.id}>" in (await circle.second.menu(MENU, quote)).text


async def test_a_shared_quote_leads_to_the_thread_of_its_day(circle: Circle):
    """As `/passage show` does; the whole passage is posted only for who asks for another talk."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    quote = await circle.second.slash("/quote", in_=circle.lobby, words='"passage 1"', essay="bread")
    shared = await (await circle.second.press("Share", on=quote)).follow_up()
    for answer in (await circle.first.press("Discuss", on=shared), await circle.first.menu(MENU, shared)):
        assert f"There is already a thread about this passage: <#{thread.id}>." in answer.text
        assert answer.buttons == ["Open another"]
    assert len(circle.guild.threads) == 1
    await open_another(circle, circle.first, answer)
    assert "On Bread, passage 1" in (await circle.first.sees("would like to talk", in_=circle.lobby)).text


async def test_a_quote_in_a_thread_is_answered_there(circle: Circle):
    """Once, however often it is asked for."""
    thread = await circle.host.start_thread("Walks", on=await circle.host.say("Who comes?", in_=circle.lobby))
    quote = await share(circle, thread)
    asked = await circle.first.menu(MENU, quote)
    assert f"in <#{thread.id}> for everybody. It is a thread already" in asked.text
    again = await circle.second.press("Discuss", on=quote)
    assert "You are in a thread already" in (await post_it(circle, circle.first, asked)).text
    assert "There is already a thread about this passage" in (await post_it(circle, circle.second, again)).text
    _, begun = of_the_bot(circle, thread)
    assert begun.reference_id == quote.id
    assert list(begun.mentions) == []


@pytest.mark.parametrize("denied", [Permission.SEND_MESSAGES, Permission.CREATE_PUBLIC_THREADS])
async def test_the_menu_needs_the_presser_s_own_permission(circle: Circle, denied: Permission):
    """A thread that is there is linked all the same."""
    quote = await share(circle, circle.lobby)
    circle.lobby.set_overwrite(circle.guild.everyone, deny=denied)
    circle.lobby.set_overwrite(circle.bot_role, allow=denied)
    await circle.quiet()
    assert "that you do not have" in (await circle.first.menu(MENU, quote)).text
    assert circle.guild.threads == {}
    circle.lobby.set_overwrite(circle.guild.everyone)
    await circle.quiet()
    await post_it(circle, circle.first, await circle.first.menu(MENU, quote))
    circle.lobby.set_overwrite(circle.guild.everyone, deny=denied)
    await circle.quiet()
    assert f"<#{quote.id}>" in (await circle.second.menu(MENU, quote)).text


async def test_a_message_without_a_passage_is_explained(circle: Circle):
    """Whether it is somebody's or the bot's own: what to choose instead."""
    said = await circle.host.say("Good morning", in_=circle.lobby)
    channel = circle.bot.get_partial_messageable(circle.lobby.id, guild_id=circle.guild.id)
    sent = await channel.send("Nothing to read here")
    for message, told in ((said, "is not the bot’s"), (circle.lobby.by_id[sent.id], "no passage in this message")):
        answer = await circle.first.menu(MENU, message)
        assert answer.ephemeral
        assert told in answer.text
        assert "/passage show" in answer.text


async def test_the_menu_on_an_answer_of_one_s_own_is_like_its_button(circle: Circle):
    """No thread can begin there."""
    shown = await look_up(circle, "bread 2", circle.lobby)
    assert shown.message
    assert (
        "The thread is open" in (await post_it(circle, circle.first, await circle.first.menu(MENU, shown.message))).text
    )


async def test_nothing_of_another_server_can_be_had(circle: Circle):
    """Not by a button that names its passage, nor by the menu on one, nor by naming it."""
    elsewhere = 3 * 10**17
    await catalogue.import_essay(circle.bot.database, elsewhere, pack("Our Secret", 1), {})
    view = await the_one(circle.bot.database, elsewhere, "our secret 1", None)
    forged = Layout(row(DiscussButton(view.passage.id, label="Discuss")))
    channel = circle.bot.get_partial_messageable(circle.lobby.id, guild_id=circle.guild.id)
    message = circle.lobby.by_id[(await channel.send(view=forged)).id]
    answers = [await circle.first.press("Discuss", on=message), await circle.first.menu(MENU, message)]
    typed = ("our secret 1", autocomplete.chosen(view.passage.id), f"#{view.passage.id}")
    answers += [await look_up(circle, each, circle.lobby) for each in typed]
    assert all("Secret, passage" not in answer.text for answer in answers)
    assert "no longer in the library" in answers[0].text
    assert answers[0].text == answers[1].text
    assert len(of_the_bot(circle, circle.lobby)) == 0
    assert circle.guild.threads == {}


async def test_a_post_whose_passage_is_gone_still_leads_to_its_talk(circle: Circle):
    """The post keeps what it said; only further questions are gone."""
    await circle.set_up(essay="salt")
    await circle.next_day(1)
    post, thread = await circle.next_day(2)
    await catalogue.stock(circle.bot.database, [EssayFile("s.md", pack("On Salt", 1).data)])
    answer = await circle.first.menu(MENU, post)
    assert answer.text == f"Talk about it here: <#{thread.id}>"
    thread.delete()
    await circle.quiet()
    await circle.first.menu(MENU, post)
    again = await circle.first.sees_thread(of=post)
    assert again.name.startswith("Day 2 · ")
    (begun,) = of_the_bot(circle, again)
    assert begun.text == f"{circle.first.mention} would like to talk about this passage."
