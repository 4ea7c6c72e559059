"""*Discuss* under a passage: what it posts, where, and for whom."""

from datetime import timedelta

import pytest

from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from cogs.discussion.discuss import DiscussButton
from local_discord import Permission
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import discuss, look_up, of_the_bot, open_another, post_it, share


async def test_discuss_opens_a_thread_with_the_passage_and_a_question(circle: Circle):
    """From a message of its own, since nothing can begin at an answer that one person sees; nobody is pinged."""
    pressed = await discuss(circle, circle.first, await look_up(circle, "bread 2", circle.lobby))
    opener = await circle.second.sees("On Bread, passage 2", in_=circle.lobby)
    thread = await circle.second.sees_thread(of=opener)
    assert f"{circle.first.mention} would like to talk about this passage." in opener.text
    assert list(opener.mentions) == []
    assert "Passage 2 of 3" in opener.text
    assert "What does passage 2 of On Bread mean?" in opener.text
    assert opener.buttons == ["Another question"]
    assert thread.name == "On Bread 2 · On Bread, passage 2, about bread and neighbours."
    assert pressed.ephemeral
    assert pressed.text == f"The thread is open: <#{thread.id}>."
    mine = await circle.second.press("Another question", on=opener)
    assert mine.ephemeral
    assert "What is passage 2 of On Bread?" in mine.text


async def test_what_would_be_posted_is_shown_first(circle: Circle):
    """To the one who presses: which passage, where, and with which question; nothing is posted until they agree."""
    asked = await circle.first.press("Discuss", on=await look_up(circle, "bread 2", circle.lobby))
    assert asked.ephemeral
    assert (
        f"This posts passage 2 of **On Bread** in <#{circle.lobby.id}> for everybody, and opens a thread" in asked.text
    )
    assert asked.text.endswith("It begins with this question:\n**What does passage 2 of On Bread mean?**")
    assert asked.buttons == ["Post it"]
    assert of_the_bot(circle, circle.lobby) == []
    assert circle.guild.threads == {}
    posted = await post_it(circle, circle.first, asked)
    assert "The thread is open" in posted.text
    assert posted is asked.message
    assert posted.buttons == []


async def test_who_agrees_when_somebody_else_has_opened_the_talk_is_led_there(circle: Circle):
    """What was asked a while ago posts nothing twice, neither here nor below a quote."""
    shown, quote = await look_up(circle, "bread 2", circle.lobby), await share(circle, circle.lobby)
    asked = await circle.first.press("Discuss", on=shown)
    asked_below = await circle.first.press("Discuss", on=quote)
    await discuss(
        circle, circle.second, await circle.second.slash("/passage show", in_=circle.lobby, passage="bread 2")
    )
    await discuss(circle, circle.second, quote)
    circle.clock.move(timedelta(hours=1))
    opener = of_the_bot(circle, circle.lobby)[-1]
    assert f"about this passage: <#{opener.id}>" in (await post_it(circle, circle.first, asked)).text
    assert f"Talk about it here: <#{quote.id}>" in (await post_it(circle, circle.first, asked_below)).text
    assert len(circle.guild.threads) == 2


async def test_what_is_in_the_way_is_said_before_and_after_the_question(circle: Circle):
    """A permission that is taken away while somebody thinks about it counts as well."""
    asked = await circle.first.press("Discuss", on=await look_up(circle, "bread 2", circle.lobby))
    circle.lobby.set_overwrite(circle.guild.everyone, deny=Permission.CREATE_PUBLIC_THREADS)
    circle.lobby.set_overwrite(circle.bot_role, allow=Permission.CREATE_PUBLIC_THREADS)
    await circle.quiet()
    assert "that you do not have" in (await post_it(circle, circle.first, asked)).text
    assert asked.buttons == ["Post it"]
    assert of_the_bot(circle, circle.lobby) == []


async def test_a_quote_that_is_deleted_meanwhile_is_explained(circle: Circle):
    """The talk was to begin at it, and nothing else was agreed to."""
    quote = await share(circle, circle.lobby)
    asked = await circle.first.press("Discuss", on=quote)
    assert f"opens a thread under the message in <#{circle.lobby.id}>" in asked.text
    circle.lobby.remove(quote)
    await circle.quiet()
    assert "has been deleted. Look its passage up" in (await post_it(circle, circle.first, asked)).text
    assert circle.guild.threads == {}


def test_buttons_of_before_mean_what_they_meant():
    """*Discuss*, which asks now, and *Open another*, under messages that are older than *Post it*."""
    assert [DiscussButton(7, 3, anew).custom_id for anew in (False, True)] == ["discuss:7:3:0", "discuss:7:3:1"]


async def test_a_passage_by_chance_can_be_discussed(circle: Circle):
    """The button is under whatever is shown."""
    shown = await circle.first.slash("/passage random", in_=circle.lobby)
    assert "The thread is open" in (await discuss(circle, circle.first, shown)).text


