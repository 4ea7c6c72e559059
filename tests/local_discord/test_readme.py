"""The README of the local Discord: its program does what it says, and what it names is there."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

SAID = 'reply.text == "Hello, Reader!"'


@pytest.fixture
def readme(project: Path) -> str:
    return (project / "local_discord/README.md").read_text("utf-8")


async def run(program: str, folder: Path, project: Path, *options: str) -> tuple[int | None, str]:
    """The exit code of a program that Python runs with these options, and what it printed."""
    path = folder / "test_my_bot.py"
    path.write_text(program, "utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *options,
        path,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(project)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(60):
        printed, _ = await process.communicate()
    return process.returncode, printed.decode()


@pytest.fixture
def program(readme: str) -> str:
    """The one block of Python."""
    (program,) = re.findall(r"^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    return program


async def test_the_program_runs_as_it_stands(program: str, project: Path, tmp_path: Path):
    """It is a whole file that passes in silence; with another answer expected it fails by its own assertion."""
    assert await run(program, tmp_path, project) == (0, "")
    code, printed = await run(program.replace(SAID, SAID.replace("Hello", "Goodbye")), tmp_path, project)
    assert (code, "AssertionError" in printed) == (1, True)


async def test_pytest_runs_the_program_too(program: str, project: Path, tmp_path: Path):
    """It finds the one test and passes it."""
    code, printed = await run(program, tmp_path, project, "-m", "pytest", "-o", "asyncio_mode=auto")
    assert (code, "1 passed" in printed) == (0, True), printed


def test_the_places_it_names_are_there(readme: str, project: Path):
    """Every module and folder in the table exists, and every package is in it."""
    (table,) = re.findall(r"^\| place \|.*?\n\n", readme, re.DOTALL | re.MULTILINE)
    named = [name for row in table.strip().splitlines()[2:] for name in re.findall(r"`([\w/.]+)`", row.split("|")[1])]
    assert [name for name in named if not (project / "local_discord" / name).exists()] == []
    packages = {f"{path.parent.name}/" for path in (project / "local_discord").glob("*/__init__.py")}
    assert packages == {name for name in named if name.endswith("/")}
