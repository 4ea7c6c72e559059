"""What the doctor looks at on this machine: Python's parts, the database, its disk and the zones of its studies."""

import os
import shutil
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.errors import StudyError
from bot.core.models import Study
from bot.store import migrate
from bot.store.dialects.sqlite import library
from bot.store.dialects.sqlite.files.database_file import DatabaseFile
from bot.store.dialects.sqlite.files.file_system import kind_at
from command_line.upkeep.findings import Findings

MEGABYTE = 1_000_000
ROOM = 100 * MEGABYTE
"""Bytes that have to be free, besides two copies of the database: one is made before it is migrated."""


def check_python(findings: Findings) -> None:
    """Look at SQLite, which comes with Python, and at the table of time zones."""
    sqlite = library.in_use()
    if not sqlite.is_new_enough:
        findings.mend("doctor.sqlite_old", version=sqlite.version, least=".".join(map(str, library.LEAST)))
    elif not sqlite.has_full_text:
        findings.mend("doctor.sqlite_no_search", version=sqlite.version)
    else:
        findings.ok("doctor.sqlite", version=sqlite.version)
    try:
        ZoneInfo("Europe/London")
        findings.ok("doctor.zones", version=metadata.version("tzdata"))
    except (ZoneInfoNotFoundError, metadata.PackageNotFoundError):
        findings.mend("doctor.no_zones")


def check_zones(planned: Iterable[Study], findings: Findings) -> None:
    """Look for studies in a zone that the table does not have."""
    for study in planned:
        try:
            ZoneInfo(study.timetable.zone)
        except (ZoneInfoNotFoundError, ValueError):
            findings.mend("doctor.zone_unknown", zone=study.timetable.zone, channel=str(study.channel_id))


def check_database(path: Path, findings: Findings) -> bool:
    """Look at the file of the database, without changing it; whether this version can read what is in it."""
    file = DatabaseFile(path)
    folder = next(parent for parent in file.path.parents if parent.exists())
    try:
        file.check_kind()
        revision = file.revision()
        problem = None if revision is None else file.first_fault()
    except StudyError as refused:
        findings.refused(refused)
        return False
    kind = kind_at(file.path)
    if kind is None:
        findings.open("doctor.file_system_unknown", file=str(file.path))
    else:
        findings.ok("doctor.file_system", kind=kind)
    _check_disk(file.path, folder, findings)
    if problem is not None:
        findings.mend("doctor.damaged", file=str(file.path), problem=problem)
        return False
    if revision is None:
        findings.open("doctor.no_database", file=str(file.path))
    elif revision != migrate.REVISION:
        findings.open("doctor.older", file=str(file.path), found=revision, known=migrate.REVISION)
    else:
        findings.ok("doctor.database", file=str(file.path), known=revision)
    return revision == migrate.REVISION


def _check_disk(file: Path, folder: Path, findings: Findings) -> None:
    """Look whether there is room beside the file, and whether it and its folder may be written."""
    size = file.stat().st_size if file.exists() else 0
    free, needed = shutil.disk_usage(folder).free, ROOM + 2 * size
    values = {"folder": str(folder), "free": f"{free // MEGABYTE:,}", "needed": f"{needed // MEGABYTE:,}"}
    if free < needed:
        findings.mend("doctor.disk_full", **values)
    else:
        findings.ok("doctor.disk", **values)
    closed = [place for place in (folder, file) if place.exists() and not os.access(place, os.W_OK)]
    if closed:
        findings.mend("doctor.not_writable", place=str(closed[0]))
