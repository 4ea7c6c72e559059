"""`python main.py info` and `--version`."""

import argparse
import re
import shutil
import sqlite3
import subprocess
from importlib import import_module
from pathlib import Path

from bot.i18n import Texts
from bot.settings import NAMES
from bot.store.dialects.sqlite.library import SqliteLibrary, in_use
from command_line import COMMANDS
from command_line.arguments import command_parser
from command_line.exit_codes import ExitCode
from tests.command_line.programs import SETTINGS, TOKEN, run

KEY = "sk-4f0c1d7e"


def test_every_setting_is_among_those_that_are_told():
    """In the order in which `.env.example` has them."""
    assert list(NAMES) == SETTINGS


async def test_a_report_holds_versions_paths_and_settings(tmp_path: Path):
    """A fact a line, each line the same next time; nothing is made where the database would be."""
    env = {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/study.sqlite3", "LOG_LEVEL": "DEBUG"}
    code, out, err = await run("info", env=env)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("Daily Passage 0.1.0")
    assert f"SQLite: {sqlite3.sqlite_version} (" in out
    assert "ENABLE_FTS5" in out
    assert f"Database: {tmp_path}/study.sqlite3, not there yet" in lines
    assert "LOG_LEVEL: DEBUG" in lines
    assert "READY_TIMEOUT: not set" in lines
    assert [line.partition(":")[0] for line in lines[-len(SETTINGS) :]] == SETTINGS
    assert list(tmp_path.iterdir()) == []
    assert (await run("info", env=env))[1] == out


async def test_a_report_holds_no_secret():
    """Wherever one was put: people publish reports."""
    code, out, _ = await run(
        "info",
        env={
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_TOKEN_FILE": TOKEN,
            "QUESTIONS_KEY": KEY,
            "QUESTIONS_URL": f"https://somebody:{KEY}@models.example/v1",
            "DISCORD_API_URL": f"https://proxy.example/v10?key={KEY}",
            "DISCORD_GATEWAY_URL": f"somebody:{KEY}/{KEY}@proxy.example",
        },
    )
    assert code == 0
    assert KEY not in out
    assert TOKEN not in out
    assert "DISCORD_TOKEN: set (not shown)" in out
    assert "QUESTIONS_URL: https://…@models.example/v1" in out


async def test_a_report_is_made_of_settings_that_are_wrong():
    """That is when one is asked for."""
    code, out, err = await run("info", env={"DATABASE_URL": "nonsense", "LOG_LEVEL": "LOUD"})
    assert (code, err) == (0, "")
    assert "LOG_LEVEL: LOUD" in out
    assert "DATABASE_URL: expected the address of an SQLite file" in out


def git(*arguments: str) -> str:
    asked = ("git", *arguments)
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout  # noqa: S603 # this test's own words, and whichever git made the checkout


async def test_the_version_is_told_with_the_commit(project: Path):
    """As git knows it."""
    code, out, _ = await run("--version")
    assert code == 0
    if (project / ".git").exists():
        head = git("-C", str(project), "rev-parse", "HEAD")[:10]
        assert re.match(rf"Daily Passage 0\.1\.0 \(commit {head}(?: with changes)?\)$", out)


async def test_a_copy_without_git_tells_its_version_alone(project: Path, tmp_path: Path):
    """Also within a checkout of something else, whose commit says nothing about it."""
    git("init", "-q", str(tmp_path))
    copy = tmp_path / "copy"
    for folder in ("bot", "cogs", "command_line"):
        shutil.copytree(project / folder, copy / folder)
    shutil.copy(project / "pyproject.toml", copy)
    program = Path(shutil.copy(project / "main.py", copy))
    assert await run("--version", program=program) == (0, "Daily Passage 0.1.0\n", "")


def test_an_old_sqlite_is_known():
    """By its numbers, not its letters."""
    assert not SqliteLibrary("3.9.2", ()).is_new_enough
    assert not SqliteLibrary("3.34.1", ()).is_new_enough
    assert SqliteLibrary("3.35.0", ()).is_new_enough


def test_this_sqlite_can_do_what_the_bot_needs():
    """Or no other test would pass."""
    assert in_use().is_new_enough
    assert in_use().has_full_text


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command with what reads its options, and under "" what reads those of the program itself."""
    parser = command_parser(Texts().say().plain)
    choices = next(action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return {"": parser, **(choices or {})}


def test_every_command_is_done_by_a_function_that_is_there():
    """Each is imported only when it is asked for."""
    assert set(COMMANDS) == (set(commands()) - {""}) | {"version"}
    for module, function in COMMANDS.values():
        assert callable(getattr(import_module(f"command_line.{module}"), function))


def test_every_command_option_and_exit_code_is_in_the_docs(project: Path):
    """And nothing else is."""
    page = (project / "docs/commands.md").read_text("utf-8")
    rows = [row.split(" | ") for row in page.splitlines() if row.startswith("| ")]
    told = {name for row in rows if len(row) == 3 for name in re.findall(r"`([a-z]\w*)`", row[0])}
    assert told == set(commands()) - {""}
    optional = {row[0] for row in rows if "`--" in row[0]}
    assert {found[1] for row in optional if (found := re.search(r"`(--[\w-]+)", row))} == {
        option
        for command in commands().values()
        for action in command._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    codes = {int(found[1]) for row in rows if (found := re.match(r"\| (\d+)$", row[0]))}
    assert codes == {2, *ExitCode}


async def test_a_server_is_named_without_its_password():
    """Neither among the settings nor as the database."""
    address = "postgresql+asyncpg://study:a-secret@db.example.org/study"
    code, out, _ = await run("info", env={"DATABASE_URL": address})
    assert code == 0
    assert "Database: postgresql+asyncpg://…@db.example.org/study" in out
    assert "a-secret" not in out
