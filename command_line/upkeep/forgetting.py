"""`python main.py forget`: all that is kept about a person is deleted, whether the bot is running or not."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.core.errors import InUseError, StudyError
from bot.i18n import Words
from bot.services.participation import own_data
from bot.settings import read_backups, read_database_url
from bot.store.database import Database
from command_line.arguments import Asked
from command_line.exit_codes import ExitCode

PATIENCE = 60
"""Seconds for a running bot to do it; it looks every fifteen."""
GLANCE = 0.25
"""Seconds between two looks at whether it has."""


def forget(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Delete what is kept about a person, or have the running bot do it. Raises `StudyError` for what is no id."""
    if not (asked.person.isascii() and asked.person.isdigit() and 17 <= len(asked.person) <= 20):
        raise StudyError("forget.bad_person")
    removed = asyncio.run(_forget(read_database_url(env), read_backups(env), int(asked.person)))
    print(say("forget.waits") if removed is None else say("forget.done", n=removed))  # noqa: T201 # the command line speaks by printing
    return ExitCode.TO_MEND if removed is None else ExitCode.DONE


async def _forget(database_url: str, backups: Path, user_id: int) -> int | None:
    """How many rows were deleted; None when a running bot has not answered in time."""
    async with Database.read_only(database_url, backups) as database:
        person = database.person_key.sign(user_id)
    try:
        async with Database.opened(database_url, backups) as database:
            removed = await own_data.forget(database, user_id, datetime.now(UTC))
            await own_data.overwrite_remains(database)
            return removed
    except InUseError:
        return await _have_it_done(database, person)


async def _have_it_done(database: Database, person: str) -> int | None:
    """Leave a request for the bot that has the database, and wait for its answer."""
    requests = database.deletion_requests
    requests.ask(person)
    for _ in range(round(PATIENCE / GLANCE)):
        if (removed := requests.take_answer(person)) is not None:
            return removed
        await asyncio.sleep(GLANCE)
    return None
