"""What an operator asks of the bot that has the database: to delete a person's data.

One process writes to a database at a time, so another one leaves a file in a folder beside it. Its name is what stands
for the person, so that their id is nowhere on the disk.
"""

import re
from contextlib import suppress
from pathlib import Path

from bot.store.dialects.sqlite.files.ownership import give_to_owner

_SIGNATURE = re.compile(r"[0-9a-f]{64}")
ASKED, DONE = ".asked", ".done"


class DeletionRequests:
    """The files in such a folder: a request becomes an answer, which whoever asked takes away."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made with the first request."""
        self._folder = folder

    def ask(self, person: str) -> None:
        """Ask for the deletion of a person's data."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._file(person, DONE).unlink(missing_ok=True)
        self._file(person, ASKED).touch(0o600)
        for made in (self._folder, self._file(person, ASKED)):
            give_to_owner(made, self._folder.with_suffix(""))

    def asked(self) -> list[str]:
        """Whose data are to be deleted."""
        with suppress(FileNotFoundError):
            names = [path.stem for path in self._folder.iterdir() if path.suffix == ASKED]
            return [name for name in names if _SIGNATURE.fullmatch(name)]
        return []

    def answer(self, person: str, removed: int) -> None:
        """Say that it is done, and how many rows there were."""
        self._file(person, ASKED).write_text(str(removed), "ascii")
        self._file(person, ASKED).replace(self._file(person, DONE))

    def take_answer(self, person: str) -> int | None:
        """How many rows were deleted, once; None before it is done."""
        done = self._file(person, DONE)
        with suppress(FileNotFoundError):
            removed = int(done.read_text("ascii"))
            done.unlink()
            return removed
        return None

    def _file(self, person: str, ending: str) -> Path:
        return self._folder / f"{person}{ending}"
