"""`python main.py backup`: a copy of the database, with the bot running or not."""

import stat
from pathlib import Path

import pytest

from bot.services.library import catalogue
from bot.store.database import Database
from bot.store.dialects.sqlite.files import copies
from tests.command_line.programs import run
from tests.services.conftest import pack


@pytest.mark.of_sqlite
async def test_a_copy_is_made_while_the_bot_has_the_database(database: Database, file_url: str, tmp_path: Path):
    """With its time in its name, beside the daily ones; it says where, and that it is whole."""
    await catalogue.stock(database, [pack("On Bread", 3)])
    code, out, err = await run("backup", env={"DATABASE_URL": file_url})
    assert (code, err) == (0, "")
    (copy,) = (tmp_path / "backups").iterdir()
    assert str(copy) in out
    assert copies.read(copy).rows["passages"] == 3
    assert f"all {sum(copies.read(copy).rows.values())} rows" in out
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


async def test_a_file_or_a_folder_can_be_named(database: Database, file_url: str, tmp_path: Path):
    """Or a folder for all copies, in a setting; what is there is never overwritten."""
    del database
    env = {"DATABASE_URL": file_url, "BACKUPS": str(tmp_path / "all")}
    (tmp_path / "disk").mkdir()
    for arguments in ((), (str(tmp_path / "mine.sqlite3"),), (str(tmp_path / "disk"),)):
        assert (await run("backup", *arguments, env=env))[0] == 0
    assert (tmp_path / "mine.sqlite3").is_file()
    assert len([*(tmp_path / "all").iterdir(), *(tmp_path / "disk").iterdir()]) == 2
    code, out, err = await run("backup", str(tmp_path / "mine.sqlite3"), env=env)
    assert (code, out) == (78, "")
    assert "never overwritten" in err


async def test_what_cannot_be_copied_is_said(database: Database, file_url: str, tmp_path: Path):
    """No database, or no place for the copy."""
    del database
    code, _, err = await run("backup", env={"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3"})
    assert code == 78
    assert "There is no database" in err
    (tmp_path / "file").touch()
    code, _, err = await run("backup", str(tmp_path / "file" / "copy"), env={"DATABASE_URL": file_url})
    assert code == 78
    assert "cannot be copied" in err
    assert err.count("\n") == 1
