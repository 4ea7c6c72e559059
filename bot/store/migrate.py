"""Bringing a database to this version's tables; alembic, slow to import, is imported only when something is to do."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.core.errors import StudyError

REVISION = "0104"
"""The newest migration in `migrations/versions` (a test compares)."""
OURS = {"alembic_version", "essays", "passages", "studies"}
"""Tables of every version there has been: a database without them is somebody else's."""
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


def known(revision: str | None, name: str) -> str:
    """The migration that a database with our tables has come to; numbers of four digits.

    Raises `StudyError` for one that lacks it, that is newer than this version, or older than the first release: the
    migrations of before have been replaced by one.
    """
    revisions = known_revisions()
    if revision is None:
        raise StudyError("store.damaged", file=name)
    if revision < min(revisions):
        raise StudyError("store.before_release", file=name)
    if revision not in revisions:
        raise StudyError("store.newer", file=name, found=revision, known=max(revisions))
    return revision


async def to_this_version(engine: AsyncEngine, revision: str | None) -> None:
    """Run the migrations that follow `revision`, all for None."""
    if revision == REVISION:
        return
    async with engine.connect() as connection:
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # 0.7 s to import, and needed only here
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()
