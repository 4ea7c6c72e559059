"""The commands and their options."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.i18n import Words

PAGE_PORT = 8421
"""The port of the page, unless it is taken or another one is asked for."""


@dataclass(slots=True)
class Asked:
    """What the command line asks for; options of other commands keep their defaults."""

    command: str = "run"
    once: bool = False
    essay: Path | None = None
    port: int | None = None
    browser: bool = True
    file: Path = Path()
    guild: str | None = None
    dry_run: bool = False
    json: bool = False
    words: str = ""
    output: Path | None = None
    sync: bool = False
    person: str = ""


def parse(arguments: Sequence[str], say: Words) -> Asked:
    """The command and its options; argparse ends the process itself for a mistake or `--help`."""
    return command_parser(say).parse_args(arguments, Asked())


def command_parser(say: Words) -> argparse.ArgumentParser:
    """What reads a command line; `docs/commands.md` says the same to operators (a test compares)."""
    program = Path(sys.argv[0]).name.replace("main.py", "python main.py")
    parser = argparse.ArgumentParser(prog=program, description=say("cli.description"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    running = commands.add_parser("run", help=say("cli.run"))
    for reader in (parser, running):  # what the program itself is told, its command must not take back
        reader.add_argument("--sync", action="store_true", default=argparse.SUPPRESS, help=say("cli.sync"))
    trying = commands.add_parser("try", help=say("cli.try"), description=say("cli.try"))
    trying.add_argument("--once", action="store_true", help=say("cli.try.once"))
    trying.add_argument("--essay", type=Path, metavar="FILE", help=say("cli.try.essay"))
    trying.add_argument("--port", type=int, metavar="N", help=say("cli.try.port"))
    trying.add_argument("--no-browser", dest="browser", action="store_false", help=say("cli.try.no_browser"))
    importing = commands.add_parser("import", help=say("cli.import"), description=say("cli.import"))
    importing.add_argument("file", type=Path, metavar="FILE", help=say("cli.import.file"))
    importing.add_argument("--guild", metavar="ID", help=say("cli.import.guild"))
    importing.add_argument("--dry-run", action="store_true", help=say("cli.import.dry_run"))
    importing.add_argument("--json", action="store_true", help=say("cli.import.json"))
    exporting = commands.add_parser("export", help=say("cli.export"), description=say("cli.export"))
    exporting.add_argument("words", metavar="ESSAY", help=say("cli.export.words"))
    exporting.add_argument("output", type=Path, nargs="?", metavar="FILE", help=say("cli.export.file"))
    exporting.add_argument("--guild", metavar="ID", help=say("cli.export.guild"))
    _add_upkeep(parser, commands, say)
    parser.set_defaults(command="run")
    return parser


def _add_upkeep(
    parser: argparse.ArgumentParser, commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Words
) -> None:
    """Add what operators ask of an installation."""
    parser.add_argument("--version", dest="command", action="store_const", const="version", help=say("cli.version"))
    commands.add_parser("info", help=say("cli.info"), description=say("cli.info"))
    commands.add_parser("doctor", help=say("cli.doctor"), description=say("cli.doctor"))
    commands.add_parser("migrate", help=say("cli.migrate"), description=say("cli.migrate"))
    commands.add_parser("health", help=say("cli.health"), description=say("cli.health"))
    backing_up = commands.add_parser("backup", help=say("cli.backup"), description=say("cli.backup"))
    backing_up.add_argument("output", type=Path, nargs="?", metavar="FILE", help=say("cli.backup.file"))
    restoring = commands.add_parser("restore", help=say("cli.restore"), description=say("cli.restore"))
    restoring.add_argument("file", type=Path, metavar="FILE", help=say("cli.restore.file"))
    moving = commands.add_parser("move", help=say("cli.move"), description=say("cli.move"))
    moving.add_argument("words", metavar="DATABASE_URL", help=say("cli.move.address"))
    forgetting = commands.add_parser("forget", help=say("cli.forget"), description=say("cli.forget"))
    forgetting.add_argument("person", metavar="USER_ID", help=say("cli.forget.person"))
