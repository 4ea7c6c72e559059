"""What can be typed after `python main.py`: one module a command, imported when it is asked for."""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from bot.core.errors import PassingError, StudyError
from bot.i18n import Texts, Words
from command_line.arguments import Asked, parse
from command_line.exit_codes import ExitCode

Command = Callable[[Asked, Mapping[str, str], Words], int]
"""What a command is: it has what was asked for, the environment, and speaks to whoever typed it; its exit code."""
COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("running", "run"),
    "try": ("tryout", "try_out"),
    "import": ("importing", "import_file"),
    "export": ("exporting", "export_essay"),
    "version": ("upkeep.information", "print_version"),
    "info": ("upkeep.information", "print_information"),
    "doctor": ("upkeep.doctor", "print_findings"),
    "migrate": ("upkeep.migrating", "bring_up_to_date"),
    "backup": ("upkeep.backing_up", "back_up"),
    "restore": ("upkeep.restoring", "restore"),
    "move": ("upkeep.moving", "move"),
    "forget": ("upkeep.forgetting", "forget"),
    "health": ("upkeep.health", "ask_health"),
}
"""The module and function of each command: the bot itself runs without what the others need."""


def main(arguments: Sequence[str], env: Mapping[str, str]) -> int:
    """Do what the command line asks for; the exit code. Ctrl-C ends every command quietly."""
    say = Texts().say().plain
    asked = parse(arguments, say)
    try:
        module, name = COMMANDS[asked.command]
        command: Command = getattr(import_module(f"command_line.{module}"), name)
        gc.freeze()  # imports stay for good: a collection that walked through them would stop everything for 0.1 s
        gc.enable()  # `main.py` has switched it off for them
        return command(asked, env, say)
    except StudyError as refusal:
        print(say.error(refusal), file=sys.stderr)  # noqa: T201 # the command line speaks by printing
        return ExitCode.START_AGAIN if isinstance(refusal, PassingError) else ExitCode.CANNOT_START
    except KeyboardInterrupt:
        return ExitCode.DONE
    except BrokenPipeError:  # whoever read what we print has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
