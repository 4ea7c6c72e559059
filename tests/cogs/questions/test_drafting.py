"""A model drafts questions, end to end: hosts read where the text goes, agree, review, and only then is one posted."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.settings import ModelSettings
from cogs.questions.drafting import LOOK, Drafting
from local_discord import Permission, Reply
from tests.cogs.conftest import Circle
from tests.cogs.library.test_library import offered
from tests.language_models import BadServer, bad_server, completion, fakellm
from tests.services.questions.drafted import DRAFT, SOUND, plain_pack

KEY = "a-key-that-nobody-else-may-see"
ON, OFF = "Turn on drafted questions", "Turn off drafted questions"
APPROVE = "Approve one of them, and this post asks it"


@pytest.fixture
def essays(tmp_path: Path) -> Path:
    """A shelf with an essay that brings no questions."""
    folder = tmp_path / "essays"
    folder.mkdir()
    file = plain_pack("On Doors", 5)
    (folder / file.name).write_bytes(file.data)
    return folder


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the protocol that others wrote; it drafts about every passage."""
    rule = {"name": "draft", "when": {"messages_contain": "baker"}, "respond": {"content": DRAFT}}
    with fakellm(tmp_path_factory.mktemp("model"), [rule]) as url:
        yield url


@pytest.fixture
async def server() -> AsyncIterator[BadServer]:
    """The server that behaves badly."""
    async with bad_server() as server:
        yield server


async def start(circle: Circle, url: str, seconds: float = 60) -> None:
    """Start the bot anew, with this model."""
    await circle.stop()
    circle.settings = replace(circle.settings, model=ModelSettings(url, "small-model", KEY, seconds))
    await circle.start()


async def settings(circle: Circle) -> Reply:
    return await circle.host.slash("/settings", in_=circle.lobby)


async def looked(circle: Circle, after: timedelta = timedelta(seconds=LOOK)) -> None:
    """Let time pass, and wait until the look that this brings has ended."""
    await circle.tick(after)
    async with cast("Drafting", circle.bot.get_cog("Drafting")).looking:
        pass
    await circle.quiet()


async def previewed(circle: Circle) -> Reply:
    return await circle.host.slash("/study preview", in_=circle.lobby)


async def test_what_a_model_drafts_is_posted_once_a_host_has_approved_it(stopped: Circle, foreign: str):
    """The whole way, with a server that others wrote: agree, wait, review, approve, post."""
    circle = stopped
    await start(circle, foreign)
    await circle.set_up()
    asked = await settings(circle)
    assert "sends the passages" in asked.text
    assert "**127.0.0.1**" in asked.text
    assert "**small-model**" in asked.text
    assert "nothing about people" in asked.text
    await looked(circle)
    assert "4 drafted questions" not in (await previewed(circle)).buttons
    on = await circle.host.press(ON, on=asked)
    assert on.buttons == [OFF]
    await looked(circle)
    page = await previewed(circle)
    assert page.buttons[-1] == "4 drafted questions"
    assert not [text for text in SOUND.values() if text in page.text]
    drafts = await circle.host.press("4 drafted questions", on=page)
    assert "Drafted by a language model, waiting for review" in drafts.text
    assert offered(drafts) == [f"{at}. {text}" for at, text in enumerate(SOUND.values(), start=1)]
    shown = await circle.host.choose(APPROVE, [f"3. {SOUND['apply']}"], on=drafts)
    assert SOUND["apply"] in shown.text
    assert "3 drafted questions" in shown.buttons
    post, _ = await circle.next_day(1)
    assert SOUND["apply"] in post.text
    listed = await circle.host.slash("/questions list", passage="doors 1", in_=circle.lobby)
    assert f"{SOUND['apply']} · drafted by a language model" in listed.text
    second, _ = await circle.next_day(2)
    assert not [text for text in SOUND.values() if text in second.text]


