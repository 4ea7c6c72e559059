"""`python main.py`: starting, stopping, and what keeps it from starting."""

import asyncio
import platform
import re
import shutil
import signal
from pathlib import Path

import pytest
from yarl import URL

from bot.i18n import Texts
from command_line.arguments import parse
from local_discord import Fault, LocalDiscord, Permission
from tests.command_line.programs import SETTINGS, TOKEN, begin, end, run
from tests.local_discord.bots import check
from tests.local_discord.openapi import watch
from tests.private_logs import secrets_of

STOP_WITHIN = 5
"""Seconds for a stop with nothing in hand: two, and what a machine with other things to do needs."""


def environment(server: LocalDiscord, folder: Path) -> dict[str, str]:
    return {
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'study.sqlite3'}",
        "DISCORD_API_URL": server.rest_url,
        "DISCORD_GATEWAY_URL": server.gateway_url,
        "READY_TIMEOUT": "0",
        "LOG_LEVEL": "DEBUG",
    }


async def until_it_says(process: asyncio.subprocess.Process, words: str) -> str:
    """What the process has written to its log, once these words are there."""
    said = ""
    while words not in said:
        assert process.stderr is not None
        line = (await process.stderr.readline()).decode()
        assert line, said
        said += line
    return said


async def test_without_a_token_one_line_says_what_is_missing():
    """And names the command that needs none."""
    code, out, err = await run(env={"DISCORD_TOKEN": ""})
    assert (code, out) == (78, "")
    assert err.count("\n") == 1
    assert "DISCORD_TOKEN" in err
    assert "python main.py try" in err


NEVER_NONSENSE = {"BACKUPS", "QUESTIONS_MODEL", "QUESTIONS_KEY"}
"""Settings of which any value may be right: how folders, a model and its key are called is their operator's affair."""


@pytest.fixture
def copied_program(project: Path, tmp_path: Path) -> Path:
    """`main.py` of a copy of the program, beside a `.env` in which every setting is nonsense, if it can be."""
    for folder in ("bot", "cogs", "command_line", "data/essays"):
        shutil.copytree(project / folder, tmp_path / folder)
    (tmp_path / ".env").write_text("".join(f"{name}=nonsense\n" for name in SETTINGS), "utf-8")
    return Path(shutil.copy(project / "main.py", tmp_path))


async def test_settings_are_read_from_the_file_beside_the_program(copied_program: Path):
    """Unless the environment has them."""
    code, _, err = await run(program=copied_program, env=dict.fromkeys(SETTINGS))
    assert code == 78
    assert {name for name in SETTINGS if name not in err} == NEVER_NONSENSE
    code, _, err = await run(program=copied_program, env={**dict.fromkeys(SETTINGS), "READY_TIMEOUT": "1"})
    assert code == 78
    assert {name for name in SETTINGS if name not in err} == {"READY_TIMEOUT", *NEVER_NONSENSE}


async def test_no_test_reads_the_file_beside_the_program(copied_program: Path):
    """Whoever develops the bot may have a token and a database of their own there."""
    code, _, err = await run(program=copied_program)
    assert code == 78
    assert err.count("\n") == 1
    assert "DISCORD_TOKEN is missing" in err


async def test_a_process_that_is_killed_is_followed_by_another(tmp_path: Path):
    """Setup, a post, kill -9, a new process: the buttons work, and nothing is posted twice."""
    async with LocalDiscord() as server, asyncio.timeout(50):
        checker = watch(server)
        application = server.world.add_application("Daily Passage", token=TOKEN)
        guild = server.world.add_guild("Readers")
        guild.add_application(application)
        channel = guild.add_text_channel("daily-passage")
        host = guild.add_member("Host", [guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)])
        env = environment(server, tmp_path)

        first = await begin(env=env)
        await application.online(within=20)
        await host.slash("/study setup", channel=channel, time="07:00", zone="Europe/London", in_=channel)
        await host.slash("/study post", in_=channel)
        post = await host.sees("Day 1", in_=channel)
        await host.sees_thread(of=post)
        first.send_signal(signal.SIGKILL)
        await end(first)

        second = await begin(env=env)
        await application.online(within=20)
        assert "Noted" in (await host.press("I’ve read it", on=post)).text
        assert "already been posted" in (await host.slash("/study post", in_=channel)).text
        assert sum("Day 1" in message.text for message in host.reads(channel) if not message.ephemeral) == 1

        second.send_signal(signal.SIGTERM)
        code, _, err = await end(second)
        assert code == 0
        assert "Traceback" not in err
        assert [secret for secret in secrets_of(server) if secret in err] == []
        check(server)
        checker.check()


