"""A database file that the bot cannot work with: one line and exit code 78, whatever was asked for."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.store.dialects.sqlite.files import database_file, file_system
from command_line import main
from command_line.exit_codes import ExitCode
from tests.command_line.programs import PROJECT, TOKEN

ESSAY = PROJECT / "data" / "essays"
BEFORE_RELEASE = PROJECT / "tests" / "store" / "before_the_first_release.sql"
"""A database as commit b445480 made it, with its statements in their order."""
COMMANDS = {
    "run": [],
    "import": ["import", str(next(ESSAY.glob("*.md")))],
    "export": ["export", "an essay"],
    "migrate": ["migrate"],
}


def _sql(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def _random_bytes(file: Path, stack: ExitStack) -> None:
    file.write_bytes(bytes(range(256)) * 64)


def _text(file: Path, stack: ExitStack) -> None:
    file.write_text("This is a letter, and no database. " * 100, "utf-8")


def _cut(file: Path, stack: ExitStack) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _broken_page(file: Path, stack: ExitStack) -> None:
    with file.open("r+b") as opened:
        opened.seek(4096 * 3)
        opened.write(b"\xff" * 4096)


def _foreign(file: Path, stack: ExitStack) -> None:
    file.unlink()
    _sql(file, "CREATE TABLE recipes (id INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO recipes VALUES (1, 'Bread')")


def _foreign_with_migrations(file: Path, stack: ExitStack) -> None:
    _foreign(file, stack)
    _sql(file, "CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('0004')")


def _no_version(file: Path, stack: ExitStack) -> None:
    _sql(file, "DELETE FROM alembic_version")


def _newer(file: Path, stack: ExitStack) -> None:
    _sql(file, "UPDATE alembic_version SET version_num = '9999'")


def _before_release(file: Path, stack: ExitStack) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(BEFORE_RELEASE.read_text("utf-8"))


def _folder(file: Path, stack: ExitStack) -> None:
    file.unlink()
    file.mkdir()


def _hard_link(file: Path, stack: ExitStack) -> None:
    file.with_name("copy.sqlite3").hardlink_to(file)


def _held(file: Path, stack: ExitStack) -> None:
    other = stack.enter_context(closing(sqlite3.connect(file, isolation_level=None)))
    other.execute("BEGIN EXCLUSIVE")


def _pipe(file: Path, stack: ExitStack) -> None:
    file.unlink()
    os.mkfifo(file)


def _network_drive(file: Path, stack: ExitStack) -> None:
    listed = file.with_name("mounts")
    listed.write_text(f"server:/export {file.parent.resolve()} nfs4 rw 0 0\n", "utf-8")
    stack.enter_context(pytest.MonkeyPatch.context()).setattr(file_system, "MOUNTS", listed)


@dataclass(frozen=True, slots=True)
class BadFile:
    """How it is made of a good one, what is said of it, and whether it can still be read."""

    make: Callable[[Path, ExitStack], None]
    words: str
    readable: bool = False


BAD = {
    "random bytes": BadFile(_random_bytes, "is not a database of this bot"),
    "text": BadFile(_text, "is not a database of this bot"),
    "cut off": BadFile(_cut, "is damaged"),
    "a broken page": BadFile(_broken_page, "is damaged"),
    "foreign": BadFile(_foreign, "is not a database of this bot"),
    "foreign with migrations": BadFile(_foreign_with_migrations, "is not a database of this bot"),
    "no version": BadFile(_no_version, "is damaged"),
    "newer": BadFile(_newer, "newer version"),
    "before the first release": BadFile(_before_release, "before the first release"),
    "a folder": BadFile(_folder, "is not a file"),
    "a hard link": BadFile(_hard_link, "hard link"),
    "a network drive": BadFile(_network_drive, "network drive (nfs4)"),
    "held": BadFile(_held, "Another program is using", readable=True),
}
if sys.platform != "win32":
    BAD["a pipe"] = BadFile(_pipe, "is not a file")


@pytest.fixture
def held_open() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", BAD)
def test_it_is_refused_in_one_line_and_left_as_it_was(
    kind: str,
    command: str,
    migrated: Path,
    tmp_path: Path,
    held_open: ExitStack,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    """A supervisor does not start it again for ever (78), and nothing is lost that somebody may still save."""
    monkeypatch.setattr(database_file, "WAIT", 0.05)
    file = tmp_path / "study.sqlite3"
    shutil.copy(migrated, file)
    bad = BAD[kind]
    bad.make(file, held_open)
    before = file.read_bytes() if file.is_file() else None
    env = {
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": f"sqlite+aiosqlite:///{file}",
        "DISCORD_API_URL": "http://127.0.0.1:9",
    }
    assert main(COMMANDS[command], env) == ExitCode.CANNOT_START
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    refused_for_its_file = not (bad.readable and command == "export")
    assert (bad.words in told) == refused_for_its_file
    if before is not None:
        assert file.read_bytes() == before
