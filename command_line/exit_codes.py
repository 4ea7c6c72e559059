"""What a process says by the number it ends with; docs/commands.md tells operators."""

from enum import IntEnum

from bot.outside.monitoring.watcher import TEMPORARY_FAILURE


class ExitCode(IntEnum):
    """The exit codes of every command; argparse itself ends with 2 for what it does not understand."""

    DONE = 0
    """All is done, or the bot was told to stop."""
    TO_MEND = 1
    """`doctor` or `health` has found something to put right, or a running bot has not yet done what `forget` asks; also
    Python's own after an error that nobody foresaw."""
    START_AGAIN = TEMPORARY_FAILURE
    """The bot hung and has ended itself, or its database on a server is away or another process's, which may be over
    soon (EX_TEMPFAIL in sysexits.h): starting it again helps."""
    CANNOT_START = 78
    """An operator has to mend something first (EX_CONFIG in sysexits.h): restarting would not help."""
