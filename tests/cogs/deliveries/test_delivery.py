"""The promise, with a network that breaks: once, late rather than never, and never silently."""

from datetime import timedelta

import pytest

from bot.core.posts import DeliveryState
from bot.store.studies import posts
from local_discord import Fault, Message, Permission, Reply
from tests.cogs.conftest import Circle

THREADS = "POST /channels/{channel_id}/messages/{message_id}/threads"


async def due(circle: Circle) -> None:
    """Let the next post's time come."""
    await circle.until_resting()
    circle.clock.move_to(circle.clock.now().replace(hour=7, minute=0, second=31))


async def the_only_post(circle: Circle) -> Message:
    post = await circle.first.sees("Day 1 ", in_=circle.channel, timeout=15)
    await circle.settled()
    assert len(circle.posts()) == 1
    return post


async def states(circle: Circle) -> list[DeliveryState]:
    async with circle.bot.database.reading() as connection:
        return [post.state for post in await posts.recent(connection, 1, circle.clock.now() - timedelta(days=30))]


@pytest.mark.parametrize(
    "fault",
    [
        Fault.dropped_before,
        Fault.dropped_after,
        Fault.fails_before,
        Fault.fails_after,
        lambda: Fault.fails_before(503),
        lambda: Fault.fails_after(502),
        Fault.rate_limited,
        Fault.echo_first,
        Fault.echo_last,
    ],
)
async def test_one_fault_makes_one_post(circle: Circle, fault):  # noqa: ANN001 # a constructor of a fault
    """Whatever happens to the first request, the passage is there once, with its thread."""
    await circle.set_up()
    circle.server.faults.add(fault())
    await due(circle)
    post = await the_only_post(circle)
    await circle.first.sees_thread(of=post)
    assert await states(circle) == [DeliveryState.SENT]


async def test_the_gateway_s_echo_proves_a_lost_answer(circle: Circle):
    """The answer never came, but the message did: nothing is sent a second time."""
    await circle.set_up()
    sends: list[str] = []
    circle.server.observers.append(
        lambda exchange: sends.append(exchange.path) if exchange.template == "/channels/{channel_id}/messages" else None
    )
    circle.server.faults.add(Fault.dropped_after())
    await due(circle)
    await the_only_post(circle)
    assert await states(circle) == [DeliveryState.SENT]


async def test_a_machine_that_slept_between_two_tries_looks_first(circle: Circle):
    """Discord.py would go on with its retry where it was, hours after Discord has forgotten the nonce."""
    await circle.set_up()
    circle.server.world.settings.nonce_window = timedelta(seconds=65)
    circle.server.gateway.held = []  # the echo would prove that the first try has made it
    fault = circle.server.faults.add(Fault.fails_after())
    await due(circle)
    await fault.struck.wait()
    circle.clock.move(timedelta(hours=2))
    await the_only_post(circle)
    assert await states(circle) == [DeliveryState.SENT]


async def test_a_thread_that_fails_comes_with_the_next_tick(circle: Circle):
    """The post is not repeated for it."""
    await circle.set_up()
    fault = circle.server.faults.add(Fault.fails_before(503, THREADS))
    await due(circle)
    post = await the_only_post(circle)
    assert fault.hits == 1
    circle.clock.move(timedelta(seconds=16))
    assert (await circle.first.sees_thread(of=post)).name.startswith("Day 1")
    assert len(circle.posts()) == 1


async def test_a_refused_thread_is_told_and_not_tried_again(circle: Circle):
    """The post stands; the host hears what is missing."""
    await circle.set_up()
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.CREATE_PUBLIC_THREADS)
    refused = circle.noted()
    await due(circle)
    await refused()
    assert len(circle.posts()) == 1
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "Create Public Threads" in (await status.follow_up()).text
    assert "running" in status.text


async def test_without_the_gateway_the_post_still_comes(circle: Circle):
    """Posting needs the REST API alone."""
    await circle.set_up()
    circle.server.faults.refuse_connections(3)
    circle.server.faults.cut_gateway()
    await due(circle)
    post = await the_only_post(circle)
    assert await states(circle) == [DeliveryState.SENT]
    assert circle.posts() == [post]


async def unknown(circle: Circle, hangs: Fault) -> Reply:
    """Lost answer, no echo, a restart ten minutes later, no history: nobody is sure, says the status."""
    await circle.set_up()
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.READ_MESSAGE_HISTORY)
    await circle.quiet()
    hung = circle.server.faults.add(hangs)
    await due(circle)
    await hung.struck.wait()
    await circle.crash()
    circle.clock.move(timedelta(minutes=10))
    await circle.start()
    await circle.until_ended()
    assert await states(circle) == [DeliveryState.UNKNOWN]
    return await circle.host.slash("/study status", in_=circle.lobby)


