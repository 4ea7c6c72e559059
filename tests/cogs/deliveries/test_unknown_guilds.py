"""Guilds of which Discord has not told, or tells no more: in an outage at the start, and after they were left."""

from datetime import timedelta

from bot.core.posts import DeliveryState
from bot.services.studies import study_changes
from bot.store import guilds
from bot.store.studies import posts
from local_discord import Channel, Fault
from tests.asking import asks
from tests.cogs.conftest import Circle

FORUM_POST = "POST /channels/{channel_id}/threads"


async def start_without_its_guild(circle: Circle, forum: Channel) -> None:
    """Start the bot anew while its gateway does not know the guild, of which the REST API tells."""
    await circle.set_up(channel=forum)
    await circle.stop()
    circle.guild.go_down()
    await circle.start()
    circle.guild.unavailable = False
    assert circle.bot.get_channel(forum.id) is None


async def a_forum(circle: Circle) -> Channel:
    forum = circle.guild.add_forum_channel("readings", tags=["Daily"])
    await circle.quiet()
    return forum


async def state(circle: Circle) -> DeliveryState:
    await circle.settled()
    async with circle.bot.database.reading() as connection:
        (post,) = await posts.recent(connection, 1, circle.clock.now() - timedelta(days=1))
    return post.state


async def test_a_forum_post_comes_although_its_forum_is_not_cached(circle: Circle):
    """Asking Discord for the forum is not the one attempt that a forum post has."""
    forum = await a_forum(circle)
    await start_without_its_guild(circle, forum)
    posted = circle.count(FORUM_POST)
    circle.clock.move_to(circle.clock.now().replace(hour=7, minute=0, second=31))
    await circle.first.sees_post("Day 1", in_=forum)
    assert await state(circle) is DeliveryState.SENT
    assert posted() == 1


async def test_a_forum_that_cannot_be_asked_for_is_asked_again(circle: Circle):
    """Nothing has been posted then, whatever the answer was."""
    forum = await a_forum(circle)
    await start_without_its_guild(circle, forum)
    failed = circle.server.faults.add(Fault.fails_before(503, "GET /channels/{channel_id}").when(skip=1))
    circle.clock.move_to(circle.clock.now().replace(hour=7, minute=0, second=31))
    await circle.first.sees_post("Day 1", in_=forum, timeout=10)
    assert failed.hits == 1  # after the look, which asks as well
    assert await state(circle) is DeliveryState.SENT


async def test_a_lost_answer_about_a_forum_that_is_not_cached_ends_as_unknown(circle: Circle):
    """Whether the forum may be read is not known, so that a look proves nothing; a host decides."""
    forum = await a_forum(circle)
    await start_without_its_guild(circle, forum)
    lost = circle.server.faults.add(Fault.dropped_after(FORUM_POST))
    circle.clock.move_to(circle.clock.now().replace(hour=7, minute=0, second=31))
    await lost.struck.wait()
    circle.clock.move(timedelta(seconds=90))
    await circle.until_ended()
    assert await state(circle) is DeliveryState.UNKNOWN


async def test_a_guild_is_forgotten_a_month_after_it_was_left_in_one_session(circle: Circle):
    """By the clock: a session may last longer than that, and be resumed in between."""
    await circle.set_up(host_role=circle.guild.add_role("Leaders"))
    await circle.bot.host_roles.choose(circle.guild.id, circle.bot_role.id)
    circle.guild.kick(circle.application)
    await circle.quiet()
    await circle.tick(timedelta(days=29))
    assert circle.guild.id in await known(circle)
    circle.server.faults.cut_gateway()
    await circle.tick(timedelta(days=2))
    assert await known(circle) == {}
    assert circle.bot.host_roles.of(circle.guild.id) is None
    assert circle.bot.host_roles.of_studies(circle.guild.id) == {}
    assert (
        await study_changes.status(
            circle.bot.database, asks(circle.guild.id, now=circle.clock.now(), channel_id=circle.channel.id)
        )
        == []
    )


async def known(circle: Circle) -> dict[int, bool]:
    async with circle.bot.database.reading() as connection:
        return await guilds.known(connection)
