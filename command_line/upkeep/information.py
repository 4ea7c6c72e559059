"""`python main.py info` and `--version`: what this installation is, for whoever reads a report about it."""

import platform
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from bot.core.errors import StudyError
from bot.i18n import Words
from bot.logs import without_private
from bot.settings import NAMES, SHIPPED, read_database_url
from bot.store.dialects.sqlite import library
from command_line.arguments import Asked
from command_line.exit_codes import ExitCode
from command_line.upkeep.version import commit, version

LIBRARIES = ("discord.py", "aiosqlite", "SQLAlchemy", "alembic", "aiohttp", "tzdata")
_SECRET = re.compile(r"(?:TOKEN|KEY|PASSWORD|SECRET)$")
_SIGNED_IN = re.compile(r"^([\w+]+://)?.*@")
_ASKED = re.compile(r"[?#].*")


def print_version(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Print which version this is, and of which commit."""
    del asked, env
    print(_version(say))  # noqa: T201 # the command line speaks by printing
    return ExitCode.DONE


def print_information(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Print all that a report about the bot has to say, a fact a line; nothing is opened, asked or changed."""
    del asked
    print("\n".join(_homeless(line) for line in information(env, say)))  # noqa: T201 # the command line speaks by printing
    return ExitCode.DONE


def information(env: Mapping[str, str], say: Words) -> Iterator[str]:
    """Facts about the installation, always in the same order; no secret is among them, however it was mistyped."""
    yield _version(say)
    yield say("info.python", version=platform.python_version(), kind=platform.python_implementation())
    yield say("info.platform", platform=platform.platform())
    sqlite = library.in_use()
    yield say("info.sqlite", version=sqlite.version, options=", ".join(sqlite.options))
    for name in LIBRARIES:
        yield say("info.line", name=name, value=metadata.version(name))
    yield say("info.program", folder=str(SHIPPED), python=sys.executable)
    yield _database(env, say)
    for name in NAMES:
        yield say("info.line", name=name, value=_shown(name, env.get(name, "").strip(), say))


def _version(say: Words) -> str:
    made_of = commit()
    if made_of is None:
        return say("info.version", version=version())
    return say("info.version_commit", version=version(), commit=made_of)


def _database(env: Mapping[str, str], say: Words) -> str:
    try:
        address = read_database_url(env)
    except StudyError as refused:
        return say.error(refused)
    if not address.startswith("sqlite"):
        return say("info.server", address=_shown("DATABASE_URL", address, say))
    file = Path(address.partition("///")[2])
    if not file.is_file():
        return say("info.no_database", file=str(file))
    return say("info.database", file=str(file), kilobytes=f"{file.stat().st_size / 1000:,.0f}")


def _shown(name: str, value: str, say: Words) -> str:
    """A setting as others may read it: whether a secret is set, and of an address neither who signs in nor a query.

    A token is left out of the other settings too: it may have been put where its file belongs.
    """
    if not value:
        return say("info.not_set")
    if _SECRET.search(name):
        return say("info.secret")
    return without_private(_ASKED.sub("?…", _SIGNED_IN.sub(r"\1…@", value)))


def _homeless(line: str) -> str:
    """The line with the folder of the person who runs the bot as `~`: it holds their name."""
    return line.replace(str(Path.home()), "~") if len(Path.home().parts) > 1 else line