async def test_nothing_is_known_and_nothing_is_guessed(circle: Circle):
    """The host decides."""
    status = await unknown(circle, Fault.hangs_after())
    assert len(circle.posts()) == 1
    assert "does not know whether this passage was posted" in status.text
    assert "unclear whether posted" in status.text
    looked = await circle.host.press("Look in the channel", on=status)
    assert "cannot read the channel" in looked.text
    circle.channel.set_overwrite(circle.bot_role, allow=Permission.READ_MESSAGE_HISTORY)
    await circle.quiet()
    assert "The passage was posted" in (await circle.host.press("Look in the channel", on=status)).text
    assert await states(circle) == [DeliveryState.SENT]
    assert "settled this already" in (await circle.host.press("Post it now", on=status)).text


async def test_what_a_host_would_post_again_is_looked_for_since_its_claim(circle: Circle):
    """Two hours later it is found there, and not posted twice."""
    status = await unknown(circle, Fault.hangs_after())
    circle.channel.set_overwrite(circle.bot_role, allow=Permission.READ_MESSAGE_HISTORY)
    await circle.server.delivered()
    circle.clock.move(timedelta(hours=2))
    assert "The passage was posted" in (await circle.host.press("Post it now", on=status)).text
    await circle.settled()
    assert await states(circle) == [DeliveryState.SENT]
    assert len(circle.posts()) == 1


@pytest.mark.parametrize("readable", [True, False])
async def test_what_a_host_misses_is_posted_unless_it_is_found(circle: Circle, readable: bool):
    """Where the bot cannot read the channel, the host's word is enough."""
    status = await unknown(circle, Fault.hangs_before())
    assert circle.posts() == []
    if readable:
        circle.channel.set_overwrite(circle.bot_role, allow=Permission.READ_MESSAGE_HISTORY)
        await circle.server.delivered()
    assert "on its way" in (await circle.host.press("Post it now", on=status)).text
    await the_only_post(circle)
    await circle.settled()
    assert await states(circle) == [DeliveryState.SENT]


async def test_a_crash_after_the_send_is_found_by_a_look(circle: Circle):
    """Ten minutes later the nonce is forgotten, and the channel tells."""
    await circle.set_up()
    hung = circle.server.faults.add(Fault.hangs_after())
    await due(circle)
    await hung.struck.wait()
    await circle.crash()
    circle.clock.move(timedelta(minutes=10))
    await circle.start()
    post = await the_only_post(circle)
    await circle.first.sees_thread(of=post)
    assert await states(circle) == [DeliveryState.SENT]


async def test_hours_without_discord_end_late_and_once(circle: Circle):
    """Five hours of errors: the passage comes when Discord is back, and the ledger says late."""
    await circle.set_up()
    outage = circle.server.faults.add(Fault.fails_before(503).when(times=100))
    await due(circle)
    await outage.struck.wait()
    circle.server.faults.clear()
    circle.clock.move(timedelta(hours=5))
    await the_only_post(circle)
    assert "posted late" in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_clocks_that_disagree_hold_everything(stopped: Circle):
    """Our clock is an hour ahead of Discord's: nothing is posted before its time by either."""
    circle = stopped
    circle.ahead = timedelta(hours=1, minutes=1)
    await circle.start()
    await circle.set_up(time="08:30")
    ticked = circle.answered(200)
    circle.clock.move(timedelta(minutes=90))
    await ticked()
    await circle.ticked()
    assert circle.posts() == []
    circle.ahead = timedelta(0)
    circle.clock.move(timedelta(hours=1, seconds=31))
    await the_only_post(circle)


async def test_a_stop_leaves_what_hangs_claimed(circle: Circle):
    """After the grace it is left for the next start, which finds it in the channel."""
    await circle.set_up()
    hung = circle.server.faults.add(Fault.hangs_after())
    await due(circle)
    await hung.struck.wait()
    await circle.clockwork.deliveries.stop(within=0.05)
    assert await states(circle) == [DeliveryState.CLAIMED]
    await circle.stop()
    await circle.start()
    post = await the_only_post(circle)
    await circle.first.sees_thread(of=post)
    assert await states(circle) == [DeliveryState.SENT]
