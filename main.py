"""Daily Passage from the command line: `python main.py` runs the bot, `python main.py --help` says what else."""

import gc
import os
import sys
import zoneinfo
from pathlib import Path

if __name__ == "__main__":
    gc.disable()  # imports leave no garbage, and looking for it takes a tenth of the start (tests/benchmarks/start.py)
    from dotenv import dotenv_values

    from command_line import main

    zoneinfo.reset_tzpath(())  # the pinned tzdata decides what time it is where, not whatever this machine has
    written = {name: value for name, value in dotenv_values(Path(__file__).with_name(".env")).items() if value}
    sys.exit(main(sys.argv[1:], {**written, **os.environ}))
