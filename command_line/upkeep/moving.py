"""`python main.py move`: what the bot remembers is copied into another database while no bot is running."""

import asyncio
from collections.abc import Mapping

from bot.i18n import Words
from bot.services import moving
from bot.settings import read_backups, read_database_url
from command_line.arguments import Asked
from command_line.exit_codes import ExitCode


def move(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Copy everything, compare, and say what comes next. Raises `StudyError` when that cannot be done."""
    target = read_database_url({"DATABASE_URL": asked.words})
    rows = asyncio.run(moving.move(read_database_url(env), target, read_backups(env)))
    print(say("move.done", n=rows))  # noqa: T201 # the command line speaks by printing
    return ExitCode.DONE