ARENA = re.compile(r"^(\w+)-(\w+) rw-p .*\n\2-\w+ ---p ", re.MULTILINE)
"""Memory in use, and after it what is reserved to go on with."""
ARENA_SIZE = 64 * 2**20
"""Each begins at a multiple of it, where addresses have 64 bits."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other allocators have no arenas")
async def test_threads_have_no_memory_of_their_own(tmp_path: Path):
    """What the thread of one connection to the database frees, those of the others use again."""
    async with LocalDiscord() as server, asyncio.timeout(50):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        process = await begin(env=environment(server, tmp_path))
        await application.online(within=20)
        maps = Path(f"/proc/{process.pid}/maps").read_text()
        process.send_signal(signal.SIGTERM)
        await end(process)
    assert "[heap]" in maps
    assert [found[0] for found in ARENA.finditer(maps) if int(found[1], 16) % ARENA_SIZE == 0] == []


async def test_a_stop_in_the_middle_of_the_login_is_no_failure(tmp_path: Path):
    """Exit code 0 and no alarm: service managers take 78 for something that has to be mended."""
    async with LocalDiscord() as server, asyncio.timeout(50):
        server.world.add_application("Daily Passage", token=TOKEN)
        hung = server.faults.add(Fault.hangs_before("GET /users/@me"))
        process = await begin(env=environment(server, tmp_path))
        await hung.struck.wait()
        process.send_signal(signal.SIGTERM)
        code, _, err = await end(process)
        assert (code, "Traceback" in err) == (0, False)


@pytest.mark.parametrize("reached", [False, True])
async def test_a_stop_is_obeyed_while_the_gateway_refuses(tmp_path: Path, reached: bool):
    """Never reached, or reached and then lost: exit code 0 at once, and one line in the log instead of a traceback."""
    async with LocalDiscord() as server, asyncio.timeout(50):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        if not reached:
            server.faults.refuse_connections(1_000)
        process = await begin(env=environment(server, tmp_path))
        if reached:
            await application.online(within=20)
            server.faults.refuse_connections(1_000)
            server.faults.cut_gateway()
        said = await until_it_says(process, "gateway cannot be reached")
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOP_WITHIN):
            code, _, err = await end(process)
        assert code == 0
        assert "Traceback" not in said + err
        assert (said + err).count("cannot be reached") == 1


async def test_a_stop_waits_for_a_post_in_hand_but_not_for_ever(tmp_path: Path):
    """Discord does not answer it: the process ends before a container host kills it, and leaves the post claimed."""
    async with LocalDiscord() as server, asyncio.timeout(50):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        guild = server.world.add_guild("Readers")
        guild.add_application(application)
        channel = guild.add_text_channel("daily-passage")
        host = guild.add_member("Host", [guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)])
        process = await begin(env=environment(server, tmp_path))
        await application.online(within=20)
        await host.slash("/study setup", channel=channel, time="07:00", zone="Europe/London", in_=channel)
        hung = server.faults.add(Fault.hangs_before())
        await host.slash("/study post", in_=channel)
        await hung.struck.wait()
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(9):  # eight, and what the machine takes to notice
            code, _, err = await end(process)
        assert (code, "Traceback" in err) == (0, False)


async def test_a_start_without_discord_waits_for_it(tmp_path: Path):
    """No network, then an error, then all is well: a line for each change, and no end with code 78."""
    async with LocalDiscord() as server:
        port, env = URL(server.page_url).port, environment(server, tmp_path)
    assert port is not None
    async with asyncio.timeout(50):
        process = await begin(env=env)
        said = await until_it_says(process, "Discord cannot be reached: no connection")
        async with LocalDiscord(port=port) as server:
            application = server.world.add_application("Daily Passage", token=TOKEN)
            server.faults.add(Fault.page(503, "GET /users/@me").when(times=2))
            said += await until_it_says(process, "Discord cannot be reached: it answered with 503")
            await application.online(within=20)
            process.send_signal(signal.SIGTERM)
            code, _, err = await end(process)
    assert code == 0
    assert (said + err).count("cannot be reached") == 2
    assert "Traceback" not in said + err
    assert "<html>" not in said + err


async def test_a_start_that_waits_is_stopped_at_once(tmp_path: Path):
    """Whoever stops the machine need not wait for Discord."""
    async with LocalDiscord() as server:
        env = environment(server, tmp_path)
    async with asyncio.timeout(50):
        process = await begin(env=env)
        await until_it_says(process, "Discord cannot be reached")
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOP_WITHIN):
            assert (await end(process))[0] == 0


@pytest.mark.parametrize(("code", "line"), [(4004, "does not accept this token"), (4014, "for good (code 4014)")])
async def test_what_the_gateway_refuses_for_good_ends_the_bot(tmp_path: Path, code: int, line: str):
    """Exit code 78, and one line that says what to mend."""
    async with LocalDiscord() as server:
        server.world.add_application("Daily Passage", token=TOKEN)
        server.faults.close_identifies(1, code)
        exit_code, _, err = await run(env=environment(server, tmp_path))
    assert exit_code == 78
    assert line in err.splitlines()[-1]
    assert "Traceback" not in err


async def test_a_token_that_is_reset_while_the_bot_runs_ends_it(tmp_path: Path):
    """The gateway would never say so: a 401 does, once Discord has confirmed it."""
    async with LocalDiscord() as server, asyncio.timeout(50):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        guild = server.world.add_guild("Readers")
        guild.add_application(application)
        channel = guild.add_text_channel("daily-passage")
        host = guild.add_member("Host", [guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)])
        process = await begin(env=environment(server, tmp_path))
        await application.online(within=20)
        await host.slash("/study setup", channel=channel, time="07:00", zone="Europe/London", in_=channel)
        server.faults.add(Fault.fails_before(401, None).when(times=None, skip=1))
        await host.slash("/study post", in_=channel)
        code, _, err = await end(process)
    assert code == 78
    assert "does not accept this token" in err.splitlines()[-1]
    assert "Traceback" not in err


async def test_a_token_that_discord_refuses_stops_the_bot(tmp_path: Path):
    """One request, exit code 78, and a line that says what to do."""
    async with LocalDiscord() as server:
        asked: list[str] = []
        server.observers.append(lambda exchange: asked.append(exchange.path))
        code, _, err = await run(env=environment(server, tmp_path))
        assert code == 78
        assert "does not accept this token" in err
        assert TOKEN not in err
        assert len(asked) == 1


@pytest.mark.parametrize("pack", [b"", b"---\nauthor: Nobody\n---\n", b"---\ntitle: On Bread\n---\n", None])
async def test_a_faulty_pack_names_its_file(tmp_path: Path, pack: bytes | None):
    """Among many it would be hard to find; a folder of that name cannot even be opened."""
    essays = tmp_path / "essays"
    essays.mkdir()
    (essays / "a-good-one.md").write_text(
        "---\ntitle: On Salt\nauthor: A Circle\nid: salt\n---\nSalt is good.\n", "utf-8"
    )
    faulty = essays / "of-bread.md"
    faulty.mkdir() if pack is None else faulty.write_bytes(pack)
    async with LocalDiscord() as server:
        code, _, err = await run(env={**environment(server, tmp_path), "ESSAYS": str(essays)})
    assert code == 78
    assert "of-bread.md" in err
    assert "a-good-one.md" not in err
    assert "Traceback" not in err


async def test_a_server_that_is_not_up_yet_is_tried_again(tmp_path: Path):
    """After a power cut the database's machine may come back later: the exit code says that starting again helps."""
    env = {"DISCORD_TOKEN": TOKEN, "DATABASE_URL": "postgresql://study@127.0.0.1:1/study", "BACKUPS": f"{tmp_path}/b"}
    code, _, err = await run(env=env)
    assert code == 75
    assert "that the server is running" in err
    assert "Traceback" not in err


