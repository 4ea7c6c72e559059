"""`/health`, `python main.py health`, and what happens when a part of the bot hangs."""

import asyncio
import json
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from local_discord import Application, LocalDiscord
from tests.command_line.programs import CLEAN, PROJECT, TOKEN, begin, end, run
from tests.command_line.test_run import environment

HUNG_AFTER = 3
"""Seconds without progress after which the programs here end."""


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@pytest.fixture
def port() -> int:
    """Where this test's bot answers."""
    return free_port()


async def health(port: int) -> tuple[int, dict[str, Any]]:
    """The status and the answer of `/health`."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/health") as answer,
    ):
        return answer.status, json.loads(await answer.text())


async def until_it_is(status: int, port: int) -> dict[str, Any]:
    """What `/health` says once it answers with this status."""
    while True:
        try:
            now, shown = await health(port)
        except aiohttp.ClientError:
            now, shown = 0, {}
        if now == status:
            return shown
        await asyncio.sleep(0.1)  # the process goes on by itself, and tells nobody when


def red(shown: dict[str, Any]) -> set[str]:
    return {part["part"] for part in shown["parts"] if not part["healthy"]}


async def hanging(part: str, server: LocalDiscord, folder: Path, port: str = "") -> asyncio.subprocess.Process:
    """A bot in which this part hangs from its first tick on."""
    env = {**CLEAN, **environment(server, folder), "HEALTH_PORT": port}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.command_line.hanging_program", part, str(HUNG_AFTER)),
        cwd=PROJECT,
        env=env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


def world(server: LocalDiscord) -> Application:
    application = server.world.add_application("Daily Passage", token=TOKEN)
    server.world.add_guild("Readers").add_application(application)
    return application


async def test_a_bot_is_green_red_without_discord_and_green_again(tmp_path: Path, port: int):
    """And alive all the while: starting again would bring Discord back no sooner."""
    async with LocalDiscord() as server, asyncio.timeout(60):
        application = world(server)
        env = {**environment(server, tmp_path), "HEALTH_PORT": str(port)}
        process = await begin(env=env)
        await application.online(within=20)
        shown = await until_it_is(200, port)
        assert {part["part"] for part in shown["parts"]} == {"tick", "database", "loop", "gateway"}
        assert await run("health", env=env) == (0, "", "")

        server.faults.refuse_connections(1_000)
        server.faults.cut_gateway()
        assert red(await until_it_is(503, port)) == {"gateway"}
        code, out, _ = await run("health", env=env)
        assert (code, out) == (1, "There is no connection 0 to Discord. The bot tries again by itself.\n")

        server.faults.refuse_connections(0)
        await until_it_is(200, port)
        process.send_signal(signal.SIGTERM)
        assert (await end(process))[0] == 0


async def test_a_start_without_discord_is_red_and_goes_on(tmp_path: Path, port: int):
    """Nothing hangs while it is waited for, however long: not even half a tick has begun."""
    async with LocalDiscord() as server:
        env = {**environment(server, tmp_path), "HEALTH_PORT": str(port)}
    async with asyncio.timeout(50):
        process = await begin(env=env)
        assert red(await until_it_is(503, port)) >= {"gateway", "tick"}
        code, out, _ = await run("health", env=env)
        assert code == 1
        assert "has not looked at what is due yet" in out
        process.send_signal(signal.SIGTERM)
        assert (await end(process))[0] == 0


async def test_a_bot_that_does_not_answer_is_red(port: int):
    """It is not running, or was started without the setting."""
    code, out, _ = await run("health", env={"HEALTH_PORT": str(port)})
    assert code == 1
    assert f"Nothing answers on port {port}" in out
    code, _, err = await run("health")
    assert code == 78
    assert "HEALTH_PORT is not set" in err


async def test_a_port_that_is_taken_keeps_the_bot_from_starting(tmp_path: Path, port: int):
    """One line, before Discord is asked for anything."""
    async with LocalDiscord() as server:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", port))
            taken.listen()
            code, _, err = await run(env={**environment(server, tmp_path), "HEALTH_PORT": str(port)})
    assert code == 78
    assert err.splitlines()[-1].startswith(f"HEALTH_PORT: the port {port} of 127.0.0.1 cannot be used")


@pytest.mark.slow
async def test_what_hangs_ends_the_process(tmp_path: Path):
    """With code 75, so that it is started again, and with what every thread was doing in the log.

    All at once, since a tick comes only every fifteen seconds.
    """
    ends = await asyncio.gather(*(end_of_hanging(part, tmp_path) for part in ("loop", "tick", "database")))
    assert [code for code, _ in ends] == [75, 75, 75]
    for (_, err), part in zip(ends, ("event loop", "tick", "database"), strict=True):
        said = err[err.index(f"The {part} hangs: the process ends with code 75") :]
        assert "hanging_program.py" in said
        assert said.count("hread 0x") > 2


async def end_of_hanging(part: str, folder: Path) -> tuple[int, str]:
    """How a bot ends in which this part hangs: its exit code, and what it says."""
    (folder / part).mkdir()
    async with LocalDiscord() as server, asyncio.timeout(60):
        application = world(server)
        process = await hanging(part, server, folder / part)
        await application.online(within=20)
        code, _, err = await end(process)
    return code, err


@pytest.mark.slow
async def test_a_process_that_slept_goes_on(tmp_path: Path, port: int):
    """A machine that is suspended for longer than anything may hang; it is red for what came late, and then green."""
    async with LocalDiscord() as server, asyncio.timeout(60):
        application = world(server)
        process = await hanging("nothing", server, tmp_path, str(port))
        await application.online(within=20)
        await until_it_is(200, port)
        process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(2 * HUNG_AFTER)  # nothing can be awaited of a process that is stopped
        process.send_signal(signal.SIGCONT)
        assert red(await until_it_is(503, port)) == {"loop"}
        process.send_signal(signal.SIGTERM)
        assert (await end(process))[0] == 0


async def test_systemd_hears_of_start_life_and_stop(tmp_path: Path):
    """A watchdog that hears nothing ends the process; so it hears of every second."""
    async with LocalDiscord() as server, asyncio.timeout(50):
        application = world(server)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(str(tmp_path / "notify"))
            manager.setblocking(False)
            loop = asyncio.get_running_loop()
            systemd = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "30000000"}
            process = await begin(env={**environment(server, tmp_path), **systemd})
            assert await loop.sock_recv(manager, 100) == b"READY=1"
            assert await loop.sock_recv(manager, 100) == b"WATCHDOG=1"
            assert await loop.sock_recv(manager, 100) == b"WATCHDOG=1"
            await application.online(within=20)
            process.send_signal(signal.SIGTERM)
            while (heard := await loop.sock_recv(manager, 100)) == b"WATCHDOG=1":
                pass
            assert heard == b"STOPPING=1"
            assert (await end(process))[0] == 0
