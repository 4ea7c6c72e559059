"""What was said while the bot did not hear of it is counted all the same, once, and at its own time."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot import events
from cogs.participation.counting import recorder
from cogs.participation.counting.open_threads import CLOSED_FOR
from local_discord import Fault, Permission
from local_discord.snowflake import made_at
from local_discord.world import message_changes
from local_discord.world.content.message_parts import PINNED
from local_discord.world.message_changes import Draft
from tests.cogs.conftest import Circle
from tests.cogs.participation.counted import HISTORY, counted, counted_to, participation_of, times, unheard

ANSWERED, REPLIED = "answered", "replied"


async def ticked(circle: Circle, by: timedelta) -> None:
    """Move the clock, until what comes of the tick then has been begun."""
    ticks = circle.bot.wait_for(events.TICKED.removeprefix("on_"), timeout=20)
    circle.clock.move(by)
    await ticks
    await circle.quiet()


async def test_what_was_said_while_the_bot_was_stopped_counts(circle: Circle):
    """Answers and replies, at their own times, each once."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    await circle.stop()
    said = await circle.first.say("It is about sharing.", in_=thread)
    reply = await circle.second.reply("So it is.", to=said)
    await circle.second.reply("And about bread.", to=said)
    circle.clock.move(timedelta(hours=3))
    await circle.start()
    assert await counted(circle) == [(1, "First member", ANSWERED), (1, "Second member", REPLIED)]
    assert await times(circle) == [made_at(said.id).replace(microsecond=0), made_at(reply.id).replace(microsecond=0)]


async def test_what_is_said_live_is_stored_with_its_own_time(circle: Circle):
    """A message's id tells it, however late the bot hears."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    circle.server.gateway.held = []
    said = await circle.first.say("It is about sharing.", in_=thread)
    circle.clock.move(timedelta(minutes=10))
    circle.server.gateway.release()
    await counted(circle)
    assert await times(circle) == [made_at(said.id).replace(microsecond=0)]


async def test_what_was_said_between_two_sessions_counts(circle: Circle):
    """The gateway never tells of it."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    async with unheard(circle):
        said = await circle.first.say("It is about sharing.", in_=thread)
        await circle.second.reply("So it is.", to=said)
    assert await counted(circle) == [(1, "First member", ANSWERED), (1, "Second member", REPLIED)]


async def test_a_message_of_the_new_session_does_not_hide_what_came_before_it(circle: Circle):
    """It is heard before the thread has been read: how far that is counted is not known yet."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    circle.server.faults.add(Fault.fails_before(503, HISTORY))
    async with unheard(circle):
        await circle.first.say("It is about sharing.", in_=thread)
    await circle.second.say("It is about bread.", in_=thread)
    assert await counted(circle) == [(1, "Second member", ANSWERED)]
    await circle.stop()
    await circle.start()
    assert await counted(circle) == [(1, "First member", ANSWERED), (1, "Second member", ANSWERED)]


async def test_where_nothing_is_new_nothing_is_read(circle: Circle):
    """Not after a start, not after a new session, and not after one that is resumed."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    said = await circle.first.say("It is about sharing.", in_=thread)
    await counted(circle)
    assert await counted_to(circle) == {thread.id: said.id}
    pages = circle.count(HISTORY)
    await circle.stop()
    await circle.start()
    await counted(circle)
    await circle.first.say("It is about sharing bread.", in_=thread)
    await counted(circle)
    async with unheard(circle):
        pass
    circle.server.faults.cut_gateway()
    await circle.server.world.wait_for(lambda: not circle.server.gateway.of(), 10, "the connection broke")
    said = await circle.first.say("It is about bread, too.", in_=thread)
    await circle.server.world.wait_for(lambda: bool(circle.server.gateway.of()), 10, "the session went on")
    assert await counted(circle) == [(1, "First member", ANSWERED)]
    assert pages() == 0
    assert await counted_to(circle) == {thread.id: said.id}