async def test_a_second_process_is_refused(tmp_path: Path):
    """Before it reaches Discord."""
    async with LocalDiscord() as server:
        application = server.world.add_application("Daily Passage", token=TOKEN)
        env = environment(server, tmp_path)
        first = await begin(env=env)
        await application.online(within=20)
        code, _, err = await run(env=env)
        assert code == 78
        assert "stop the other one first" in err
        first.send_signal(signal.SIGINT)
        assert (await end(first))[0] == 0


@pytest.mark.parametrize("typed", [["--sync"], ["run", "--sync"], ["--sync", "run"]])
def test_the_bot_is_told_to_sync_before_and_after_its_command(typed: list[str]):
    """Running is what it does when nothing else is asked for."""
    asked = parse(typed, Texts().say().plain)
    assert (asked.command, asked.sync) == ("run", True)
    assert not parse(["run"], Texts().say().plain).sync


async def test_discord_is_told_of_the_commands_again_when_asked(tmp_path: Path):
    """Another program with this token has taken them away since, which no start without it notices."""
    async with LocalDiscord() as server, asyncio.timeout(50):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        env = environment(server, tmp_path)
        for arguments, known in ([], True), ([], False), (["--sync"], True):
            process = await begin(*arguments, env=env)
            await application.online(within=20)
            assert bool(application.commands) == known
            application.commands.clear()
            process.send_signal(signal.SIGTERM)
            assert (await end(process))[0] == 0


@pytest.mark.parametrize("typed", [["--help"], ["try", "--help"], ["import", "--help"]])
async def test_help_is_given(typed: list[str]):
    """Every command explains itself."""
    code, out, _ = await run(*typed)
    assert code == 0
    assert "usage: python main.py" in out


@pytest.mark.slow
async def test_a_database_that_is_taken_away_ends_the_bot(tmp_path: Path):
    """Deleted, or another copy put in its place: going on would post from a memory that nobody finds again.

    Both at once, since each bot looks after its database only every fifteen seconds.
    """
    folders = [tmp_path / "deleted", tmp_path / "put back"]
    for folder in folders:
        folder.mkdir()
    ends = await asyncio.gather(*(without_its_database(folder, put_back=folder is folders[1]) for folder in folders))
    for code, err in ends:
        assert code == 78
        assert "deleted or replaced" in err.splitlines()[-1]
        assert "Traceback" not in err


async def without_its_database(folder: Path, *, put_back: bool) -> tuple[int, str]:
    """How a bot ends whose database is taken away: its exit code, and what it says."""
    async with LocalDiscord() as server, asyncio.timeout(50):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        process = await begin(env=environment(server, folder))
        await application.online(within=20)
        file = folder / "study.sqlite3"
        copy = Path(shutil.copy(file, folder / "copy.sqlite3"))
        file.unlink()
        if put_back:
            copy.rename(file)
        code, _, err = await end(process)
    return code, err