async def test_of_a_range_the_first_is_discussed_and_the_button_says_so(circle: Circle):
    """A talk needs one passage."""
    shown = await look_up(circle, "bread 2-3", circle.lobby)
    await discuss(circle, circle.first, shown, "Discuss passage 2")
    opener = await circle.first.sees("would like to talk", in_=circle.lobby)
    assert "On Bread, passage 2" in opener.text
    assert "On Bread, passage 3" not in opener.text


async def test_the_longest_passage_fits(circle: Circle):
    """With the longest title, author, source, heading and question there can be, and after the group has read it."""
    source = f"https://example.org/{'s' * 180}"
    head = f"---\ntitle: {'t' * 200}\nauthor: {'a' * 200}\nsource: {source}\nid: long\n---\n"
    text = f"{head}## {'h' * 150}\n\n{'Word ' * 599}\n\n"
    file = EssayFile("long.md", f"{text}? notice: {'q' * 300}\n".encode())
    await catalogue.import_essay(circle.bot.database, circle.guild.id, file, {})
    await circle.set_up(essay="ttt")
    await circle.next_day(1)
    shown = await look_up(circle, "ttt 1", circle.lobby)
    known = await circle.first.press("Discuss", on=shown)
    assert "The thread is open" in (await open_another(circle, circle.first, known)).text


@pytest.mark.parametrize(
    ("denied", "names"),
    [
        (Permission.SEND_MESSAGES, ["Send Messages"]),
        (Permission.CREATE_PUBLIC_THREADS, ["Create Public Threads"]),
        (
            Permission.SEND_MESSAGES | Permission.CREATE_PUBLIC_THREADS,
            ["Send Messages", "Create Public Threads"],
        ),
    ],
)
@pytest.mark.parametrize("whose", ["mine", "the bot's"])
async def test_whose_permission_is_missing_is_said(circle: Circle, denied: Permission, names: list[str], whose: str):
    """The bot is nobody's way around a channel's rules; and nothing is posted."""
    mine = whose == "mine"
    circle.lobby.set_overwrite(circle.guild.everyone if mine else circle.bot_role, deny=denied)
    if mine:
        circle.lobby.set_overwrite(circle.bot_role, allow=denied)
    await circle.quiet()
    refused = await circle.first.press("Discuss", on=await look_up(circle, "bread 2", circle.lobby))
    assert refused.ephemeral
    assert ("that you do not have" if mine else "A host can allow the bot’s role") in refused.text
    assert [line.removeprefix("• ") for line in refused.text.splitlines()[1:]] == names
    assert of_the_bot(circle, circle.lobby) == []


async def test_in_a_thread_it_is_posted_right_there(circle: Circle):
    """There is no thread within a thread, and the answer says so."""
    thread = await circle.host.start_thread("Walks", on=await circle.host.say("Who comes?", in_=circle.lobby))
    pressed = await discuss(circle, circle.first, await look_up(circle, "bread 2", thread))
    opener = await circle.second.sees("On Bread, passage 2", in_=thread)
    assert "You are in a thread already" in pressed.text
    assert str(opener.id) in pressed.text
    assert len(circle.guild.threads) == 1
    assert of_the_bot(circle, circle.lobby) == []


async def test_in_a_forum_post_too(circle: Circle):
    """A post is a thread; what it needs is Send Messages in Threads."""
    forum = circle.guild.add_forum_channel("readings")
    await circle.quiet()
    await circle.set_up(channel=forum)
    circle.clock.move(timedelta(hours=2))
    post = await circle.first.sees_post("Day 1", in_=forum)
    shown = await look_up(circle, "bread 2", post)
    assert "You are in a thread already" in (await discuss(circle, circle.first, shown)).text
    forum.set_overwrite(circle.guild.everyone, deny=Permission.SEND_MESSAGES_IN_THREADS)
    forum.set_overwrite(circle.bot_role, allow=Permission.SEND_MESSAGES_IN_THREADS)
    await circle.quiet()
    refused = await circle.first.press("Discuss", on=await look_up(circle, "bread 3", post))
    assert "• Send Messages in Threads" in refused.text


async def test_a_locked_thread_stays_quiet(circle: Circle):
    """Whoever locked it had a reason."""
    thread = await circle.host.start_thread("Walks", on=await circle.host.say("Who comes?", in_=circle.lobby))
    shown = await look_up(circle, "bread 2", thread)
    thread.edit(locked=True)
    await circle.quiet()
    assert "This thread is locked" in (await circle.first.press("Discuss", on=shown)).text
    assert of_the_bot(circle, thread) == []


async def test_a_voice_channel_has_no_threads(circle: Circle):
    """A plain sentence says where to go."""
    voice = circle.guild.add_voice_channel("talking")
    await circle.quiet()
    pressed = await circle.first.press(
        "Discuss", on=await circle.first.slash("/passage show", in_=voice, passage="bread 2")
    )
    assert "Look the passage up in a text channel" in pressed.text


async def test_in_a_direct_message_it_leads_to_the_server(circle: Circle):
    """There is nobody to talk to."""
    shown = await circle.first.slash("/passage show", in_=circle.application, passage="bread 2")
    assert "Open your study group’s server" in (await circle.first.press("Discuss", on=shown)).text