async def test_a_thread_that_closed_meanwhile_is_read_up_to_the_next_post(circle: Circle):
    """What came after that counts for neither day."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    await circle.stop()
    await circle.first.say("Before the second day.", in_=thread)
    circle.clock.move(timedelta(days=1, hours=2))
    await circle.start()
    await circle.first.sees("Day 2 ", in_=circle.channel)
    await circle.settled()
    await circle.second.say("After it.", in_=thread)
    assert await counted(circle) == [(1, "First member", ANSWERED)]
    for seconds in (15, CLOSED_FOR):
        await ticked(circle, timedelta(seconds=seconds))
    await counted(circle)
    pages = circle.count(HISTORY)
    await circle.stop()
    await circle.second.say("Much later.", in_=thread)
    await circle.start()
    assert await counted(circle) == [(1, "First member", ANSWERED)]
    assert pages() == 0


async def test_a_thread_that_was_archived_is_read(circle: Circle):
    """Discord does not tell of it by itself."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    await circle.stop()
    await circle.first.say("It is about sharing.", in_=thread)
    thread.edit(archived=True)
    await circle.start()
    assert await counted(circle) == [(1, "First member", ANSWERED)]


@pytest.mark.parametrize(
    "fault", [Fault.fails_before(503, HISTORY), Fault.fails_before(403, HISTORY, code=50001), Fault.cut_short(HISTORY)]
)
async def test_a_thread_that_cannot_be_read_is_read_later(circle: Circle, fault: Fault):
    """It neither stops that of another study nor loses anything."""
    await circle.set_up()
    await circle.set_up(channel=circle.lobby)
    await circle.until_resting()
    circle.clock.move(timedelta(hours=1, minutes=1))
    thread, other = [
        await circle.first.sees_thread(of=await circle.first.sees("Day 1 ", in_=place))
        for place in (circle.channel, circle.lobby)
    ]
    await circle.settled()
    await circle.stop()
    await circle.first.say("It is about sharing.", in_=thread)
    await circle.second.say("It is about salt.", in_=other)
    circle.server.faults.add(fault)
    await circle.start()
    assert len(await counted(circle)) == 1
    await ticked(circle, timedelta(seconds=16))
    assert await counted(circle) == [(1, "First member", ANSWERED), (1, "Second member", ANSWERED)]


async def test_without_the_permission_to_read_nothing_is_passed_over(circle: Circle):
    """Discord would answer an empty list, which proves nothing."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    await circle.stop()
    await circle.first.say("It is about sharing.", in_=thread)
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.READ_MESSAGE_HISTORY)
    await circle.start()
    assert await counted(circle) == []
    circle.channel.set_overwrite(circle.bot_role)
    await circle.quiet()
    await ticked(circle, timedelta(seconds=16))
    assert await counted(circle) == [(1, "First member", ANSWERED)]


async def test_long_talk_is_read_page_by_page(circle: Circle):
    """A hundred messages at once, and how far is stored with each page."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    await circle.stop()
    for number in range(230):
        await circle.first.say(f"Message {number}.", in_=thread)
    last = await circle.second.say("The last one.", in_=thread)
    pages = circle.count(HISTORY)
    await circle.start()
    assert await counted(circle) == [(1, "First member", ANSWERED), (1, "Second member", ANSWERED)]
    assert pages() == 3
    assert await counted_to(circle) == {thread.id: last.id}


async def test_a_reply_to_an_answer_that_the_bot_posted_is_read_back_as_one(circle: Circle):
    """It is one to the member whose answer it is."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    await circle.first.submit(await circle.first.press("Answer", on=post), answer="It is about sharing.")
    answer = await circle.second.sees("It is about sharing.", in_=thread)
    await circle.quiet()
    await circle.stop()
    await circle.second.reply("So it is.", to=answer)
    await circle.start()
    assert await counted(circle) == [(1, "First member", ANSWERED), (1, "Second member", REPLIED)]


async def test_neither_bots_nor_what_discord_says_counts(circle: Circle):
    """Other bots, and what stands there because a member has pinned something: heard or read back."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    other = circle.server.world.add_application("Another bot", token="another")
    circle.guild.add_application(other)

    def talk() -> None:
        message_changes.post(circle.server.world, other.user, thread, Draft("Beep."))
        message_changes.post(circle.server.world, circle.first.user, thread, Draft(kind=PINNED))

    talk()
    assert await counted(circle) == []
    await circle.stop()
    talk()
    await circle.start()
    assert await counted(circle) == []


