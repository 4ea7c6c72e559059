"""Bringing a database to this version's tables; alembic, slow to import, is imported only when something is to do."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import greenlet_spawn

from bot.core.errors import StudyError

REVISION = "0005"
"""The newest migration in `migrations/versions` (a test compares)."""
MIGRATIONS = Path(__file__).parent / "migrations"


async def to_this_version(engine: Engine, file: Path) -> None:
    """Run the migrations that are missing, after a copy of the file was laid beside it.

    Raises `StudyError` for a database made by a newer version, before anything in it is touched.
    """
    await greenlet_spawn(_migrate, engine, file)


def _migrate(engine: Engine, file: Path) -> None:
    with engine.connect() as connection:
        found = _revision(connection)
        connection.rollback()
        if found == REVISION:
            return
        if found is not None:
            _refuse_newer(found, file)
            _copy(file, file.with_name(f"{file.name}.before-{REVISION}"))
        _upgrade(connection)


def _revision(connection: Connection) -> str | None:
    try:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))
    except OperationalError:
        return None  # a new file


def _refuse_newer(found: str, file: Path) -> None:
    known = {path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    if found not in known:
        raise StudyError("store.newer", file=str(file), found=found, known=REVISION)


def _copy(file: Path, copy: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # 0.7 s to import, and needed only here
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()
