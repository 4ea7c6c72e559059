"""`python main.py doctor`: whether all is as it should be, and what to do where it is not."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot.core.errors import StudyError
from bot.core.models import Study
from bot.i18n import Words
from bot.logs import set_up_logs
from bot.settings import read_backups, read_database_url, read_settings
from bot.store.database import Database
from bot.store.dialects.sqlite.database import SqliteDatabase
from bot.store.studies import studies
from command_line.arguments import Asked
from command_line.exit_codes import ExitCode
from command_line.upkeep import discord_checks, machine_checks
from command_line.upkeep.findings import Findings


def print_findings(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Print what is well and what is not; nothing is changed, and the bot may be running."""
    del asked
    set_up_logs("ERROR")
    findings = asyncio.run(examine(env, say))
    print("\n".join(findings.lines()))  # noqa: T201 # the command line speaks by printing
    return ExitCode.TO_MEND if findings.to_mend else ExitCode.DONE


async def examine(env: Mapping[str, str], say: Words) -> Findings:
    """All that can be found out without changing anything."""
    findings = Findings(say)
    settings = None
    try:
        settings = read_settings(env)
        findings.ok("doctor.settings")
    except StudyError as refused:
        findings.refused(refused)
    machine_checks.check_python(findings)
    planned: list[Study] = []
    try:
        database_url = read_database_url(env)
    except StudyError:
        findings.open("doctor.database_unknown")  # what is wrong with its address has been said
    else:
        planned = await _remembered(database_url, read_backups(env), findings)
    if settings is None:
        findings.open("doctor.discord_not_asked")
    else:
        await discord_checks.check(settings, planned, findings)
    return findings


async def _remembered(database_url: str, backups: Path, findings: Findings) -> list[Study]:
    """The studies of a database that is well enough to be read, after it has been looked at."""
    database = Database.at(database_url, backups)
    in_file = isinstance(database, SqliteDatabase)
    if in_file and not await asyncio.to_thread(machine_checks.check_database, database.path, findings):
        return []
    try:
        async with Database.read_only(database_url, backups) as opened, opened.reading(snapshot=False) as connection:
            planned = await studies.of_present_guilds(connection)
    except StudyError as refused:
        findings.refused(refused)
        return []
    if not in_file:
        findings.ok("doctor.server", file=database.name)
    machine_checks.check_zones(planned, findings)
    return planned
