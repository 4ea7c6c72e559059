"""The files by which the bot is installed, built and released name what is there, and all of it."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

from command_line.exit_codes import ExitCode
from tests.command_line.programs import run


async def test_the_image_holds_all_that_the_bot_runs_on(project: Path, tmp_path: Path):
    """What `.dockerignore` lets in, copied elsewhere, plays two days; tests, settings and databases stay out."""
    let_in = re.findall(r"^!(.+)$", (project / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    for name in let_in:
        copy = shutil.copytree if (project / name).is_dir() else shutil.copy
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        copy(project / name, tmp_path / name)
    code, _, err = await run("try", "--once", program=tmp_path / "main.py")
    assert (code, err) == (0, "")
    assert {path.name for path in tmp_path.iterdir()}.isdisjoint({".env", ".git", "tests"})


def test_the_image_hands_signals_to_the_bot(project: Path):
    """Exec form: a shell in between would keep SIGTERM, and the bot would be killed ten seconds later."""
    dockerfile = (project / "Dockerfile").read_text("utf-8")
    started = re.findall(r"^(?:ENTRYPOINT|CMD|HEALTHCHECK.* CMD) (.+)$", dockerfile, re.MULTILINE)
    assert len(started) == 3
    assert all(command.startswith('["') for command in started)


def test_whoever_the_bot_runs_as_may_write_in_the_volume_of_the_image(project: Path):
    """A new volume begins with the mode of the folder in the image; one copied from a stage has lost its own."""
    final = (project / "Dockerfile").read_text("utf-8").rpartition("\nFROM ")[2].splitlines()
    assert final.index("RUN mkdir -m 1777 /data") < final.index("VOLUME /data")
    assert not [line for line in final if line.startswith(("COPY", "ADD")) and line.endswith(" /data")]


def test_what_has_to_be_put_right_is_not_started_again(project: Path):
    """The unit knows the exit code by which the bot says so."""
    unit = (project / "contrib" / "daily-passage.service").read_text("utf-8")
    assert f"\nRestartPreventExitStatus={ExitCode.CANNOT_START}\n" in unit


def test_the_oldest_and_the_newest_python_are_tried(project: Path):
    """The oldest is the one that pyproject.toml allows, the newest the one in the image."""
    needed = re.search(r'requires-python = ">=([\d.]+)"', (project / "pyproject.toml").read_text("utf-8"))
    bases = re.findall(r"^FROM python:([\d.]+)-slim", (project / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    tried = re.search(r"python: (\[.+\])", (project / ".github/workflows/ci.yml").read_text("utf-8"))
    assert needed
    assert tried
    assert len(set(bases)) == 1
    assert tried[1] == f'["{needed[1]}", "{bases[0]}"]'


def notes(project: Path, tag: str) -> subprocess.CompletedProcess[str]:
    """What the release of a tag would say of itself."""
    program = [project / ".ci" / "release-notes", tag]
    return subprocess.run(program, capture_output=True, text=True, check=False)  # noqa: S603 # our own program


def test_a_release_says_first_what_to_do_before_an_update(project: Path):
    """Whoever runs the bot reads that, if anything."""
    version = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    made = notes(project, f"v{version}")
    assert made.returncode == 0, made.stderr
    assert made.stdout.lstrip().startswith("### Before you update\n")
    assert "\n## " not in made.stdout


def test_a_tag_of_another_version_is_refused(project: Path):
    """Nothing is released under a name that the bot does not give itself."""
    refused = notes(project, "v99.0.0")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "99.0.0" in refused.stderr
