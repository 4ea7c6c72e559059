from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from local_discord import Application, Channel, Clock, Guild, LocalDiscord, Member, Permission
from tests.local_discord.bots import TOKEN, check, point, running
from tests.page.librarian import Librarian

if TYPE_CHECKING:
    from tests.page.screen import Screen

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
DESK: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800},
    "locale": "en-GB",
    "timezone_id": "UTC",
    "reduced_motion": "reduce",
}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@dataclass(frozen=True, slots=True)
class Library:
    """A server with a bot that has every kind of component, and people to act as."""

    server: LocalDiscord
    app: Application
    bot: Librarian
    guild: Guild
    lobby: Channel
    host: Member
    reader: Member

    @property
    def url(self) -> str:
        return self.server.page_url

    async def shows(self, name: str) -> None:
        """Lets the bot post one of its layouts in the lobby."""
        await self.bot.show(name, self.lobby.id)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Any]:
    from tests.page.screen import ARGUMENTS, BROWSER, playwright

    async with playwright.async_playwright() as started:
        opened = await started.chromium.launch(executable_path=BROWSER, args=list(ARGUMENTS))
        yield opened
        await opened.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def window(browser: Any) -> AsyncIterator[Any]:
    """The window that most tests use, one after the other: to open one takes longer than what they do in it."""
    context = await browser.new_context(**DESK)
    yield await context.new_page()
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Any, window: Any, tmp_path: Path, request: pytest.FixtureRequest) -> "AsyncIterator[Screen]":
    """What a test sees; it gets another kind of window by parametrizing `screen` indirectly."""
    from tests.page.screen import Screen

    wanted = getattr(request, "param", None)
    page = window if wanted is None else await browser.new_page(**{**DESK, **wanted})
    opened = Screen(page, tmp_path)
    yield opened
    await opened.leave()
    if wanted is None:
        await page.set_viewport_size(DESK["viewport"])
        await page.emulate_media(color_scheme="light", reduced_motion="reduce")
    else:
        await page.close()
    assert opened.complaints == [], "errors in the browser, or breaches of the page's policy"


@pytest_asyncio.fixture(loop_scope="session")
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord(Clock(NOW)) as local:
        point(monkeypatch, local)
        yield local
        check(local)


@pytest_asyncio.fixture(loop_scope="session")
async def library(server: LocalDiscord) -> AsyncIterator[Library]:
    app = server.world.add_application("Librarian", token=TOKEN)
    guild = server.world.add_guild("Readers")
    guild.add_application(app)
    lobby = guild.add_text_channel("lobby", topic="Where **everybody** meets")
    guild.add_text_channel("quiet-room")
    hosts = guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD | Permission.MANAGE_MESSAGES)
    host, reader = guild.add_member("Host", [hosts]), guild.add_member("Reader")
    guild.add_member("Newcomer")
    bot = Librarian()
    async with running(bot, app):
        yield Library(server, app, bot, guild, lobby, host, reader)
