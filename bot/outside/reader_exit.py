"""The exit codes of the process that reads a file."""

from enum import IntEnum


class ReaderExit(IntEnum):
    """What the process has written before it ended; any other code means that it did not come to its end."""

    READ = 0
    """The draft."""
    REFUSED = 3
    """Why the file cannot be read: a remark, and the details behind it."""
    FAILED = 4
    """Where in the code a mistake is."""
