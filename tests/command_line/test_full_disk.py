"""A disk that is full while the bot runs, played by a limit on the size of its files, which the system enforces."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from local_discord import LocalDiscord, Permission
from tests.command_line.programs import TOKEN, begin, end
from tests.command_line.test_health import free_port, red, until_it_is
from tests.command_line.test_run import environment, until_it_says


def limit_files(process: asyncio.subprocess.Process, size: int | None) -> None:
    """Let no write of the process go beyond so many bytes of a file, or beyond none."""
    if sys.platform != "linux":
        pytest.skip("only Linux changes the limits of another process")
    import resource

    _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most if size is None else size, most))


@pytest.mark.slow
async def test_a_full_disk_stops_nothing_for_good(tmp_path: Path):
    """Refused in words, red, one line in the log; once there is room all goes on, and the passage comes once."""
    async with LocalDiscord() as server, asyncio.timeout(90):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        guild = server.world.add_guild("Readers")
        guild.add_application(application)
        channel = guild.add_text_channel("daily-passage")
        host = guild.add_member("Host", [guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)])
        port = free_port()
        process = await begin(
            env={**environment(server, tmp_path), "HEALTH_PORT": str(port), "LOG_LEVEL": "INFO"},
        )
        await application.online(within=20)
        await host.slash("/study setup", channel=channel, time="07:00", zone="Europe/London", in_=channel)
        await until_it_is(200, port)

        limit_files(process, 1)
        for _ in range(2):
            assert "Nothing can be saved just now" in (await host.slash("/study post", in_=channel)).text
        assert red(await until_it_is(503, port)) == {"database"}

        limit_files(process, None)
        said = await until_it_says(process, "can be written again")
        await until_it_is(200, port)
        await host.slash("/study post", in_=channel)
        await host.sees("Day 1", in_=channel)
        process.send_signal(signal.SIGTERM)
        code, _, err = await end(process)
    assert code == 0
    assert (said + err).count("cannot be written") == 1
    assert "Traceback" not in said + err
    assert sum("Day 1" in message.text for message in host.reads(channel) if not message.ephemeral) == 1
