"""`python main.py restore`: a copy of the database is put back, with no bot running."""

from pathlib import Path

from bot.store.database import Database
from bot.store.dialects.sqlite.database import in_a_file
from bot.store.dialects.sqlite.files import copies
from tests.command_line.programs import run

ANN = 5 * 10**17 + 123


async def test_a_copy_is_put_back_and_what_was_there_is_kept(file_url: str, tmp_path: Path):
    """It says so, who stays deleted, and what comes next; while a bot has the database nothing is done."""
    env = {"DATABASE_URL": file_url}
    copy = tmp_path / "copy.sqlite3"
    async with Database.opened(file_url) as database:
        copies.write(in_a_file(database).path, copy)
        code, out, err = await run("restore", str(copy), env=env)
        assert (code, out) == (78, "")
        assert "Another process is using" in err
    assert (await run("forget", str(ANN), env=env))[0] == 0
    code, out, err = await run("restore", str(copy), env=env)
    assert (code, err) == (0, "")
    (kept,) = tmp_path.glob("study.sqlite3.before-restore-*")
    assert f"is kept as {kept}" in out
    assert "One person has had their data deleted" in out
    assert "Start the bot" in out
    assert copies.read(tmp_path / "study.sqlite3").rows["tombstones"] == 1


async def test_where_there_is_no_copy_it_says_where_they_are(file_url: str, tmp_path: Path):
    """And touches nothing."""
    code, out, err = await run("restore", str(tmp_path / "none"), env={"DATABASE_URL": file_url})
    assert (code, out) == (78, "")
    assert "backups/" in err
    assert {path.name for path in tmp_path.iterdir()} == {"study.sqlite3", "study.sqlite3.lock"}
