"""What the log says at a first start, and at one that only looks like it."""

import asyncio
import re
import signal
from pathlib import Path

from local_discord import LocalDiscord
from local_discord.permissions import BOT
from tests.command_line.programs import TOKEN, begin, end
from tests.command_line.test_run import environment, until_it_says

LOUDLY = "WARNING bot.interactions.first_start: A new memory was begun at"


async def start(server: LocalDiscord, folder: Path) -> str:
    """What a bot with its database in this folder logs from its start to a stop once it is ready."""
    process = await begin(env=environment(server, folder))
    said = await until_it_says(process, "Ready in")
    process.send_signal(signal.SIGTERM)
    code, _, err = await end(process)
    assert code == 0
    return said + err


async def test_a_memory_that_is_lost_is_missed_loudly(tmp_path: Path):
    """Invited before its first start the bot begins in peace, and goes on so; with another folder it warns, once."""
    async with LocalDiscord() as server, asyncio.timeout(60):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        server.world.add_guild("Readers").add_application(application)
        server.world.add_guild("Neighbours").add_application(application)
        lost = tmp_path / "not mounted"
        lost.mkdir()
        first, second = await start(server, tmp_path), await start(server, tmp_path)
        missed, after = await start(server, lost), await start(server, lost)
    assert f"INFO bot.interactions.first_start: A new memory was begun at {tmp_path}/study.sqlite3\n" in first
    assert f"{LOUDLY} {lost}/study.sqlite3 although this bot has run before and is in 2 servers" in missed
    assert missed.count("A new memory") == 1
    assert "A new memory" not in second + after
    assert "invited" not in first + second + missed + after


async def test_a_bot_in_no_server_says_how_to_invite_it(tmp_path: Path):
    """With its own id, the scopes it needs, and exactly the permissions it asks for."""
    async with LocalDiscord() as server, asyncio.timeout(30):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        said = await start(server, tmp_path)
    link = re.search(r"https://discord\.com/oauth2/authorize\?\S+", said)
    assert link
    assert f"client_id={application.id}&" in link[0]
    assert "scope=bot+applications.commands" in link[0]
    assert f"permissions={int(BOT)}" in link[0]
