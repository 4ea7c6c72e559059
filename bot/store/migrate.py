"""Bringing a database to this version's tables; alembic, slow to import, is imported only when something is to do."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.core.errors import StudyError

REVISION = "0001"
"""The newest migration in `migrations/versions` (a test compares)."""
MIGRATIONS = Path(__file__).parent / "migrations"


async def to_this_version(engine: AsyncEngine, file: Path) -> None:
    """Run the migrations that are missing, after a copy of the file was laid beside it.

    Raises `StudyError` for a database made by a newer version, before anything in it is touched.
    """
    async with engine.connect() as connection:
        found = await connection.run_sync(_revision)
        await connection.rollback()
        if found == REVISION:
            return
        if found is not None:
            _refuse_newer(found, file)
            _copy(file, file.with_name(f"{file.name}.before-{REVISION}"))
        await connection.run_sync(_upgrade)


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
