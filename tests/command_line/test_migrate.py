"""`python main.py migrate`: the database brought to this version, without the bot."""

from pathlib import Path

import pytest

from bot.store import migrate
from command_line import main
from command_line.exit_codes import ExitCode
from tests.command_line.programs import run
from tests.store.test_migrate import ADDS_A_COLUMN, release, revision_of


def test_an_old_database_is_brought_to_this_version(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """After it was copied; what is printed says from where to where, and where the copy lies."""
    file = tmp_path / "study.sqlite3"
    file.write_bytes(migrated.read_bytes())
    found = migrate.REVISION
    release(tmp_path, monkeypatch, ADDS_A_COLUMN)
    assert main(["migrate"], {"DATABASE_URL": f"sqlite+aiosqlite:///{file}"}) == ExitCode.DONE
    (copy,) = (tmp_path / "backups").glob(f"study-*-before-{migrate.REVISION}.sqlite3")
    assert capsys.readouterr().out == (
        f"{file} was brought from step {found} to step {migrate.REVISION}. As it was before, it lies in {copy}.\n"
    )
    assert (revision_of(file), revision_of(copy)) == (migrate.REVISION, found)


async def test_a_database_of_this_version_stays_as_it_is(migrated: Path, tmp_path: Path):
    """And no copy is made of it."""
    file = tmp_path / "study.sqlite3"
    file.write_bytes(migrated.read_bytes())
    code, out, err = await run("migrate", env={"DATABASE_URL": f"sqlite+aiosqlite:///{file}"})
    assert (code, err) == (0, "")
    assert "of this version already (step 0104). Nothing in it was changed." in out
    assert not (tmp_path / "backups").exists()


async def test_no_database_is_made_where_there_is_none(tmp_path: Path):
    """Its folder may not be mounted; an empty file is none either."""
    empty = tmp_path / "empty.sqlite3"
    empty.touch()
    for file in (tmp_path / "data" / "study.sqlite3", empty):
        code, out, err = await run("migrate", env={"DATABASE_URL": f"sqlite+aiosqlite:///{file}"})
        assert (code, out) == (78, "")
        assert f"There is no database at {file} yet" in err
    assert list(tmp_path.iterdir()) == [empty]
    assert not empty.stat().st_size
