"""`python main.py doctor`: what is well, and what to do about the rest."""

import os
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.i18n import Texts
from bot.store.dialects.sqlite import library
from bot.store.dialects.sqlite.database import in_a_file
from command_line.tryout import Circle
from command_line.upkeep import machine_checks
from command_line.upkeep.doctor import examine
from command_line.upkeep.findings import Findings, Mark
from local_discord import Fault, LocalDiscord, Permission
from local_discord.world.applications import Command
from tests.command_line.programs import TOKEN, run
from tests.command_line.test_days import reading

SAY = Texts().say().plain


class Patient:
    """A bot at work in a small server, with a study, and what the doctor is told to look at."""

    def __init__(self, server: LocalDiscord, circle: Circle, file: Path, token: str) -> None:
        self.server, self.circle, self.file = server, circle, file
        self.application = next(iter(server.world.applications.values()))
        self.env: dict[str, str] = {
            "DISCORD_TOKEN": token,
            "DATABASE_URL": f"sqlite+aiosqlite:///{file}",
            "DISCORD_API_URL": server.rest_url,
            "DISCORD_GATEWAY_URL": server.gateway_url,
        }

    async def lines(self) -> str:
        """What the doctor would print."""
        return told(await examine(self.env, SAY))


def told(findings: Findings) -> str:
    return "\n".join(findings.lines())


def to_mend(lines: str) -> list[str]:
    return [line for line in lines.splitlines() if line.startswith(Mark.MEND)]


@pytest.fixture
async def patient() -> AsyncIterator[Patient]:
    """All is well at first."""
    async with reading() as (server, circle, bot):
        yield Patient(server, circle, in_a_file(bot.database).path, bot.http.token or "")


async def test_a_bot_at_work_is_well(patient: Patient):
    """Its database is in use meanwhile, and stays as it is; nobody's id is told."""
    before = patient.file.read_bytes()
    commands = dict(patient.application.commands)
    lines = (await patient.lines()).splitlines()
    assert [line for line in lines if not line.startswith("ok ")] == ["All is well."]
    assert f"ok    Channel {patient.circle.passages.id}, server {patient.circle.guild.id}: " in "\n".join(lines)
    assert not [
        user.id for user in patient.server.world.users.values() if str(user.id) in "".join(lines) and not user.bot
    ]
    assert patient.file.read_bytes() == before
    assert patient.application.commands == commands


async def test_each_missing_permission_is_named_with_its_channel(patient: Patient):
    """As Discord would compute them, from roles and overwrites; the exit code says it to scripts."""
    denied = Permission.SEND_MESSAGES | Permission.CREATE_PUBLIC_THREADS
    patient.circle.passages.set_overwrite(patient.application.user, deny=denied)
    (line,) = to_mend(await patient.lines())
    assert str(patient.circle.passages.id) in line
    assert line.endswith("allow the bot’s role: Send Messages, Create Public Threads")
    code, out, err = await run("doctor", env=patient.env)
    assert (code, err) == (1, "")
    assert line in out
    assert out.endswith("1 thing has to be put right.\n")


async def test_a_channel_that_is_gone_or_hidden_is_told(patient: Patient):
    """Its hosts have to act, or whoever may change it."""
    patient.circle.passages.set_overwrite(patient.application.user, deny=Permission.VIEW_CHANNEL)
    assert "View Channel" in to_mend(await patient.lines())[0]
    patient.server.faults.add(Fault.fails_before(404, "GET /channels/{channel_id}", code=10003))
    assert "has been deleted" in to_mend(await patient.lines())[0]
    patient.server.faults.add(Fault.fails_before(404, "GET /guilds/{guild_id}", code=10004))
    assert f"Server {patient.circle.guild.id}: the bot is not in it" in to_mend(await patient.lines())[0]


async def test_what_another_program_did_to_the_commands_is_told(patient: Patient):
    """Taken away, added, described otherwise: the next start would not notice, so it has to be told."""
    own = patient.application.commands
    by_name: Mapping[str, Command] = {command.name: command for command in own.values()}
    del own[by_name["today"].id]
    by_name["group"].payload = {**by_name["group"].payload, "description": "Something else"}
    by_name["quote"].payload = {**by_name["quote"].payload, "name": "cite"}
    (line,) = to_mend(await patient.lines())
    assert "main.py --sync" in line
    assert "Not there: /today, /quote" in line or "Not there: /quote, /today" in line
    assert "Not of this version: /cite." in line
    assert "Described otherwise: /group." in line


async def test_commands_that_the_next_start_will_tell_are_no_fault(patient: Patient, tmp_path: Path):
    """A bot that has not run yet has told Discord of none."""
    patient.application.commands.clear()
    patient.env["DATABASE_URL"] = f"sqlite+aiosqlite:///{tmp_path}/study.sqlite3"
    lines = await patient.lines()
    assert to_mend(lines) == []
    assert "-     Commands: the next start of the bot tells Discord of them. Not there: /" in lines
    assert f"-     Database: there is none at {tmp_path}/study.sqlite3 yet" in lines
    assert list(tmp_path.iterdir()) == []


