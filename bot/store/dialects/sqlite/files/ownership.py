"""Whose the files are that lie beside a database, or come in its place."""

import os
from pathlib import Path


def give_to_owner(made: Path, database: Path) -> None:
    """Give what root has just made to the owner of a database: the bot runs as that user, and could not open it.

    SQLite does the same with its journals (robustFchown in os_unix.c). For everybody else, and on Windows, nothing is
    done.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0 and database.exists():
        owner = database.stat()
        os.chown(made, owner.st_uid, owner.st_gid)
