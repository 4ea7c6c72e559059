"""A copy of some days ago is put back by `restore`, as an operator does it, in a group that has gone on meanwhile."""

from pathlib import Path

import pytest

from bot.core.posts import DeliveryState
from bot.services import backups, restoring
from bot.store.dialects.sqlite.database import in_a_file
from local_discord import Message
from tests.cogs.conftest import Circle
from tests.cogs.deliveries.test_restored_database import days, file_of, ledger
from tests.cogs.participation.counted import counted, participation_of
from tests.cogs.participation.test_reminders import asks, until
from tests.services.conftest import pack

pytestmark = pytest.mark.of_sqlite


@pytest.fixture
def essays(tmp_path: Path) -> Path:
    """A shelf with an essay that lasts two weeks."""
    folder = tmp_path / "essays"
    folder.mkdir()
    file = pack("On Bread", 14)
    (folder / file.name).write_bytes(file.data)
    return folder


def reminded(circle: Circle) -> tuple[int, int]:
    """How many direct messages each of the two members has had."""
    first, second = (member.direct(circle.application).messages for member in (circle.first, circle.second))
    return len(first), len(second)


async def asks_too(circle: Circle, post: Message) -> None:
    """Have the second member reminded as well."""
    form = await circle.second.press("Remind me", on=post)
    await circle.done(await circle.second.submit(form, time="20:00", zone="UTC"))


async def test_a_copy_of_the_fourth_day_is_put_back_on_the_seventh(circle: Circle):
    """No day is posted twice and none is missed, nobody is reminded again, and who was deleted stays deleted."""
    await circle.set_up()
    for day in range(1, 5):
        post, thread = await circle.next_day(day)
        await circle.second.say("It is about sharing.", in_=thread)
        if day == 1:
            await asks(circle, post)
            await asks_too(circle, post)
        await until(circle, 20)
    assert len(await counted(circle)) == 4
    kept, _ = await backups.back_up(in_a_file(circle.bot.database), circle.clock.now())

    _, thread = await circle.next_day(5)
    await circle.second.say("I am leaving.", in_=thread)
    await counted(circle)
    await participation_of(circle).forget(circle.second.id)
    await until(circle, 20)
    await circle.next_day(6)
    await until(circle, 20)
    await circle.next_day(7)
    await circle.after(minutes=20)
    before = reminded(circle)

    await circle.stop()
    folder = circle.settings.backups or kept.parent
    done = await restoring.restore(circle.settings.database_url, folder, kept, circle.clock.now())
    assert done.people == 1
    assert done.removed >= 5  # four parts, and a reminder
    await circle.start()
    await circle.after(minutes=20)
    assert days(circle) == [f"Day {day}" for day in range(1, 8)]
    assert [post.state for post in await ledger(circle)] == [DeliveryState.SENT] * 7
    assert [post.content.number for post in await ledger(circle) if post.content] == list(range(1, 8))
    assert await counted(circle) == []
    assert reminded(circle) == before

    await until(circle, 20)
    first, second = before
    assert reminded(circle) == (first + 1, second)
    await circle.next_day(8)
    assert days(circle) == [f"Day {day}" for day in range(1, 9)]
    assert (await ledger(circle))[-1].message_id == circle.posts()[-1].id
    assert circle.second.id.to_bytes(8, "big") not in file_of(circle).read_bytes()
