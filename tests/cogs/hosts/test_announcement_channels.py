"""Studies in announcement channels: whether their posts are published is for hosts to choose, where it can be."""

import pytest

from bot.core.models import Place
from bot.services.studies import study_changes
from local_discord import Channel, Permission
from tests.asking import asks
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import discuss
from tests.cogs.hosts.shutting_out import shut_out

PUBLISHED = "Each post is published to those who follow"
CHOICE = "A text channel, an announcement channel or a forum"


@pytest.fixture
async def news(circle: Circle) -> Channel:
    """An announcement channel, in which the bot may pin."""
    channel = circle.guild.add_news_channel("news")
    for each in (channel, circle.channel):
        each.set_overwrite(circle.bot_role, allow=Permission.PIN_MESSAGES)
    await circle.quiet()
    return channel


async def place(circle: Circle) -> Place:
    return (await study_changes.the_one(circle.bot.database, asks(circle.guild.id))).place


async def test_posts_are_published_if_the_host_wants_it(circle: Circle, news: Channel):
    """Setup and status say so; where it cannot be, the setup is refused."""
    assert "is no announcement channel" in (await circle.set_up(publish=True)).text
    assert PUBLISHED in (await circle.set_up(channel=news, publish=True)).text
    assert PUBLISHED in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_nothing_is_said_of_publishing_that_nobody_asked_for(circle: Circle, news: Channel):
    """In an announcement channel a study is one like others."""
    assert "publish" not in (await circle.set_up(channel=news)).text
    assert "publish" not in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_an_edit_turns_publishing_on_and_off(circle: Circle, news: Channel):
    """And shows it first."""
    await circle.set_up(channel=news, pin=True)
    for publish, shown in ((True, PUBLISHED), (False, "no longer published.")):
        edit = await circle.host.slash("/study edit", in_=circle.lobby, publish=publish)
        assert shown in edit.text
        await circle.host.press("Change it", on=edit)
        assert await place(circle) == Place(news.id, pin=True, publish=publish)


async def test_an_edit_turns_publishing_on_only_where_it_can_be(circle: Circle, news: Channel):
    """Whether that is here or where the study moves."""
    await circle.set_up()
    refused = await circle.host.slash("/study edit", in_=circle.lobby, publish=True)
    assert "is no announcement channel" in refused.text
    edit = await circle.host.slash("/study edit", in_=circle.lobby, channel=news, publish=True)
    await circle.host.press("Change it", on=edit)
    assert await place(circle) == Place(news.id, publish=True)


async def test_a_move_to_an_ordinary_channel_ends_publishing(circle: Circle, news: Channel):
    """The edit says so before it is made; between announcement channels it goes on."""
    other = circle.guild.add_news_channel("other-news")
    await circle.quiet()
    await circle.set_up(channel=news, publish=True)
    edit = await circle.host.slash("/study edit", in_=circle.lobby, channel=other)
    assert "published" not in edit.text
    await circle.host.press("Change it", on=edit)
    assert await place(circle) == Place(other.id, publish=True)
    edit = await circle.host.slash("/study edit", in_=circle.lobby, channel=circle.channel)
    assert "only those in an announcement channel can be" in edit.text
    await circle.host.press("Change it", on=edit)
    assert await place(circle) == Place(circle.channel.id)


async def test_a_study_that_was_stopped_says_what_it_left_behind(circle: Circle, news: Channel):
    """*Use another channel* keeps what can be had there, and names the rest."""
    forum = circle.guild.add_forum_channel("readings")
    usual, circle.channel = circle.channel, news
    await circle.quiet()
    await circle.set_up(pin=True, publish=True)
    await shut_out(circle)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    asked = await circle.host.press("Use another channel", on=status)
    moved = await circle.host.choose(CHOICE, [usual], on=asked)
    assert "only those in an announcement channel can be" in moved.text
    assert "no longer pinned" not in moved.text
    assert await place(circle) == Place(usual.id, pin=True)
    moved = await circle.host.choose(CHOICE, [forum], on=asked)
    assert "no longer pinned" in moved.text
    assert "published" not in moved.text


async def test_a_stopped_study_moves_to_an_announcement_channel(circle: Circle, news: Channel):
    """It is in the list of channels; a talk can be opened there, and hosts can be told of problems there."""
    await circle.set_up()
    await shut_out(circle)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    asked = await circle.host.press("Use another channel", on=status)
    assert "goes on in" in (await circle.host.choose(CHOICE, [news], on=asked)).text
    shown = await circle.first.slash("/passage show", passage="bread 2", in_=news)
    assert "The thread is open" in (await discuss(circle, circle.first, shown)).text
    assert f"<#{news.id}>" in (await circle.host.slash("/settings", host_channel=news, in_=circle.lobby)).text
