"""Migrating: the tables that the first migration makes, and how a file comes to a later version of the bot."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from bot.core.errors import StudyError
from bot.store import migrate
from bot.store.database import Database
from bot.store.dialects.sqlite.files.backup_folder import BackupFolder
from bot.store.tables import metadata

ADDS_A_COLUMN = "op.add_column('guilds', sa.Column('motto', sa.Text))"
NOW = datetime(2026, 5, 1, tzinfo=UTC)
FAILS_HALFWAY = "op.create_table('half', sa.Column('id', sa.Integer)); raise RuntimeError('halfway')"


def release(folder: Path, monkeypatch: pytest.MonkeyPatch, *steps: str) -> None:
    """Have the bot be of a later version, with a migration more for each of these steps."""
    ignored = shutil.ignore_patterns("__pycache__")
    migrations = Path(shutil.copytree(migrate.MIGRATIONS, folder / "migrations", ignore=ignored))
    revision = migrate.REVISION
    for step in steps:
        previous, revision = revision, f"{int(revision) + 1:04}"
        (migrations / "versions" / f"{revision}_later.py").write_text(
            "from alembic import op\nimport sqlalchemy as sa\n"
            f"revision = '{revision}'\ndown_revision = '{previous}'\ndef upgrade():\n    {step}\n",
            "utf-8",
        )
    monkeypatch.setattr(migrate, "MIGRATIONS", migrations)
    monkeypatch.setattr(migrate, "REVISION", revision)


def read(file: Path, statement: str) -> Sequence[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchall()


def copies(file: Path) -> list[Path]:
    return sorted((file.parent / "backups").glob("*"))


def revision_of(file: Path) -> object:
    return read(file, "SELECT version_num FROM alembic_version")[0][0]


@pytest.fixture
def file(migrated: Path, tmp_path: Path) -> Path:
    """A database of this version that knows one guild."""
    copy = Path(shutil.copy(migrated, tmp_path / "study.sqlite3"))
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("INSERT INTO guilds (id) VALUES (7)")
    return copy


async def start(file: Path) -> None:
    async with Database.opened(f"sqlite+aiosqlite:///{file}"):
        pass


def test_the_migrations_make_the_tables_that_the_code_knows(migrated: Path):
    """Nothing is missing from them, and nothing is left over."""
    own = (
        "passage_index",
        "passage_vocabulary",
    )  # SQLite's full-text index, which only bot/store/essays/search.py knows
    options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith(own)}
    with create_engine(f"sqlite:///{migrated}").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_the_newest_migration_is_the_one_the_code_expects():
    """Otherwise the bot would start without it."""
    assert ScriptDirectory(str(migrate.MIGRATIONS)).get_current_head() == migrate.REVISION


async def test_what_a_file_holds_stays_and_a_copy_is_kept(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The copy is as the older version left it: that version can go on with it."""
    before = migrate.REVISION
    release(tmp_path, monkeypatch, ADDS_A_COLUMN)
    await start(file)
    assert revision_of(file) == migrate.REVISION != before
    assert read(file, "SELECT id, motto FROM guilds") == [(7, None)]
    (copy,) = copies(file)
    assert copy.name.endswith(f"-before-{migrate.REVISION}.sqlite3")
    assert revision_of(copy) == before
    assert read(copy, "SELECT * FROM guilds") == [(7, None, None, None, None)]


async def test_only_a_file_that_is_migrated_is_copied(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Neither a new one nor one of this version."""
    await start(file)
    release(tmp_path, monkeypatch, ADDS_A_COLUMN)
    await start(file.with_name("new.sqlite3"))
    assert revision_of(file.with_name("new.sqlite3")) == migrate.REVISION
    assert copies(file) == []


async def test_a_migration_that_fails_leaves_nothing_behind(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Half a table would keep every later start from working. The step before it was done in its own transaction."""
    before = migrate.REVISION
    release(tmp_path, monkeypatch, ADDS_A_COLUMN, FAILS_HALFWAY)
    with pytest.raises(RuntimeError, match="halfway"):
        await start(file)
    assert int(str(revision_of(file))) == int(before) + 1
    assert read(file, "SELECT id, motto FROM guilds") == [(7, None)]
    assert read(file, "SELECT name FROM sqlite_master WHERE name = 'half'") == []
    assert [revision_of(copy) for copy in copies(file)] == [before]


async def test_a_copy_from_before_a_migration_is_never_written_over(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A second attempt begins with a file that is half way: the copy of the first is the one to go back to."""
    before = migrate.REVISION
    release(tmp_path, monkeypatch, ADDS_A_COLUMN)
    first = BackupFolder(file.parent / "backups", file).free_path(NOW, before=migrate.REVISION)
    first.parent.mkdir()
    first.write_text("the copy of the first attempt")
    await start(file)
    assert first.read_text() == "the copy of the first attempt"
    assert [revision_of(copy) for copy in copies(file) if copy != first] == [before]
    assert BackupFolder(first.parent, file).free_path(NOW, before=migrate.REVISION) == Path(f"{first}-2")


async def test_a_command_that_only_reads_migrates_nothing(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A bot of the version that wrote the file may be running."""
    release(tmp_path, monkeypatch, ADDS_A_COLUMN)
    before = file.read_bytes()
    with pytest.raises(StudyError) as refused:
        async with Database.read_only(f"sqlite+aiosqlite:///{file}", None):
            pass
    assert refused.value.key == "store.older"
    assert file.read_bytes() == before


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005", "0006", "0101"])
async def test_a_database_of_before_the_first_release_is_left_alone(file: Path, revision: str):
    """Its migrations have been replaced by one: nothing leads from its tables to these."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    before = file.read_bytes()
    with pytest.raises(StudyError) as refused:
        await start(file)
    assert refused.value.key == "store.before_release"
    assert file.read_bytes() == before
    assert copies(file) == []


async def test_a_newer_database_is_left_alone(file: Path):
    """Going back to an older version of the bot must not harm what the newer one wrote."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    with pytest.raises(StudyError) as refused:
        await start(file)
    assert refused.value.key == "store.newer"
    assert file.read_bytes() == before
