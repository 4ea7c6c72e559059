"""What a process says by the number it ends with; docs/commands.md tells operators."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command; argparse itself ends with 2 for what it does not understand."""

    DONE = 0
    """All is done, or the bot was told to stop."""
    TO_MEND = 1
    """`doctor` has found something to put right; also what Python ends with after an error that nobody foresaw."""
    CANNOT_START = 78
    """An operator has to mend something first (EX_CONFIG in sysexits.h): restarting would not help."""
