"""What can be typed after `python main.py`: one module a command, imported when it is asked for."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence

from bot.core.errors import StudyError
from bot.i18n import Texts
from command_line.arguments import parse
from command_line.exit_codes import ExitCode


def main(arguments: Sequence[str], env: Mapping[str, str]) -> int:
    """Do what the command line asks for; the exit code. Ctrl-C ends every command quietly."""
    say = Texts().say().plain
    asked = parse(arguments, say)
    try:
        match asked.command:
            case "try":
                from command_line.tryout import try_out as command  # the bot itself runs without the local Discord
            case "import":
                from command_line.importing import import_file as command
            case "export":
                from command_line.exporting import export_essay as command
            case "version":
                from command_line.upkeep.information import print_version as command
            case "info":
                from command_line.upkeep.information import print_information as command
            case "migrate":
                from command_line.upkeep.migrating import bring_up_to_date as command
            case "health":
                from command_line.upkeep.health import ask_health as command
            case _:
                from command_line.running import run as command
        gc.freeze()  # imports stay for good: a collection that walked through them would stop everything for 0.1 s
        gc.enable()  # `main.py` has switched it off for them
        return command(asked, env, say)
    except StudyError as refusal:
        print(say.error(refusal), file=sys.stderr)  # noqa: T201 # the command line speaks by printing
        return ExitCode.CANNOT_START
    except KeyboardInterrupt:
        return ExitCode.DONE
    except BrokenPipeError:  # whoever read what we print has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
