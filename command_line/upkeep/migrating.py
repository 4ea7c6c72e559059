"""`python main.py migrate`: the database brought to this version, without the bot."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot.i18n import Words
from bot.settings import read_backups, read_database_url
from bot.store import migrate
from bot.store.database import Database
from command_line.arguments import Asked
from command_line.exit_codes import ExitCode


def bring_up_to_date(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Bring the database to this version, and print what was done. Raises `StudyError` when there is none to bring."""
    del asked
    print(asyncio.run(_migrate(read_database_url(env), read_backups(env), say)))  # noqa: T201 # the command line speaks by printing
    return ExitCode.DONE


async def _migrate(database_url: str, backups: Path, say: Words) -> str:
    async with Database.opened(database_url, backups, must_exist=True) as database:
        file, (found, copy) = database.name, database.migrated
    if copy is None:
        return say("migrate.nothing", file=file, known=migrate.REVISION)
    return say("migrate.done", file=file, found=str(found), known=migrate.REVISION, copy=str(copy))