async def test_nothing_of_a_person_who_had_their_data_deleted_comes_back(circle: Circle):
    """Not what was waiting to be stored, and not by reading back after a restart; what they say later counts."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    await circle.first.say("It is about sharing.", in_=thread)
    await circle.second.say("It is about bread.", in_=thread)
    await circle.quiet()
    await participation_of(circle).forget(circle.first.id)
    assert await counted(circle) == [(1, "Second member", ANSWERED)]
    await circle.stop()
    await circle.start()
    assert await counted(circle) == [(1, "Second member", ANSWERED)]
    circle.clock.move(timedelta(seconds=2))
    await circle.first.say("I am back.", in_=thread)
    assert len(await counted(circle)) == 2


async def forgotten_before_it_is_read(circle: Circle) -> None:
    """Let both members speak while the bot is away, and the first have their data deleted before the thread is read."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    await circle.stop()
    await circle.first.say("It is about sharing.", in_=thread)
    await circle.second.say("It is about bread.", in_=thread)
    circle.server.faults.add(Fault.fails_before(503, HISTORY))
    await circle.start()
    assert await counted(circle) == []
    await participation_of(circle).forget(circle.first.id)


async def test_nothing_comes_back_from_a_thread_that_could_not_be_read_before(circle: Circle):
    """It was said before the data were deleted."""
    await forgotten_before_it_is_read(circle)
    await ticked(circle, timedelta(seconds=16))
    assert await counted(circle) == [(1, "Second member", ANSWERED)]


async def test_nor_after_a_restart_that_comes_before_it_can_be_read(circle: Circle):
    """The new process has not seen the deletion; the thread is read from its beginning, and the others count."""
    await forgotten_before_it_is_read(circle)
    await circle.stop()
    await circle.start()
    assert await counted(circle) == [(1, "Second member", ANSWERED)]
    assert circle.first.id.to_bytes(8, "big") not in stored(circle)


def stored(circle: Circle) -> bytes:
    """All that lies in the folder of the bot's database: the file, its journal, the key."""
    folder = Path(circle.settings.database_url.removeprefix("sqlite+aiosqlite:///")).parent
    return b"".join(path.read_bytes() for path in folder.glob("study.sqlite3*"))


async def test_what_is_too_much_to_wait_is_read_back(circle: Circle, monkeypatch: pytest.MonkeyPatch):
    """Nothing of it is kept in memory, and nothing is lost."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    monkeypatch.setattr(recorder, "MOST_WAITING", 1)
    pages = circle.count(HISTORY)
    for member in (circle.first, circle.second, circle.host):
        await member.say("It is about sharing.", in_=thread)
    await circle.quiet()
    await ticked(circle, timedelta(seconds=15))
    assert len(await counted(circle)) == 3
    assert pages() == 1


async def test_a_post_without_a_thread_keeps_no_other_waiting(circle: Circle):
    """There is nothing to read; a reply to it counts when it is heard."""
    await circle.set_up()
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.CREATE_PUBLIC_THREADS)
    refused = circle.noted()
    circle.clock.move(timedelta(hours=2))
    await refused()
    await circle.stop()
    await circle.start()
    assert await counted(circle) == []
    (post,) = circle.posts()
    await circle.first.reply("It is about sharing.", to=post)
    assert await counted(circle) == [(1, "First member", ANSWERED)]


async def test_what_waits_to_be_stored_is_stored_before_it_is_passed(circle: Circle):
    """A bot that ends after it has read on, and before what it has heard itself is stored, loses nothing."""
    await circle.set_up()
    _, thread = await circle.next_day(1)
    await counted(circle)
    await circle.first.say("It is about sharing.", in_=thread)
    await circle.quiet()
    async with unheard(circle):
        last = await circle.second.say("It is about bread.", in_=thread)
    await participation_of(circle).read_back.idle.wait()
    assert await counted_to(circle) == {thread.id: last.id}
    assert len(await times(circle)) == 2