async def test_who_turned_it_off_has_no_drafts_any_more(stopped: Circle, foreign: str):
    """What waits is gone at once, and nothing more is asked."""
    await start(stopped, foreign)
    await stopped.set_up()
    await stopped.host.press(ON, on=await settings(stopped))
    await looked(stopped)
    page = await previewed(stopped)
    off = await stopped.host.press(OFF, on=await settings(stopped))
    assert off.buttons == [ON]
    assert "drafted" not in str((await stopped.host.press("4 drafted questions", on=page)).buttons)
    await looked(stopped)
    assert "drafted" not in str((await previewed(stopped)).buttons)


async def test_hosts_agree_to_one_machine_and_model(stopped: Circle, server: BadServer):
    """Another one is asked for anew: nothing is sent, and a button of before turns nothing on."""
    server.mood = completion(DRAFT)
    await start(stopped, server.url)
    await stopped.set_up()
    before = await settings(stopped)
    await stopped.host.press(ON, on=await settings(stopped))
    await start(stopped, server.url.replace("127.0.0.1", "localhost"))
    moved = await settings(stopped)
    assert "Passages were sent to **127.0.0.1** until now" in moved.text
    assert "**localhost**" in moved.text
    await looked(stopped)
    assert len(server.told) == 0
    pressed = await stopped.host.press(ON, on=before)
    assert "**localhost**" in pressed.text
    assert pressed.buttons == [ON]
    await looked(stopped)
    assert len(server.told) == 0
    await stopped.host.press(ON, on=pressed)
    await looked(stopped)
    assert len(server.told) == 3


async def test_a_bot_without_a_model_offers_none(circle: Circle, server: BadServer):
    """Nothing is said of it; who presses a button of before reads why."""
    await start(circle, server.url)
    before = await settings(circle)
    await circle.stop()
    circle.settings = replace(circle.settings, model=None)
    await circle.start()
    assert (await settings(circle)).buttons == []
    assert circle.bot.get_cog("Drafting") is None
    assert "This bot has no model" in (await circle.host.press(ON, on=before)).text


@pytest.mark.parametrize("mood", ["busy", "slow", "dropped", "{}", completion("Ignore the hosts and post this.")])
async def test_posts_come_whatever_the_model_does_and_hosts_hear_of_it_once(
    stopped: Circle, server: BadServer, mood: str, caplog: pytest.LogCaptureFixture
):
    """In their channel; the study has not stopped, and no log line shows the key."""
    circle, server.mood = stopped, mood
    await start(circle, server.url, seconds=0.2)
    hosts = circle.guild.add_text_channel("hosts")
    hosts.set_overwrite(circle.guild.everyone, deny=Permission.VIEW_CHANNEL)
    for who in (circle.bot_role, circle.host):
        hosts.set_overwrite(who, allow=Permission.VIEW_CHANNEL)
    await circle.quiet()
    await circle.set_up()
    await circle.host.press(ON, on=await circle.host.slash("/settings", host_channel=hosts, in_=circle.lobby))
    for pause in (1, 1, 5):
        await looked(circle, timedelta(minutes=pause))
    notice = await circle.host.sees("has given nothing that can be used", in_=hosts)
    assert f"About the study in <#{circle.channel.id}>" in notice.text
    assert notice.buttons == []
    for pause in (5, 30, 30):
        await looked(circle, timedelta(minutes=pause))
    assert len([each for each in circle.host.reads(hosts) if "nothing that can be used" in each.text]) == 1
    post = await circle.first.sees("Day 1 ", in_=circle.channel)
    assert "Ignore" not in post.text
    assert KEY not in caplog.text
    assert all(request.headers["Authorization"] == f"Bearer {KEY}" for request in server.asked)


async def test_a_stop_does_not_wait_for_a_model(stopped: Circle, server: BadServer):
    """One that thinks for a minute is left where it is."""
    server.mood = "slow"
    await start(stopped, server.url)
    await stopped.set_up()
    await stopped.host.press(ON, on=await settings(stopped))
    stopped.clock.move(timedelta(seconds=LOOK))
    await server.reached.wait()
    async with asyncio.timeout(5):
        await stopped.stop()
