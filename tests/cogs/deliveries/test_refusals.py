"""What Discord refuses: how often it is asked again, and who waits for that."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot import events
from bot.connection.refusal_budget import BAN, WINDOW
from bot.core.posts import DeliveryState
from cogs.deliveries.clockwork import TICK
from local_discord import Channel, Fault, Guild, NotSeen, Permission
from tests.cogs.conftest import Circle
from tests.cogs.deliveries.test_delivery import due, states

SEND = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
ME = "GET /users/@me"
HOUR = timedelta(hours=1)


@pytest.fixture
def asked(circle: Circle) -> list[str]:
    """The requests of the bot from now on, but for answers to people."""
    found: list[str] = []
    circle.server.observers.append(
        lambda exchange: (
            None
            if exchange.path.startswith(("/interactions", "/webhooks"))
            else found.append(f"{exchange.method} {exchange.template}")
        )
    )
    return found


async def pass_time(circle: Circle, span: timedelta, step: float = TICK) -> None:
    """Move the clock on, and let the bot do at each tick what it does then."""
    for _ in range(int(span.total_seconds() // step)):
        ticks = circle.bot.wait_for(events.TICKED.removeprefix("on_"), timeout=20)
        circle.clock.move(timedelta(seconds=step))
        await ticks
        await circle.ticked()
        await circle.quiet()
        await circle.tried()  # a clock that goes on between an attempt and its request makes that too late


@pytest.mark.parametrize("fault", [Fault.banned, lambda: Fault.fails_before(403, code=40333)])
async def test_a_ban_is_a_quarter_of_an_hour_of_silence(circle: Circle, asked: list[str], fault):  # noqa: ANN001 # a constructor of a fault
    """Nothing is sent but answers to people; then the post comes, late rather than never, and once."""
    await circle.set_up()
    struck = circle.server.faults.add(fault())
    asked.clear()
    await due(circle)
    await struck.struck.wait()
    await pass_time(circle, BAN - timedelta(minutes=1), step=60)
    assert asked.count(SEND) == 1
    assert (await circle.first.slash("/today", in_=circle.lobby)).text
    await pass_time(circle, timedelta(minutes=17), step=60)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    await circle.settled()
    assert len(circle.posts()) == 1
    assert await states(circle) == [DeliveryState.SENT]


@pytest.mark.parametrize(
    "fault",
    [
        lambda: Fault.fails_before(401),
        lambda: Fault.fails_before(403),
        lambda: Fault.page(403),
        lambda: Fault.fails_before(400),
        lambda: Fault.fails_before(400, code=999_999),
        lambda: Fault.fails_before(404),
    ],
)
async def test_a_refusal_that_is_not_about_the_study_does_not_stop_it(circle: Circle, fault):  # noqa: ANN001 # see above
    """Cloudflare's pages and codes that nobody knows are worth another try; the token is asked about, and is right."""
    await circle.set_up()
    circle.server.faults.add(fault())
    await due(circle)
    await circle.first.sees("Day 1 ", in_=circle.channel, timeout=15)
    await circle.settled()
    assert await states(circle) == [DeliveryState.SENT]
    assert "running" in (await circle.host.slash("/study status", in_=circle.lobby)).text
    assert not circle.bot.must_end.is_set()


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (404, 10003, "the channel has been deleted"),
        (403, 50001, "may not post in the channel"),
        (403, 50013, "may not post in the channel"),
        (400, 50035, "Discord refused the post"),
        (400, 50008, "of another kind now"),
        (400, 160006, "as many open threads"),
        (400, 200000, "AutoMod refused"),
        (400, 240000, "AutoMod refused"),
    ],
)
async def test_a_refusal_about_the_place_or_the_content_stops_the_study(
    circle: Circle, asked: list[str], status: int, code: int, said: str
):
    """One try, and the host reads what it means."""
    await circle.set_up()
    circle.server.faults.add(Fault.fails_before(status, code=code).when(times=None))
    noted = circle.noted()
    await due(circle)
    await noted()
    assert asked.count(SEND) == 1
    assert said in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_a_look_that_cloudflare_refuses_proves_nothing(circle: Circle):
    """A post whose answer was lost is looked for again, and not given up as unknown."""
    await circle.set_up()
    circle.server.faults.add(Fault.hangs_after())
    await due(circle)
    await circle.first.sees("Day 1 ", in_=circle.channel)
    await circle.crash()
    look = circle.server.faults.add(Fault.page(403, "GET /channels/{channel_id}/messages"))
    circle.clock.move(timedelta(minutes=5))
    await circle.start()
    await look.struck.wait()
    await pass_time(circle, timedelta(minutes=1))
    await circle.settled()
    assert await states(circle) == [DeliveryState.SENT]
    assert len(circle.posts()) == 1


async def test_a_token_that_is_refused_is_asked_about(circle: Circle):
    """By the one request that needs no permission; after that the process ends (tests/command_line/test_run.py)."""
    await circle.set_up()
    circle.server.faults.add(Fault.fails_before(401).when(times=None))
    circle.server.faults.add(Fault.fails_before(401, ME))
    await due(circle)
    async with asyncio.timeout(20):
        await circle.bot.must_end.wait()
    assert circle.bot.end_reason is not None
    assert circle.bot.end_reason.key == "cli.bad_token"


@pytest.mark.parametrize(("status", "code"), [(401, 50027), (404, 10062)])
async def test_an_answer_that_comes_too_late_is_no_alarm(
    circle: Circle, asked: list[str], caplog: pytest.LogCaptureFixture, status: int, code: int
):
    """An interaction whose time is over: one line, no traceback, and no doubt about the bot's token."""
    caplog.set_level(logging.INFO)
    circle.server.faults.add(Fault.fails_before(status, CALLBACK, code=code))
    with pytest.raises(NotSeen):
        await circle.first.slash("/today", in_=circle.lobby, within=0.5)
    await circle.quiet()
    assert "came too late" in caplog.text
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.INFO] == []
    assert asked == []


