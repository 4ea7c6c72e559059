"""A notice in a host channel has what a post has: it is told once, whatever becomes of its answer, and never lost."""

from datetime import timedelta

import pytest

from bot.core.deliveries.notice_retries import PAUSES
from bot.core.models import Reason
from bot.core.posts import Delivery, DeliveryState, NoticeContent
from bot.services.deliveries import post_extras
from bot.store.studies import deliveries
from cogs.deliveries import refusals
from cogs.hosts.host_notices import notice_layout
from local_discord import Fault, Message, NotSeen, Permission
from tests.cogs.conftest import Circle, hosts_of
from tests.cogs.deliveries.test_delivery import due
from tests.cogs.deliveries.test_refusals import pass_time
from tests.cogs.ui.layouts import SAY, SNOWFLAKE

BLOCKED = 200000  # by automatic moderation: the study stops, and hosts have to know


def told(circle: Circle) -> list[Message]:
    """The notices in the host channel."""
    return [message for message in circle.first.reads(circle.lobby) if "has stopped" in message.text]


async def plan(circle: Circle) -> None:
    """A study, whose hosts want to be told of trouble in the lobby."""
    await circle.host.slash("/settings", host_channel=circle.lobby, in_=circle.lobby)
    await circle.set_up()


async def stops(circle: Circle, fault: Fault) -> Fault:
    """The study stops, and this befalls the notice of it; the fault, once it has struck."""
    circle.server.faults.add(Fault.fails_before(400, code=BLOCKED))
    strikes = circle.server.faults.add(fault)
    await due(circle)
    await strikes.struck.wait()
    return strikes


async def after_a_crash(circle: Circle, **away: float) -> None:
    """The bot is gone in the middle of it, and comes back so much later."""
    await circle.crash()
    circle.clock.move(timedelta(**away))
    await starts(circle)


async def starts(circle: Circle) -> None:
    """The bot starts, and has seen to what was left."""
    await circle.start()
    await circle.until_resting()
    await circle.quiet()


async def the_delivery(circle: Circle) -> Delivery:
    """The latest one of the notice: the first was of the post, and a second claim has the third."""
    async with circle.bot.database.reading() as connection:
        found = await deliveries.delivery(connection, 3) or await deliveries.delivery(connection, 2)
    assert found is not None
    assert isinstance(found.content, NoticeContent)
    return found


async def status(circle: Circle) -> Message | None:
    """What a host reads after a command, if there is something."""
    answer = await circle.host.slash("/study status", in_=circle.channel)
    try:
        return await answer.follow_up(within=0.5)
    except NotSeen:
        return None


@pytest.mark.parametrize(
    "fault",
    [
        Fault.dropped_before,
        Fault.dropped_after,
        Fault.fails_after,
        lambda: Fault.fails_before(503),
        lambda: Fault.fails_after(502),
        Fault.rate_limited,
        Fault.echo_first,
        Fault.echo_last,
    ],
)
async def test_one_fault_makes_one_notice(circle: Circle, fault):  # noqa: ANN001 # a constructor of a fault
    """Whatever happens to the first request, hosts read it once."""
    await plan(circle)
    await stops(circle, fault())
    await circle.quiet()
    await pass_time(circle, timedelta(minutes=2))
    assert len(told(circle)) == 1
    assert (await the_delivery(circle)).state is DeliveryState.SENT
    assert await status(circle) is None


@pytest.mark.parametrize("seconds", [1, 59, 61, 600])
@pytest.mark.parametrize("hangs", [Fault.hangs_before, Fault.hangs_after])
async def test_a_crash_neither_loses_nor_doubles_a_notice(circle: Circle, seconds: int, hangs):  # noqa: ANN001 # see above
    """While Discord knows the nonce it is sent again; later the channel tells."""
    await plan(circle)
    await stops(circle, hangs())
    await after_a_crash(circle, seconds=seconds)
    assert len(told(circle)) == 1
    found = await the_delivery(circle)
    assert (found.state, found.message_id) == (DeliveryState.SENT, told(circle)[0].id)
    assert await status(circle) is None


async def test_a_notice_that_is_found_counts_as_told_when_it_was_made(circle: Circle):
    """Not when the bot came back to look."""
    await plan(circle)
    await stops(circle, Fault.hangs_after())
    made_at = circle.clock.now()
    await after_a_crash(circle, hours=5)
    found = await the_delivery(circle)
    assert found.sent_at is not None
    assert abs(found.sent_at - made_at) < timedelta(seconds=2)


