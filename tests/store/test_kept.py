"""Every database that a released version has made comes to the tables of this one, with all that it holds."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.tables import metadata
from tests.store.kept import HERE

KEPT = sorted(HERE.glob("[0-9]*.sql"))
SHAPE = {
    "columns": 'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?) ORDER BY name',
    "references": 'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY 1, 2',
    "indexes": "SELECT name, \"unique\", partial FROM pragma_index_list(?) WHERE origin = 'c' ORDER BY name",
}


def loaded(kept: Path, file: Path) -> Path:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(kept.read_text("utf-8"))
    return file


def tables(connection: sqlite3.Connection) -> set[str]:
    """All tables, with those that SQLite makes for the full-text index."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def shape(file: Path) -> dict[str, dict[str, list[tuple[object, ...]]]]:
    """What each table is made of, whatever the words by which it was made; and the triggers, by their words."""
    with closing(sqlite3.connect(file)) as connection:
        found = {
            table: {what: connection.execute(asked, (table,)).fetchall() for what, asked in SHAPE.items()}
            for table in tables(connection)
        }
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        return found | {"": {"triggers": triggers.fetchall()}}


def counts(file: Path) -> dict[str, int]:
    """How many rows each table of ours has."""
    with closing(sqlite3.connect(file)) as connection:
        known = tables(connection) & metadata.tables.keys()
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in known}  # noqa: S608 # our own names


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
async def test_a_kept_database_becomes_what_a_new_one_is(kept: Path, migrated: Path, tmp_path: Path):
    """Table by table: columns, references, indexes and triggers. Nothing that it held is gone, and search finds it."""
    file = loaded(kept, tmp_path / "study.sqlite3")
    before = counts(file)
    async with Database.opened(f"sqlite+aiosqlite:///{file}"):
        pass
    assert shape(file) == shape(migrated)
    assert {name: counts(file)[name] for name in before if name in counts(file)} == before
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = connection.execute("SELECT count(*) FROM passage_index WHERE passage_index MATCH 'bread'").fetchone()
        assert found[0] > 2


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_kept_database_holds_a_little_of_everything(kept: Path, tmp_path: Path):
    """A table without a row would come through any migration."""
    assert [name for name, count in counts(loaded(kept, tmp_path / "study.sqlite3")).items() if not count] == []


def test_each_release_has_kept_a_database(project: Path):
    """From the changelog, which names each; the one that is next is kept before it is out."""
    released = re.findall(r"^## (\d+\.\d+\.\d+)\b", (project / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert [path.stem for path in KEPT] == sorted(released)
