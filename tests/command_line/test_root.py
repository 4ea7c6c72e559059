"""What root types beside a bot that runs as another user: nothing is left that the bot cannot open."""

import os
from pathlib import Path

import pytest

from command_line import main
from tests.command_line.programs import PROJECT

USER = 12_345
ESSAY = str(next((PROJECT / "data" / "essays").glob("*.md")))
PERSON = "223456789012345678"

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make what belongs to another user"
)


@pytest.fixture
def file(migrated: Path, tmp_path: Path) -> Path:
    """The database of a user who is not root, in a folder of theirs."""
    folder = tmp_path / "data"
    folder.mkdir()
    file = folder / "study.sqlite3"
    file.write_bytes(migrated.read_bytes())
    for path in (folder, file):
        os.chown(path, USER, USER)
    return file


@pytest.mark.parametrize(
    "typed",
    [["import", ESSAY], ["backup"], ["forget", PERSON], ["migrate"], ["restore", "{copy}"]],
    ids=lambda typed: typed[0],
)
def test_all_that_a_command_leaves_belongs_to_the_owner_of_the_database(
    migrated: Path, file: Path, tmp_path: Path, typed: list[str]
):
    """The lock, the key, copies and their folder, and the database itself when another took its place."""
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(migrated.read_bytes())
    env = {"DATABASE_URL": f"sqlite+aiosqlite:///{file}"}
    assert main([part.format(copy=copy) for part in typed], env) == 0
    left = [file.parent, *file.parent.rglob("*")]
    assert len(left) > 2
    assert {path.relative_to(tmp_path): path.stat().st_uid for path in left if path.stat().st_uid != USER} == {}