async def other_guild(circle: Circle) -> tuple[Guild, Channel]:
    """Another server with a study of its own."""
    guild = circle.server.world.add_guild("Others")
    guild.add_application(circle.application)
    channel = guild.add_text_channel("passages")
    host = guild.add_member("Other host", [guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)])
    await circle.quiet()
    await host.slash("/study setup", channel=channel, time="07:00", zone="UTC", in_=channel)
    return guild, channel


async def test_a_guild_that_is_refused_too_often_delays_no_other(circle: Circle, asked: list[str]):
    """Its own post waits ten minutes and then comes; the other guild's is there at its time; commands work in both."""
    await circle.set_up()
    other, channel = await other_guild(circle)
    circle.clock.move_to(circle.clock.now().replace(hour=6, minute=59))
    for _ in range(1_000):
        circle.bot.refusals.count(circle.guild.id)
    asked.clear()
    await due(circle)
    reader = other.add_member("Reader")
    await reader.sees("Day 1 ", in_=channel)
    assert "Day 1" not in "".join(post.text for post in circle.posts())
    assert (await circle.first.slash("/passage random", in_=circle.lobby)).text
    assert asked.count(SEND) == 1
    await pass_time(circle, WINDOW + timedelta(minutes=6), step=60)
    await circle.first.sees("Day 1 ", in_=circle.channel)


async def test_permissions_lost_everywhere_cost_no_refusal(circle: Circle):
    """What the gateway has told is not asked again: neither looks nor posts nor notices are sent to be refused."""
    await circle.set_up()
    places = [circle.channel, circle.lobby, *[(await other_guild(circle))[1] for _ in range(3)]]
    await circle.host.slash("/settings", host_channel=circle.lobby, in_=circle.lobby)
    for place in places:
        for role in place.guild.roles.values():
            place.set_overwrite(role, deny=Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
    await circle.quiet()
    noted = circle.noted()
    await due(circle)
    await noted()
    await pass_time(circle, HOUR, step=60)
    assert circle.server.invalid_requests == 0


async def test_a_notice_that_cannot_be_told_is_tried_again_after_growing_pauses(circle: Circle, asked: list[str]):
    """At once, after 1, 5 and 30 minutes: four times in the first hour, and not with every post of other guilds."""
    hosts = circle.guild.add_text_channel("hosts")
    await circle.quiet()
    await circle.host.slash("/settings", host_channel=hosts, in_=circle.lobby)
    hosts.delete()
    await circle.set_up()
    circle.server.faults.add(Fault.fails_before(400, code=200000))
    noted = circle.noted()
    await due(circle)
    await noted()
    await circle.quiet()
    for _ in range(10):
        events.posts_claimed(circle.bot)
        await circle.quiet()
    assert asked.count(SEND) == 2
    await pass_time(circle, timedelta(minutes=45), step=30)
    assert asked.count(SEND) == 5


async def test_notices_of_a_guild_that_was_left_are_not_tried(circle: Circle, asked: list[str]):
    """Nobody is there to read them."""
    await circle.host.slash("/settings", host_channel=circle.lobby, in_=circle.lobby)
    await circle.set_up()
    circle.server.faults.add(Fault.fails_before(400, code=200000))
    circle.server.faults.add(Fault.fails_before(503))
    noted = circle.noted()
    await due(circle)
    await noted()
    await circle.quiet()
    circle.guild.kick(circle.application)
    await circle.quiet()
    asked.clear()
    await pass_time(circle, HOUR, step=60)
    assert asked == []


async def test_choosing_a_host_channel_tells_at_once_and_once(circle: Circle):
    """What has been put off is told there; nobody reads it a second time."""
    await circle.set_up()
    circle.server.faults.add(Fault.fails_before(400, code=200000))
    noted = circle.noted()
    await due(circle)
    await noted()
    await circle.quiet()
    for _ in range(3):
        await circle.host.slash("/settings", host_channel=circle.lobby, in_=circle.lobby)
    await circle.quiet()
    assert sum("has stopped" in message.text for message in circle.first.reads(circle.lobby)) == 1


async def paused() -> None:
    """Wait until the shard pauses before a new session."""
    async with asyncio.timeout(5):
        while not any(task.get_name() == "pause of shard 0" for task in asyncio.all_tasks()):  # noqa: ASYNC110 # a task has no event for its beginning
            await asyncio.sleep(0)


@pytest.mark.parametrize("loop", ["invalidate_identifies", "close_identifies"])
async def test_sessions_that_discord_ends_in_a_loop_begin_after_growing_pauses(circle: Circle, loop: str):
    """Op 9 and close 4009: a session at once, then after 5, 10, 20 and 40 seconds; a RESUME is never made to wait."""
    faults, application, world = circle.server.faults, circle.application, circle.server.world
    circle.clock.move(timedelta(hours=2))
    before = application.identifies
    getattr(faults, loop)(4)
    await faults.invalidate_sessions()
    for number, pause in enumerate((0, 5, 10, 20, 40), start=1):
        if pause:
            await paused()
            circle.clock.move(timedelta(seconds=pause - 1))
            await circle.ticked()
            assert application.identifies - before == number - 1
            circle.clock.move(timedelta(seconds=2))
        await world.wait_for(lambda number=number: application.identifies - before == number, 5, "a new session")
    await application.online()
    faults.cut_gateway()
    await circle.quiet()
    assert application.identifies - before == 5
