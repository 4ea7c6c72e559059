"""A post with several passages goes on below itself: in its thread, in order, each message once, also after a crash."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.posts import DeliveryKind, DeliveryState
from bot.services.deliveries import ends, host_notices
from bot.store.studies import deliveries
from local_discord import Fault, Message, Permission, Reply
from tests.cogs.conftest import Circle
from tests.cogs.deliveries.test_restored_database import DUE, copy, put_back

PASSAGES = 7
SECTION = "Bread"


def bread(tmp_path: Path) -> Path:
    """A shelf with one essay: a section of seven passages, of which two fit into one message, and another one."""
    folder = tmp_path / "essays"
    folder.mkdir()
    texts = [f"Passage {number} says: {'bread is shared. ' * 80}\n" for number in range(1, PASSAGES + 2)]
    asked = [f"{text}\n? apply: What of passage {number}?\n" for number, text in enumerate(texts, start=1)]
    section = "\n---\n\n".join(asked[:PASSAGES])
    head = "---\ntitle: On Bread\nid: on-bread\n---\n"
    (folder / "on-bread.md").write_text(f"{head}## {SECTION}\n\n{section}\n## Wine\n\n{asked[-1]}", "utf-8")
    return folder


@pytest.fixture
def essays(tmp_path: Path) -> Path:
    """That shelf."""
    return bread(tmp_path)


@pytest.fixture
async def reading(circle: Circle) -> Circle:
    """A study that reads a section at once."""
    await circle.set_up(at_once="section")
    return circle


def passages(messages: list[Message]) -> list[int]:
    """Which passages the messages hold, in order."""
    texts = " ".join(message.text for message in messages)
    return [int(part.split(" ", 1)[0]) for part in texts.split("Passage ")[1:]]


async def goes_on(circle: Circle) -> list[Message]:
    """What stands in the thread of the first post once all is sent."""
    post, thread = await circle.next_day(1)
    await circle.first.sees(f"Passage {PASSAGES} says", in_=thread)
    await circle.settled()
    return [post, *circle.first.reads(thread)]


async def states(circle: Circle) -> list[DeliveryState]:
    """How far each message below a post has come, oldest first."""
    async with circle.bot.database.reading() as connection:
        found = [await deliveries.delivery(connection, number) for number in range(1, 20)]
    return [one.state for one in found if one is not None and one.kind is DeliveryKind.CONTINUATION]


async def status(circle: Circle) -> Reply:
    return await circle.host.slash("/study status", in_=circle.lobby)


async def ended(circle: Circle) -> None:
    """All messages below the post have come to an end."""
    while DeliveryState.CLAIMED in await states(circle):
        await circle.tick(timedelta(seconds=15))


async def test_a_section_comes_at_once_and_goes_on_in_the_thread(reading: Circle):
    """All of it in order, the next post begins after it, and two questions are about its first and last passage."""
    first, *below = await goes_on(reading)
    assert passages([first, *below]) == [*range(1, PASSAGES + 1)]
    assert "Day 1 · 1–7 of 8" in first.text
    assert "comes below the post" in first.text
    assert "What of passage 1?" in first.text
    assert "What of passage 7?" in first.text
    assert await states(reading) == [DeliveryState.SENT] * 3
    second, _ = await reading.next_day(2)
    assert passages([second]) == [8]
    assert "comes below" not in second.text


async def test_it_goes_on_in_a_forum_post(circle: Circle):
    """Which is its own thread."""
    forum = circle.guild.add_forum_channel("readings")
    await circle.quiet()
    await circle.set_up(channel=forum, at_once="section")
    await circle.after(DUE)
    thread = await circle.first.sees_post("Day 1", in_=forum)
    await circle.first.sees(f"Passage {PASSAGES} says", in_=thread)
    assert passages(circle.first.reads(thread)) == [*range(1, PASSAGES + 1)]


async def test_without_a_thread_it_goes_on_in_the_channel(reading: Circle):
    """What cannot stand in a thread is not lost."""
    reading.channel.set_overwrite(reading.bot_role, deny=Permission.CREATE_PUBLIC_THREADS)
    await reading.quiet()
    await reading.after(DUE)
    await reading.first.sees(f"Passage {PASSAGES} says", in_=reading.channel)
    assert passages(reading.first.reads(reading.channel)) == [*range(1, PASSAGES + 1)]


@pytest.mark.parametrize("made", [True, False])
@pytest.mark.parametrize("minutes", [0.2, 30])
async def test_a_lost_answer_doubles_nothing(reading: Circle, made: bool, minutes: float):
    """Of a message below, whether it was made or not, soon or after Discord has forgotten the nonce."""
    fault = Fault.dropped_after if made else Fault.dropped_before
    strikes = reading.server.faults.add(fault().when(skip=2))
    await reading.after(DUE)
    await strikes.struck.wait()
    await reading.crash()
    reading.clock.move(timedelta(minutes=minutes))
    await reading.start()
    (thread,) = reading.channel.threads
    await reading.first.sees(f"Passage {PASSAGES} says", in_=thread)
    await reading.settled()
    assert passages([*reading.posts(), *reading.first.reads(thread)]) == [*range(1, PASSAGES + 1)]


@pytest.mark.of_sqlite
@pytest.mark.parametrize("minutes", [5, 60])
async def test_an_older_copy_of_the_database_doubles_nothing(reading: Circle, minutes: int):
    """What stands below the post is found again."""
    kept = copy(reading)
    before = passages(await goes_on(reading))
    await put_back(reading, kept, minutes=minutes)
    await ended(reading)
    (thread,) = reading.channel.threads
    assert passages([*reading.posts(), *reading.first.reads(thread)]) == before
    assert set(await states(reading)) == {DeliveryState.SENT}


async def test_hosts_are_told_when_it_does_not_go_on(reading: Circle):
    """Of each post that lacks something, once, with what to do; and the study itself goes on."""
    reading.server.faults.add(Fault.fails_before(403, code=50013).when(skip=1, times=None))
    await reading.next_day(1)
    await ended(reading)
    assert await states(reading) == [DeliveryState.UNKNOWN]
    (notice,) = await host_notices.untold(reading.bot.database, reading.guild.id)
    assert "could not be sent below it" in (await (await status(reading)).follow_up()).text
    await reading.quiet()  # what was read is recorded
    assert await host_notices.untold(reading.bot.database, reading.guild.id) == []
    async with reading.bot.database.writing() as connection:
        lost = await deliveries.delivery(connection, 2)
        assert lost is not None
        await ends.when_ended(connection, lost, DeliveryState.UNKNOWN, None, reading.clock.now(), refused=False)
    (again,) = await host_notices.untold(reading.bot.database, reading.guild.id)
    assert again.reason is notice.reason
    assert "could not be sent below it" in reading.says(notice.reason.key)
    reading.server.faults.clear()
    second, _ = await reading.next_day(2)
    assert passages([second]) == [8]
