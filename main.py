"""Daily Passage from the command line: `python main.py` runs the bot, `python main.py try` shows it in a browser."""

import gc

gc.disable()  # imports make no garbage: without looking for it they take a tenth less; `main` turns it on again

import os  # noqa: E402 # after the line above, like all that follows
import sys  # noqa: E402 # see above
import zoneinfo  # noqa: E402 # see above
from pathlib import Path  # noqa: E402 # see above

from command_line import main  # noqa: E402 # see above

if __name__ == "__main__":
    zoneinfo.reset_tzpath(())  # the pinned tzdata decides what time it is where, not whatever this machine has
    written: dict[str, str] = {}
    if (file := Path(__file__).with_name(".env")).exists():
        from dotenv import dotenv_values  # which a start without the file does not need

        written = {name: value for name, value in dotenv_values(file).items() if value}
    sys.exit(main(sys.argv[1:], {**written, **os.environ}))
