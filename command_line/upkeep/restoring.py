"""`python main.py restore`: a copy of the database is put back while no bot is running."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.i18n import Words
from bot.services import restoring
from bot.settings import read_backups, read_database_url
from command_line.arguments import Asked
from command_line.exit_codes import ExitCode


def restore(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Put a copy back, and say what has become of it. Raises `StudyError` when that cannot be done."""
    done = asyncio.run(restoring.restore(read_database_url(env), read_backups(env), asked.file, datetime.now(UTC)))
    lines = [say("restore.done", file=str(asked.file))]
    if done.kept is not None:
        lines.append(say("restore.kept", file=str(done.kept)))
    if done.people is None:
        lines.append(say("restore.unread"))
    elif done.people:
        lines.append(say("restore.people", n=done.people, rows=done.removed))
    print("\n".join([*lines, say("restore.next")]))  # noqa: T201 # the command line speaks by printing
    return ExitCode.DONE
