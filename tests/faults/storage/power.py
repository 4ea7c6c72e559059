"""Cuts of the power: what the store wrote is recorded once, and cut off at many places.

The store runs as it is, on Python's own `sqlite3`, in a process into which `recorder.c` is preloaded: no other SQLite
and no other file system stands in for them.
"""

import asyncio
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.errors import StudyError
from bot.store.database import Database
from tests.faults.crew import MEMORY
from tests.faults.storage.disk import Disk, Left, Step, steps
from tests.faults.storage.found import Found
from tests.faults.storage.workload import ACKNOWLEDGED, held

FILE = "study.sqlite3"
PROJECT = Path(__file__).parents[3]
SOURCE = Path(__file__).with_name("recorder.c")
MAPPED = f"{FILE}-shm"
"""The one file that SQLite maps; it is made anew when nobody has the database open."""
OPENED_SHARE = 0.05
"""How many of the databases that are left the bot itself opens as well."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """All that the store did, and what it held after each transaction."""

    steps: list[Step]
    states: list[str]

    @property
    def about(self) -> str:
        """How much it is, and by which library."""
        synced = sum(step.kind == "s" for step in self.steps)
        return f"{len(self.steps)} steps of SQLite {sqlite3.sqlite_version}, {synced} syncs, {len(self.states)} states"


def recorded(days: int, mutant: str = "") -> Recorded | None:
    """The store at work for so many days; None where no C compiler is, or programs cannot be preloaded into."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    with _folder() as folder:
        recorder, watched, record = folder / "recorder.so", folder / "data", folder / "record"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", recorder, SOURCE, "-ldl", "-lpthread"], check=True)  # noqa: S603 # a fixed program
        watched.mkdir()
        named = [str(watched / FILE), str(days), *([mutant] if mutant else [])]
        program = [sys.executable, "-m", "tests.faults.storage.workload", *named]
        led = {"LD_PRELOAD": str(recorder), "RECORD_FOLDER": str(watched), "RECORD_TO": str(record)}
        subprocess.run(program, check=True, cwd=PROJECT, env={**os.environ, **led})  # noqa: S603 # ourselves
        states = (watched / ACKNOWLEDGED).read_text().split()
        return Recorded([step for step in steps(record.read_bytes()) if step.name != MAPPED], states)


def found_in(what: Recorded, cuts: int, seed: int) -> Iterator[Found]:
    """The verdict on each of so many cuts, at places and with leftovers by the seed."""
    chance = random.Random(seed)
    places = sorted(chance.randrange(len(what.steps) + 1) for _ in range(cuts))
    disk, acknowledged, done = Disk(), 0, 0
    with _folder() as folder:
        for place in places:
            for step in what.steps[done:place]:
                disk.do(step)
                acknowledged += step.kind == "w" and step.name == ACKNOWLEDGED
            done = place
            left = chance.choice(list(Left))
            name = f"cut after step {place} of {len(what.steps)}, {left} of what was not synced"
            broken = _broken(folder, disk.left(left, chance), what.states, acknowledged)
            if not broken and (acknowledged == 0 or chance.random() < OPENED_SHARE):
                broken = _refused(folder / FILE)
            yield Found(name, broken)


def _broken(folder: Path, files: dict[str, bytes], states: list[str], acknowledged: int) -> str:
    """What is wrong with the database that is left; empty when nothing is."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with closing(sqlite3.connect(folder / FILE)) as connection:
            if (check := connection.execute("PRAGMA quick_check").fetchall()) != [("ok",)]:
                return f"corrupt: {check[0]}"
            if connection.execute("PRAGMA foreign_key_check").fetchall():
                return "corrupt: rows that belong to nothing"
            state = held(connection)
    except sqlite3.DatabaseError as refused:
        return f"corrupt: {refused}"
    if not acknowledged:
        return ""  # being made: what may be there then is what the bot can open
    if state in states[acknowledged - 1 : acknowledged + 1]:  # the next may have been stored, and not told yet
        return ""
    return "lost what was acknowledged" if state in states else "lost all, or holds half of a transaction"


def _refused(file: Path) -> str:
    """Why the bot would not start on the file; empty when it does, and has all its tables then."""

    async def opened() -> None:
        async with Database.opened(f"sqlite+aiosqlite:///{file}"):
            pass

    try:
        asyncio.run(opened())
    except StudyError as refusal:
        return f"the bot does not start: {refusal.key}"
    return ""


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, ignore_cleanup_errors=True) as name:
        yield Path(name)
