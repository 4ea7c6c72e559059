"""`python main.py forget`: what is kept about a person is deleted, with the bot running or not."""

import asyncio
import signal
from pathlib import Path

import pytest

from bot.core.models import Part
from bot.core.studies.participation.parts import TakingPart
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue
from bot.services.participation import counting
from bot.services.studies import study_changes
from bot.store.database import Database
from local_discord import LocalDiscord, Permission
from tests import posting
from tests.command_line.programs import TOKEN, begin, end, run
from tests.command_line.test_run import environment
from tests.services.conftest import APPLICATION, DUE, START, pack, plan

ANN = 5 * 10**17 + 123


async def test_without_a_bot_it_is_done_at_once(database_url: str, tmp_path: Path):
    """It says how much there was; neither the file nor what lies beside it holds the person afterwards."""
    async with Database.opened(database_url, tmp_path / "backups") as database:
        await catalogue.stock(database, [pack("On Bread", 3)])
        await study_changes.set_up(database, plan(), START)
        (claimed,) = await slot_claims.claim_due(database, APPLICATION, DUE)
        post = await posting.sent(database, claimed, 900, DUE)
        parts = [TakingPart(post.id, ANN, part, DUE) for part in Part]
        assert await counting.record(database, parts) == len(Part)
    env = {"DATABASE_URL": database_url, "BACKUPS": str(tmp_path / "backups")}
    code, out, err = await run("forget", str(ANN), env=env)
    assert (code, err) == (0, "")
    assert f"the bot kept {len(Part)} things about this person" in out
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("*.*"))
    assert ANN.to_bytes(8, "big") not in kept
    assert str(ANN).encode() not in kept
    assert "kept 0 things" in (await run("forget", str(ANN), env=env))[1]
    async with Database.opened(database_url, tmp_path / "backups") as database:
        assert await counting.record(database, parts) == 0


@pytest.mark.slow
async def test_a_running_bot_does_it_and_tells_how_much_there_was(tmp_path: Path):
    """What has been counted a moment ago, too; nothing that lies in the folder holds the person's id."""
    async with LocalDiscord() as server, asyncio.timeout(90):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        guild = server.world.add_guild("Readers")
        guild.add_application(application)
        channel = guild.add_text_channel("daily-passage")
        host = guild.add_member("Host", [guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)])
        reader = guild.add_member("Reader")
        env = environment(server, tmp_path)
        bot = await begin(env=env)
        await application.online(within=20)
        await host.slash("/study setup", channel=channel, time="07:00", zone="Europe/London", in_=channel)
        await host.slash("/study post", in_=channel)
        post = await host.sees("Day 1", in_=channel)
        await reader.press("I’ve read it", on=post)
        await reader.say("It is about sharing.", in_=await host.sees_thread(of=post))
        code, out, err = await run("forget", str(reader.id), env=env)
        assert (code, err) == (0, "")
        assert "the bot kept 2 things about this person" in out
        kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert reader.id.to_bytes(8, "big") not in kept
        assert str(reader.id).encode() not in kept
        bot.send_signal(signal.SIGTERM)
        code, _, err = await end(bot)
        assert (code, "Traceback" in err) == (0, False)


@pytest.mark.parametrize("typed", ["", "Ann", "123", "9" * 21, "٣" * 18])
async def test_what_is_no_id_is_refused(file_url: str, typed: str):
    """In a sentence that says where to find one."""
    code, out, err = await run("forget", typed, env={"DATABASE_URL": file_url})
    assert (code, out) == (78, "")
    assert "Copy User ID" in err


async def test_where_there_is_no_database_there_is_nothing_to_delete(tmp_path: Path):
    """None is made."""
    env = {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3"}
    code, _, err = await run("forget", str(ANN), env=env)
    assert code == 78
    assert "There is no database" in err
    assert list(tmp_path.iterdir()) == []
