"""Talks about passages, end to end: *Discuss* under a passage, and *Discuss this* in the menu of a message."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.lookup import autocomplete
from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from cogs.discussion.discuss import DiscussButton
from cogs.ui.buttons import row
from cogs.ui.replies import Layout
from local_discord import Channel, Message, Permission, Reply, Thread
from local_discord.faults import Fault
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import discuss, open_another, post_it
from tests.services.conftest import pack
from tests.services.lookup.looked_up import the_one

MENU = "Discuss this"


@pytest.fixture
def essays(essays: Path) -> Path:
    """Two short essays with questions, and one without any."""
    bare = b"---\ntitle: On Water\nid: on-water\n---\nWater, without any question.\n"
    (essays / "on-water.md").write_bytes(bare)
    return essays


async def look_up(circle: Circle, passage: str, in_: Channel | Thread) -> Reply:
    """A passage shown to the first member alone."""
    return await circle.first.slash("/passage show", in_=in_, passage=passage)


async def share(circle: Circle, in_: Channel | Thread) -> Message:
    """A quote that somebody has shared."""
    shared = await circle.second.press("Share", on=await circle.second.slash("/quote", in_=in_, words="salt"))
    return await shared.follow_up()


def of_the_bot(circle: Circle, in_: Channel | Thread) -> list[Message]:
    """What everybody can read of the bot's there."""
    return [message for message in in_.messages if message.author is circle.application.user and message.text]


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
