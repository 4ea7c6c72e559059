"""Daily Passage from the command line: `python main.py` runs the bot, `python main.py --help` says what else."""

import gc
import os
import sys
import zoneinfo
from pathlib import Path


def start() -> None:
    """Do what the command line asks for, and end the process."""
    gc.disable()  # imports leave no garbage, and looking for it takes a tenth of the start (tests/benchmarks/start.py)
    from dotenv import dotenv_values

    from bot.settings import PROJECT
    from command_line import main

    zoneinfo.reset_tzpath(())  # the pinned tzdata decides what time it is where, not whatever this machine has
    written = {name: value for name, value in dotenv_values(PROJECT / ".env").items() if value}
    sys.exit(main(sys.argv[1:], {**written, **os.environ}))


def start_installed() -> None:
    """The same for `daily-passage`, whose packages lie beside this file and not where Python looks for packages."""
    sys.path.insert(0, str(Path(__file__).parent))
    start()


if __name__ == "__main__":
    start()
