"""The checks of the real Discord, played against the local one."""

import argparse
import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from command_line.tryout import WorldClock
from local_discord import Channel, Guild, LocalDiscord, Member, Permission
from local_discord.member.waits import until
from tests.real import __main__ as real
from tests.real.gateway import LIVES
from tests.real.place import NAME

TOKEN = "token"


class MovedClock(WorldClock):
    """The world's clock, which passes at once when somebody waits."""

    def __init__(self, server: LocalDiscord) -> None:
        super().__init__(server.clock)
        self._server = server

    async def sleep(self, seconds: float, moves: int | None = None) -> None:
        """Move the world on."""
        del moves
        if seconds > LIVES:
            self._server.world.settings.token_seconds = 0  # an interaction's token lives in real time there
        self._server.clock.move(timedelta(seconds=seconds))


@pytest.fixture(autouse=True)
def addresses() -> Iterator[None]:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def guild_of(server: LocalDiscord, permissions: int) -> Guild:
    """A server with the bot in it, and somebody outside it who takes no direct messages."""
    server.limits.generous()  # its windows are of real time
    application = server.world.add_application("Daily Passage", token=TOKEN)
    guild = server.world.add_guild("Readers")
    guild.add_application(application, permissions)
    return guild


async def report_of(
    server: LocalDiscord, guild: Guild, *, press_by: Member | None = None, user_id: str = ""
) -> dict[str, str]:
    """What came of each check that differs, and the names of all."""
    env = {
        "REAL_DISCORD_TOKEN": TOKEN,
        "REAL_DISCORD_GUILD": str(guild.id),
        "REAL_DISCORD_API": server.rest_url,
        "REAL_DISCORD_GATEWAY": server.gateway_url,
        "REAL_DISCORD_USER": user_id,
    }
    asked = argparse.Namespace(nonce_minutes=10, old_edits=True, press=press_by is not None)
    real._lead(env)
    pressing = asyncio.create_task(_press(guild, press_by)) if press_by else None
    report = await real.tried(asked, env, MovedClock(server))
    if pressing:
        await pressing
    assert [finding for finding in report.findings if finding.differs] == []
    assert json.loads(report.as_json())["findings"][0]["differs"] is False
    assert str(guild.id) not in report.as_json() + report.as_markdown()
    return {finding.check: finding.came for finding in report.findings}


async def _press(guild: Guild, member: Member) -> None:
    def made() -> Channel | None:
        return next((channel for channel in guild.channels.values() if channel.name == NAME), None)

    channel = await until(guild.world, made, 30)
    assert channel is not None
    message = await member.sees("Press the button", in_=channel, timeout=30)
    await member.press("Press me", on=message)


PERMISSIONS = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.MANAGE_CHANNELS
)


async def test_the_local_discord_does_what_is_relied_on():
    """Nothing differs, everything that can be had is had, and nothing is left behind."""
    async with LocalDiscord() as server:
        guild = guild_of(server, int(PERMISSIONS))
        reader = guild.add_member("Reader")
        stranger = server.world.add_guild("Elsewhere").add_member("Stranger")
        guild.add_text_channel("lobby")
        came = await report_of(server, guild, press_by=reader, user_id=str(stranger.id))
        assert [channel.name for channel in guild.channels.values()] == ["lobby"]
        assert server.unknown_requests == []
        assert server.failures == []
    assert came["an interaction's token after 15 minutes"] == "401 50027"
    assert came["a direct message to somebody who takes none"] == "403 50007"
    assert [told for check, told in came.items() if "of an old message" in check] == ["429 30046"]


async def test_a_nonce_that_is_forgotten_early_is_told():
    """The window is found between two ages, and what the bot relies on is said to differ."""
    async with LocalDiscord() as server:
        guild = guild_of(server, int(PERMISSIONS))
        server.world.settings.nonce_window = timedelta(seconds=50)
        with pytest.raises(AssertionError, match="after 60 s"):
            await report_of(server, guild)


async def test_nothing_is_made_where_the_bot_may_not_make_channels():
    """It is said what is missing."""
    async with LocalDiscord() as server:
        guild = guild_of(server, int(PERMISSIONS & ~Permission.MANAGE_CHANNELS))
        with pytest.raises(real.NoPlaceError, match="Manage Channels"):
            await report_of(server, guild)


def test_without_a_token_one_line_says_what_it_needs(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """Nothing is asked, and nothing written."""
    code = real.main(["--output", str(tmp_path / "real")], {"REAL_DISCORD_TOKEN": TOKEN}, real.SystemClock())
    said = capsys.readouterr()
    assert code == real.CANNOT_START
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "REAL_DISCORD_GUILD" in said.err
    assert not (tmp_path / "real").exists()
