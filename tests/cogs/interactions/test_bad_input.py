"""What people type wrongly, and what the bot says to it."""

import pytest

from local_discord import Permission
from tests.cogs.conftest import Circle


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"time": "25:00"}, "“25:00” is not a time of day"),
        ({"zone": "Mars/Base"}, "no city, country or time zone called “Mars/Base”"),
        ({"zone": "EST"}, "knows no summer time"),
        ({"essay": "cheese"}, "No essay in your library has a title like “cheese”"),
    ],
)
async def test_each_mistake_gets_one_clear_sentence(circle: Circle, options: dict[str, object], said: str):
    """Ephemeral, with what to do; nothing is set up."""
    reply = await circle.set_up(**options)
    assert said in reply.text
    assert reply.ephemeral
    assert "no study here yet" in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_a_channel_the_bot_cannot_see_is_refused(circle: Circle):
    """With where to change that."""
    hidden = circle.guild.add_text_channel("hidden", overwrites={circle.bot_role: (0, Permission.VIEW_CHANNEL)})
    await circle.quiet()
    reply = await circle.set_up(channel=hidden)
    assert "cannot see" in reply.text
    assert "View Channel" in reply.text


async def test_missing_permissions_are_listed(circle: Circle):
    """Each by the name it has in Discord's settings."""
    silent = circle.guild.add_text_channel(
        "silent",
        overwrites={circle.guild.everyone: (0, Permission.SEND_MESSAGES | Permission.CREATE_PUBLIC_THREADS),
                    circle.bot_role: (0, Permission.SEND_MESSAGES | Permission.CREATE_PUBLIC_THREADS)},
    )  # fmt: skip
    await circle.quiet()
    reply = await circle.set_up(channel=silent)
    assert "lacks 2 permissions" in reply.text
    assert "• Send Messages" in reply.text
    assert "• Create Public Threads" in reply.text


async def test_a_role_that_cannot_be_pinged_is_refused(circle: Circle):
    """With the switch that makes it possible; a role that can be pinged is the first line of the post."""
    role = circle.guild.add_role("Readers")
    await circle.quiet()
    assert "Allow anyone to @mention this role" in (await circle.set_up(role=role)).text
    loud = circle.guild.add_role("Early readers", mentionable=True)
    await circle.quiet()
    await circle.set_up(role=loud)
    post, _ = await circle.next_day(1)
    assert post.text.startswith(f"<@&{loud.id}>")
    assert list(post.mention_roles) == [loud]


async def test_a_second_study_in_a_channel_is_refused(circle: Circle):
    """Two would talk over each other."""
    await circle.set_up()
    assert "already has a study" in (await circle.set_up()).text


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("/passage show", {"passage": "bread 9"}, "has 3 passages, so there is no number 9"),
        ("/passage show", {"passage": "🙂"}, "cannot tell which passage"),
        ("/passage search", {"words": "a"}, "no word to look for"),
        ("/passage search", {"words": "xylophone"}, "No passage was found for: xylophone"),
        ("/passage search", {"words": "x" * 500}, "No passage was found"),
        ("/quote", {"words": "xylophone"}, "No passage was found"),
        ("/passage random", {"essay": "cheese"}, "No essay in your library"),
    ],
)
async def test_a_look_up_that_finds_nothing_says_what_to_try(
    circle: Circle, command: str, options: dict[str, object], said: str
):
    """Never an error reference."""
    reply = await circle.first.slash(command, options=options, in_=circle.lobby)  # type: ignore[arg-type] # as typed by a test
    assert said in reply.text
    assert reply.ephemeral


async def test_a_quote_is_not_shared_by_those_who_may_not_speak(circle: Circle):
    """The bot is nobody's way around a channel's rules."""
    quiet = circle.guild.add_text_channel("quiet", overwrites={circle.guild.everyone: (0, Permission.SEND_MESSAGES)})
    await circle.quiet()
    quote = await circle.first.slash("/quote", in_=quiet)
    refused = await circle.first.press("Share", on=quote)
    assert refused.ephemeral
    assert "may not write in this channel" in refused.text


async def test_losing_the_channel_pauses_the_study_and_tells_why(circle: Circle):
    """One try, every setting kept, the reason in the status."""
    await circle.set_up()
    circle.channel.set_overwrite(circle.guild.everyone, deny=Permission.SEND_MESSAGES)
    circle.channel.set_overwrite(circle.bot_role, deny=Permission.SEND_MESSAGES)
    refused = circle.noted()
    circle.clock.move_to(circle.clock.now().replace(hour=7, minute=1))
    await refused()
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "may not post in the channel" in status.text
    assert status.buttons == ["Check again", "Post now", "Use another channel"]