async def test_what_nobody_can_settle_is_told_after_a_command(circle: Circle):
    """Not a second time in the channel: only to a host who has asked for something."""
    await plan(circle)
    await stops(circle, Fault.hangs_after())
    await circle.crash()
    circle.lobby.set_overwrite(circle.bot_role, deny=Permission.READ_MESSAGE_HISTORY)
    circle.clock.move(timedelta(minutes=10))
    await starts(circle)
    await pass_time(circle, timedelta(minutes=10), step=60)
    assert (await the_delivery(circle)).state is DeliveryState.UNKNOWN
    assert len(told(circle)) == 1
    notice = await status(circle)
    assert notice is not None
    assert "has stopped" in notice.text
    assert await status(circle) is None


async def test_what_may_have_been_told_is_not_told_after_a_command(circle: Circle):
    """Its answer and its echo were lost: the next tick settles that, and the host reads it once."""
    await plan(circle)
    circle.server.gateway.held = []
    lost = await stops(circle, Fault.dropped_after())
    await hosts_of(circle).notices.deliveries.settled()
    circle.server.gateway.release()
    await circle.quiet()
    assert lost.hits == 1
    assert (await the_delivery(circle)).state is DeliveryState.CLAIMED
    assert await status(circle) is None
    await pass_time(circle, timedelta(minutes=1))
    assert len(told(circle)) == 1
    assert (await the_delivery(circle)).state is DeliveryState.SENT


async def test_the_same_words_of_before_are_not_taken_for_it(circle: Circle):
    """The study stopped for the same reason yesterday: that was another notice."""
    await plan(circle)
    circle.server.faults.add(Fault.fails_before(400, code=BLOCKED))
    noted = circle.noted()
    await due(circle)
    await noted()
    await circle.quiet()
    await circle.host.press("Check again", on=told(circle)[0])
    circle.server.faults.add(Fault.fails_before(400, code=BLOCKED))
    hung = circle.server.faults.add(Fault.hangs_before())
    await circle.until_resting()
    circle.clock.move(timedelta(days=1))
    await hung.struck.wait()
    await after_a_crash(circle, minutes=10)
    assert len(told(circle)) == 2


async def test_what_was_refused_is_told_after_a_command_and_not_again(circle: Circle):
    """It surely was not there; the pauses of the channel are over with it."""
    await plan(circle)
    await stops(circle, Fault.fails_before(403, code=50013))
    await circle.quiet()
    assert (await the_delivery(circle)).state is DeliveryState.SKIPPED
    assert await status(circle) is not None
    await pass_time(circle, 2 * PAUSES[0], step=30)
    assert told(circle) == []


async def test_what_was_refused_is_claimed_again_where_hosts_want_it_now(circle: Circle):
    """In the other channel at once, and by a delivery of its own."""
    await plan(circle)
    await stops(circle, Fault.fails_before(403, code=50013))
    await circle.quiet()
    hosts = circle.guild.add_text_channel("hosts")
    await circle.quiet()
    await circle.host.slash("/settings", host_channel=hosts, in_=circle.lobby)
    notice = await circle.host.sees("has stopped", in_=hosts)
    await circle.quiet()
    assert (await the_delivery(circle)).message_id == notice.id
    assert told(circle) == []


async def test_what_is_withdrawn_on_its_way_is_not_sent_again(circle: Circle):
    """A host has gone on with the study while the answer was lost."""
    await plan(circle)
    await stops(circle, Fault.hangs_before())
    circle.server.faults.add(Fault.fails_before(503).when(times=None))
    await after_a_crash(circle, seconds=1)
    assert (await the_delivery(circle)).state is DeliveryState.CLAIMED
    await circle.host.slash("/study resume", in_=circle.channel)
    circle.server.faults.clear()
    await pass_time(circle, timedelta(minutes=5), step=30)
    assert told(circle) == []


@pytest.mark.parametrize("reason", post_extras.REASONS)
def test_a_post_that_lacks_something_is_no_stopped_study(reason: Reason):
    """What follows a post is refused; the study itself goes on, and needs no button to start again."""
    notice = notice_layout(SAY, 1, NoticeContent(SNOWFLAKE, reason))
    assert "has stopped" not in str(notice.to_components())
    assert not [item for item in notice.walk_children() if item.is_dispatchable()]


def test_every_refusal_of_what_follows_a_post_is_known_as_one():
    """A new one is added to the reasons of posts that are out, or hosts would be told that their study has stopped."""
    assert {*refusals.OF_A_THREAD.values(), *refusals.OF_PUBLISHING.values()} <= {*post_extras.REASONS}
