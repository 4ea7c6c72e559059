"""Which version of the bot this is."""

import subprocess
import tomllib
from importlib import metadata

from bot.settings import SHIPPED

_PATIENCE = 5.0
"""Seconds for git: a folder on a sleeping disk, say."""


def version() -> str:
    """The version that stands in `pyproject.toml` beside the code, or else that of the installed package."""
    try:
        project = tomllib.loads((SHIPPED / "pyproject.toml").read_text("utf-8"))["project"]
    except FileNotFoundError:
        return metadata.version("daily-passage")
    return str(project["version"])


def commit() -> str | None:
    """The commit of this checkout, and whether files differ from it; None where git does not know one.

    A checkout of something else around the folder (of an operator's home, say) is not asked.
    """
    if not (SHIPPED / ".git").exists():
        return None
    asked = ("git", "-C", str(SHIPPED), "describe", "--always", "--abbrev=10", "--exclude=*", "--dirty= with changes")
    try:
        answer = subprocess.run(asked, capture_output=True, check=True, text=True, timeout=_PATIENCE)  # noqa: S603 # all of it is written above
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip() or None