async def test_a_clock_that_is_wrong_is_told(patient: Patient):
    """Nothing would be posted."""
    patient.server.faults.add(Fault.date_moved(timedelta(minutes=-7)).when(times=None))
    (line,) = to_mend(await patient.lines())
    assert line.startswith("mend  Clock: 4")
    assert "(NTP)" in line


async def test_what_stands_in_the_portal_is_told(patient: Patient):
    """An endpoint takes every command away from the bot; and connections may be used up."""
    patient.application.interactions_endpoint_url = "https://elsewhere.example/interactions"
    patient.application.identifies = 1000
    endpoint, starts = to_mend(await patient.lines())
    assert "Clear Interactions Endpoint URL" in endpoint
    assert "none is left for today" in starts
    assert "start it again in 4 h" in starts


async def test_a_discord_in_trouble_is_told(patient: Patient):
    """At the login or later; what was found before stays."""
    for route in ("GET /users/@me", "GET /gateway/bot"):
        patient.server.faults.add(Fault.dropped_before(route).when(times=None))
        lines = await patient.lines()
        patient.server.faults.clear()
        assert ("ok    Token: " in lines) == (route == "GET /gateway/bot")
        assert "it could not be asked, no answer" in to_mend(lines)[0]
    for route in ("GET /guilds/{guild_id}", "GET /channels/{channel_id}"):
        patient.server.faults.add(Fault.dropped_before(route).when(times=None))
        lines = await patient.lines()
        patient.server.faults.clear()
        assert "it could not be asked about, no answer" in lines
        assert to_mend(lines) == []


async def test_a_token_that_is_refused_is_told(patient: Patient):
    """And nothing else is asked with it."""
    patient.env["DISCORD_TOKEN"] = TOKEN
    lines = await patient.lines()
    assert "does not accept this token" in to_mend(lines)[0]
    assert TOKEN not in lines


async def test_settings_that_are_wrong_are_told_one_by_one(patient: Patient):
    """The database is looked at all the same."""
    patient.env |= {"LOG_LEVEL": "LOUD", "READY_TIMEOUT": "soon"}
    lines = await patient.lines()
    assert [line.split(":")[0] for line in to_mend(lines)] == ["mend  LOG_LEVEL", "mend  READY_TIMEOUT"]
    assert "is whole and of this version" in lines
    assert "-     Discord: not asked" in lines


async def test_a_zone_that_is_gone_is_told(patient: Patient):
    """With the channel whose hosts can choose another."""
    change(patient.file, "UPDATE studies SET zone = 'Europe/Atlantis'")
    (line,) = to_mend(await patient.lines())
    assert "goes by Europe/Atlantis" in line
    assert str(patient.circle.passages.id) in line


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


@pytest.fixture
def copy(migrated: Path, tmp_path: Path) -> Path:
    """A database of this version that no bot uses."""
    file = tmp_path / "study.sqlite3"
    file.write_bytes(migrated.read_bytes())
    return file


def looked_at(file: Path) -> list[str]:
    findings = Findings(SAY)
    machine_checks.check_database(file, findings)
    return to_mend(told(findings))


def test_a_damaged_database_is_told(copy: Path):
    """A broken page, a row that is named and missing, an index that disagrees: the last two the start does not see."""
    assert looked_at(copy) == []
    change(copy, "INSERT INTO registered_commands VALUES (1, 'today', 2)")
    assert "registered_commands → applications" in looked_at(copy)[0]
    with copy.open("r+b") as opened:
        opened.seek(4096 * 3)
        opened.write(b"\xff" * 4096)
    assert "is damaged" in looked_at(copy)[0]


def test_a_disk_without_room_is_told(copy: Path, monkeypatch: pytest.MonkeyPatch):
    """Before it is full: migrating copies the database."""
    monkeypatch.setattr(machine_checks, "ROOM", 10**18)
    assert "Make room" in looked_at(copy)[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do everything is kept from nothing")
def test_a_database_that_may_not_be_written_is_told(copy: Path):
    """By whoever runs the doctor."""
    copy.chmod(0o400)
    assert f"you may not write to {copy}" in looked_at(copy)[0]


def test_an_old_sqlite_is_told(monkeypatch: pytest.MonkeyPatch):
    """Or one without full-text search."""
    for made, words in (("3.31.1", "is too old"), ("3.45.1", "without full-text search")):
        findings = Findings(SAY)
        monkeypatch.setattr(library, "in_use", lambda made=made: library.SqliteLibrary(made, ()))
        machine_checks.check_python(findings)
        assert words in to_mend(told(findings))[0]


async def test_nothing_that_is_missing_ends_in_a_traceback(tmp_path: Path):
    """Neither settings, nor database, nor Discord."""
    code, out, err = await run("doctor", env={"DATABASE_URL": "nonsense"})
    assert (code, err) == (1, "")
    assert len(to_mend(out)) == 2
    env = {
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/x",
        "DISCORD_API_URL": "http://127.0.0.1:9",
    }
    code, out, err = await run("doctor", env=env)
    assert (code, err) == (1, "")
    assert "no connection" in to_mend(out)[0]
