"""Bringing a database to this version's tables; alembic, slow to import, is imported only when something is to do."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.sqlite import copies
from bot.store.sqlite.backup_folder import BackupFolder
from bot.store.sqlite.database_file import DatabaseFile

REVISION = "0103"
"""The newest migration in `migrations/versions` (a test compares)."""
MIGRATIONS = Path(__file__).parent / "migrations"


class Migrated(NamedTuple):
    """How a database came to this version."""

    found: str | None
    """The migration that it had come to before, or None where it was made anew."""
    copy: Path | None
    """Where it lies as it was before, if migrations were run."""


def known_revisions() -> set[str]:
    """The migrations that this version knows."""
    return {path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


async def to_this_version(
    engine: AsyncEngine, file: DatabaseFile, revision: str | None, backups: BackupFolder
) -> Migrated:
    """Run the migrations that follow `revision`, all for None; a file that has one is copied first.

    A copy is never overwritten: that of an earlier attempt may be the only one from before the first migration.
    """
    if revision == REVISION:
        return Migrated(revision, None)
    copy = None
    if revision is not None:
        copy = backups.free_path(datetime.now(UTC), before=REVISION)
        copies.write(file.path, copy)
    async with engine.connect() as connection:
        await connection.run_sync(_upgrade)
    return Migrated(revision, copy)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # 0.7 s to import, and needed only here
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()
