"""The bot as `pip install` brings it: a program in any folder, which keeps what is its own there."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line.programs import PROJECT, SETTINGS

pytestmark = pytest.mark.slow
ESSAY = PROJECT / "data" / "essays" / "01-the-neighbour-and-the-source.md"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`daily-passage` of a wheel that was built and installed without a network, beside what the tests have."""
    folder = tmp_path_factory.mktemp("installed")
    uv = [sys.executable, "-m", "uv", "--offline", "--no-config", "--quiet"]
    _do(
        *uv,
        "build",
        "--wheel",
        "--no-build-isolation",
        "--python",
        sys.executable,
        "--out-dir",
        str(folder),
        str(PROJECT),
    )
    (wheel,) = folder.glob("*.whl")
    _do(*uv, "venv", "--system-site-packages", str(folder / "venv"))
    python = folder / "venv" / "bin" / "python"
    _do(*uv, "pip", "install", "--no-deps", "--python", str(python), str(wheel))
    (beside,) = {path for path in sys.path if path.endswith("site-packages")}
    (packages,) = (folder / "venv" / "lib").glob("*/site-packages")
    (packages / "beside.pth").write_text(beside, "utf-8")
    return folder / "venv" / "bin" / "daily-passage"


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 # our own commands
    assert done.returncode == 0, done.stderr


async def ask(program: Path, folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code, and all that was printed, of the program in a folder."""
    process = await asyncio.create_subprocess_exec(
        program,
        *arguments,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in SETTINGS},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    return process.returncode or 0, out.decode()


async def test_it_says_by_which_name_it_is_called(program: Path, tmp_path: Path):
    """Not `python main.py`, which is not there."""
    code, said = await ask(program, tmp_path, "--help")
    assert code == 0
    assert said.startswith("usage: daily-passage ")


async def test_it_says_its_own_version(program: Path, tmp_path: Path):
    """Not that of a project in whose folder it is run."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "bread"\nversion = "7.7"\n', "utf-8")
    code, said = await ask(program, tmp_path, "--version")
    assert code == 0
    assert "0." in said
    assert "7.7" not in said


async def test_it_brings_texts_essays_and_questions(program: Path, tmp_path: Path):
    """Two days in a folder in which there is nothing, and nothing afterwards."""
    code, said = await ask(program, tmp_path, "try", "--once")
    assert code == 0, said
    assert "Daily Passage" in said
    assert list(tmp_path.iterdir()) == []


async def test_it_reads_files(program: Path, tmp_path: Path):
    """In a process of their own, which finds the bot's code."""
    code, said = await ask(program, tmp_path, "import", "--dry-run", str(ESSAY))
    assert code == 0
    assert "The Neighbour and the Source" in said


async def test_what_it_keeps_and_its_settings_lie_in_the_current_folder(program: Path, tmp_path: Path):
    """So does what settings name; nothing is written where the bot is installed."""
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite+aiosqlite:///kept/here.sqlite3\n", "utf-8")
    code, said = await ask(program, tmp_path, "import", str(ESSAY))
    assert code == 0, said
    assert (tmp_path / "kept" / "here.sqlite3").exists()
    code, said = await ask(program, tmp_path, "export", "neighbour")
    assert code == 0
    assert "title: The Neighbour and the Source" in said


async def test_the_wheel_adds_nothing_to_other_packages(program: Path):
    """One folder, under a name that nobody else has."""
    (packages,) = (program.parents[1] / "lib").glob("*/site-packages")
    ours = {path.name for path in packages.iterdir() if not path.name.startswith(("_", "beside"))}
    assert {name for name in ours if not name.endswith(".dist-info")} == {"daily_passage"}
