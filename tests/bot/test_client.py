"""What the client is made of."""

import pytest
from discord import http

from bot.client import StudyBot
from bot.clock import SystemClock
from bot.outside.downloads import DISCORD
from bot.settings import Settings
from bot.store.database import Database


async def test_files_come_from_discord_behind_a_proxy_too(database: Database, monkeypatch: pytest.MonkeyPatch):
    """DISCORD_API_URL is where requests go; attachments lie where they always lie."""
    monkeypatch.setattr(http.Route, "BASE", http.Route.BASE)
    settings = Settings("a token", "not used here", api_url="http://127.0.0.1:8080/api/v10")
    assert StudyBot(settings, database, SystemClock(), []).file_hosts == DISCORD
