from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from local_discord import Application, Channel, Guild, LocalDiscord, Member, Permission, World
from tests.local_discord.bots import TOKEN, check, point
from tests.local_discord.openapi import watch


@dataclass(frozen=True, slots=True)
class Club:
    """A guild with the bot in it, a host and a reader."""

    server: LocalDiscord
    app: Application
    guild: Guild
    lobby: Channel
    host: Member
    reader: Member

    @property
    def world(self) -> World:
        return self.server.world


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord() as local:
        point(monkeypatch, local)
        checker = watch(local)
        yield local
        check(local)
        checker.check()


@pytest.fixture
def club(server: LocalDiscord) -> Club:
    app = server.world.add_application("Daily Passage", token=TOKEN)
    guild = server.world.add_guild("Readers")
    guild.add_application(app)
    lobby = guild.add_text_channel("lobby")
    hosts = guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)
    return Club(server, app, guild, lobby, guild.add_member("Host", [hosts]), guild.add_member("Reader"))
