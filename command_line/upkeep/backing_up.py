"""`python main.py backup`: a copy of the database, while the bot is running or not."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.i18n import Words
from bot.services import backups
from bot.settings import read_backups, read_database_url
from bot.store.database import Database
from bot.store.dialects.sqlite.database import in_a_file
from command_line.arguments import Asked
from command_line.exit_codes import ExitCode


def back_up(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Copy the database, check the copy, and say where it is. Raises `StudyError` when there is none or it fails."""
    file, rows = asyncio.run(_back_up(read_database_url(env), read_backups(env), asked.output))
    print(say("backup.done", file=str(file), size=_size(file), n=rows))  # noqa: T201 # the command line speaks by printing
    return ExitCode.DONE


async def _back_up(database_url: str, folder: Path, file: Path | None) -> tuple[Path, int]:
    async with Database.read_only(database_url, folder) as database:
        return await backups.back_up(in_a_file(database), datetime.now(UTC), file)


def _size(file: Path) -> str:
    """The size of a file in megabytes."""
    return f"{file.stat().st_size / 1_000_000:.1f}"
