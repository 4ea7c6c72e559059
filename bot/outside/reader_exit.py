"""How the process that reads a file ends, as the bot is told."""

from enum import IntEnum


class ReaderExit(IntEnum):
    """Its exit code; any other means that it did not come to its end."""

    READ = 0
    """It has told the draft."""
    REFUSED = 3
    """It has told why the file cannot be read: a remark, and the details behind it."""
    FAILED = 4
    """It has told where in the code a mistake is."""
