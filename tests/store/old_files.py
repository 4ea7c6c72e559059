"""Database files as older versions left them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from bot.store import migrate


def make_at(file: Path, revision: str) -> None:
    """Make a database that has come to this migration."""
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    with create_engine(f"sqlite:///{file}").connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
